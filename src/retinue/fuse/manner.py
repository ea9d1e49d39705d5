"""Which step of an affair a report tells within its type: an inquiry, a fine, a halt; leaving office or taking it.

The pattern that read an event names its step ("regulatory_action/open-probe"). Events found otherwise are known by
the words they were told in; where these speak of several steps, or of none, nothing is said.
"""

from __future__ import annotations

import re
from functools import lru_cache

from retinue.model import Event, EventType

__all__ = ["Step", "akin", "phases", "step"]

# Words in a rule's name that tell how the act is put ("opened a probe", "the probe"), not which act it is.
_PUT = frozenset({"noun", "plain", "of", "to", "by", "at", "on", "the", "firm", "body", "open", "issue", "impose"})
Step = str

# Type → step → the words that tell it, in a rule's name or a report.
_CUES: dict[EventType, dict[Step, re.Pattern[str]]] = {
    EventType.REGULATORY_ACTION: {
        "an inquiry": re.compile(r"\b(prob(e|es|ed|ing)\b|investigat|inquir|look(ed|ing|s)?[ -]into|scrutin)"),
        "a fine": re.compile(r"\b(fin(e|es|ed|ing)\b|penalt|penali[sz])"),
        "a halt": re.compile(r"\b(suspen|froze|freez|halt(s|ed|ing)?\b|on ice\b|brakes\b)"),
        "a duty": re.compile(r"\b(tariffs?|duty|duties|lev(y|ies|ied))\b"),
    },
    EventType.APPOINTMENT: {
        "leaving office": re.compile(
            r"\b(leav(e|es|ing)|left|remov|step(s|ped|ping)?[ -]down|resign|dismiss|sack|oust)"
        ),
        "taking office": re.compile(
            r"\b(appoint|nam(e|ed|es|ing)\b|take-office|took office|succeed|sworn|give-office)"
        ),
    },
    EventType.POLICY: {
        "a draft": re.compile(r"\b(drafts?\b|proposal|consultation)"),
        "a new version": re.compile(
            r"\b(amend|revis|updat(e|ed|es|ing)\b|expand|tighten|extend|replac|supersed|second version)"
        ),
    },
    EventType.DELISTING: {
        "a court's order": re.compile(r"\b(court|judges?|enjoin|injunction|ruling)\b"),
        "the authority's own act": re.compile(r"\b(ministry|department|pentagon|bureau|agreed|consent|treasury)"),
    },
}
_CUES[EventType.EXPORT_CONTROL] = _CUES[EventType.POLICY]
# What it costs that two reports tell different steps; of two measures one is seldom told as the other.
_VERSIONS = frozenset({EventType.POLICY, EventType.EXPORT_CONTROL})  # "tightened" may tell the rule or its revision
_INQUIRY, _APART, _BESIDE = "an inquiry", -4.5, -2.0


@lru_cache(maxsize=4096)
def _words(rule: str) -> frozenset[str]:
    words = frozenset(rule.rpartition("/")[2].split("-"))
    return words - _PUT or words


def akin(left: Event, right: Event) -> bool:
    """True when the patterns that read two events name one kind of act ("open-probe", "probe-noun")."""
    return bool(_words(left.rule) & _words(right.rule))


def step(event: Event) -> Step | None:
    """The step that an event tells, by its pattern's name, its trigger, or all its words; None if unclear."""
    trigger = next((f.wording for f in event.fields if f.name == "type"), "")
    for text in (event.rule.rpartition("/")[2], trigger, event.evidence):
        if found := _told(event.type, text):
            return found
    return None


@lru_cache(maxsize=16_384)
def _told(kind: EventType, text: str) -> Step | None:
    """The only step that `text` speaks of."""
    found = [name for name, cue in _CUES.get(kind, {}).items() if cue.search(text.casefold())]
    return found[0] if len(found) == 1 else None


def phases(left: Event, right: Event) -> tuple[float, Step, Step] | None:
    """The different steps of one affair that two events tell, after what that counts against their being one."""
    if left.type is not right.type:
        return None
    ours, theirs = step(left), step(right)
    if ours is None or theirs is None or ours == theirs or left.type in _VERSIONS:
        return None
    measures = left.type is EventType.REGULATORY_ACTION and _INQUIRY not in {ours, theirs}
    return (_BESIDE if measures else _APART), ours, theirs
