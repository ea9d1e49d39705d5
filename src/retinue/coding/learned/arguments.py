"""Who takes part in an act: what is seen of a trigger and a party that may be its actor or its recipient."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from retinue.coding.learned.features import Surround, kind_of
from retinue.coding.learned.network import Array
from retinue.coding.syntax import Token, clause_of, slots_of
from retinue.model import EntityType, EventType

__all__ = ["ARGUMENT_FLAGS", "Candidate", "argument_rows", "parties_near"]

_TYPES = list(EventType)
_KINDS = ("official", "person", "firm", "body", "organization", "media")
_PLAIN_SLOTS = ("subj", "obj", "obj2", "dative", "attr", "poss", "mod", "appos")
_PREPOSITIONS = "in at to with on off by for against from into of over under as through between among".split()
_DEPS = (
    "nsubj nsubjpass dobj pobj poss compound appos conj attr dative npadvmod amod nmod agent prep relcl acl advcl "
    "ccomp xcomp"
).split()
_CROSSED = (
    *("subj", "obj", "dative", "poss", "attr"),
    *(f"prep:{p}" for p in "by to with from on against of for in at".split()),
)  # slots that tell more together with the type of act
_WE = frozenset({"we", "i", "our", "us", "my"})
_REACH = 4  # sentences before the act's own in which a party may stand

ARGUMENT_FLAGS: tuple[str, ...] = (
    *(f"type={t}" for t in _TYPES),
    *(f"kind={k}" for k in _KINDS),
    *(f"type={t}&kind={k}" for t in _TYPES for k in _KINDS),
    *(f"mention={m}" for m in ("name", "role", "nominal", "pronoun")),
    *(f"{g}{s}" for g in ("", "gov.", "in.") for s in (*_PLAIN_SLOTS, *(f"prep:{p}" for p in _PREPOSITIONS))),
    *(f"head.dep={d}" for d in _DEPS),
    *(f"up={n}" for n in range(6)),
    *(f"down={n}" for n in range(6)),
    *(f"back={n}" for n in range(_REACH + 1)),
    *(f"gap={n}" for n in range(6)),
    *(f"rule.{r}" for r in ("actor", "recipient", "other", "none")),
    *(f"{side}.{what}" for side in ("before", "after") for what in ("nearest", "nearest.kind", "only.kind")),
    *(f"{what}={n}" for what in ("rank", "rank.sofar", "recent", "here", "here.firms") for n in range(3)),
    *(f"type={t}&{what}" for t in _TYPES for what in ("back", "topic", "topic.back", "alone")),
    *(f"obj.{what}" for what in ("none", "party", "other")),
    *(f"subj.{what}" for what in ("none", "party", "other")),
    "before", "title", "lead", "frequent", "noun", "passive", "same.clause", "above.clause", "below.clause", "list",
    *(f"type={t}&slot={s}" for t in _TYPES for s in (*_CROSSED, *(f"gov.{s}" for s in _CROSSED), "inside", "none")),
    *(f"trigger.dep={d}" for d in _DEPS),
    "speaker", "speaker.we", "known", "subj.we",
)  # fmt: skip
_AT = {name: n for n, name in enumerate(ARGUMENT_FLAGS)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A referent and the mention of it that stands best to the trigger; `back` counts sentences."""

    referent: int
    mention: int
    back: int


def parties_near(surround: Surround, token: Token) -> list[Candidate]:
    """Every party named in the trigger's sentence or shortly before, by its nearest mention."""
    scene = surround.scene
    here = surround.sentence[token.i]
    found: dict[int, tuple[tuple[int, int], Candidate]] = {}
    for sentence, index in surround.mentions_by_sentence(range(here - _REACH, here + 1)):
        if scene.cast.is_barred(index):
            continue
        mention = scene.cast.mention(index)
        for referent in scene.cast.referents(index):
            if referent.type is EntityType.PLACE:
                continue
            rank = (here - sentence, _steps(token, mention.head, surround) if sentence == here else 0)
            held = found.get(referent.index)
            if held is None or rank < held[0]:
                found[referent.index] = (rank, Candidate(referent.index, index, here - sentence))
    return [c for _, c in found.values()]


def _steps(token: Token, head: int, surround: Surround) -> int:
    up, down = surround.path(token.i, head)
    return len(up) + len(down)


