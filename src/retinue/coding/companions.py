"""Who takes part beside those named first: "accompanied by X", "along with Y", "in the company of Z"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from retinue.coding.match import Hit
from retinue.coding.roles import Cast, Roles
from retinue.coding.syntax import Token, coordinated
from retinue.model import EntityType, MentionKind

__all__ = ["with_companions"]

_JOINING = frozenset(
    {("along", "with"), ("together", "with"), ("accompanied", "by"), ("joined", "by"), ("company", "of")}
)


def with_companions(found: Sequence[tuple[Hit, Roles]], cast: Cast) -> list[tuple[Hit, Roles]]:
    """Add to each act those who stand beside its parties, on the side of their like: officials, bodies, firms."""
    joined = list(found)
    for preposition, companions in _phrases(cast):
        above = {t.i for t in preposition.ancestors}
        own = [n for n, (hit, _) in enumerate(joined) if (hit.verb or hit.token).i in above or hit.token.i in above]
        for n in own:
            hit, roles = joined[n]
            joined[n] = hit, _joined(roles, companions, cast)
    return joined


def _phrases(cast: Cast) -> Iterator[tuple[Token, list[int]]]:
    """Prepositions that bring companions, with the mentions of those."""
    words = cast.annotation.parsed
    before = ""
    for token in words:
        if token.lower_ == "alongside" or (before, token.lower_) in _JOINING:
            objects = [t for child in token.children if child.dep_ == "pobj" for t in coordinated(child)]
            found = [i for t in objects for i in cast.at(t) if cast.mention(i).kind is not MentionKind.PRONOUN]
            if found:
                yield token, found
        before = token.lower_


def _joined(roles: Roles, companions: Sequence[int], cast: Cast) -> Roles:
    taken = {r for i in (*roles.actors, *roles.recipients) for r in cast.mention(i).referents}
    for index in companions:
        referents = cast.mention(index).referents
        if not set(referents) & taken:
            kinds = cast.kinds((index,)) - {EntityType.PLACE}
            if kinds & cast.kinds(roles.actors):
                roles = replace(roles, actors=(*roles.actors, index))
            elif kinds & cast.kinds(roles.recipients):
                roles = replace(roles, recipients=(*roles.recipients, index))
            taken |= set(referents)
    return roles
