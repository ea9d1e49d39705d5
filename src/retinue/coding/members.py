"""Who belongs to a group that an act hits: "28 entities. They include A, B and C", "31 others, X among them"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from retinue.coding.match import Hit
from retinue.coding.roles import Cast, Roles
from retinue.coding.syntax import Token
from retinue.model import EntityType, EventType, Referent, Span

__all__ = ["beside", "with_members"]

_GROUPS = frozenset({EventType.LISTING, EventType.DELISTING, EventType.APPROVAL})
_COUNTED = frozenset({EventType.REGULATORY_ACTION, EventType.SUPPORT})  # groups only where a number is given
_REACH = 8  # sentences in which the members of a group may be named
_ENOUGH = 2  # names that make a sentence an enumeration
_MEMBERS = (
    "entities companies firms names list additions others parties targets organi[sz]ations bodies units groups "
    "lenders banks institutions"
).split()
_TELLS = "include included includes are were comprise range".split()
_STATES = "added named listed designated blacklisted sanctioned included hit targeted".split()
_ONE_OF = r"the [\w-]+ of (?:them|these|those|the [\w-]+) (?:is|are|was|were)"
_AFTER = re.compile(
    rf"^(?:among (?:them|those|these|the)|also (?:{'|'.join(_STATES)}|on the list)|both\b.*\bamong them)"
    rf"|\b(?:they|these|those (?:{'|'.join(_STATES)}|targeted|affected)"
    rf"|the (?:[\w-]+ ){{0,3}}(?:{'|'.join(_MEMBERS)}))"
    rf"\s+(?:[\w-]+ ){{0,4}}?(?:{'|'.join(_TELLS)})\b"
    r"|\b(?:names|lists|covers|targets|adds|hits|includes)\s+(?=[A-Z])"
    rf"|^(?:{_ONE_OF})\b"
    rf"|^(?:{'|'.join(_STATES)})(?: too| also)? were\b"
    rf"|^(?:the )?(?:others?|newcomers|new(?:ly added)? (?:names|entries)|additions) (?:{'|'.join(_TELLS)})\b"
    rf"|\bwere (?:also )?(?:{'|'.join(_STATES)})(?: too| as well)?:|^so (?:was|were)\b[^:]{{0,60}}:"
    r"|^also (?:in|on) the [\w-]+ (?:is|are|was|were)\b",
    re.IGNORECASE,
)
_ON = re.compile(r"\btoo\b|\bas well\b|^(?:so|also|the others?)\b", re.IGNORECASE)  # says that it goes on with a list
_MAY_BE_ONE = re.compile(rf"among\b|{_ONE_OF}", re.IGNORECASE)
_ITEM = re.compile(r"^[ \t]*(?:[-•*·–—▪]|\(?\d{1,3}[.)]|\(?[a-z]\))[ \t]*(?=\S)", re.MULTILINE)
_ANNOUNCES = re.compile(r"\bfollowing\b|\bas follows\b|:\s*$", re.IGNORECASE)
_COLON = re.compile(":")
_INSIDE = re.compile(r"(?:, |; |\()(?:among them|among which|including|namely|notably|such as)\b", re.IGNORECASE)


def with_members(candidates: Sequence[tuple[Hit, Roles]], cast: Cast) -> list[tuple[Hit, Roles]]:
    """Add members named soon after a group; each list of names serves the earliest open group."""
    text_start = cast.annotation.article.title_end
    filled = list(candidates)
    open_groups = [n for n, (hit, roles) in enumerate(filled) if _is_open(hit, roles) and hit.token.idx >= text_start]
    for n in list(open_groups):
        hit, roles = filled[n]
        members = _itemised(hit.token.sent, hit, roles, cast)
        if members:
            filled[n] = (hit, _plus(roles, members, cast))
            open_groups.remove(n)
    served: int | None = None  # whose list of names came last
    for sentence, zone in _enumerations(cast):
        home = next((n for n in open_groups if 0 < _distance(filled[n][0].token.sent, sentence) <= _REACH), None)
        if served is not None and _ON.search(sentence.text):
            home = served if 0 < _distance(filled[served][0].token.sent, sentence) <= _REACH else home
        if home is not None:
            hit, roles = filled[home]
            members = _named(zone, hit, roles, cast) or _itemised(sentence, hit, roles, cast)
            if len(members) >= (1 if _MAY_BE_ONE.match(sentence.text) else _ENOUGH):
                filled[home] = (hit, _plus(roles, members, cast))
                served = home
                if home in open_groups and not re.match(_ONE_OF, sentence.text, re.IGNORECASE):
                    open_groups.remove(home)
    return filled


def _is_open(hit: Hit, roles: Roles) -> bool:
    """A group act that names nobody yet, or says that there are more than it names."""
    objects = hit.slots.get("obj", [])
    counted = any(c.dep_ == "nummod" for t in objects for c in t.children)
    if hit.frame.type in _COUNTED:
        return counted and not roles.recipients
    return hit.frame.type in _GROUPS and (not roles.recipients or counted)


def _itemised(sentence: Token, hit: Hit, roles: Roles, cast: Cast) -> list[int]:
    """ "the following ten entities:" and a line for each: the first name of every line."""
    text = cast.annotation.article.text
    if not _ANNOUNCES.search(sentence.text.rstrip()):
        return []
    found: list[int] = []
    lines = [(m.end(), text.find("\n", m.end())) for m in _ITEM.finditer(text, sentence.end_char - 1)]
    for start, end in lines:
        if found and text.count("\n\n", cast.mention(found[-1]).span.end, start) > 1:
            break
        found.extend(_named(Span(start, end if end > 0 else len(text)), hit, roles, cast)[:1])
    return found


def _plus(roles: Roles, members: Sequence[int], cast: Cast) -> Roles:
    taken = {r for i in (*roles.actors, *roles.recipients) for r in cast.mention(i).referents}
    fresh: list[int] = []
    for index in members:
        referents = set(cast.mention(index).referents)
        if not referents <= taken:
            fresh.append(index)
            taken |= referents
    return replace(roles, recipients=(*roles.recipients, *fresh)) if fresh else roles


def beside(hit: Hit, roles: Roles, cast: Cast) -> Roles:
    """Add members named in the group's own sentence: "31 others, X and Y among them", "140 firms, including X"."""
    if hit.frame.type not in _GROUPS:
        return roles
    zone = _zone_beside(hit)
    return roles if zone is None else _plus(roles, _named(zone, hit, roles, cast), cast)


