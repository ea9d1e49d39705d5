"""Columns of the flat tables: docs/export.md is written from them, and the workbook carries them as a sheet."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Column", "names"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, type (text, list, day, whole number, number 0 to 1, …), what it means, whence it comes."""

    name: str
    type: str
    meaning: str
    source: str


def names(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """The columns' names, in order."""
    return tuple(column.name for column in columns)
