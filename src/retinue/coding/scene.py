"""One article as the coder sees it: its cast, its clock, the lists it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from retinue.coding.lexicon import Lexicon
from retinue.coding.listed import ListSpan, find_lists
from retinue.coding.match import Hit, hits
from retinue.coding.plain import plain
from retinue.coding.roles import Cast
from retinue.coding.when import Clock
from retinue.knowledge import Knowledge
from retinue.model import Annotation, EntityType, Referent

__all__ = ["Scene"]


@dataclass(frozen=True)
class Scene:
    """Everything the coder looks at in one article."""

    annotation: Annotation
    cast: Cast
    clock: Clock
    lists: tuple[ListSpan, ...]
    lexicon: Lexicon
    sentence_of: dict[int, int]
    knowledge: Knowledge

    @classmethod
    def of(cls, annotation: Annotation, knowledge: Knowledge, lexicon: Lexicon) -> Scene:
        """Index an annotation for coding."""
        annotation = replace(annotation, parsed=plain(annotation.parsed))
        lists = find_lists(annotation.article.text, knowledge)
        dateline = annotation.article.dateline
        barred = (*(span for span, _ in lists), *([dateline] if dateline else []))
        return cls(
            annotation,
            Cast(annotation, barred, frozenset(_officials(annotation, knowledge))),
            Clock(annotation),
            lists,
            lexicon,
            {s.start: n for n, s in enumerate(annotation.parsed.sents)},
            knowledge,
        )

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """Every frame that the article evokes, borne out or not."""
        return tuple(hits(self.annotation.parsed, self.lexicon))

    @cached_property
    def settings(self) -> dict[int, list[tuple[int, int]]]:
        """By sentence start: (mention, token) for each place that stands "in", "at", "near" or "to" a token."""
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for index, mention in enumerate(self.annotation.mentions):
            referents = self.cast.referents(index)
            head = self.annotation.parsed[mention.head]
            placed = head.dep_ == "pobj" and head.head.lower_ in ("in", "at", "near", "to")
            if placed and referents and all(r.type is EntityType.PLACE for r in referents):
                found[head.sent.start].append((index, head.head.head.i))
        return found

    def referents(self, indices: Sequence[int]) -> frozenset[int]:
        """Indices of the referents that mentions stand for."""
        return frozenset(r for i in indices for r in self.cast.mention(i).referents)

    def people(self, indices: Sequence[int]) -> list[Referent]:
        """The referents that mentions stand for."""
        return [r for i in indices for r in self.cast.referents(i)]


def _officials(annotation: Annotation, knowledge: Knowledge) -> Iterator[int]:
    """Referents known to hold, or to have held, public office: a background event may tell of their time in it."""
    for referent in annotation.referents:
        for term in (t for known in referent.known for t in knowledge.terms_by_person.get(known, ())):
            body = knowledge.organisations.get(knowledge.offices[term.office].body or "")
            if body is None or body.type is EntityType.BODY:
                yield referent.index
                break
