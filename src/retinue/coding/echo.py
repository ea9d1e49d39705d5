"""Acts told by pointing at another: "SMIC followed in December", "so did Lithuania", "and two more in May".

The words name a new party or a new day and leave the rest to the act told just before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from retinue.coding.match import Hit
from retinue.coding.roles import Roles
from retinue.coding.scene import Scene
from retinue.coding.syntax import Token, coordinated, is_negated, slots_of, subject_of
from retinue.coding.words import words
from retinue.model import EntityType, EventType, MentionKind

__all__ = ["with_echoes"]

_REACH = 1  # sentences back in which the act pointed at may stand
_SPAN = 4  # words after the verb among which the rest of the phrase stands
_INVERTED = frozenset({"so", "as", "neither", "nor"})
_HELPERS = frozenset({"have", "do", "be"})
_MORE = frozenset({"another", "more", "others", "second", "third", "fourth", "fifth"})
_COUNTED = frozenset(
    {EventType.APPROVAL, EventType.REGULATORY_ACTION, EventType.LISTING, EventType.SUPPORT, EventType.EXPORT_CONTROL}
)
# Acts of which one can be told to go the way of another.
_ECHOED = frozenset(EventType) - {EventType.ADDRESS, EventType.APPOINTMENT, EventType.MEETING}
_STOPS = frozenset({EventType.VISIT, EventType.MEETING})
_NEXT = frozenset({"then", "later", "afterwards", "next", "finally"})
_JOINS = frozenset({",", "and", ";"})
_TO = frozenset({"at", "to", "with", "by"})
_SUM = re.compile(r"\s*,?\s*(?:(?:up to|about|some|around|nearly|over|almost)\s+)?(?:[A-Z]{1,3}\s?)?[$€£¥₹]\s?\d")

Found = tuple[Hit, Roles]


def with_echoes(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """The acts found, and those that point at one of them; in order of the text."""
    taken = {hit.token.i for hit, _ in found}
    told = (*_by_verb(scene, found), *_by_sum(scene, found), *_by_count(scene, found), *_by_stop(scene, found))
    fresh = [echo for echo in told if echo[0].token.i not in taken]
    return sorted([*found, *fresh], key=lambda pair: pair[0].token.i)


def _by_verb(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    for token in scene.annotation.parsed:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        side = _side(token)
        if side is None or is_negated(token):
            continue
        for source in _before(scene, found, token):
            roles = _exchanged(scene, source, token, side)
            if roles is not None:
                yield _echo(source, token, roles)
                break


def _side(verb: Token) -> str | None:
    """Whose place the verb's subject takes: "actor", "recipient", "either"; None when the verb points at nothing."""
    lemma = verb.lemma_.lower()
    if lemma in _HELPERS and verb.i > verb.sent.start and verb.nbor(-1).lower_ in _INVERTED:
        return "either" if any(c.dep_ == "nsubj" and c.i > verb.i for c in verb.children) else None
    if lemma == "follow" and not any(c.dep_ in ("dobj", "ccomp", "auxpass", "agent") for c in verb.children):
        return "either"
    if (phrases := _phrases().get(lemma)) is None:
        return None
    ahead = [t.lower_ for t in verb.doc[verb.i + 1 : min(verb.i + 1 + _SPAN, verb.sent.end)]]
    return next((side for side, rest in phrases if all(word in ahead for word in rest)), None)


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """By the verb: whose place its subject takes, and the words that must follow."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for side, name in (("actor", "echo_acting"), ("recipient", "echo_suffering")):
        for phrase in sorted(words(name)):
            head, *rest = phrase.split()
            found[head].append((side, tuple(rest)))
    return found


def _before(scene: Scene, found: Sequence[Found], token: Token) -> Iterator[Found]:
    """Acts told before a word, in its sentence or the one before, the last first."""
    here = scene.sentence_of[token.sent.start]
    for hit, roles in reversed(found):
        apart = here - scene.sentence_of[hit.token.sent.start]
        if hit.token.i < token.i and apart <= _REACH and hit.frame.type in _ECHOED:
            yield hit, roles


def _exchanged(scene: Scene, source: Found, verb: Token, side: str) -> Roles | None:
    """The source's roles with the verb's subject in the place of one of them; None when it fits neither."""
    roles = source[1]
    subjects = [t for s in _subjects(verb) for t in coordinated(s)]
    named = tuple(dict.fromkeys(i for t in subjects for i in scene.cast.at(t)))
    if not named or scene.referents(named) & scene.referents((*roles.actors, *roles.recipients)):
        return None
    if side != "recipient":
        side = _like(scene, named, roles) or (side if side == "actor" else "")
    if side == "actor" and roles.recipients + roles.places:
        return replace(roles, actors=named)
    return replace(roles, recipients=named) if side == "recipient" and roles.actors + roles.recipients else None


def _subjects(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")] or subject_of(verb)


def _like(scene: Scene, named: Sequence[int], roles: Roles) -> str:
    """Whether the named parties are of the actors' kind or of the recipients'."""
    mine = scene.cast.kinds(named)
    if mine & scene.cast.kinds(roles.actors):
        return "actor"
    return "recipient" if mine & scene.cast.kinds(roles.recipients) else ""


def _echo(source: Found, token: Token, roles: Roles, verb: Token | None = None) -> Found:
    """A telling of the source's kind at another word; `verb` bears its tense, the word itself where none is given."""
    hit = source[0]
    frame = replace(hit.frame, id=f"{hit.frame.type}/echo", status=None, require=frozenset(), borrow=frozenset())
    return replace(hit, frame=frame, token=token, verb=verb or token, slots=slots_of(token), words=(token,)), roles


