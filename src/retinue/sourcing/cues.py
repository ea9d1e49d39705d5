"""By which words an article credits somebody for its news: "according to", "reported", "said in a statement"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from retinue.model import Annotation, EntityType, Mention, MentionKind, Referent, Span

__all__ = ["LEAD", "MAKERS", "OUTLET", "PAPER", "PHRASE", "credited"]

PHRASE = "by a phrase such as “according to”"
OUTLET = "which reported it or was told"
PAPER = "which said so in a notice or the like"
LEAD = "which said so"
MAKERS = frozenset({EntityType.BODY, EntityType.COMPANY, EntityType.ORGANIZATION})
_ASTRAY = re.compile(r"\b(?:that|who|which|was|were|had|has|said|told|and|of|in|by|with|over|about)\b")
_BELOW = frozenset({"advcl", "relcl", "acl", "pcomp"})  # a clause below the main one
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_CLOSE = 4  # tokens
_BEFORE = 70  # characters in which a phrase such as "according to state broadcaster" may stand before the name
_WE = re.compile(r"[“\"][^”\"]*\b(?:[Ww]e|[Oo]ur)\b[^”\"]*[”\"]")


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


def credited(annotation: Annotation, mention: Mention, referent: Referent, lead_end: int) -> str | None:
    """How the words credit whom `mention` names: `PHRASE`, `OUTLET`, `PAPER` or `LEAD`; None when they don't.

    `lead_end` is where the sentences end in which a body that simply says it is the source of the news.
    """
    token = annotation.parsed[mention.head]
    media = referent.type is EntityType.MEDIA
    if _phrase_before(annotation, mention, token, media):
        return PHRASE
    if media:
        return OUTLET if _outlet_says(token) or _was_told(token) else None
    if _makes_own_news(token):
        return PAPER if referent.type is EntityType.BODY or not _answers(token) else None
    in_lead = annotation.article.title_end <= mention.span.start < lead_end
    return LEAD if in_lead and _opens_with(annotation, token, mention, referent) else None


def _phrase_before(annotation: Annotation, mention: Mention, token: Any, media: bool) -> bool:
    """True when "according to" or the like leads to the name; a body or firm must follow it closely."""
    start = max(token.sent.start_char, mention.span.start - _BEFORE)
    found = _words().phrase.search(annotation.article.text[start : mention.span.start])
    return found is not None and (media or not _ASTRAY.search(found["between"]))


def _opens_with(annotation: Annotation, token: Any, mention: Mention, referent: Referent) -> bool:
    """A body that says it in a main clause of the first sentences; a firm only when the day is given too."""
    if not _says(token, _words().lead_verbs) or token.head.dep_ in _BELOW:
        return False
    if mention.kind is MentionKind.PRONOUN and not _closes(token):
        return False
    if referent.type is EntityType.BODY:
        return True
    return referent.type is EntityType.COMPANY and _dated(annotation, token.head)


def _dated(annotation: Annotation, verb: Any) -> bool:
    """True when the verb has its day beside it: "said on Thursday", "said on New Year's Day"."""
    near = verb.doc[max(verb.sent.start, verb.i - _CLOSE) : min(verb.sent.end, verb.i + _CLOSE + 1)]
    words = Span(near.start_char, near.end_char)
    named = any(t.lower_ in _WEEKDAYS for t in near if t.is_ancestor(verb) or verb.is_ancestor(t))
    return named or any(words.covers(time.span) and time.start == time.end for time in annotation.times if time.start)


def _closes(token: Any) -> bool:
    """True for "…, it said yesterday." at the end of a sentence that names the speaker before."""
    aside = token.i > token.sent.start and token.nbor(-1).text == ","
    return bool(aside and token.sent.end - token.i <= _CLOSE + 1)


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


def _answers(token: Any) -> bool:
    """True when a firm only speaks of itself in its own words: “We accept the decision,” it wrote."""
    return bool(_WE.search(token.sent.text))


def _spoken_for(token: Any) -> Any:
    """The spokesman of the body that `token` names, else `token` itself: "a spokesman for the ministry said"."""
    holder = token.head.head if token.dep_ == "pobj" and token.head.dep_ == "prep" else token.head
    speaks = token.dep_ in ("pobj", "poss", "compound") and holder.lemma_.lower().startswith(("spokes", "press"))
    return holder if speaks else token
