"""What speaks for a time dating an act: the traits that the weights in data/coding/ties.json are learned for.

Three kinds of answers are weighed against one another: a time of the act's own sentence (`near`), a time told
elsewhere in the article (`far`), and none at all (`no_date`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retinue.coding.syntax import Token, auxiliaries, clause_of, sentence_text
from retinue.model import EventType, Precision, Span, TimeExpression

__all__ = ["Act", "Page", "Stamp", "far", "in_office_since", "is_label", "lasted", "near", "no_date", "relation"]

_VERBS = ("VERB", "AUX")
_REPORTS = frozenset(
    "say report tell show announce add note reveal disclose confirm write state quote cite learn accord".split()
)
_PLANS = frozenset(
    "plan expect schedule set due want intend hope vow threaten promise consider weigh prepare mull propose".split()
)
_LINKS = frozenset("after before when while as since once until because that which who where".split())
_VAGUE = frozenset("recently lately recent previously already long".split())
_SEASONS = ("SP", "SU", "FA", "WI")
_EDGES = frozenset({"early", "late", "mid"})
_PLAIN = frozenset({"on", "in", "at", "during"})
_LIMITS = frozenset({"by", "until", "till", "since", "from", "before", "after", "through"})
_HARKS_BACK = re.compile(r"\bsame\b|\bat the time\b")
_STEPS = (1, 2, 4, 7, 12, 20)
_OLD = 60  # days before publication; beyond, not the news of the day


Relation = tuple[str, str, int]  # the path between two clauses, the gist of it, its length


@dataclass(frozen=True, slots=True)
class Act:
    """An act to be dated: its trigger, the verb that bears on it, its type, its sentence's other triggers."""

    token: Token
    verb: Token | None
    kind: EventType
    rivals: Sequence[Token] = ()
    thread: frozenset[int] = frozenset()  # times of acts told before that share an actor with it
    tours: frozenset[int] = frozenset()  # those among them that date a journey

    @property
    def clause(self) -> Token:
        """The verb that heads the act's clause."""
        return self.verb if self.verb is not None else clause_of(self.token)


@dataclass(frozen=True, slots=True, eq=False)
class Stamp:
    """One time of the article: its index, what it says, its head token, the number of its sentence.

    `label`: it opens a paragraph and stands apart from what it dates.
    """

    index: int
    time: TimeExpression
    head: Token
    sentence: int
    label: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What the traits need to know of the article: its day, its times, where the body begins, its paragraphs."""

    published: dt.date | None
    stamps: Sequence[Stamp]
    body: int  # number of the first sentence after the headline
    paragraphs: Sequence[int]  # by sentence

    def part(self, sentence: int) -> str:
        """Where in the article a sentence stands."""
        return "title" if sentence < self.body else "lead" if sentence < self.body + 2 else "body"


def near(stamp: Stamp, act: Act, own: Mapping[Stamp, Relation]) -> Iterator[str]:
    """Traits of a time in the act's own sentence; `own` tells how all times of that sentence relate to the act."""
    path, close, _ = own[stamp]
    side = "before" if stamp.head.i < act.token.i else "after"
    lead = _preposition(stamp.head)
    yield "near"
    yield f"near {path}"
    yield f"near {close} {side}"
    yield f"near led by {lead}"
    yield f"near {close} led by {lead}"
    yield f"near gap {_step(abs(stamp.head.i - act.token.i))} {side}"
    yield f"near of {_size(stamp.time)}"
    yield f"near {act.kind} {close}"
    yield f"near {_part(act)} {close}"
    yield from _beside(stamp, act, own, close, side)
    yield from _between(stamp, act, close, side)


def _beside(stamp: Stamp, act: Act, own: Mapping[Stamp, Relation], close: str, side: str) -> Iterator[str]:
    """The other times and acts of the sentence."""
    gap = abs(stamp.head.i - act.token.i)
    told = [s for s in own if s.time.start is not None]
    mine, nearest = own[stamp][2], min((own[s][2] for s in told), default=None)
    yield f"near {min(mine, 4)} clauses away"
    if nearest is not None and mine <= nearest:
        yield f"near nearest clause {close}"
    elif nearest is not None:
        yield f"near {min(mine - nearest, 3)} clauses behind the nearest"
    if len(told) <= 1:
        yield f"near alone {close}"
        yield f"near alone {_tense(act)}"
    elif all(abs(s.head.i - act.token.i) >= gap for s in told):
        yield f"near closest {close}"
    holders = _holders(stamp.head)
    rivals = {r.i for r in act.rivals}
    if holders and holders[0] in rivals:
        yield "near held by a rival"
        yield f"near held by a rival, {close} {side}"
    elif any(h in rivals for h in holders):
        yield f"near under a rival, {close}"
    if any(abs(r.i - stamp.head.i) < gap and _within(r, stamp.head, act.token) for r in act.rivals):
        yield f"near rival between {close}"
    if act.rivals and not any(abs(r.i - stamp.head.i) < gap for r in act.rivals):
        yield "near closer than rivals"
    owner = clause_of(stamp.head)
    if owner.i != act.clause.i and owner.lemma_.lower() in _REPORTS:
        yield f"near dates a report, {close}"
    if any(above.dep_ == "appos" and act.token not in above.subtree for above in _phrase(stamp.head)):
        yield "near in an apposition"
    if stamp.head.dep_ in ("compound", "nmod", "poss", "amod", "nummod") and stamp.head.head.i != act.token.i:
        yield "near modifies another noun"


