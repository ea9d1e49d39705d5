"""Previous and next page of a list, as addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retinue.web.links import Given, address

__all__ = ["Pager", "pager"]


@dataclass(frozen=True, slots=True)
class Pager:
    """Where the neighbouring pages are; None at either end."""

    page: int
    previous: str | None
    next: str | None


def pager(path: str, given: Given, page: int, *, more: bool) -> Pager:
    """The neighbours of `page` of the list at `path` with the parameters `given`."""

    def to(number: int) -> str:
        also: dict[str, str | Sequence[str] | None] = {**given, "page": str(number) if number > 1 else None}
        return address(path, also)

    return Pager(page, to(page - 1) if page > 1 else None, to(page + 1) if more else None)
