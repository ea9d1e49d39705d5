"""Which of the times in an article dates an act: a choice among them, and none, by learned weights."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from math import exp

from retinue.coding.syntax import Token
from retinue.coding.ties import Act, Page, Stamp, far, in_office_since, is_label, lasted, near, no_date, relation
from retinue.model import Annotation, TimeExpression

__all__ = ["Clock", "by_sentence", "weights"]

_DATED = ("DATE", "TIME")
_BACK, _AHEAD = 4, 2  # sentences
_LEAD = 3  # sentences of the body whose first time may date what follows

Option = tuple[int | None, list[str]]  # the index of a time (None: no date) and what speaks for it


@cache
def weights() -> Mapping[str, float]:
    """The weight of every trait, as tools/train_dates.py learned them."""
    text = (resources.files("retinue") / "data" / "coding" / "ties.json").read_text("utf-8")
    found: dict[str, float] = json.loads(text)["weights"]
    return found


@dataclass(frozen=True)
class Clock:
    """The times of one article by sentence, each with its head token in the parse."""

    annotation: Annotation
    page: Page = field(init=False)
    _numbers: dict[int, int] = field(default_factory=dict)
    _by_sentence: dict[int, list[Stamp]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        article, parsed = self.annotation.article, self.annotation.parsed
        sentences = list(parsed.sents)
        self._numbers.update((s.start, n) for n, s in enumerate(sentences))
        stamps = list(self._stamps())
        for stamp in stamps:
            self._by_sentence[stamp.sentence].append(stamp)
        body = next((n for n, s in enumerate(sentences) if s.start_char >= article.title_end), 0)
        paragraphs = [article.text.count("\n\n", 0, s.start_char + 1) for s in sentences]
        page = Page(article.published.date, stamps, body, paragraphs)
        object.__setattr__(self, "page", page)

    def _stamps(self) -> Iterator[Stamp]:
        for index, time in enumerate(self.annotation.times):
            if time.type not in _DATED and time.start is None:
                continue
            words = self.annotation.parsed.char_span(time.span.start, time.span.end, alignment_mode="expand")
            if words is not None and len(words) and not in_office_since(words.root):
                label = is_label(self.annotation.article.text, time.span)
                yield Stamp(index, time, words.root, self._numbers[words.root.sent.start], label)

    def in_sentence(self, token: Token) -> Sequence[tuple[int, Token]]:
        """Times (index, head token) of the sentence a token stands in."""
        return [(s.index, s.head) for s in self._by_sentence.get(self._numbers[token.sent.start], ())]

    def time(self, index: int) -> TimeExpression:
        """The time with that index."""
        return self.annotation.times[index]

    def of(self, act: Act) -> int | None:
        """The index of the time that dates the act; None when no time does."""
        own = self._by_sentence.get(self._numbers[act.token.sent.start], [])
        if (whole := lasted(act, own)) is not None:
            return whole.index
        known, mass, told = weights(), defaultdict[object, float](float), dict[object, int | None]()
        for index, traits in self.options(act):
            start = None if index is None else self.time(index).start
            days = None if index is None or start is None else (start, self.time(index).end)
            mass[days] += exp(sum(known.get(trait, 0.0) for trait in traits))
            told.setdefault(days, index)
        return told[max(mass, key=mass.__getitem__)]

    def options(self, act: Act) -> list[Option]:
        """Every answer that is weighed, with its traits."""
        here = self._numbers[act.token.sent.start]
        own = self._by_sentence.get(here, [])
        found: list[Option] = [(None, list(no_date(act, self.page, here, own)))]
        relations = {s: relation(s.head, act) for s in own}
        found += [(s.index, list(near(s, act, relations))) for s in own]
        found += [(s.index, list(far(s, act, self.page, here, own))) for s in self._elsewhere(act, here)]
        return found

    def _elsewhere(self, act: Act, here: int) -> Iterable[Stamp]:
        """Times of other sentences that may date the act: shortly before or after, the lead's, the thread's."""
        body = self.page.body
        ahead = here + (_AHEAD if here < body + _LEAD else 0)
        lead = next((s for s in self.page.stamps if body <= s.sentence < body + _LEAD and s.time.start), None)
        label = max((s.sentence for s in self.page.stamps if s.sentence < here and s.label), default=-1)
        for stamp in self.page.stamps:
            if stamp.sentence == here or stamp.time.start is None:
                continue
            around = here - _BACK <= stamp.sentence <= max(ahead, body + 1 if here < body else 0)
            if around or stamp is lead or stamp.sentence == label or stamp.index in act.thread:
                yield stamp


def by_sentence(triggers: Sequence[Token]) -> Mapping[int, list[Token]]:
    """Triggers grouped by the start of their sentence."""
    grouped: dict[int, list[Token]] = defaultdict(list)
    for token in triggers:
        grouped[token.sent.start].append(token)
    return grouped