def _between(stamp: Stamp, act: Act, close: str, side: str) -> Iterator[str]:
    """What stands between the time and the act, and what links the act's clause to the one above."""
    first, last = sorted((stamp.head.i, act.token.i))
    inner = [t for t in act.token.doc[first + 1 : last] if not stamp.time.span.start <= t.idx < stamp.time.span.end]
    lowered = {t.lower_ for t in inner}
    for word in sorted(lowered & _LINKS):
        yield f"near {word} between {side}"
    if stamp.head.i - act.token.sent.start <= 3:
        yield f"near fronted {close}"
    if stamp.label:
        yield "near label"
    if stamp.time.anchor == "event":
        yield f"near distance {side} {close}"


def far(stamp: Stamp, act: Act, page: Page, here: int, own: Sequence[Stamp]) -> Iterator[str]:
    """Traits of a time in another sentence; `here` is the number of the act's own."""
    gap = here - stamp.sentence
    where = page.part(here)
    step = f"{'back' if gap > 0 else 'ahead'} {_step(abs(gap))}"
    passed = [s for s in page.stamps if stamp.sentence < s.sentence < here and s.time.start is not None]
    yield "far"
    yield f"far {where} {step}"
    yield f"far {_tense(act)} {_when(stamp.time, page)}"
    yield f"far {act.kind} {where}"
    yield f"far of {_size(stamp.time)}"
    yield f"far led by {_preposition(stamp.head)}"
    yield f"far from {_rank(stamp.head)}"
    if page.paragraphs[stamp.sentence] == page.paragraphs[here]:
        yield f"far same paragraph {step}"
    if own:
        yield "far though its sentence has a time"
        if any(clause_of(s.head).i == act.clause.i for s in own):
            yield "far though its clause has a time"
    if stamp.index in act.tours:
        yield f"far tour {act.kind}"
        yield "far tour"
    elif stamp.index in act.thread:
        yield "far thread"
    yield f"far {min(len(passed), 3)} times passed"
    if stamp.sentence >= page.body and stamp.sentence < page.body + 2:
        yield f"far from the lead, {where}"
        yield f"far from the lead, {_tense(act)}"
    if stamp.label:
        yield "far label" if gap > 0 and not any(s.label for s in passed) else "far other label"
    if _harks_back(act):
        yield f"far for what harks back {step}"
    yield f"far {_part(act)}"


def no_date(act: Act, page: Page, here: int, own: Sequence[Stamp]) -> Iterator[str]:
    """Traits of an act that nothing dates."""
    where = page.part(here)
    told = sum(s.time.start is not None for s in own)
    yield "none"
    yield f"none {where}"
    yield f"none {where} {min(told, 2)} times"
    yield f"none {_tense(act)}"
    yield f"none {_tense(act)} {min(told, 1)} times"
    yield f"none {act.kind}"
    yield f"none {act.clause.dep_}"
    yield f"none {_part(act)} {min(told, 1)}"
    if act.clause.dep_ in ("xcomp", "ccomp", "advcl", "acl"):
        yield f"none below {_gist(act.clause.head)}"
    if {t.lower_ for t in act.clause.children} & _VAGUE or {t.lower_ for t in act.token.children} & _VAGUE:
        yield "none vague"
    if any(s.time.start is None for s in own):
        yield "none with a vague time"
    if _harks_back(act):
        yield "none though it harks back"
    if act.thread:
        yield "none though threaded"


# ------------------------------------------------------------------------------------------- relations
def relation(head: Token, act: Act) -> Relation:
    """How a time hangs together with an act: the path between their clauses, the gist of it, its length."""
    own = {act.token.i} | ({act.verb.i} if act.verb is not None else set())
    holders = _holders(head)
    if holders and holders[0] in own:
        return "held", "held", 0
    if any(holder in own for holder in holders):
        return "under", "held", 0
    mine, owner = _clauses(act.clause), _clauses(clause_of(head))
    if mine[0] == owner[0]:
        return "clause", "clause", 1
    up = [label for verb, label in mine if (verb, label) not in owner]
    down = [label for verb, label in owner if (verb, label) not in mine]
    gist = "above" if not down else "below" if not up else "aside"
    return f"{'>'.join(up[:3])}^{'>'.join(down[:3])}", f"{gist} {(up or down)[0]}", 1 + len(up) + len(down)


def _clauses(verb: Token) -> list[tuple[int, str]]:
    """The heads of the clauses a verb stands in, its own first, with their labels; worked out once per verb."""
    memo: dict[int, list[tuple[int, str]]] = verb.doc.user_data.setdefault("retinue.clauses", {})
    if verb.i not in memo:
        above = clause_of(verb.head)
        rest = _clauses(above) if above.i != verb.i and verb.head.i != verb.i else []
        memo[verb.i] = [(verb.i, str(verb.dep_)), *rest]
    return memo[verb.i]


