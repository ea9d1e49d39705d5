"""Find the credits in an annotated article and give each act the one that stands with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from retinue.knowledge import Knowledge, fold
from retinue.model import (
    Annotation,
    Coded,
    Credit,
    EntityType,
    EventDraft,
    EventType,
    Mention,
    MentionKind,
    Referent,
    Span,
)
from retinue.sourcing.scope import governs
from retinue.sourcing.unnamed import outlets_by_form

_MAKERS = frozenset({EntityType.BODY, EntityType.COMPANY, EntityType.ORGANIZATION})
_NAMES = re.compile(r"^(?!(?:Official|Federal|Government) (?:Journal|Gazette|Register))[^\W\d][^$€£]*$")
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput\w+|reject\w*|refut\w+|dismiss\w*)\b[^.]*\breports?\b", re.IGNORECASE
)
_CALL_SIGN = re.compile(r"[KW][A-Z]{3}(?:-[A-Z]{2})?")  # of American stations (47 CFR 73.3550)
_LEAD_SENTENCES = 3
_ASTRAY = re.compile(r"\b(?:that|who|which|was|were|had|has|said|told|and|of|in|by|with|over|about)\b")
_BELOW = frozenset({"advcl", "relcl", "acl", "pcomp"})  # a clause below the main one
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_CLOSE = 4  # tokens
_BEFORE = 70  # characters in which a phrase such as "according to state broadcaster" may stand before the name


@dataclass(frozen=True, slots=True)
class _Words:
    outlet_verbs: frozenset[str]
    told_verbs: frozenset[str]
    told_to_verbs: frozenset[str]
    papers: frozenset[str]
    paper_verbs: frozenset[str]
    lead_verbs: frozenset[str]
    phrase: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    raw = yaml.safe_load((resources.files("retinue") / "data" / "triggers" / "sources.yml").read_text("utf-8"))
    phrases = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(raw["phrases"], key=len, reverse=True))
    return _Words(
        outlet_verbs=frozenset(raw["outlet_verbs"]),
        told_verbs=frozenset(raw["told_verbs"]),
        told_to_verbs=frozenset(raw["told_to_verbs"]),
        papers=frozenset(raw["papers"]),
        paper_verbs=frozenset(raw["paper_verbs"]),
        lead_verbs=frozenset(raw["lead_verbs"]),
        # the name may be introduced: "according to state broadcaster CCTV", "citing the official Xinhua News Agency"
        phrase=re.compile(rf"\b(?:{phrases})\s+(?P<between>(?:[\w’'-]+\s+){{0,5}})$", re.IGNORECASE),
    )


@dataclass(frozen=True, slots=True)
class Credited:
    """One credit in the text: to whom, where the name stands, and whether it makes the whole article's origins.

    `referent` is whom the name means, `paper` True when it said it in a notice, statement or the like.
    """

    name: str
    span: Span
    whole: bool
    referent: int | None = None
    paper: bool = False


def credit(annotation: Annotation, coded: Coded, knowledge: Knowledge) -> Coded:
    """Add origins to what was coded: those of the article, and for each act the first that stands in its sentence."""
    told = [*_in_text(annotation, knowledge), *_by_form(annotation, knowledge)]
    told.sort(key=lambda c: c.span.start)
    found = [c for c in _once(told) if not _is_self(c.name, annotation, knowledge)]
    whole = [*_from_furniture(annotation, knowledge), *(c.name for c in found if c.whole)]
    events = tuple(_sourced(event, found, annotation) for event in coded.events)
    return replace(coded, events=events, origins=tuple(dict.fromkeys(whole)))


def _by_form(annotation: Annotation, knowledge: Knowledge) -> Iterator[Credited]:
    """Outlets that only the formula tells: none of the people, bodies and known firms that the article speaks of."""
    others = [
        mention.span
        for mention in annotation.mentions
        for referent in (annotation.referents[i] for i in mention.referents[:1])
        if referent.type in (EntityType.PERSON, EntityType.BODY) or (referent.type in _MAKERS and referent.known)
    ]
    for name, span, told in outlets_by_form(annotation.article.text):
        if span.start >= annotation.article.title_end and (told or not any(o.covers(span) for o in others)):
            yield Credited(_canonical(name.removeprefix("The "), knowledge), span, whole=True)


def _once(told: Sequence[Credited]) -> Iterator[Credited]:
    """Credits without those that name the same words again, and without official gazettes."""
    taken: list[Span] = []
    for item in told:
        if any(t.start < item.span.end and item.span.start < t.end for t in taken) or not _NAMES.search(item.name):
            continue
        taken.append(item.span)
        yield item


def _sourced(event: EventDraft, found: Sequence[Credited], annotation: Annotation) -> EventDraft:
    near = next((c for c in found if _speaks_for(c, event, annotation)), None)
    near = near or _own_notice(event, found, annotation)
    if near is None:
        return event
    return replace(
        event, origin=near.name, credit=near.span, reasons=(*event.reasons, f"credited to {near.name}")
    )


def _speaks_for(credit: Credited, event: EventDraft, annotation: Annotation) -> bool:
    """True when the credit's words reach the act; a report that is denied is no source of the denial."""
    if not governs(annotation, credit.span, event.trigger):
        return False
    sentence = annotation.article.text[event.evidence.start : event.evidence.end]
    return event.type is not EventType.OBJECTION or not _DENIED.search(sentence)


