"""One event with what each report says of it."""

from __future__ import annotations

from dataclasses import dataclass

from retinue.web.errors import MissingError
from retinue.web.look import Look
from retinue.web.views.rows import EventRow, event_row

__all__ = ["EventView", "event_view"]


@dataclass(frozen=True, slots=True)
class EventView:
    """What the page of an event shows."""

    event: EventRow


def event_view(look: Look, key: str) -> EventView:
    """One event by its key. Raises MissingError."""
    happening = look.store.happening(key)
    if happening is None:
        raise MissingError(f"No event has the key {key}.")
    return EventView(event_row(happening))
