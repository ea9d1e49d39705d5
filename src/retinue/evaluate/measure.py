"""What is counted, and where record and gold differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

__all__ = ["Difference", "Kind", "Measure", "Part", "Row", "Scores"]

Row = Mapping[str, Any]


class Kind(StrEnum):
    """How record and gold differ."""

    MISSED = "missed"
    SPURIOUS = "spurious"
    WRONG = "wrong"


class Part(StrEnum):
    """What of a document the difference is about."""

    EVENT = "event"
    STATEMENT = "statement"
    LISTED = "listed"
    ORIGIN = "origin"
    PUBLISHED = "published"
    PUBLISHER = "publisher"


@dataclass(slots=True)
class Measure:
    """Right answers, answers given, answers wanted."""

    right: float = 0.0
    given: float = 0.0
    wanted: float = 0.0

    def add(self, right: float, given: float, wanted: float) -> None:
        """Count one more comparison."""
        self.right, self.given, self.wanted = self.right + right, self.given + given, self.wanted + wanted

    @property
    def value(self) -> float:
        """F1; for shares (one answer a question) that is the share of right ones; 1 where there was nothing."""
        total = self.given + self.wanted
        return 2 * self.right / total if total else 1.0

    @property
    def precision(self) -> float:
        """Right among given; 1 when nothing was given and nothing wanted."""
        return self.right / self.given if self.given else float(not self.wanted)

    @property
    def recall(self) -> float:
        """Right among wanted; 1 when nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0


@dataclass(frozen=True, slots=True)
class Difference:
    """Something missed, spurious, or with wrong slots; `read` and `expected` are rows of the contract or None."""

    doc: str
    part: Part
    kind: Kind
    slots: tuple[str, ...] = ()
    read: Row | None = None
    expected: Row | None = None

    @property
    def type(self) -> str:
        """The event type that was expected, else the one that was read; "" for all but events."""
        return str((self.expected or self.read or {}).get("type", "")) if self.part is Part.EVENT else ""


@dataclass(slots=True)
class Scores:
    """Measures by name, and everything on which record and gold differ."""

    measures: dict[str, Measure] = field(default_factory=lambda: defaultdict(Measure))
    differences: list[Difference] = field(default_factory=list)

    def ask(self, name: str, right: bool) -> None:
        """Count a question with one answer."""
        self.measures[name].add(float(right), 1, 1)

    def differ(self, doc: str, part: Part, read: Row | None, expected: Row | None, *slots: str) -> None:
        """Note a difference; its kind follows from which side is there."""
        kind = Kind.MISSED if read is None else Kind.SPURIOUS if expected is None else Kind.WRONG
        self.differences.append(Difference(doc, part, kind, slots, read, expected))