def _by_sum(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """ "Intel got $8 billion in March, Microchip $162 million in January": a firm and a sum without a verb."""
    text = scene.annotation.article.text
    for hit, roles in found:
        if hit.frame.type is not EventType.SUPPORT or not roles.recipients:
            continue
        known = scene.referents(roles.recipients)
        for index, mention in enumerate(scene.annotation.mentions):
            inside = hit.token.idx < mention.span.start < hit.token.sent.end_char
            fresh = not known & set(mention.referents)
            firm = scene.cast.is_firm(index) and scene.annotation.parsed[mention.head].pos_ == "PROPN"
            if inside and firm and fresh and _SUM.match(text, mention.span.end):
                token = scene.annotation.parsed[mention.head]
                yield _echo((hit, roles), token, replace(roles, recipients=(index,)), hit.verb)


def _by_stop(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """ "called at Samsung's plant, then at Goertek's"; "met the founder of BYD and then Liu": the next stop."""
    for hit, roles in found:
        if hit.frame.type not in _STOPS or not roles.actors:
            continue
        known = scene.referents((*roles.actors, *roles.recipients))
        for token in hit.token.doc[hit.token.i + 1 : hit.token.sent.end - 1]:
            if token.lower_ in _NEXT and token.nbor(-1).lower_ in _JOINS:
                named = tuple(_named_next(scene, token))
                if named and not known & scene.referents(named):
                    head = scene.annotation.parsed[scene.cast.mention(named[0]).head]
                    next_one = replace(roles, recipients=named, places=())
                    yield _echo((hit, roles), head, next_one, hit.verb or hit.token)


def _named_next(scene: Scene, token: Token) -> list[int]:
    """The party named right after a word, behind a preposition or an article, its first name only."""
    after = token.nbor(1)
    start = after.nbor(1) if after.lower_ in _TO and after.i + 1 < token.sent.end else after
    for k in range(start.i, min(start.i + _SPAN, token.sent.end)):
        if token.doc[k].pos_ in ("VERB", "AUX", "PUNCT"):
            return []
        found = [
            i
            for i, m in enumerate(scene.annotation.mentions)
            if m.span.start == token.doc[k].idx and m.kind is MentionKind.NAME and m.referents
        ]
        if found:
            return found if scene.cast.kinds(found) - {EntityType.PLACE} else []
    return []


def _by_count(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """ "lifted three bans in March and five more in May": a number of the same, with a day of its own."""
    for hit, roles in found:
        if hit.frame.type not in _COUNTED:
            continue
        for token in hit.token.doc[hit.token.i + 1 : hit.token.sent.end]:
            if token.lower_ in _MORE and _joined(token) and _dated_apart(scene, token):
                after = [t for t in token.subtree if t.i > token.i]
                named = tuple(i for t in after for i in scene.cast.at(t) if scene.cast.is_firm(i))
                if named or roles.actors:
                    yield _echo((hit, roles), token, replace(roles, recipients=named), hit.verb)
                break


def _joined(token: Token) -> bool:
    """Is the word tied by "and" or a comma to what stands before it?"""
    before = {t.lower_ for t in token.doc[max(token.sent.start, token.i - 3) : token.i]}
    return bool(before & {"and", ",", ";"})


def _dated_apart(scene: Scene, token: Token) -> bool:
    """A time stands after the word, and another before it."""
    sentence = token.sent
    starts = [t.span.start for t in scene.annotation.times if sentence.start_char <= t.span.start < sentence.end_char]
    return any(token.idx < start < token.idx + 80 for start in starts) and any(start < token.idx for start in starts)
