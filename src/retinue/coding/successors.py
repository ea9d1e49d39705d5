"""The other person of a change in office: "took over from X", "will be succeeded by Y", "in place of X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from retinue.coding.match import Hit
from retinue.coding.roles import Cast, Roles
from retinue.coding.syntax import Token, coordinated
from retinue.model import EntityType, EventType

__all__ = ["with_successors"]

_TURNS = frozenset({"replace", "succeed", "supplant"})
# After these verbs a preposition leads to whoever had the office before, or has it next.
_LEADS = {
    "from": frozenset({"take", "inherit", "assume"}),
    "to": frozenset({"hand", "pass", "cede", "yield"}),
    "by": _TURNS,
}
_INSTEAD = frozenset({("place", "of"), ("instead", "of"), ("stead", "of"), ("succession", "to")})


def with_successors(found: Sequence[tuple[Hit, Roles]], cast: Cast) -> list[tuple[Hit, Roles]]:
    """Add to each appointment whoever goes as another comes, or comes as another goes: an event of its own."""
    filled = []
    for hit, roles in found:
        if hit.frame.type is EventType.APPOINTMENT:
            taken = {r for i in (*roles.actors, *roles.recipients) for r in cast.mention(i).referents}
            persons = [i for t in _others(hit.verb or hit.token) for i in cast.at(t) if _is_person(i, cast)]
            fresh = [i for i in dict.fromkeys(persons) if not taken & set(cast.mention(i).referents)]
            roles = replace(roles, recipients=(*roles.recipients, *fresh)) if roles.recipients else roles
        filled.append((hit, roles))
    return filled


def _is_person(index: int, cast: Cast) -> bool:
    return EntityType.PERSON in cast.kinds((index,))


def _others(verb: Token) -> Iterator[Token]:
    """Heads of the phrases that name the other person."""
    lemma = verb.lemma_.lower()
    if lemma in _TURNS:
        yield from (t for c in verb.children if c.dep_ in ("dobj", "nsubjpass") for t in coordinated(c))
    for token in verb.subtree:
        leads = token.dep_ in ("prep", "agent", "dative") and lemma in _LEADS.get(token.lower_, ())
        instead = token.i > 0 and (token.nbor(-1).lower_, token.lower_) in _INSTEAD
        if leads or instead:
            yield from (t for c in token.children if c.dep_ == "pobj" for t in coordinated(c))
        elif token.lemma_.lower() in _TURNS and token.head.i == verb.i and token.dep_ in ("xcomp", "advcl"):
            yield from (t for c in token.children if c.dep_ == "dobj" for t in coordinated(c))
