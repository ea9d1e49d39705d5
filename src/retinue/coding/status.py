"""How real an act is: occurred, ongoing, planned, alleged, denied, cancelled, or not told as an event at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from retinue.coding.match import Hit
from retinue.coding.syntax import Token, auxiliaries, is_negated, is_passive, sentence_lemmas
from retinue.model import EventType, Status

_CANCELLABLE = frozenset(
    {
        EventType.VISIT,
        EventType.MEETING,
        EventType.AGREEMENT,
        EventType.POLICY,
        EventType.ADDRESS,
        EventType.EXPORT_CONTROL,
        EventType.REGULATORY_ACTION,
        EventType.OBJECTION,
    }
)
# A tour that ended took place; an agreement that ended no longer holds.
_ENDABLE = frozenset(
    {
        EventType.AGREEMENT,
        EventType.POLICY,
        EventType.EXPORT_CONTROL,
        EventType.REGULATORY_ACTION,
        EventType.OBJECTION,
    }
)
_DURABLE = frozenset(
    {
        EventType.SUPPORT,
        EventType.VISIT,
        EventType.REGULATORY_ACTION,
        EventType.MEETING,
        EventType.AGREEMENT,
        EventType.POLICY,
        EventType.EXPORT_CONTROL,
        EventType.ADDRESS,
    }
)
_AGENDA = frozenset({EventType.VISIT, EventType.MEETING, EventType.ADDRESS, EventType.APPOINTMENT})
# Types whose frames hold verbs that only prepare the act, or undo it ("mulls a bill", "tears up the pact").
_PREPARED = frozenset({EventType.POLICY, EventType.EXPORT_CONTROL, EventType.OBJECTION, EventType.AGREEMENT})
_UNDONE = frozenset({EventType.POLICY, EventType.EXPORT_CONTROL, EventType.AGREEMENT, EventType.MEETING})
_HEARSAY = (Status.DENIED, Status.ALLEGED)  # "denied that it would fine X": not a mere supposition
_NOBODY = frozenset({"none", "nobody", "no", "neither"})
# Types of which it is news that they will not be done, types of single acts, and types of which rumours run.
_REFUSABLE = frozenset({EventType.OBJECTION, EventType.REGULATORY_ACTION})
_SINGLE = frozenset(
    {EventType.LISTING, EventType.REGULATORY_ACTION, EventType.SUPPORT, EventType.APPROVAL, EventType.OBJECTION}
)
_RUMOURED = frozenset(
    {EventType.VISIT, EventType.MEETING, EventType.REGULATORY_ACTION, EventType.EXPORT_CONTROL, EventType.AGREEMENT}
)
_PROBE = "probe"  # the variant of frames for investigations, which are dropped as pacts are
_COMPLEMENTS = ("xcomp", "ccomp", "acl", "pcomp", "advcl", "conj", "relcl", "parataxis")


@dataclass(frozen=True, slots=True)
class _Words:
    planned: frozenset[str]
    unreal: frozenset[str]
    denied: frozenset[str]
    cancelled: frozenset[str]
    ended: frozenset[str]
    alleged: frozenset[str]
    modal_planned: frozenset[str]
    modal_unreal: frozenset[str]
    planned_adjectives: frozenset[str]
    conditional: frozenset[str]
    preparing: frozenset[str]
    thought: frozenset[str]
    tales: frozenset[str]
    untrue: frozenset[str]
    ahead: frozenset[str]
    going_on: frozenset[str]
    support_planned: frozenset[str]
    contradicting: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    text = (resources.files("retinue") / "data" / "triggers" / "status.yml").read_text("utf-8")
    raw = {k: frozenset(v) for k, v in yaml.safe_load(text).items() if isinstance(v, list)}
    return _Words(**raw)


def status_of(hit: Hit) -> tuple[Status, str] | None:
    """The status and the word that decided it; None when the sentence tells no event (hypothetical, negated)."""
    if any(w.lower_ == "due" for w in hit.words):
        return Status.PLANNED, "“due”"
    if hit.frame.type is EventType.SUPPORT and hit.token.lemma_.lower() in _words().support_planned:
        return Status.PLANNED, f"“{hit.token.text}”"
    if hit.verb is None:
        return _nominal(hit) or (Status.OCCURRED, "a noun of the act")
    if hit.token is not hit.verb and (verdict := _nominal(hit) or _of_frame(hit)) is not None:
        return verdict
    told = _verbal(hit.verb, hit)
    if told is not None and told[0] in (Status.OCCURRED, Status.ONGOING):
        told = _of_frame(hit) or _own_verb(hit) or told
    return (Status.OCCURRED, "taken for granted") if told is None and _is_setting(hit.token) else told


def _of_frame(hit: Hit) -> tuple[Status, str] | None:
    """What the frame's words say by themselves: a bill that "goes to parliament" is no law yet."""
    return None if hit.frame.status is None else (hit.frame.status, f"“{' '.join(w.text for w in hit.words)}”")


