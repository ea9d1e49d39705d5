"""Addresses of neighbouring pages, and small limits that several endpoints share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request

from retinue.errors import UsageError
from retinue.store.find import Found, Wanted
from retinue.web.api.parameters import LIMITS

__all__ = ["OURS", "Slice", "addresses", "given", "sliced", "wanted_of"]

OURS = ("cursor", "limit", "facet")  # parameters of the page, not of the question
FURTHEST = 10_000_000


def given(request: Request) -> list[tuple[str, str]]:
    """The parameters as they came."""
    return list(request.query_params.multi_items())


def wanted_of(request: Request, facets: Sequence[str]) -> Wanted:
    """Which page of an answer is asked for. Raises UsageError."""
    names = tuple(dict.fromkeys(request.query_params.getlist("facet")))
    if wrong := [name for name in names if name not in facets]:
        raise UsageError(f"there is no facet {wrong[0][:80]!r}; there are {', '.join(facets)}")
    return Wanted(limit_of(request), request.query_params.get("cursor") or None, names)


def limit_of(request: Request) -> int:
    """How many rows a page has. Raises UsageError."""
    usual, most = LIMITS
    told = request.query_params.get("limit") or str(usual)
    if not (told.isascii() and told.isdigit() and int(told[:9]) <= most and len(told) < 9):
        raise UsageError(f"limit can't be {told[:80]!r}; it is a whole number up to {most}")
    return int(told)


def addresses(request: Request, found: Found) -> tuple[str | None, str | None]:
    """(next, previous) page of an answer."""
    previous = None if found.previous is None else _address(request, found.previous)
    return _address(request, found.next) if found.next else None, previous


def _address(request: Request, cursor: str) -> str:
    pairs = [(name, value) for name, value in given(request) if name != "cursor"]
    pairs += [("cursor", cursor)] if cursor else []
    return f"{request.url.path}?{urlencode(pairs)}" if pairs else request.url.path


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows `start` to `start` + `limit` of a list that is kept whole, or read by number."""

    request: Request
    start: int
    limit: int

    def addresses(self, *, more: bool) -> tuple[str | None, str | None]:
        """(next, previous) page."""
        before = max(0, self.start - self.limit)
        previous = _address(self.request, f"n{before}" if before else "") if self.start else None
        return _address(self.request, f"n{self.start + self.limit}") if more and self.limit else None, previous


def sliced(request: Request, known: Iterable[str]) -> Slice:
    """The page of a list, the cursor being a number; `known` are its other parameters. Raises UsageError."""
    for name, value in given(request):
        if name not in known and name not in OURS:
            raise UsageError(
                f"there is no parameter {name[:80]!r}; known are {', '.join((*known, 'cursor', 'limit'))}"
            )
        if len(value) > 2000:
            raise UsageError(f"{name} is longer than 2000 characters; shorten it")
    cursor = request.query_params.get("cursor") or "n0"
    digits = cursor[1:]
    if not (cursor[0] == "n" and digits.isascii() and digits.isdigit() and len(digits) < 9):
        raise UsageError("the cursor is not one this list gave; ask for the first page again, without it")
    return Slice(request, min(int(digits), FURTHEST), limit_of(request))
