"""What the help page shows: the acts, the signals, the marks, the keys."""

from __future__ import annotations

from dataclasses import dataclass

from retinue.model import EventType, Signal, Status
from retinue.web.words import SIGNAL_MARKS

__all__ = ["HelpView", "help_view"]

KEYS = (
    ("/", "go to the search box"),
    ("j  k", "next, previous row of a list"),
    ("Enter  o", "open the row"),
    ("n  p", "next, previous page of a list"),
    ("c", "copy the address of this page"),
    ("v", "open or close all parts of an event’s evidence"),
    ("l", "show or hide what was left out of a document’s page"),
    ("a  x", "accept, reject the event, or the row of the review queue"),
    ("e  m", "correct; bring together (in the queue: tick, then M)"),
    ("s  w", "part reports; a report was misread"),
    ("u", "undo what was just decided"),
    ("g e", "events"),
    ("g n", "names"),
    ("g r", "review"),
    ("?", "these keys"),
)
SIGNALS = {
    Signal.SUPPORT: "helps the firm or sector: a visit, money, leave, a lifted ban",
    Signal.CONTROL: "steers or disciplines it: a probe, a fine, an order",
    Signal.RESTRICT: "cuts it off: a listing, an export control",
    Signal.NEUTRAL: "none of these",
}
STATUSES = {
    Status.OCCURRED: "it happened",
    Status.ONGOING: "it is going on",
    Status.PLANNED: "it is announced for later",
    Status.ALLEGED: "somebody says so; the report does not vouch for it",
    Status.DENIED: "somebody concerned says it is not so",
    Status.CANCELLED: "it was planned and will not happen",
}


@dataclass(frozen=True, slots=True)
class HelpView:
    """Tables of the help page."""

    keys: tuple[tuple[str, str], ...]
    signals: tuple[tuple[str, str, str], ...]  # value, mark, meaning
    statuses: tuple[tuple[str, str], ...]
    types: tuple[str, ...]


def help_view() -> HelpView:
    """The same for every record."""
    return HelpView(
        KEYS,
        tuple((signal.value, SIGNAL_MARKS[signal.value], told) for signal, told in SIGNALS.items()),
        tuple((status.value, told) for status, told in STATUSES.items()),
        tuple(type_.value for type_ in EventType),
    )
