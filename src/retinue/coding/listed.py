"""Restriction lists that the article names, and who it says stands on them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from retinue.coding.roles import Cast
from retinue.coding.syntax import Token
from retinue.model import Annotation, EntityType, ListedDraft, Precision, Span, TimeExpression

ListSpan = tuple[Span, str]  # where a list's name stands, and the list's canonical name

_WORD = re.compile(r"\w+")
_MEMBERS = {EntityType.COMPANY, EntityType.ORGANIZATION, EntityType.PERSON, EntityType.BODY}
_STANDING = re.compile(
    r"\b(?:is|are|was|were|has been|have been|had been|remains?|stays?|stands?|sits?|still|listed|blacklisted"
    r"|sanctioned|designated|subject)\b",
    re.IGNORECASE,
)


Index = Mapping[str, Sequence[tuple[str, ...]]]  # first word → wordings that begin with it, longest first


_INDEXES: dict[int, tuple[Mapping[str, str], Index]] = {}


def _index(wordings: Mapping[str, str]) -> Index:
    """The index over `wordings`, built once per mapping (kept beside it, so that its identity stays its own)."""
    held = _INDEXES.get(id(wordings))
    if held is None or held[0] is not wordings:
        _INDEXES.clear()
        held = _INDEXES[id(wordings)] = (wordings, _build(wordings))
    return held[1]


def _build(wordings: Iterable[str]) -> Index:
    index: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for wording in sorted(wordings, key=len, reverse=True):
        words = tuple(wording.split())
        index[words[0]].append(words)
    return index


def find_lists(text: str, list_names: Mapping[str, str], canonical: Mapping[str, str]) -> tuple[ListSpan, ...]:
    """Where known lists are named in a text. `list_names` maps folded wordings to ids, `canonical` ids to names."""
    index = _index(list_names)
    matches = list(_WORD.finditer(text))
    words = [match.group().lower() for match in matches]
    found, taken = [], 0
    for i, word in enumerate(words):
        if i >= taken and (
            wording := next((w for w in index.get(word, ()) if tuple(words[i : i + len(w)]) == w), None)
        ):
            taken = i + len(wording)
            list_id = list_names[" ".join(wording)]
            found.append((Span(matches[i].start(), matches[taken - 1].end()), canonical.get(list_id, list_id)))
    return tuple(found)


def since_of(time: TimeExpression | None) -> str | None:
    """A time as a listing's start: the day, the month or the year, as exact as it was told."""
    if time is None or time.start is None:
        return None
    if time.precision is Precision.DAY:
        return time.start.isoformat()
    return f"{time.start:%Y-%m}" if time.precision is Precision.MONTH else f"{time.start:%Y}"


def standing(annotation: Annotation, cast: Cast, lists: Sequence[ListSpan]) -> Iterator[ListedDraft]:
    """Firms that a sentence says stand on a list, without telling the act: "which is on the Entity List"."""
    for span, name in lists:
        words = annotation.parsed.char_span(span.start, span.end, alignment_mode="expand")
        if words is None or not len(words):
            continue
        sentence = words.root.sent
        verb = _verb_above(words.root)
        if verb is None or not _STANDING.search(sentence.text):
            continue
        since = _since(annotation, sentence)
        for index in _subjects(verb, cast):
            yield ListedDraft(index, name, since, Span(sentence.start_char, sentence.end_char))


def _verb_above(token: Token) -> Token | None:
    prepositions = 0
    while token.head.i != token.i:
        token = token.head
        prepositions += token.pos_ == "ADP"
        if token.pos_ in ("VERB", "AUX"):
            return (
                token
                if token.lemma_ in ("be", "remain", "stay", "appear", "stand", "sit", "figure", "feature")
                else None
            )
        if prepositions > 1:
            return None
    return None


def _subjects(verb: Token, cast: Cast) -> Iterator[int]:
    from_relative = [verb.head] if verb.dep_ == "relcl" else []
    for child in [*from_relative, *(c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass"))]:
        for index in cast.at(child):
            if any(r.type in _MEMBERS for r in cast.referents(index)):
                yield index


def _since(annotation: Annotation, sentence: object) -> str | None:
    start, end = sentence.start_char, sentence.end_char  # type: ignore[attr-defined]
    for time in annotation.times:
        if start <= time.span.start < end and time.start is not None:
            return since_of(time)
    return None