def _zone_beside(hit: Hit) -> Span | None:
    sentence = hit.token.sent
    text, base = sentence.text.lower(), sentence.start_char
    opened = _INSIDE.search(text, max(hit.token.idx - base, 0)) or _spelled_out(hit, text)
    if opened:
        between = _told_between(hit, base + opened.start())
        return None if between else Span(base + opened.end(), _end_within(hit, opened))
    place = text.find("among them")
    if place < 0 or base + place < hit.token.idx or _told_between(hit, base + place):
        return None
    comma = max(text.rfind(",", 0, max(place - 1, 0)), text.rfind(";", 0, place), 0)
    after = text.find(" and published", place)
    return Span(base + comma, base + (after if after > 0 else len(text)))


def _spelled_out(hit: Hit, text: str) -> re.Match[str] | None:
    """The colon behind a number of firms: "measures against seven companies: A; B; and C"."""
    base = hit.token.sent.start_char
    colon = _COLON.search(text, max(hit.token.idx - base, 0))
    if colon is None:
        return None
    between = (t for t in hit.token.sent if hit.token.idx < t.idx < base + colon.start() and t.like_num)
    return colon if any(t.head.lower_ in _MEMBERS for t in between) else None


def _told_between(hit: Hit, place: int) -> bool:
    """True when the next act of the sentence stands before a place: "removed nine but added 31, X among them"."""
    verb = hit.token if hit.token.pos_ == "VERB" else hit.token.head
    return any(t.dep_ == "conj" and t.pos_ == "VERB" and hit.token.idx < t.idx < place for t in verb.children)


def _end_within(hit: Hit, opened: re.Match[str]) -> int:
    """Where a list of names that opens inside a sentence ends.

    Behind a colon semicolons part the names; else it ends at a dash, a semicolon or a closing bracket.
    """
    sentence, text = hit.token.sent, opened.string
    if opened.group().endswith(":"):
        return _end_of(sentence)
    ends = [end for end in (text.find(mark, opened.end()) for mark in (";", ")", " – ", " — ")) if end > 0]
    return int(sentence.start_char + min(ends, default=len(text)))


def _named(zone: Span, hit: Hit, roles: Roles, cast: Cast) -> list[int]:
    wanted = hit.frame.recipient_types
    barred = cast.barred
    acting = {r.country for i in roles.actors for r in cast.referents(i)} - {None}
    return [
        n
        for n, mention in enumerate(cast.annotation.mentions)
        if zone.covers(mention.span)
        and any(r.type in wanted and not _is_colleague(r, acting) for r in cast.referents(n))
        and not any(mention.span.overlaps(b) for b in barred)
    ]


def _is_colleague(referent: Referent, acting: Collection[str | None]) -> bool:
    """A body of the acting state announces the list, and is not on it."""
    return referent.type is EntityType.BODY and referent.country in acting


def _enumerations(cast: Cast) -> Iterator[tuple[Token, Span]]:
    """Sentences that open or continue a list of names, with the stretch after the words that announce it."""
    for sentence in cast.annotation.parsed.sents:
        text = sentence.text.lstrip()
        found = _AFTER.search(text)
        if found:
            lead = len(sentence.text) - len(text)
            yield sentence, Span(sentence.start_char + lead + found.end(), _end_of(sentence))


def _end_of(sentence: Token) -> int:
    """Where a list of names ends: past semicolons, at which the parser breaks sentences."""
    end = sentence.end
    while end < len(sentence.doc) and sentence.doc[end - 1].text == ";":
        end = sentence.doc[end].sent.end
    return int(sentence.doc[end - 1].idx + len(sentence.doc[end - 1]))


def _distance(earlier: Token, later: Token) -> int:
    """How many sentences `later` comes after `earlier`; 0 when it does not."""
    if later.start <= earlier.start:
        return 0
    return sum(1 for s in earlier.doc[earlier.start : later.end].sents) - 1
