"""Who belongs to a group that an act hits: "28 entities. They include A, B and C", "31 others, X among them"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retinue.coding.match import Hit
from retinue.coding.roles import Cast, Roles
from retinue.coding.syntax import Token
from retinue.model import EventType, Span

__all__ = ["with_members"]

_GROUPS = frozenset({EventType.LISTING, EventType.DELISTING, EventType.APPROVAL})
_REACH = 8  # sentences in which the members of a group may be named
_ENOUGH = 2  # names that make a sentence an enumeration
_MEMBERS = (
    "entities companies firms names list additions others parties targets organi[sz]ations bodies units groups "
    "lenders banks institutions"
).split()
_TELLS = "include included includes are were comprise range".split()
_STATES = "added named listed designated blacklisted sanctioned included hit".split()
_AFTER = re.compile(
    rf"^(?:among (?:them|those|these|the)|also (?:{'|'.join(_STATES)}|on the list)|both\b.*\bamong them)"
    rf"|\b(?:they|these|those (?:{'|'.join(_STATES)}|targeted|affected)"
    rf"|the (?:[\w-]+ ){{0,3}}(?:{'|'.join(_MEMBERS)}))"
    rf"\s+(?:[\w-]+ ){{0,4}}?(?:{'|'.join(_TELLS)})\b"
    r"|\b(?:names|lists|covers|targets|adds|hits|includes)\s+(?=[A-Z])",
    re.IGNORECASE,
)


def with_members(candidates: Sequence[tuple[Hit, Roles]], cast: Cast) -> list[tuple[Hit, Roles]]:
    """Add members named beside a group or soon after; each list of names serves the earliest open group."""
    text_start = cast.annotation.article.title_end
    filled = [(hit, _plus(roles, _beside(hit, cast), cast)) for hit, roles in candidates]
    open_groups = [n for n, (hit, roles) in enumerate(filled) if _is_open(hit, roles) and hit.token.idx >= text_start]
    for sentence, zone in _enumerations(cast):
        home = next((n for n in open_groups if 0 < _distance(filled[n][0].token.sent, sentence) <= _REACH), None)
        if home is not None:
            hit, roles = filled[home]
            members = _named(zone, hit, cast)
            if len(members) >= (1 if sentence.text.lower().startswith("among") else _ENOUGH):
                filled[home] = (hit, _plus(roles, members, cast))
                open_groups.remove(home)
    return filled


def _is_open(hit: Hit, roles: Roles) -> bool:
    """A group act that names nobody yet, or says that there are more than it names."""
    if hit.frame.type not in _GROUPS:
        return False
    objects = hit.slots.get("obj", [])
    counted = any(c.dep_ == "nummod" for t in objects for c in t.children)
    return not roles.recipients or counted


def _plus(roles: Roles, members: Sequence[int], cast: Cast) -> Roles:
    taken = {r for i in (*roles.actors, *roles.recipients) for r in cast.mention(i).referents}
    fresh: list[int] = []
    for index in members:
        referents = set(cast.mention(index).referents)
        if not referents <= taken:
            fresh.append(index)
            taken |= referents
    return replace(roles, recipients=(*roles.recipients, *fresh)) if fresh else roles


def _beside(hit: Hit, cast: Cast) -> list[int]:
    """ "added 31 others, X and Y among them": names between the comma before and "among them"."""
    if hit.frame.type not in _GROUPS:
        return []
    sentence = hit.token.sent
    text = sentence.text.lower()
    place = text.find("among them")
    if place < 0 or sentence.start_char + place < hit.token.idx:
        return []
    comma = max(text.rfind(",", 0, max(place - 1, 0)), text.rfind(";", 0, place), 0)
    after = text.find(" and published", place)
    zone = Span(sentence.start_char + comma, sentence.start_char + (after if after > 0 else len(text)))
    return _named(zone, hit, cast)


def _named(zone: Span, hit: Hit, cast: Cast) -> list[int]:
    wanted = hit.frame.recipient_types
    barred = cast.barred
    return [
        n
        for n, mention in enumerate(cast.annotation.mentions)
        if zone.covers(mention.span)
        and any(r.type in wanted for r in cast.referents(n))
        and not any(mention.span.overlaps(b) for b in barred)
    ]


def _enumerations(cast: Cast) -> Iterator[tuple[Token, Span]]:
    """Sentences that open or continue a list of names, with the stretch after the words that announce it."""
    for sentence in cast.annotation.parsed.sents:
        text = sentence.text.lstrip()
        found = _AFTER.search(text)
        if found:
            lead = len(sentence.text) - len(text)
            yield sentence, Span(sentence.start_char + lead + found.end(), sentence.end_char)


def _distance(earlier: Token, later: Token) -> int:
    """How many sentences `later` comes after `earlier`; 0 when it does not."""
    if later.start <= earlier.start:
        return 0
    return sum(1 for s in earlier.doc[earlier.start : later.end].sents) - 1