def _own_notice(event: EventDraft, found: Sequence[Credited], annotation: Annotation) -> Credited | None:
    """The actor itself, for an act of the first sentence, when the next ones tell what its notice or statement says."""
    first, *_ = [s for s in annotation.parsed.sents if s.start_char >= annotation.article.title_end] or [None]
    if first is None or not first.start_char <= event.trigger.start < first.end_char:
        return None
    acting = {i for m in event.actors for i in annotation.mentions[m].referents}
    end = _lead_end(annotation)
    for credit in found:
        if credit.paper and credit.referent in acting and credit.span.end <= end:
            return credit
    return None


def _from_furniture(annotation: Annotation, knowledge: Knowledge) -> Iterator[str]:
    article = annotation.article
    for item in article.credits:
        if item.kind not in ("agency", "source", "first_published"):
            continue
        name = _canonical(item.name, knowledge)
        if item.kind == "agency" and _is_short_for_self(item.name, article.publisher):
            continue
        if not _is_self(name, annotation, knowledge) or _signs_itself(item, knowledge):
            yield name


def _is_short_for_self(name: str, publisher: str | None) -> bool:
    """True when a dateline abbreviates the outlet itself, or gives a station's call sign."""
    letters = re.sub(r"[^A-Z]", "", name.split("-")[0])
    initials = "".join(word[0] for word in (publisher or "").upper().split() if word[0].isalpha())
    return bool(publisher and name.isupper() and (letters == initials or _CALL_SIGN.fullmatch(name)))


def _signs_itself(item: Credit, knowledge: Knowledge) -> bool:
    """A known news agency that datelines its own text is where that text comes from."""
    return item.kind == "agency" and any(
        knowledge.organisations[i].agency
        for i in knowledge.names.get(fold(item.name), ())
        if i in knowledge.organisations
    )


def _canonical(name: str, knowledge: Knowledge) -> str:
    known = [i for i in knowledge.names.get(fold(name), ()) if i in knowledge.organisations]
    return knowledge.organisations[known[0]].name if known else name


def _is_self(name: str, annotation: Annotation, knowledge: Knowledge) -> bool:
    publisher = annotation.article.publisher
    if not publisher:
        return False
    own, other = fold(publisher).removeprefix("the "), fold(name).removeprefix("the ")
    return own == other or fold(_canonical(publisher, knowledge)) == fold(name) or own.startswith(other + " ")


def _in_text(annotation: Annotation, knowledge: Knowledge) -> Iterator[Credited]:
    lead_end = _lead_end(annotation)
    for mention in annotation.mentions:
        for index in mention.referents[:1]:
            referent = annotation.referents[index]
            if referent.type in _MAKERS or referent.type is EntityType.MEDIA:
                whole = _weigh(annotation, mention, referent, lead_end)
                name = _name(referent, knowledge)
                if whole is not None and name:
                    paper = _makes_own_news(annotation.parsed[mention.head])
                    yield Credited(name, mention.span, whole, index, paper)


