"""From what one article says to plain data: who is meant, which office they held that day, where it was."""

from retinue.resolve.record import resolve

__all__ = ["resolve"]