def argument_rows(
    surround: Surround,
    token: Token,
    kind: EventType,
    candidates: Sequence[Candidate],
    ruled: tuple[frozenset[int], frozenset[int]] | None,
) -> Array:
    """One row for each candidate; `ruled` are the referents to which a frame gives the roles actor and recipient."""
    width, size = len(ARGUMENT_FLAGS), surround.vectors.size
    rows = np.zeros((len(candidates), width + 3 * size), np.float32)
    slots = _slots_by_mention(surround, token)
    standing = _Standing(surround, token, candidates)
    speakers, we = _speakers(surround, token)
    for n, candidate in enumerate(candidates):
        names = set(_names(surround, token, kind, candidate, slots))
        names |= standing.names(kind, candidate)
        names |= _rank_names(surround, token, candidates, n)
        names.add(_verdict(candidate.referent, ruled))
        names |= _crossed(kind, slots.get(candidate.referent, ()))
        names |= _told_by(candidate.referent, speakers, we)
        names.add(f"trigger.dep={token.dep_}")
        if surround.scene.annotation.referents[candidate.referent].known:
            names.add("known")
        for name in names:
            at = _AT.get(name)
            if at is not None:
                rows[n, at] = 1.0
        mention = surround.scene.cast.mention(candidate.mention)
        head = surround.doc[mention.head]
        verb = clause_of(head) if candidate.back == 0 else head
        for k, word in enumerate((token, head.head, verb)):
            row = surround.ids[word.i]
            if row >= 0:
                rows[n, width + k * size : width + (k + 1) * size] = surround.vectors.matrix[row]
    return rows


def _speakers(surround: Surround, token: Token) -> tuple[frozenset[int], bool]:
    """Whoever says the words in which the trigger stands, and whether they speak of themselves ("we will appeal")."""
    annotation = surround.scene.annotation
    said = (q.speaker for q in annotation.quotes if q.content.start <= token.idx < q.content.end)
    speakers = frozenset(r for s in said if s is not None for r in annotation.mentions[s].referents)
    slots = slots_of(token)
    return speakers, any(t.lower_ in _WE for slot in ("subj", "poss", "gov.subj") for t in slots.get(slot, ()))


def _told_by(referent: int, speakers: frozenset[int], we: bool) -> set[str]:
    """Whether a party tells the act itself, and as its own."""
    found = {"subj.we"} if we else set()
    if referent in speakers:
        found |= {"speaker", "speaker.we"} if we else {"speaker"}
    return found


def _crossed(kind: EventType, slots: Iterable[str]) -> set[str]:
    """The slots that lead to a party, each with the type of act: who plays what in a slot depends on the act."""
    found = {f"type={kind}&slot={'inside' if slot.startswith('in.') else slot}" for slot in slots}
    return found or {f"type={kind}&slot=none"}


def _verdict(referent: int, ruled: tuple[frozenset[int], frozenset[int]] | None) -> str:
    """What a frame says of a referent."""
    if ruled is None:
        return "rule.none"
    actors, recipients = ruled
    return "rule.actor" if referent in actors else "rule.recipient" if referent in recipients else "rule.other"


def _slots_by_mention(surround: Surround, token: Token) -> dict[int, set[str]]:
    """Referent → the slots of the trigger that lead to it; "in." where it only owns or modifies what stands there."""
    cast = surround.scene.cast
    found: dict[int, set[str]] = {}
    for name, tokens in slots_of(token).items():
        for t in tokens:
            direct = cast.by_head.get(t.i)
            for index in cast.at(t):
                for referent in cast.referents(index):
                    found.setdefault(referent.index, set()).add(name if index == direct else f"in.{name}")
    return found


def _names(
    surround: Surround, token: Token, kind: EventType, candidate: Candidate, slots: dict[int, set[str]]
) -> Iterable[str]:
    cast = surround.scene.cast
    referent, mention = surround.scene.annotation.referents[candidate.referent], cast.mention(candidate.mention)
    party = kind_of(referent, cast.official(referent))
    yield f"type={kind}"
    yield f"kind={party}"
    yield f"type={kind}&kind={party}"
    yield f"mention={mention.kind}"
    yield from slots.get(candidate.referent, ())
    head = surround.doc[mention.head]
    yield f"head.dep={head.dep_}"
    yield f"back={candidate.back}"
    if candidate.back == 0:
        up, down = surround.path(token.i, mention.head)
        yield f"up={min(len(up), 5)}"
        yield f"down={min(len(down), 5)}"
        mine, theirs = clause_of(token), clause_of(head)
        if mine.i == theirs.i:
            yield "same.clause"
        elif theirs.i in up:
            yield "above.clause"
        else:
            yield "below.clause"
    gap = abs(mention.head - token.i)
    yield f"gap={0 if gap < 3 else 1 if gap < 6 else 2 if gap < 12 else 3 if gap < 25 else 4 if gap < 50 else 5}"
    if mention.head < token.i:
        yield "before"
    if candidate.referent in surround.titled:
        yield "title"
    if surround.counts.get(candidate.referent, 0) >= 4:
        yield "frequent"
    if surround.sentence[token.i] <= 2:
        yield "lead"
    if token.pos_ in ("NOUN", "PROPN"):
        yield "noun"
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children):
        yield "passive"
    if any(c.dep_ == "conj" for c in head.children) or head.dep_ == "conj":
        yield "list"