def _own_verb(hit: Hit) -> tuple[Status, str] | None:
    """The trigger itself prepares the act or undoes it: "mulls a bill", "tore up the pact", "dropped its case"."""
    words, lemma = _words(), hit.token.lemma_.lower()
    if hit.verb is None or hit.token is not hit.verb:
        return None
    kind, probing = hit.frame.type, hit.frame.variant == _PROBE
    if kind in _PREPARED and lemma in words.preparing:
        return Status.PLANNED, f"“{hit.token.text}”"
    put_off = lemma in ("call", "break", "put") and hit.words[-1].lower_ == "off"
    ends_itself = kind is EventType.EXPORT_CONTROL and not hit.frame.id.endswith("impose-curbs")
    undoing = put_off or lemma in words.cancelled or lemma in words.ended
    if undoing and not ends_itself and (kind in _UNDONE or probing):
        return Status.CANCELLED, f"“{hit.token.text}”"
    return None


def _is_setting(noun: Token) -> bool:
    """ "urged them during a visit to invest": the visit took place, whatever comes of the urging."""
    return bool(noun.dep_ == "pobj" and noun.head.lower_ in ("during", "after", "since"))


def _nominal(hit: Hit) -> tuple[Status, str] | None:
    words = _words()
    governor = hit.verb
    if governor is not None and hit.frame.type in _CANCELLABLE:
        lemma = governor.lemma_.lower()
        particles = {c.lower_ for c in governor.children if c.dep_ == "prt"}
        if (
            lemma in words.cancelled
            or (lemma in words.ended and hit.frame.type in _ENDABLE)
            or (lemma == "call" and "off" in particles)
        ):
            return Status.CANCELLED, f"“{governor.text}”"
    modifiers = {c.lower_ for c in hit.token.children if c.dep_ in ("amod", "det", "compound")}
    if found := modifiers & words.planned_adjectives:
        return Status.PLANNED, f"“{min(found)}”"
    if found := modifiers & words.going_on:
        return Status.ONGOING, f"“{min(found)}”"
    following = {t.lower_ for t in hit.token.subtree if t.i > hit.token.i}
    if hit.frame.type in _AGENDA and (found := following & words.ahead):
        return Status.PLANNED, f"“{min(found)}”"
    if governor is not None and governor.lemma_.lower() in words.denied:
        return Status.DENIED, f"“{governor.text}”"
    return None


def _verbal(verb: Token, hit: Hit) -> tuple[Status, str] | None:
    words = _words()
    if is_negated(verb) and not (hit.frame.type is EventType.OBJECTION and hit.words[0].lemma_ in ("say", "agree")):
        return _negated(verb, hit)
    if any(c.dep_ == "mark" and c.lower_ in words.conditional for c in verb.children):
        return None
    if _is_of_nobody(verb) or _is_going_on(verb, hit):
        return None
    modality = _modality(verb, hit)
    above = _from_above(verb, hit) if modality is None or modality[0] is None else None
    if modality is not None and (above is None or above[0] not in _HEARSAY):
        return _real(modality)
    if above is not None:
        return _real(above)
    if hedges := {t.lower_ for t in verb.children if t.dep_ == "advmod"} & words.alleged:
        return Status.ALLEGED, f"“{min(hedges)}”"
    if _is_bare_infinitive(verb):
        return Status.PLANNED, "a headline's “to”"
    if _is_progressive(verb) and hit.frame.type in _DURABLE:
        if hit.frame.type in _AGENDA and (found := {t.lower_ for t in verb.subtree} & words.ahead):
            return Status.PLANNED, f"“{min(found)}”"
        return Status.ONGOING, "a progressive tense"
    return Status.OCCURRED, "a finite verb"


def _negated(verb: Token, hit: Hit) -> tuple[Status, str] | None:
    """ "will not appeal", "decided not to charge": called off; "never did visit, whatever they write": denied."""
    words = _words()
    lowered = {a.lower_ for a in auxiliaries(verb)}
    if hit.frame.type in _REFUSABLE and (lowered & {"will", "wo"} or _is_decided(verb)):
        return Status.CANCELLED, "“not”"
    around = sentence_lemmas(verb) | _next_lemmas(verb)
    if hit.frame.type in _RUMOURED and around & words.contradicting and not lowered & words.modal_unreal:
        return Status.DENIED, f"“{min(around & words.contradicting)}”"
    return None


def _is_of_nobody(verb: Token) -> bool:
    """ "None has put the firm under sanctions", "no minister has visited it"."""
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    return any(t.lower_ in _NOBODY for s in subjects for t in (s, *s.children) if t is s or t.dep_ in ("det", "neg"))


