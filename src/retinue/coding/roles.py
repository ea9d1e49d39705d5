"""From slots to parties: which mentions fill a frame's roles, by type and by what the frame asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from retinue.coding.match import Hit, follow
from retinue.coding.syntax import Token, coordinated
from retinue.model import Annotation, EntityType, Mention, MentionKind, Referent, Span

_OWNER_LABELS = {"poss", "compound", "nmod", "amod"}
_OWNER_PREPOSITIONS = {"of", "at", "from", "in", "for", "by", "among", "like", "including", "with", "on"}


@dataclass(frozen=True)
class Cast:
    """The mentions of an annotation, found by token."""

    annotation: Annotation
    barred: tuple[Span, ...] = ()  # names of lists, and the dateline: no parties to anything
    officials: frozenset[int] = frozenset()  # referents that act, or acted, for a state
    _memo: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def by_head(self) -> dict[int, int]:
        """Mention index by its head token; a longer mention wins."""
        ordered = sorted(range(len(self.annotation.mentions)), key=lambda i: len(self.annotation.mentions[i].text))
        return {self.annotation.mentions[i].head: i for i in ordered}

    @cached_property
    def by_token(self) -> dict[int, int]:
        """Mention index by any token it covers; a longer mention wins."""
        ordered = sorted(range(len(self.annotation.mentions)), key=lambda i: len(self.annotation.mentions[i].text))
        return {t: i for i in ordered for t in range(*self.annotation.mentions[i].tokens)}

    def mention(self, index: int) -> Mention:
        """The mention with that index."""
        return self.annotation.mentions[index]

    def referents(self, index: int) -> tuple[Referent, ...]:
        """Who a mention refers to; empty when nobody could be told."""
        return tuple(self.annotation.referents[r] for r in self.annotation.mentions[index].referents)

    def is_barred(self, index: int) -> bool:
        """True for the name of a list and for words of the dateline."""
        return any(self.mention(index).span.overlaps(span) for span in self.barred)

    def official(self, referent: Referent) -> bool:
        """True for public bodies and for people who hold or held public office."""
        return referent.official or referent.type is EntityType.BODY or referent.index in self.officials

    def kinds(self, indices: Iterable[int]) -> set[str]:
        """What the parties of some mentions are: firms and the like by type, officials and bodies as one."""
        return {
            "official" if r.type is not EntityType.COMPANY and self.official(r) else str(r.type)
            for index in indices
            for r in self.referents(index)
        }

    def is_firm(self, index: int) -> bool:
        """True when a mention may be of a company."""
        return any(r.type is EntityType.COMPANY for r in self.referents(index))

    def at(self, token: Token) -> tuple[int, ...]:
        """Mentions that an argument token stands for: its own, else its owner's ("the Yizhuang offices of Baidu")."""
        found = self._memo.get(token.i)
        if found is None:
            found = self._memo[token.i] = tuple(dict.fromkeys(self._search(token, 3)))
        return found

    def _search(self, token: Token, depth: int) -> Iterator[int]:
        direct = self.by_head.get(token.i, self.by_token.get(token.i))
        if direct is not None and self.is_barred(direct):
            return
        if direct is not None and self.mention(direct).referents:
            yield direct
            if not self._is_loose(direct):
                return
        if depth:
            named = [index for name in _names_after(token) for index in self._search(name, depth - 1)]
            yield from named
            for owner in () if named else _owners(token):
                yield from self._search(owner, depth - 1)
            if direct is None and token.dep_ == "appos":  # "Kuaishou, operator of an app, which hosted …"
                yield from self._search(token.head, 0)

    def _is_loose(self, index: int) -> bool:
        """A nominal ("the team", "executives") may stand beside the name it belongs to."""
        return self.mention(index).kind is MentionKind.NOMINAL and not self.mention(index).referents


def _names_after(token: Token) -> Iterator[Token]:
    """ "Tencent's two affiliates, Huya and DouYu", "the firm's director, Darren Wicks": named, so no owner counts."""
    for child in token.children:
        if child.dep_ == "appos":
            yield from coordinated(child)


def _owners(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in _OWNER_LABELS:
            yield from coordinated(child)
        elif child.dep_ == "prep" and child.lower_ in _OWNER_PREPOSITIONS:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield from coordinated(inner)
        elif child.dep_ == "acl":
            yield from (g for p in child.children if p.dep_ == "agent" for g in p.children if g.dep_ == "pobj")


@dataclass(frozen=True, slots=True)
class Roles:
    """Mention indices by role."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    places: tuple[int, ...]


def roles_of(hit: Hit, cast: Cast) -> Roles:
    """Fill the frame's roles. A mention fills one role only: actor before recipient before place."""
    frame = hit.frame
    actors = _first_filled(hit, cast, frame.actor, lambda r: _may_act(r, hit, cast))
    recipients = _first_filled(hit, cast, frame.recipient, lambda r: r.type in frame.recipient_types)
    recipients = _without(cast, recipients, actors)
    places = _collect(hit, cast, frame.place, lambda r: r.type is EntityType.PLACE)
    return Roles(tuple(actors), tuple(recipients), tuple(places))


def _may_act(referent: Referent, hit: Hit, cast: Cast) -> bool:
    return referent.type in hit.frame.actor_types and (not hit.frame.actor_official or cast.official(referent))


def _first_filled(hit: Hit, cast: Cast, paths: Sequence[str], fits: object) -> list[int]:
    """The first slot that yields somebody; later slots are only a way out."""
    for path in paths:
        found = _collect(hit, cast, path.split("+"), fits)
        if found:
            return found
    return []


def _collect(hit: Hit, cast: Cast, paths: Iterable[str], fits: object) -> list[int]:
    assert callable(fits)
    found: dict[tuple[int, ...], int] = {}
    for path in paths:
        for token in follow(path, hit.slots, hit):
            for index in cast.at(token):
                if any(fits(r) for r in cast.referents(index)):
                    found.setdefault(cast.mention(index).referents, index)
    return list(found.values())


def _without(cast: Cast, indices: Iterable[int], taken: Iterable[int]) -> list[int]:
    used = {r for i in taken for r in cast.mention(i).referents}
    return [i for i in indices if not set(cast.mention(i).referents) <= used]


_SPOKES = re.compile(r"\bspokes(?:man|woman|person|people)\b|\bmouthpiece\b", re.IGNORECASE)


def principals(indices: Sequence[int], cast: Cast) -> tuple[int, ...]:
    """Whoever the given mentions speak for; a spokesperson goes where the body spoken for is there too."""
    found = tuple(dict.fromkeys(_principal(index, cast) for index in indices))
    bodies = [i for i in found if any(r.type in _SPOKEN_FOR for r in cast.referents(i))]
    return tuple(i for i in found if i in bodies or not _speaks(i, cast)) if bodies else found


def _speaks(index: int, cast: Cast) -> bool:
    return any(r.type is EntityType.PERSON and _SPOKES.search(r.title or "") for r in cast.referents(index))


def _principal(index: int, cast: Cast) -> int:
    """For a spokesperson the body spoken for, when the phrase names it; otherwise the person."""
    if not _speaks(index, cast):
        return index
    head = cast.annotation.parsed[cast.mention(index).head]
    phrase = head.head if head.dep_ == "appos" else head  # "the ministry's spokeswoman, Mao Ning"
    for token in phrase.subtree:
        other = cast.by_head.get(token.i)
        if other is not None and other != index and any(r.type in _SPOKEN_FOR for r in cast.referents(other)):
            return other
    return index


_SPOKEN_FOR = {EntityType.BODY, EntityType.COMPANY, EntityType.ORGANIZATION}
