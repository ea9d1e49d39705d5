"""Every regular expression of ours, and strings made to slow it down.

A backtracking engine takes long where a repeated part can be cut in many ways, or where each place of a long run is
tried as a beginning. From the parsed expression come, for each repeat, what leads up to it and what it repeats
(Weideman et al., "Turning evil regexes harmless", 2017, call these prefix and pump); some pumps fit any.
"""

from __future__ import annotations

import re
import re._constants as codes  # the standard library's own parser of expressions
import re._parser as parser
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import Any

ANY = (" ", "\t", "\n", "\u00a0", "a", "A", "1", ".", "!", "-", ",", "(", '"', "'", "“", "’", "<", "/", "&", "=", ":")
ANY += (
    "a ",
    "A ",
    "Aa ",
    "1 ",
    "1.",
    "1,",
    ". ",
    ", ",
    "\n ",
    "a\n",
    "1-1-",
    "()",
    '" "',
    "<a ",
    "A. ",
    "习",
    "&#1;",
)
ANY += ("12 March ", "2024-01-01 ", "said ", "the ", "of the ", "A and ", "A, ", "http://a.", "a@", "Mr. ", "1/1/")
ENDS = ("", "!", "\x01", "\n\n\x01")
OPEN = 8  # repeats of fewer times are no danger by themselves
PREFIXES = 3


@dataclass(frozen=True)
class Trap:
    """A string that grows: a beginning, something repeated, an end."""

    before: str
    pump: str
    end: str

    def of(self, size: int) -> str:
        """About so many characters of it."""
        return self.before + self.pump * max(1, size // len(self.pump)) + self.end


@contextmanager
def collected(where: str) -> Iterator[dict[str, re.Pattern[Any]]]:
    """Every expression that files under `where` compile meanwhile, by file and line."""
    found: dict[str, re.Pattern[Any]] = {}
    original = re._compile  # type: ignore[attr-defined]

    def compile_(pattern: Any, flags: Any) -> Any:
        made = original(pattern, flags)
        frame = sys._getframe(1)
        while frame and frame.f_code.co_filename == re.__file__:
            frame = frame.f_back  # type: ignore[assignment]
        name = frame.f_code.co_filename
        if where in name:
            found[f"{name.split(where, 1)[1].lstrip('/')}:{frame.f_lineno} {made.pattern!r:.60}"] = made
        return made

    re._compile = compile_  # type: ignore[attr-defined]
    try:
        yield found
    finally:
        re._compile = original  # type: ignore[attr-defined]


# ------------------------------------------------------------------------------------------------- made
def traps(pattern: re.Pattern[Any]) -> Iterator[Trap]:
    """Strings to try an expression with."""
    if not isinstance(pattern.pattern, str):
        pattern = re.compile(pattern.pattern.decode("latin-1"), pattern.flags & ~re.ASCII)
    seen = set()
    pairs = [("", pump) for pump in ANY] + list(_pumps(parser.parse(pattern.pattern, pattern.flags)))
    for before, pump in pairs:
        for end in ENDS:
            if pump and (before, pump, end) not in seen:
                seen.add((before, pump, end))
                yield Trap(before, pump, end)


def _pumps(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    for code, value in tree:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            _, most, body = value
            if most is codes.MAXREPEAT or most > OPEN:
                for sample in _samples(body):
                    yield before, sample
                    yield "", before + sample
            yield from _pumps(body, before)
        elif code is codes.SUBPATTERN:
            yield from _pumps(value[3], before)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from _pumps(branch, before)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _pumps(value[1], before)
        before += next(_samples([(code, value)]), "")


def _samples(tree: Any) -> Iterator[str]:
    """A few strings that a part matches: each of its branches once."""
    choices: list[list[str]] = []
    for code, value in tree:
        choices.append(list(_one(code, value)) or [""])
    width = min(PREFIXES, max(map(len, choices), default=1))
    for number in range(width):
        yield "".join(options[min(number, len(options) - 1)] for options in choices)


def _one(code: Any, value: Any) -> Iterator[str]:
    if code is codes.LITERAL:
        yield chr(value)
    elif code is codes.NOT_LITERAL:
        yield "a" if value != ord("a") else "b"
    elif code is codes.ANY:
        yield "a"
    elif code is codes.IN:
        yield from _of_set(value)
    elif code is codes.BRANCH:
        for branch in value[1]:
            yield from _samples(branch)
    elif code is codes.SUBPATTERN:
        yield from _samples(value[3])
    elif code is codes.ATOMIC_GROUP:
        yield from _samples(value)
    elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, _, body = value
        for sample in _samples(body):
            yield sample * max(1, least)


CATEGORIES = {
    codes.CATEGORY_SPACE: " ", codes.CATEGORY_DIGIT: "1", codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_SPACE: "a", codes.CATEGORY_NOT_DIGIT: "a", codes.CATEGORY_NOT_WORD: "-",
}  # fmt: skip


def _of_set(items: Any) -> Iterator[str]:
    if items[0][0] is codes.NEGATE:
        refused = re.compile("|".join(re.escape(sample) for sample in _of_set(items[1:])) or r"(?!)")
        yield from [sign for sign in "a 1-.,;(\n<" if not refused.match(sign)][:PREFIXES]
        return
    for code, value in items:
        if code is codes.LITERAL:
            yield chr(value)
        elif code is codes.RANGE:
            yield chr(value[0])
        elif code is codes.CATEGORY:
            yield CATEGORIES[value]


# ------------------------------------------------------------------------------------------------ timed
class TooLongError(Exception):
    """An expression was at it when its time was over."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TooLongError after so many seconds; the engine looks for signals now and then."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise TooLongError

    earlier = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, earlier)


def slow(pattern: re.Pattern[Any], trap: Trap, size: int, most: float) -> float | None:
    """Seconds of processor time for a string of `size`, when they are more than `most`; None when it is fast."""
    text: Any = trap.of(size)
    if isinstance(pattern.pattern, bytes):
        text = text.encode("utf-8", "replace")
    began = time.process_time()
    with suppress(TooLongError), within(most * 20):
        _all(pattern, text)
    took = time.process_time() - began
    return took if took > most else None


def _all(pattern: re.Pattern[Any], text: Any) -> None:
    pattern.match(text)
    pattern.fullmatch(text)
    for _ in pattern.finditer(text):
        pass