def _rank_names(surround: Surround, token: Token, candidates: Sequence[Candidate], n: int) -> set[str]:
    cast, names = surround.scene.cast, set()
    mine = candidates[n]
    head = cast.mention(mine.mention).head
    side = "before" if head < token.i else "after"
    same_side = [
        c
        for c in candidates
        if (cast.mention(c.mention).head < token.i) == (side == "before") and c.back == mine.back
    ]
    nearest = min(same_side, key=lambda c: abs(cast.mention(c.mention).head - token.i))
    if nearest is mine:
        names.add(f"{side}.nearest")
    alike = [c for c in same_side if _party(surround, c) == _party(surround, mine)]
    if min(alike, key=lambda c: abs(cast.mention(c.mention).head - token.i)) is mine:
        names.add(f"{side}.nearest.kind")
    if sum(_party(surround, c) == _party(surround, mine) for c in candidates) == 1:
        names.add(f"{side}.only.kind")
    return names


def _party(surround: Surround, candidate: Candidate) -> str:
    referent = surround.scene.annotation.referents[candidate.referent]
    return kind_of(referent, surround.scene.cast.official(referent))


class _Standing:
    """How prominent each candidate is in the article and just before the trigger, among parties of its kind."""

    def __init__(self, surround: Surround, token: Token, candidates: Sequence[Candidate]) -> None:
        self._kind = {c.referent: _party(surround, c) for c in candidates}
        here = surround.sentence[token.i]
        sofar: dict[int, int] = {}
        last: dict[int, int] = {}
        for _, index in surround.mentions_by_sentence(range(here)):
            for referent in surround.scene.cast.referents(index):
                sofar[referent.index] = sofar.get(referent.index, 0) + 1
                last[referent.index] = max(last.get(referent.index, -1), surround.scene.cast.mention(index).head)
        self._ranks = {
            "rank": self._ranked({c.referent: surround.counts.get(c.referent, 0) for c in candidates}),
            "rank.sofar": self._ranked({c.referent: sofar.get(c.referent, 0) for c in candidates}),
            "recent": self._ranked({c.referent: last.get(c.referent, -1) for c in candidates}),
        }
        self._here = {
            kind: sum(self._kind[c.referent] == kind and c.back == 0 for c in candidates)
            for kind in set(self._kind.values())
        }
        self._shape = set()
        slots = slots_of(token)
        for slot in ("obj", "subj"):
            tokens = slots.get(slot, ())
            party = any(surround.scene.cast.at(t) for t in tokens)
            self._shape.add(f"{slot}.{'party' if party else 'other' if tokens else 'none'}")

    def _ranked(self, weights: dict[int, int]) -> dict[int, int]:
        return {
            one: sum(
                self._kind[other] == self._kind[one] and weight > weights[one] for other, weight in weights.items()
            )
            for one in weights
        }

    def names(self, kind: EventType, candidate: Candidate) -> set[str]:
        """The flags of one candidate."""
        one = candidate.referent
        names = {f"{what}={min(ranks[one], 2)}" for what, ranks in self._ranks.items()}
        here = self._here[self._kind[one]]
        names |= {f"here={min(here, 2)}", f"here.firms={min(self._here.get('firm', 0), 2)}", *self._shape}
        topic = self._ranks["rank.sofar"][one] == 0
        if candidate.back:
            names.add(f"type={kind}&back")
        if topic:
            names.add(f"type={kind}&topic")
        if topic and candidate.back:
            names.add(f"type={kind}&topic.back")
        if candidate.back and not here:
            names.add(f"type={kind}&alone")
        return names