def _name(referent: Referent, knowledge: Knowledge) -> str:
    known = [i for i in referent.known if i in knowledge.organisations]
    return knowledge.organisations[known[0]].name if len(known) == 1 else referent.name.split(",")[0]


def _lead_end(annotation: Annotation) -> int:
    ends = [s.end_char for s in annotation.parsed.sents if s.start_char >= annotation.article.title_end]
    return ends[min(_LEAD_SENTENCES, len(ends)) - 1] if ends else 0


def _weigh(annotation: Annotation, mention: Mention, referent: Referent, lead_end: int) -> bool | None:
    """True: an origin of the article; None: no credit at all."""
    token = annotation.parsed[mention.head]
    media = referent.type is EntityType.MEDIA
    if _phrase_before(annotation, mention, token, media):
        return True
    if media:
        return True if _outlet_says(token) or _was_told(token) else None
    if _makes_own_news(token):
        return True
    in_lead = annotation.article.title_end <= mention.span.start < lead_end
    return True if in_lead and _opens_with(token, mention, referent) else None


def _phrase_before(annotation: Annotation, mention: Mention, token: Any, media: bool) -> bool:
    """True when "according to" or the like leads to the name; a body or firm must follow it closely."""
    start = max(token.sent.start_char, mention.span.start - _BEFORE)
    found = _words().phrase.search(annotation.article.text[start : mention.span.start])
    return found is not None and (media or not _ASTRAY.search(found["between"]))


def _opens_with(token: Any, mention: Mention, referent: Referent) -> bool:
    """A body that says it in a main clause of the first sentences; a firm only when the day is given too."""
    if mention.kind is MentionKind.PRONOUN or not _says(token, _words().lead_verbs) or token.head.dep_ in _BELOW:
        return False
    if referent.type is EntityType.BODY:
        return True
    dated = any(t.text.casefold() in _WEEKDAYS for t in token.head.subtree if abs(t.i - token.head.i) <= _CLOSE)
    return referent.type is EntityType.COMPANY and dated


def _outlet_says(token: Any) -> bool:
    """ "Reuters reported", "Reuters was first to report", "Nikkei had it", "as was said by Bloomberg"."""
    verb = token.head
    if token.dep_ == "nsubj" and verb.lemma_ in ("be", "have"):
        beside = {t.lower_ for t in verb.children} | {t.lower_ for t in verb.subtree if t.lemma_ == "report"}
        return (
            "it" in beside if verb.lemma_ == "have" else bool(beside & {"report", "reported"} and "first" in beside)
        )
    by = token.dep_ == "pobj" and verb.dep_ == "agent" and verb.head.lemma_.lower() in _words().outlet_verbs
    return by or _says(token, _words().outlet_verbs)


def _says(token: Any, verbs: Iterable[str]) -> bool:
    return token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_.lower() in verbs


def _was_told(token: Any) -> bool:
    """ "told Reuters", "Reuters was told", "explained it to Reuters"."""
    head = token.head
    if token.dep_ == "pobj":
        return head.lower_ == "to" and head.head.lemma_.lower() in _words().told_to_verbs
    return token.dep_ in ("dobj", "dative", "nsubjpass") and head.lemma_.lower() in _words().told_verbs


def _makes_own_news(token: Any) -> bool:
    """ "Huawei said in a statement", "in a notice, the ministry announced", "its spokesman said in a filing"."""
    subject = _spoken_for(token)
    verb = subject.head
    if subject.dep_ not in ("nsubj", "nsubjpass") or verb.pos_ not in ("VERB", "AUX") or verb.dep_ in _BELOW:
        return False
    papers = [
        g
        for p in (*verb.children, *subject.children)
        if p.dep_ == "prep" and p.lower_ in ("in", "on")
        for g in p.children
    ]
    paper = next((g for g in papers if g.lemma_.lower() in _words().papers), None)
    return paper is not None and (verb.lemma_.lower() in _words().paper_verbs or paper.i < token.i)


def _spoken_for(token: Any) -> Any:
    """The spokesman of the body that `token` names, else `token` itself: "a spokesman for the ministry said"."""
    holder = token.head.head if token.dep_ == "pobj" and token.head.dep_ == "prep" else token.head
    speaks = token.dep_ in ("pobj", "poss", "compound") and holder.lemma_.lower().startswith(("spokes", "press"))
    return holder if speaks else token
