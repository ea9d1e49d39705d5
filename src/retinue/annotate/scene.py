"""What an article speaks of, while it is being worked out: referents that grow as mentions are tied to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from retinue.annotate.words import Words
from retinue.model import EntityType, Mention, MentionKind, Referent

__all__ = ["Draft", "Scene", "Sighting"]


@dataclass(slots=True)
class Draft:
    """A referent in the making; `trades` are words that describe it, `titles` the office wordings bound to it."""

    index: int
    kind: EntityType
    name: str
    known: tuple[str, ...] = ()
    sure: bool = False
    title: str | None = None
    office: str | None = None
    official: bool = False
    country: str | None = None
    gender: str | None = None
    reason: str = ""
    place: bool = False
    trades: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    rank: tuple[int, bool, bool, int] = (-10, False, False, 0)

    def frozen(self) -> Referent:
        """As the rest of Retinue sees it."""
        return Referent(
            index=self.index,
            type=self.kind,
            name=self.name,
            known=self.known,
            title=self.title,
            office=self.office,
            official=self.official,
            country=self.country,
            gender=self.gender,
            reason=self.reason,
        )


@dataclass(slots=True)
class Sighting:
    """A mention in the making: tokens `first` to `last` (exclusive), and the referents it is tied to so far."""

    first: int
    last: int
    head: int
    kind: MentionKind
    referents: tuple[int, ...] = ()


@dataclass(slots=True)
class Scene:
    """All referents and sightings of one article; grows while coreference runs, then is frozen."""

    words: Words
    drafts: list[Draft] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    countries: list[tuple[int, str]] = field(default_factory=list)

    def add(self, kind: EntityType, name: str, **given: object) -> Draft:
        """A new referent."""
        draft = Draft(len(self.drafts), kind, name, **given)  # type: ignore[arg-type]
        self.drafts.append(draft)
        return draft

    def see(self, first: int, last: int, kind: MentionKind, referents: Iterable[int] = ()) -> Sighting:
        """A new mention."""
        sighting = Sighting(first, last, self.words.head_of(first, last), kind, tuple(referents))
        self.sightings.append(sighting)
        return sighting

    def nearest_country(self, token: int, among: frozenset[str] | None = None) -> str | None:
        """The country spoken of last before `token` in its sentence or the one before, else most often overall."""
        spoken = [(i, c) for i, c in self.countries if among is None or c in among]
        here = self.words.sentence[token]
        near = [
            c for i, c in spoken if i < token and here - self.words.sentence[i] <= 1 and i >= self.words.title_end
        ]
        if near:
            return near[-1]
        codes = [c for _, c in spoken]
        return max(codes, key=codes.count, default=None)

    def grounds(self) -> list[tuple[int, str]]:
        """Where places that lie in a country are named: token and ISO code."""
        tied = ((s.first, self.drafts[s.referents[0]]) for s in self.sightings if s.referents)
        return [(first, draft.country) for first, draft in tied if draft.place and draft.country]

    def main_countries(self) -> set[str]:
        """The three countries spoken of most."""
        return {code for code, _ in Counter(code for _, code in self.countries).most_common(3)}

    def in_order(self) -> list[Sighting]:
        """Sightings by place in the text, the longer first where two start together."""
        return sorted(self.sightings, key=lambda s: (s.first, -s.last))

    def mentions(self) -> tuple[Mention, ...]:
        """All sightings as frozen mentions in text order."""
        words = self.words
        return tuple(
            Mention(
                words.span(s.first, s.last),
                words.said(s.first, s.last),
                s.kind,
                (s.first, s.last),
                s.head,
                s.referents,
            )
            for s in self.in_order()
        )
