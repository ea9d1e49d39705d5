"""What kind of act a report tells within its type, from the name of the pattern that read it.

A rule's name ("regulatory_action/open-probe") says more than the event's type: that an inquiry began and that a fine
ended it are both regulatory actions. Reports read by other means carry other rule names; they are never parted here.
"""

from __future__ import annotations

from functools import lru_cache

from retinue.model import Event, EventType

__all__ = ["akin", "phases"]

# Words in a rule's name that tell how the act is put ("opened a probe", "the probe"), not which act it is.
_PUT = frozenset({"noun", "plain", "of", "to", "by", "at", "on", "the", "firm", "body", "open", "issue", "impose"})
# The words that tell one step of an affair from the others of its type, and what to call it.
_STEPS = {
    EventType.REGULATORY_ACTION: (frozenset({"probe"}), "an inquiry", "a measure"),
    EventType.APPOINTMENT: (frozenset({"leave", "remove", "step"}), "leaving office", "taking office"),
}


@lru_cache(maxsize=4096)
def _words(rule: str) -> frozenset[str]:
    words = frozenset(rule.rpartition("/")[2].split("-"))
    return words - _PUT or words


def akin(left: Event, right: Event) -> bool:
    """True when the patterns that read two events name one kind of act ("open-probe", "probe-noun")."""
    return bool(_words(left.rule) & _words(right.rule))


def phases(left: Event, right: Event) -> tuple[str, str] | None:
    """The two steps of one affair that the events tell, when they tell different ones."""
    if left.type is not right.type or left.type not in _STEPS or "/" not in left.rule or "/" not in right.rule:
        return None
    marks, first, other = _STEPS[left.type]
    told = [first if marks & _words(event.rule) else other for event in (left, right)]
    return None if told[0] == told[1] else (told[0], told[1])
