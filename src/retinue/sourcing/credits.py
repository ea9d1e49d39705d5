"""Find the credits in an annotated article and give each act the one that stands with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retinue.knowledge import Knowledge, Organisation, fold
from retinue.model import (
    Annotation,
    Coded,
    Credit,
    EntityType,
    EventDraft,
    EventType,
    Referent,
    Span,
)
from retinue.sourcing.cues import MAKERS, OUTLET, PAPER, credited
from retinue.sourcing.scope import governs
from retinue.sourcing.unnamed import outlets_again, outlets_by_form

_NAMES = re.compile(r"^(?!(?:Official|Federal|Government) (?:Journal|Gazette|Register))[^\W\d][^$€£]*$")
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput\w+|reject\w*|refut\w+|dismiss\w*)\b[^.]*\breports?\b", re.IGNORECASE
)
_CALL_SIGN = re.compile(r"[KW][A-Z]{3}(?:-[A-Z]{2})?")  # of American stations (47 CFR 73.3550)
_LEAD_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Credited:
    """One credit in the text: to whom, where the name stands, how (`cues.credited`), and whom the name means."""

    name: str
    span: Span
    how: str
    referent: int | None = None


def credit(annotation: Annotation, coded: Coded, knowledge: Knowledge) -> Coded:
    """Add origins to what was coded: those of the article, and for each act the first that stands in its sentence."""
    told = [*_in_text(annotation, knowledge), *_by_form(annotation, knowledge)]
    told += _called_again(told, annotation, knowledge)
    told.sort(key=lambda c: c.span.start)
    found = [c for c in _once(told) if not _is_self(c.name, annotation, knowledge)]
    whole = [*_from_furniture(annotation, knowledge), *(c.name for c in found)]
    taken = _canonical(annotation.article.syndicated_from or "", knowledge)
    others = [
        c for c in found if c.name != taken
    ]  # of a mere copy that the whole text is its origin's goes without saying
    events = tuple(_sourced(event, others, annotation) for event in coded.events)
    return replace(coded, events=events, origins=tuple(dict.fromkeys(whole)))


def _by_form(annotation: Annotation, knowledge: Knowledge) -> Iterator[Credited]:
    """Outlets that only the formula tells: none of the people, bodies and known firms that the article speaks of."""
    others = [
        mention.span
        for mention in annotation.mentions
        for referent in (annotation.referents[i] for i in mention.referents[:1])
        if referent.type in (EntityType.PERSON, EntityType.BODY) or (referent.type in MAKERS and referent.known)
    ]
    for name, span, told in outlets_by_form(annotation.article.text):
        if span.start >= annotation.article.title_end and (told or not any(o.covers(span) for o in others)):
            yield Credited(_canonical(name.removeprefix("The "), knowledge), span, OUTLET)


def _called_again(told: Sequence[Credited], annotation: Annotation, knowledge: Knowledge) -> Iterator[Credited]:
    """An outlet credited by name, credited once more by what it is: the last such before, else the only one.

    A news agency or an outlet of a state must be known as one.
    """
    named = sorted((c for c in told if c.how == OUTLET or _media(c.name, knowledge)), key=lambda c: c.span.start)
    for kind, span in outlets_again(annotation.article.text):
        fitting = [c for c in named if kind == "any" or any(getattr(o, kind) for o in _media(c.name, knowledge))]
        before = [c for c in fitting if c.span.end <= span.start][-1:]
        only = fitting[:1] if len({c.name for c in fitting}) == 1 else []
        for one in (before or only) if span.start >= annotation.article.title_end else ():
            yield Credited(one.name, span, OUTLET)


def _media(name: str, knowledge: Knowledge) -> list[Organisation]:
    known = (knowledge.organisations.get(i) for i in knowledge.names.get(fold(name), ()))
    return [one for one in known if one and one.type is EntityType.MEDIA]


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
    why = f"credited to {near.name}, {near.how}"
    return replace(event, origin=near.name, credit=near.span, reasons=(*event.reasons, why))


def _speaks_for(credit: Credited, event: EventDraft, annotation: Annotation) -> bool:
    """True when the credit's words reach the act; a report that is denied is no source of the denial."""
    if not governs(annotation, credit.span, event.trigger):
        return False
    sentence = annotation.article.text[event.evidence.start : event.evidence.end]
    return event.type is not EventType.OBJECTION or not _DENIED.search(sentence)


def _own_notice(event: EventDraft, found: Sequence[Credited], annotation: Annotation) -> Credited | None:
    """The actor itself, for an act of the lead, when the next sentences tell what its notice or statement says."""
    ends = [s.end_char for s in annotation.parsed.sents if s.start_char >= annotation.article.title_end]
    place = next((n for n, end in enumerate(ends[:_LEAD_SENTENCES]) if event.trigger.end <= end), None)
    if place is None:
        return None
    acting = {i for m in event.actors for i in annotation.mentions[m].referents}
    until = ends[min(place + 2, len(ends) - 1)]
    return next((c for c in found if c.how == PAPER and c.referent in acting and c.span.end <= until), None)


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
    if not known and name.endswith((" Company", " Corporation", " Ltd")):  # "the Jiji Press Communication Company"
        short = [" ".join(name.split()[:-n]) for n in (1, 2)]
        known = [i for part in short for i in knowledge.names.get(fold(part), ()) if _is_outlet(i, knowledge)]
    return knowledge.organisations[known[0]].name if known else name


def _is_outlet(known: str, knowledge: Knowledge) -> bool:
    organisation = knowledge.organisations.get(known)
    return organisation is not None and organisation.type is EntityType.MEDIA


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
            if referent.type in MAKERS or referent.type is EntityType.MEDIA:
                how = credited(annotation, mention, referent, lead_end)
                name = _name(referent, knowledge)
                if how and name:
                    yield Credited(name, mention.span, how, index)


def _name(referent: Referent, knowledge: Knowledge) -> str:
    known = [i for i in referent.known if i in knowledge.organisations]
    return knowledge.organisations[known[0]].name if len(known) == 1 else referent.name.split(",")[0]


def _lead_end(annotation: Annotation) -> int:
    ends = [s.end_char for s in annotation.parsed.sents if s.start_char >= annotation.article.title_end]
    return ends[min(_LEAD_SENTENCES, len(ends)) - 1] if ends else 0
