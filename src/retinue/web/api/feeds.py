"""Any search as a feed to watch (Atom, JSON Feed), and its planned events as a calendar."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from lxml import etree

from retinue.model import Happening
from retinue.store.find import Wanted
from retinue.store.query import Query, Sort
from retinue.web.api.answers import API, PROBLEMS, compact, tagged
from retinue.web.api.calendar import calendar_of
from retinue.web.api.entries import NAMESPACE, NEVER, Moments, summary
from retinue.web.api.events import Questioned
from retinue.web.api.parameters import described
from retinue.web.links import event_url
from retinue.web.look import Look, Looking
from retinue.web.words import headline

router = APIRouter(prefix=API, responses=PROBLEMS, tags=["feeds"])
ENTRIES = 50  # of a feed: those that changed last
NAMES: dict[Any, str] = {None: "http://www.w3.org/2005/Atom"}
MOST_EVENTS = 500  # of a calendar: the latest
ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Feed:
    """A search as feeds tell it: its addresses, and events with the moments they came and last changed."""

    title: str
    id: str
    page: str
    here: str
    events: Sequence[Happening]
    moments: Moments

    @property
    def updated(self) -> dt.datetime:
        """When the last of its entries changed."""
        return max((changed for _, changed in self.moments.values()), default=NEVER)


def feed_of(request: Request, look: Look, query: Query) -> Feed:
    """The events of a search that changed last."""
    found = look.finder.events(query.changed("sort", Sort.CHANGED), Wanted(ENTRIES))
    asked = urlencode(query.without("sort").pairs())
    base, question = str(request.base_url).rstrip("/"), f"?{asked}" if asked else ""
    title = "Retinue" + (f": {', '.join(value for _, value, _ in query.chips())}" if asked else "")
    return Feed(
        title, _urn(f"search {asked}"), f"{base}/search{question}", f"{base}{request.url.path}{question}",
        look.happenings(found.keys), look.finder.moments(found.keys),
    )  # fmt: skip


def _urn(name: str) -> str:
    return uuid.uuid5(NAMESPACE, name).urn


def _base(feed: Feed) -> str:
    return feed.page.partition("/search")[0]


# -------------------------------------------------------------------------------------------- Atom
def _xml(kind: str) -> dict[str, Any]:
    return {"description": "The feed.", "content": {kind: {"schema": {"type": "string"}}}}


@router.get("/feed.atom", responses={200: _xml("application/atom+xml")}, openapi_extra=described(Query))
def atom(request: Request, look: Looking, query: Questioned) -> Response:
    """The events of a search that changed last, as Atom (RFC 4287): ids stay, `updated` is the last change."""
    return tagged(request, atom_of(feed_of(request, look, query)), "application/atom+xml")


def atom_of(feed: Feed) -> bytes:
    """The feed as Atom."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=NAMES)
    _add(root, ("id", feed.id), ("title", feed.title), ("updated", feed.updated.isoformat()))
    _link(root, feed.page, "alternate", "text/html")
    _link(root, feed.here, "self", "application/atom+xml")
    _add(etree.SubElement(root, f"{{{ATOM}}}author"), ("name", "Retinue"))
    for one in feed.events:
        came, changed = feed.moments.get(one.key, (NEVER, NEVER))
        entry = etree.SubElement(root, f"{{{ATOM}}}entry")
        _add(entry, ("id", _urn(one.key)), ("title", headline(one)), ("published", came.isoformat()))
        _add(entry, ("updated", changed.isoformat()), ("summary", summary(one)))
        _link(entry, _base(feed) + event_url(one.key), "alternate", "text/html")
        etree.SubElement(entry, f"{{{ATOM}}}category", term=one.type.value)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def _add(parent: Any, *texts: tuple[str, str]) -> None:
    for name, text in texts:
        etree.SubElement(parent, f"{{{ATOM}}}{name}").text = _allowed(text)


def _link(parent: Any, href: str, rel: str, kind: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", href=_allowed(href), rel=rel, type=kind)


def _allowed(text: str) -> str:
    """Without the characters that XML can't hold."""
    return "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


# --------------------------------------------------------------------------------------- JSON Feed
@router.get(
    "/feed.json",
    responses={
        200: {"description": "The feed.", "content": {"application/feed+json": {"schema": {"type": "object"}}}}
    },
    openapi_extra=described(Query),
)
def json_feed(request: Request, look: Looking, query: Questioned) -> Response:
    """The same as JSON Feed 1.1."""
    return tagged(request, compact(json_of(feed_of(request, look, query))), "application/feed+json")


def json_of(feed: Feed) -> dict[str, Any]:
    """The feed as JSON Feed 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1", "title": feed.title, "home_page_url": feed.page,
        "feed_url": feed.here, "items": list(_items(feed)),
    }  # fmt: skip


def _items(feed: Feed) -> Iterator[dict[str, Any]]:
    for one in feed.events:
        came, changed = feed.moments.get(one.key, (NEVER, NEVER))
        yield {
            "id": _urn(one.key), "url": _base(feed) + event_url(one.key), "title": headline(one),
            "content_text": summary(one), "date_published": came.isoformat(), "date_modified": changed.isoformat(),
            "tags": [one.type.value, one.status.value, one.signal.value],
        }  # fmt: skip


# ---------------------------------------------------------------------------------------- calendar
@router.get("/events.ics", responses={200: _xml("text/calendar")}, openapi_extra=described(Query))
def calendar(request: Request, look: Looking, query: Questioned) -> Response:
    """Events as whole days of a calendar (RFC 5545): the planned ones, unless the search names how real.

    Events without an exact day are left out; the calendar's description tells how many.
    """
    asked = query if query.status else query.changed("status", ("planned",))
    found = look.finder.events(asked.changed("sort", Sort.LATEST), Wanted(MOST_EVENTS))
    events, moments = look.happenings(found.keys), look.finder.moments(found.keys)
    made = calendar_of(events, moments, str(request.base_url).rstrip("/"), left=found.total - len(events))
    return tagged(request, made, "text/calendar")
