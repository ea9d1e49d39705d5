"""A page as a list of blocks, whatever it came from, and the few measures that all rules share."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LATIN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_ENDS = re.compile(r"""[.!?。！？…]["'”’»)\]）】」』*]*(?:\s*[®■◆▪●□])?$|[:;：；]$""")
_ABBREVIATED = re.compile(
    r"\b(?:[ap]\.m|min|mins|std|hrs?|ltd|inc|co|corp|llc|jr|sr|no|vol|u\.s|e\.t|u\.k)\.$", re.IGNORECASE
)
_SIGNED = re.compile(r"""[.!?。]["'”’]*\s(?:[-–—]+\s?|\()?[A-Z][\w./ -]{1,24}\)?$""")  # "… on Monday. (Xinhua)"
_SPACES = re.compile(r"[ \t\u3000\u2002-\u200a]+")
_BULLET = re.compile(r"^\s*(?:[•●◦▪‣·*–]\s|-\s|\(?\d{1,2}[.)]\s)\s*")
_TERMINAL = re.compile(r"[.!?。！？…:]\W*$")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff\x00-\x08\x0e-\x1f\x7f]")
_TAIL = 16  # characters: the longest run of marks that closes a sentence
_LONG = 1000  # characters: a text beyond that is not all one word
_LONGEST_WORD = 40  # characters
_HAN_PER_WORD = 1.7  # Chinese characters to one English word, the usual rate of translators


@dataclass(slots=True)
class Block:
    """One line of a plain text, or one block-level piece of a page.

    `line` orders blocks; `group` is equal for neighbours not parted by a blank line (text) or with one parent
    (page). `zone` is the part of the page: "" or header, nav, aside, footer, figure, form, comments; `heading` 1
    to 6, 0 for none; `linked` the share of characters that are links; `item` and `cell` mark list items and table
    cells. `parts` are the pieces that inline marks make of a short one ("<b>Harbour Post</b> since 1998"). `kept`:
    it may be body text; `voted`: the extractor took it for that.
    """

    text: str
    line: int
    group: int = 0
    zone: str = ""
    heading: int = 0
    linked: float = 0.0
    kept: bool = True
    item: bool = False
    cell: bool = False
    voted: bool = False
    parts: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """Collapse runs of spaces and strip the ends."""
    return _SPACES.sub(" ", text).strip()


def visible(text: str) -> str:
    """`text` without zero-width, direction and control characters, with plain spaces."""
    return _INVISIBLE.sub("", text).replace("\u00a0", " ").replace("\u202f", " ")


def size(text: str) -> float:
    """Length in words; Chinese, Japanese and Korean characters count as a share of a word.

    What is long counts as a word for each forty characters at least: thousands of signs in a row are no short line.
    """
    han = 0 if text.isascii() else len(_HAN.findall(text))
    if han:
        text = _HAN.sub(" ", text)
    words = len(_LATIN.findall(text)) + han / _HAN_PER_WORD
    return words if len(text) <= _LONG else max(words, len(text) / _LONGEST_WORD)


def ends_sentence(text: str) -> bool:
    """True when the text ends like a sentence; the full stop of "7:22 a.m." or "3 Min." ends none on a short line."""
    return bool(_ENDS.search(text[-_TAIL:])) and not (_ABBREVIATED.search(text) and size(text) < 22)


def is_bullet(text: str) -> bool:
    """True for a line that opens with a bullet."""
    return bool(_BULLET.match(text))


def is_paragraph(text: str) -> bool:
    """True for running text: a full sentence of some length, or a long stretch of words."""
    words = size(text)
    return words >= 30 or (words >= 12 and (ends_sentence(text) or bool(_SIGNED.search(text))))


def from_text(text: str) -> list[Block]:
    """Split a plain text into blocks: one for each line, hard-wrapped lines joined into their paragraph."""
    blocks: list[Block] = []
    group = 0
    lines = [line if line.isascii() else visible(line) for line in text.splitlines()]
    wrapped = _hard_wrapped(lines)
    for number, line in enumerate(lines):
        clean = tidy(line)
        if not clean:
            group += 1
        elif wrapped and blocks and blocks[-1].group == group and _continues(lines[number - 1], clean):
            blocks[-1].text += " " + clean
        else:
            blocks.append(Block(clean, number, group))
    return blocks


def _hard_wrapped(lines: list[str]) -> bool:
    """True when most lines end near one margin without ending a sentence, as in old mail and wire texts."""
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    if len(lengths) < 8 or not 50 <= max(lengths) <= 100:
        return False
    near = sum(1 for length in lengths if length >= max(lengths) - 15)
    open_ended = sum(1 for line in lines if len(line.strip()) > 40 and not _TERMINAL.search(line))
    return near * 2 > len(lengths) and open_ended * 2 > len(lengths)


def _continues(before: str, line: str) -> bool:
    """True when `line` goes on with the paragraph of the line `before` it."""
    return len(before.strip()) > 40 and not is_bullet(line)
