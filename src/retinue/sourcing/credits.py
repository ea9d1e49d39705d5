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
from retinue.model import Annotation, Coded, Credit, EntityType, EventDraft, Mention, Referent, Span

_MAKERS = frozenset({EntityType.BODY, EntityType.COMPANY, EntityType.ORGANIZATION})
_LEAD_SENTENCES = 3
_BEFORE = 70  # characters in which a phrase such as "according to state broadcaster" may stand before the name


@dataclass(frozen=True, slots=True)
class _Words:
    outlet_verbs: frozenset[str]
    told_verbs: frozenset[str]
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
        papers=frozenset(raw["papers"]),
        paper_verbs=frozenset(raw["paper_verbs"]),
        lead_verbs=frozenset(raw["lead_verbs"]),
        # the name may be introduced: "according to state broadcaster CCTV", "citing the official Xinhua News Agency"
        phrase=re.compile(rf"\b(?:{phrases})\s+(?:[\w’'-]+\s+){{0,5}}$", re.IGNORECASE),
    )


@dataclass(frozen=True, slots=True)
class Credited:
    """One credit in the text: to whom, where the name stands, and whether it makes the whole article's origins."""

    name: str
    span: Span
    whole: bool


def credit(annotation: Annotation, coded: Coded, knowledge: Knowledge) -> Coded:
    """Add origins to what was coded: those of the article, and for each act the first that stands in its sentence."""
    found = [c for c in _in_text(annotation, knowledge) if not _is_self(c.name, annotation, knowledge)]
    whole = [*_from_furniture(annotation, knowledge), *(c.name for c in found if c.whole)]
    events = tuple(_sourced(event, found) for event in coded.events)
    return replace(coded, events=events, origins=tuple(dict.fromkeys(whole)))


def _sourced(event: EventDraft, found: Sequence[Credited]) -> EventDraft:
    near = next((c for c in found if event.evidence.covers(c.span)), None)
    if near is None:
        return event
    return replace(event, origin=near.name, reasons=(*event.reasons, f"credited to {near.name}"))


def _from_furniture(annotation: Annotation, knowledge: Knowledge) -> Iterator[str]:
    article = annotation.article
    for item in article.credits:
        if item.kind not in ("agency", "source", "first_published"):
            continue
        name = _canonical(item.name, knowledge)
        if not _is_self(name, annotation, knowledge) or _signs_itself(item, knowledge):
            yield name


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
    return fold(_canonical(publisher, knowledge)) == fold(name) or fold(publisher) == fold(name)


def _in_text(annotation: Annotation, knowledge: Knowledge) -> Iterator[Credited]:
    lead_end = _lead_end(annotation)
    for mention in annotation.mentions:
        for index in mention.referents[:1]:
            referent = annotation.referents[index]
            if referent.type in _MAKERS or referent.type is EntityType.MEDIA:
                whole = _weigh(annotation, mention, referent, lead_end)
                name = _name(referent, knowledge)
                if whole is not None and name:
                    yield Credited(name, mention.span, whole)


def _name(referent: Referent, knowledge: Knowledge) -> str:
    known = [i for i in referent.known if i in knowledge.organisations]
    return knowledge.organisations[known[0]].name if len(known) == 1 else referent.name


def _lead_end(annotation: Annotation) -> int:
    ends = [s.end_char for s in annotation.parsed.sents if s.start_char >= annotation.article.title_end]
    return ends[min(_LEAD_SENTENCES, len(ends)) - 1] if ends else 0


def _weigh(annotation: Annotation, mention: Mention, referent: Referent, lead_end: int) -> bool | None:
    """True: an origin of the article; False: only of the act beside it; None: no credit at all."""
    token = annotation.parsed[mention.head]
    if _phrase_before(annotation, mention, token):
        return True
    if referent.type is EntityType.MEDIA:
        return True if _outlet_says(token) or _was_told(token) else None
    if _makes_own_news(token):
        return True
    in_lead = annotation.article.title_end <= mention.span.start < lead_end
    return True if in_lead and referent.type is EntityType.BODY and _says(token, _words().lead_verbs) else None


def _phrase_before(annotation: Annotation, mention: Mention, token: Any) -> bool:
    start = max(token.sent.start_char, mention.span.start - _BEFORE)
    return bool(_words().phrase.search(annotation.article.text[start : mention.span.start]))


def _outlet_says(token: Any) -> bool:
    return _says(token, _words().outlet_verbs)


def _says(token: Any, verbs: Iterable[str]) -> bool:
    return token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_.lower() in verbs


def _was_told(token: Any) -> bool:
    return token.dep_ in ("dobj", "dative", "pobj") and token.head.lemma_.lower() in _words().told_verbs


def _makes_own_news(token: Any) -> bool:
    """ "Huawei said in a statement", "in a notice, the ministry announced"."""
    if not _says(token, _words().paper_verbs):
        return False
    verb = token.head
    papers = (g for p in verb.children if p.dep_ == "prep" and p.lower_ in ("in", "on") for g in p.children)
    return any(g.lemma_.lower() in _words().papers for g in papers)
