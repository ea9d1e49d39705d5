"""What an event's confidence is judged by: plain features of a draft and the words around it.

A feature is named `group:value`; its number is 1 where it holds, or a measured quantity. Only annotation and draft
are looked at, so that any coder's drafts can be judged.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

from retinue.model import Annotation, EventDraft, Judged, Mention, Span

__all__ = ["FIELDS", "Features", "Look", "pertinent"]

Features = dict[str, float]

_SHARED = frozenset({"type", "tellings", "crowd", "learned", "clause", "length"})
_PARTIES = _SHARED | {"voice", "form", "headline", "rule", "filled", "twin"}
# Which groups of features bear on which field.
FIELDS: dict[Judged, frozenset[str]] = {
    Judged.EVENT: _PARTIES | {
        "place_in_text", "quoted", "hypothetical", "tense", "actors", "actor", "recipients", "recipient", "place",
        "date", "status", "cue", "origin",
    },
    Judged.TYPE: _PARTIES | {"hypothetical", "quoted", "recipients", "recipient", "signal"},
    Judged.ACTORS: _PARTIES | {"actors", "actor", "recipients"},
    Judged.RECIPIENTS: _PARTIES | {"recipients", "recipient", "actors"},
    Judged.PLACES: _SHARED | {"place", "date"},
    Judged.DATE: _SHARED | {"date", "dated", "status", "tense", "place_in_text", "form"},
    Judged.STATUS: _SHARED | {"status", "cue", "hypothetical", "quoted", "tense", "form", "date"},
    Judged.SIGNAL: _SHARED | {"signal", "status", "actor", "recipient", "recipients"},
    Judged.ORIGIN: _SHARED | {"origin", "quoted", "place_in_text"},
}  # fmt: skip
_HYPOTHETICAL = frozenset({"if", "could", "may", "might", "should", "unless", "whether", "would"})
_CLAUSES = frozenset({"ROOT", "relcl", "advcl", "ccomp", "xcomp", "conj", "acl", "pcomp"})
_NEAR = 6  # tokens


def pertinent(field: Judged, features: Features) -> Features:
    """The features that bear on a field."""
    groups = FIELDS[field]
    return {name: value for name, value in features.items() if _group(name) in groups}


@lru_cache(maxsize=8192)
def _group(name: str) -> str:
    return name.partition(":")[0]


class Look:
    """One article, looked at draft by draft."""

    def __init__(self, annotation: Annotation, drafts: Sequence[EventDraft]) -> None:
        self.annotation, self.parsed = annotation, annotation.parsed
        self.sharing = Counter(draft.evidence for draft in drafts)
        self.length = max(1, len(annotation.article.text))
        self.parties = [(draft, self._referents(draft)) for draft in drafts]

    def features(self, draft: EventDraft, origins: int) -> Features:
        """All features of one draft; `origins` counts the sources that the article credits."""
        parts = (
            self._act(draft), self._words(draft), self._parties(draft), self._date(draft), self._reality(draft),
            self._origin(draft, origins),
        )  # fmt: skip
        return {name: value for part in parts for name, value in part}

    def _token(self, span: Span) -> Any:
        """The token that carries the syntax of a span."""
        found = self.parsed.char_span(span.start, span.end, alignment_mode="expand")
        return found.root if found is not None and len(found) else None

    def _referents(self, draft: EventDraft) -> frozenset[int]:
        sides = (*draft.actors, *draft.recipients)
        return frozenset(r for index in sides for r in self.annotation.mentions[index].referents)

    def _twins(self, draft: EventDraft) -> list[EventDraft]:
        """Other drafts of the type that share a party: perhaps the same act, read twice."""
        mine = self._referents(draft)
        return [one for one, who in self.parties if one is not draft and one.type is draft.type and who & mine]

    @cached_property
    def _quoted(self) -> tuple[Span, ...]:
        return tuple(quote.content for quote in self.annotation.quotes)

    # ---------------------------------------------------------------------------------------- the act
    def _act(self, draft: EventDraft) -> Iterator[tuple[str, float]]:
        yield f"type:{draft.type}", 1
        yield f"rule:{draft.rule}", 1
        yield f"tellings:{min(draft.tellings, 3)}", 1
        yield f"crowd:{min(self.sharing[draft.evidence], 4)}", 1
        yield f"filled:{draft.type}_{bool(draft.actors):d}{bool(draft.recipients):d}", 1
        if twins := self._twins(draft):
            yield "twin:of_type", 1
            if any(one.start == draft.start for one in twins):
                yield "twin:of_day", 1
        if draft.evidence.end <= self.annotation.article.title_end:
            yield "headline:only", 1
        where = draft.evidence.start / self.length
        yield f"place_in_text:{'head' if where < 0.2 else 'end' if where > 0.75 else 'middle'}", 1
        if draft.learned is not None:
            sure = min(max(draft.learned, 0.001), 0.999)
            yield "learned:odds", math.log(sure / (1 - sure))
            yield "learned:given", 1

    def _words(self, draft: EventDraft) -> Iterator[tuple[str, float]]:
        token = self._token(draft.trigger)
        if token is None:
            return
        verb = _verb_of(token)
        yield f"form:{'noun' if token.pos_ in ('NOUN', 'PROPN') else 'verb'}", 1
        if token.pos_ == "NOUN":
            yield f"form:{'plural' if token.tag_ == 'NNS' else 'single'}_noun", 1
            if not any(child.dep_ in ("det", "poss") for child in token.children):
                yield "form:bare_noun", 1
        if len(draft.trigger.of(self.annotation.article.text).split()) > 1:
            yield "form:phrase", 1
        yield f"clause:{verb.dep_ if verb.dep_ in _CLAUSES else 'other'}", 1
        yield "clause:depth", min(sum(1 for _ in token.ancestors), 10) / 10
        yield f"tense:{verb.tag_}", 1
        if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
            yield "voice:passive", 1
        sentence = token.sent
        yield "length:sentence", min(len(sentence), 80) / 40
        words = {word.lower_ for word in sentence}
        if words & _HYPOTHETICAL:
            yield "hypothetical:words", 1
        if sentence.text.rstrip().endswith("?"):
            yield "hypothetical:question", 1
        if any(span.covers(draft.trigger) for span in self._quoted):
            yield "quoted:yes", 1

    # ------------------------------------------------------------------------------------ the parties
    def _parties(self, draft: EventDraft) -> Iterator[tuple[str, float]]:
        for role, indices in (("actor", draft.actors), ("recipient", draft.recipients)):
            yield f"{role}s:{min(len(indices), 3)}", 1
            for mention in (self.annotation.mentions[index] for index in indices):
                yield from self._party(role, mention, draft)
        yield f"place:{min(len(draft.places), 2)}", 1
        if any(not draft.evidence.covers(self.annotation.mentions[i].span) for i in draft.places):
            yield "place:elsewhere", 1

    def _party(self, role: str, mention: Mention, draft: EventDraft) -> Iterator[tuple[str, float]]:
        yield f"{role}:{mention.kind}", 1
        if not draft.evidence.covers(mention.span):
            yield f"{role}:elsewhere", 1
        elif abs(mention.span.start - draft.trigger.start) > 100:
            yield f"{role}:far", 1
        if mention.span.start > draft.trigger.start:
            yield f"{role}:after", 1
        for referent in (self.annotation.referents[index] for index in mention.referents):
            yield f"{role}:{referent.type}", 1
            yield f"{role}:{'known' if referent.known else 'unknown'}", 1

    # --------------------------------------------------------------------------- date, reality, source
    def _date(self, draft: EventDraft) -> Iterator[tuple[str, float]]:
        yield f"date:{draft.precision}", 1
        if self.annotation.article.published.date is None:
            yield "date:undated_article", 1
        inside = [t for t in self.annotation.times if draft.evidence.covers(t.span) and t.start]
        yield f"date:{min(len(inside), 3)}_in_sentence", 1
        yield f"dated:{draft.type}_{'yes' if draft.start else 'no'}", 1
        if draft.time is None:
            yield "date:none", 1
            yield f"dated:none_of_{min(len(inside), 2)}_for_{draft.status}", 1
            return
        time = self.annotation.times[draft.time]
        where = self._where(draft, time.span)
        yield f"date:from_{time.anchor}", 1
        yield from ((f"date:{word}", 1) for word in where)
        yield f"dated:{draft.precision}_from_{time.anchor}_{where[-1]}", 1

    def _where(self, draft: EventDraft, time: Span) -> tuple[str, ...]:
        """Where a time stands, as seen from the act's word."""
        head, trigger = self._token(time), self._token(draft.trigger)
        if not draft.evidence.covers(time) or head is None or trigger is None:
            return ("elsewhere",)
        near = "near" if abs(head.i - trigger.i) <= _NEAR else "far"
        return near, "same_clause" if _verb_of(head) == _verb_of(trigger) else "other_clause"

    def _reality(self, draft: EventDraft) -> Iterator[tuple[str, float]]:
        yield f"status:{draft.status}", 1
        yield f"signal:{draft.signal}", 1
        told = dict(reason.split(": ", 1) for reason in draft.reasons if ": " in reason)
        if cue := told.get("status"):
            yield f"cue:{'word' if cue.startswith('“') else cue.removeprefix('a ').replace(' ', '_')}", 1
        if why := told.get("signal"):
            yield f"signal:{'usual' if why.startswith('usual') else 'special'}", 1

    def _origin(self, draft: EventDraft, origins: int) -> Iterator[tuple[str, float]]:
        yield f"origin:{'given' if draft.origin else 'none'}", 1
        yield f"origin:{min(origins, 2)}_in_article", 1
        if draft.origin and origins > 1:
            yield "origin:one_of_several", 1


def _verb_of(token: Any) -> Any:
    """The verb of a token's clause; the root of the sentence when there is none."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token
