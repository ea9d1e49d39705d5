"""From slots to parties: which mentions fill a frame's roles, by type and by what the frame asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from retinue.coding.match import Hit, follow
from retinue.coding.syntax import Token, coordinated
from retinue.model import Annotation, EntityType, Mention, MentionKind, Referent

_OWNER_LABELS = {"poss", "compound", "nmod", "appos", "amod"}
_OWNER_PREPOSITIONS = {"of", "at", "from", "in", "for", "by", "among", "like", "including", "with", "on"}
_GOVERNMENT = {EntityType.BODY}


@dataclass(frozen=True)
class Cast:
    """The mentions of an annotation, found by token."""

    annotation: Annotation
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

    def at(self, token: Token) -> tuple[int, ...]:
        """Mentions that an argument token stands for: its own, else its owner's ("the Yizhuang offices of Baidu")."""
        found = self._memo.get(token.i)
        if found is None:
            found = self._memo[token.i] = tuple(dict.fromkeys(self._search(token, 3)))
        return found

    def _search(self, token: Token, depth: int) -> Iterator[int]:
        direct = self.by_head.get(token.i, self.by_token.get(token.i))
        if direct is not None and self.mention(direct).referents:
            yield direct
            if not self._is_loose(direct):
                return
        if depth:
            for owner in _owners(token):
                yield from self._search(owner, depth - 1)

    def _is_loose(self, index: int) -> bool:
        """A nominal ("the team", "executives") may stand beside the name it belongs to."""
        return self.mention(index).kind is MentionKind.NOMINAL and not self.mention(index).referents


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
    actors = _first_filled(hit, cast, frame.actor, lambda r: _may_act(r, hit))
    recipients = _first_filled(hit, cast, frame.recipient, lambda r: r.type in frame.recipient_types)
    recipients = _without(cast, recipients, actors)
    places = _collect(hit, cast, frame.place, lambda r: r.type is EntityType.PLACE)
    return Roles(tuple(actors), tuple(recipients), tuple(places))


def _may_act(referent: Referent, hit: Hit) -> bool:
    if referent.type not in hit.frame.actor_types:
        return False
    return referent.official or referent.type in _GOVERNMENT or not hit.frame.actor_official


def _first_filled(hit: Hit, cast: Cast, paths: Sequence[str], fits: object) -> list[int]:
    """The first slot that yields somebody; later slots are only a way out."""
    for path in paths:
        found = _collect(hit, cast, (path,), fits)
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
