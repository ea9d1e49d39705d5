"""What an exporter needs to be given; a `Store` is one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from retinue.model import Happening, Record

__all__ = ["Contents", "keys_by_event"]


class Contents(Protocol):
    """The current documents and what happened, each in a stable order."""

    def records(self) -> Iterable[Record]:
        """Every current document."""

    def happenings(self) -> Iterable[Happening]:
        """Every fused event that people have not rejected."""

    def rejected(self) -> Collection[tuple[str, str]]:
        """The reports (doc, event id) to leave out of their documents."""


def keys_by_event(happenings: Iterable[Happening]) -> dict[tuple[str, str], str]:
    """(doc, event id) → key of the fused event that counts it among its reports."""
    return {(report.doc, report.event): one.key for one in happenings for report in one.reports}
