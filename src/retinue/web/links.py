"""The addresses of pages, in one place. They are stable: people keep them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

__all__ = [
    "address", "compare_url", "document_url", "entity_url", "event_url", "judgement_url", "local",
    "search_url",
]  # fmt: skip

Given = Mapping[str, str | Sequence[str] | None]


def event_url(key: str) -> str:
    """The page of one event."""
    return f"/events/{quote(key, safe='')}"


def compare_url(key: str) -> str:
    """The page that sets an event's reports side by side."""
    return f"{event_url(key)}/compare"


def document_url(doc: str, event: str | None = None) -> str:
    """The page of one document, at one of its events when that is named."""
    return f"/documents/{quote(doc, safe='')}" + (f"#{quote(event)}" if event else "")


def entity_url(known: str | None, name: str = "") -> str:
    """The page of one person, firm, body or outlet: by knowledge id where there is one, else by name."""
    return f"/entities/{quote(known or name, safe='')}"


def judgement_url(number: int) -> str:
    """The page of judgements, at one of them."""
    return f"/judgements#j{number}"


def local(path: str, otherwise: str = "/") -> str:
    """The path when it leads to a page of ours, else `otherwise`: nobody is sent elsewhere by an address."""
    ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if ours else otherwise


def address(path: str, given: Given) -> str:
    """A path with the parameters that hold something."""
    pairs = [
        (name, one)
        for name, value in given.items()
        for one in ((value,) if isinstance(value, str) else value or ())
        if one
    ]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def search_url(**given: str | Sequence[str] | None) -> str:
    """The search page with these filters."""
    return address("/search", given)