def _is_going_on(verb: Token, hit: Hit) -> bool:
    """ "We will continue to target them with sanctions": what somebody always does is no act of its own."""
    head = verb.head
    kept_up = verb.dep_ == "xcomp" and head.lemma_.lower() == "continue"
    return kept_up and hit.frame.type in _SINGLE and "will" in {a.lower_ for a in auxiliaries(head)}


def _is_decided(verb: Token) -> bool:
    """ "decided not to impose duties"."""
    return bool(verb.dep_ == "xcomp" and verb.head.lemma_.lower() in ("decide", "choose", "opt", "elect", "agree"))


def _next_lemmas(token: Token) -> frozenset[str]:
    end = token.sent.end
    return sentence_lemmas(token.doc[end]) if end < len(token.doc) else frozenset()


def _real(verdict: tuple[Status | None, str]) -> tuple[Status, str] | None:
    status, why = verdict
    return None if status is None else (status, why)


def _modality(verb: Token, hit: Hit) -> tuple[Status | None, str] | None:
    words = _words()
    helpers = auxiliaries(verb)
    lowered = {a.lower_ for a in helpers}
    if lowered & words.modal_planned:
        return Status.PLANNED, "“will”"
    if "must" in lowered and hit.frame.type is EventType.REGULATORY_ACTION:
        return None  # "must pay a fine": the fine was imposed
    if lowered & words.modal_unreal:
        reported = "would" in lowered and "have" not in lowered and verb.dep_ == "ccomp"
        return (Status.PLANNED, "“would”") if reported else (None, "a modal")
    return None


def _from_above(verb: Token, hit: Hit, depth: int = 4) -> tuple[Status | None, str] | None:
    """What governs the verb: "plans to visit", "denied that it had fined", "was asked to stop"."""
    words = _words()
    token = verb
    for _ in range(depth):
        head = token.head
        if head.i == token.i or token.dep_ not in _COMPLEMENTS:
            return None
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
        lemma = head.lemma_.lower()
        if lemma in words.tales and head.pos_ == "NOUN" and token.dep_ in ("acl", "ccomp", "relcl", "pcomp"):
            return _of_tale(head)
        if token.dep_ in ("xcomp", "ccomp", "acl") or infinitive:
            if infinitive and lemma in words.thought and is_passive(head):
                return Status.ALLEGED, f"“{head.text}”"
            if lemma in words.denied or (lemma in ("no", "not") and infinitive):
                return Status.DENIED, f"“{head.text}”"
            if infinitive and head.pos_ == "AUX" and lemma == "be":
                undone = head.tag_ == "VBD" and any(c.dep_ == "aux" and c.lower_ == "have" for c in token.children)
                return (Status.CANCELLED, "“was to have”") if undone else (Status.PLANNED, "“is to”")
            if infinitive and token.dep_ != "advcl":
                if is_negated(head):
                    return None, "negated"
                if lemma in words.planned:
                    return Status.PLANNED, f"“{head.text}”"
                if lemma in words.unreal:
                    return None, f"“{head.text}”"
            if lemma in words.alleged:
                return Status.ALLEGED, f"“{head.text}”"
        if token.dep_ == "advcl" and not infinitive:
            return None
        if token.dep_ in ("xcomp", "ccomp") and infinitive:
            modality = _modality(head, hit)
            if modality is not None:
                return modality
        if token.dep_ in ("conj", "relcl", "parataxis"):
            return None if token.dep_ != "conj" else _from_conjunct(token, hit, depth - 1)
        token = head
    return None


def _of_tale(noun: Token) -> tuple[Status, str]:
    """ "reports that it had fined X were false": denied; else what a rumour or report says is alleged."""
    words = _words()
    verb = noun.head
    said = {c.lower_ for c in verb.children if c.dep_ in ("attr", "acomp", "oprd")} | {verb.lower_}
    denied = said & words.untrue or verb.lemma_.lower() in words.denied or is_negated(verb)
    return (Status.DENIED if denied else Status.ALLEGED), f"“{noun.text}”"


def _is_bare_infinitive(verb: Token) -> bool:
    """ "Minister to meet bankers": an infinitive with no verb above it."""
    infinitive = verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    above = [t for t in verb.ancestors if t.pos_ in ("VERB", "AUX")]
    return infinitive and not above and verb.dep_ in ("ROOT", "acl", "relcl")


def _from_conjunct(token: Token, hit: Hit, depth: int) -> tuple[Status | None, str] | None:
    """A second verb without a subject or helpers of its own shares what governs the first."""
    alone = not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for c in token.children)
    if alone and token.tag_ in ("VB", "VBP") and depth > 0 and token.head.pos_ in ("VERB", "AUX"):
        return _from_above(token.head, hit, depth)
    return None


def _is_progressive(verb: Token) -> bool:
    helpers = [c for c in verb.children if c.dep_ == "aux"]
    return verb.tag_ == "VBG" and any(h.lemma_ == "be" and h.tag_ in ("VBZ", "VBP") for h in helpers)