def _holders(head: Token) -> list[int]:
    """Tokens above a time expression up to the first verb, nearest first."""
    found = []
    token = head
    while token.head.i != token.i:
        token = token.head
        if token.pos_ != "ADP":
            found.append(token.i)
        if token.pos_ in _VERBS:
            break
    return found


def _phrase(head: Token) -> list[Token]:
    """The tokens above a time expression up to the first verb, and the time itself."""
    found, token = [head], head
    while token.head.i != token.i and token.head.pos_ not in _VERBS:
        token = token.head
        found.append(token)
    return found


def is_label(text: str, span: Span) -> bool:
    """True for a time that opens a paragraph and stands apart from what it dates: "June 2021 - …", a heading."""
    line = text.rfind("\n", 0, span.start) + 1
    rest = text[span.end : span.end + 3]
    return not text[line : span.start].strip("•-*– ") and (
        rest[:1] in ("\n", ":") or rest[:2] in (" -", " –", " —") or not rest
    )


def lasted(act: Act, own: Sequence[Stamp]) -> Stamp | None:
    """The days of "a two-day tour that ended on Tuesday", for the act that lasted so long."""
    for stamp in own:
        placed = stamp.time.type == "DURATION" and stamp.time.start is not None and stamp.time.anchor != "event"
        if placed and _holders(stamp.head)[:1] == [act.token.i]:
            return stamp
    return None


def in_office_since(head: Token) -> bool:
    """True for "X, premier since March 2023, turned up": the month belongs to the office."""
    return head.dep_ == "pobj" and head.head.lower_ == "since" and head.head.head.pos_ in ("NOUN", "PROPN")


def _within(token: Token, one: Token, other: Token) -> bool:
    low, high = sorted((one.i, other.i))
    return bool(low < token.i < high)


def _preposition(head: Token) -> str:
    """The word that leads a time: "by", "since", "after"; "s" for a possessive, "none" for a bare one."""
    if head.dep_ == "pobj" or head.head.pos_ == "ADP":
        return "no more" if head.head.lower_ in _PLAIN else str(head.head.lower_)
    if head.dep_ == "poss":
        return "s"
    first = min((t.i for t in head.subtree), default=head.i)
    before = head.doc[first - 1].lower_ if first else ""
    if before in _LIMITS:
        return before
    return "no more" if head.dep_ in ("npadvmod", "advmod") else head.dep_


def _rank(head: Token) -> str:
    """Where in its sentence a time stands: in the main clause, in a subordinate one, as part of a name."""
    clause = clause_of(head)
    if head.dep_ in ("compound", "nmod", "poss", "amod", "nummod"):
        return "a modifier"
    return "the main clause" if clause.dep_ in ("ROOT", "conj") else f"a {clause.dep_}"


def _harks_back(act: Act) -> bool:
    """True for "at the same session", "at the time": the words tie the act to what was told before."""
    return bool(_HARKS_BACK.search(sentence_text(act.token).lower()))


# ---------------------------------------------------------------------------------------------- shapes
def _part(act: Act) -> str:
    return "verb" if act.token.pos_ in _VERBS else "noun"


def _gist(verb: Token) -> str:
    lemma = verb.lemma_.lower()
    return "a plan" if lemma in _PLANS else "a report" if lemma in _REPORTS else "a verb"


def _tense(act: Act) -> str:
    verb = act.clause
    helpers = {c.lower_ for c in auxiliaries(verb)} if verb.pos_ in _VERBS else set()
    if helpers & {"will", "would", "may", "might", "could", "can", "should", "shall", "'ll", "must"}:
        return "modal"
    if "to" in helpers or (verb.tag_ == "VB" and not helpers):
        return "infinitive"
    if helpers & {"has", "have", "'ve"}:
        return "perfect"
    if "had" in helpers:
        return "past perfect"
    if verb.tag_ in ("VBZ", "VBP") or helpers & {"is", "are"}:
        return "present"
    return "past" if verb.tag_ in ("VBD", "VBN") else str(verb.tag_)


def _size(time: TimeExpression) -> str:
    if time.start is None or time.end is None:
        return f"{time.type} vague"
    if time.type == "DURATION":
        return "placed duration" if time.anchor != "event" else "distance"
    if time.value[-2:] in _SEASONS:
        return "season"
    if time.text.lower().split()[0] in _EDGES or "end of" in time.text:
        return f"edge of a {time.precision}"
    if time.precision is Precision.DAY and time.start != time.end:
        return "days"
    return str(time.precision)


def _when(time: TimeExpression, page: Page) -> str:
    if time.start is None:
        return "vague"
    if page.published is None:
        return "undated"
    gap = (time.start - page.published).days
    if gap > 0:
        return "to come"
    return "of late" if -gap <= _OLD or time.precision is Precision.YEAR else "long ago"


def _step(gap: int) -> str:
    return str(next((s for s in _STEPS if gap <= s), "more"))
