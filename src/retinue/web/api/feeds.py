"""Any search as a feed to watch (Atom, JSON Feed), and its planned events as a calendar."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from icalendar import Calendar, Event
from lxml import etree

from retinue.model import Happening, Precision
from retinue.store.find import Wanted
from retinue.store.query import Query, Sort
from retinue.web.api.answers import API, PROBLEMS, compact, tagged
from retinue.web.api.events import Questioned
from retinue.web.api.parameters import described
from retinue.web.links import event_url
from retinue.web.look import Look, Looking
from retinue.web.words import headline, label, when

router = APIRouter(prefix=API, responses=PROBLEMS, tags=["feeds"])
ENTRIES = 50  # of a feed: those that changed last
NAMES: dict[Any, str] = {None: "http://www.w3.org/2005/Atom"}
MOST_EVENTS = 2_000  # of a calendar
ATOM = "http://www.w3.org/2005/Atom"
NAMESPACE = uuid.UUID("6c5f0bd5-3a0e-5b1c-9f0e-2f4b7f2a9f11")  # of the ids of events; never to be changed
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
Moments = Mapping[str, tuple[dt.datetime, dt.datetime]]


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


def _summary(one: Happening) -> str:
    """The event in a line: how real, when, where, by how many."""
    parts = [label(one.status.value), when(one.start, one.end, one.precision), ", ".join(one.places)]
    parts.append(f"{len(one.reports)} reports, {one.independent_origins} independent origins")
    parts += [f"{found.entity} stood on {found.list}" for found in one.restrictions]
    return " · ".join(part for part in parts if part)


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
        _add(entry, ("updated", changed.isoformat()), ("summary", _summary(one)))
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
            "content_text": _summary(one), "date_published": came.isoformat(), "date_modified": changed.isoformat(),
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
    made = calendar_of(
        look.happenings(found.keys), look.finder.moments(found.keys), str(request.base_url).rstrip("/"), found.total
    )
    return tagged(request, made, "text/calendar")


def calendar_of(events: Iterable[Happening], moments: Moments, base: str, total: int) -> bytes:
    """The events as a calendar."""
    made, exact, vague = Calendar(), [], 0
    for one in events:
        if one.start is None or one.precision is not Precision.DAY:
            vague += 1
        else:
            exact.append(one)
    made.add("prodid", "-//Retinue//events//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Retinue")
    left = [f"{vague} events without an exact day are left out."] if vague else []
    left += [f"Only the latest {MOST_EVENTS} of {total} were looked at."] if total > MOST_EVENTS else []
    made.add("x-wr-caldesc", " ".join(left) or "All events of the search.")
    for one in exact:
        made.add_component(_day(one, moments.get(one.key, (NEVER, NEVER))[1], base))
    return bytes(made.to_ical())


def _day(one: Happening, changed: dt.datetime, base: str) -> Event:
    start = one.start or dt.date.min
    day = Event()
    day.add("uid", f"{uuid.uuid5(NAMESPACE, one.key)}@retinue")
    day.add("dtstamp", changed)
    day.add("last-modified", changed)
    day.add("dtstart", start)
    last = max(start, one.end or start)
    if last < dt.date.max:
        day.add("dtend", last + dt.timedelta(days=1))  # RFC 5545: the day after the last
    day.add("summary", headline(one))
    day.add("description", _summary(one))
    day.add("url", base + event_url(one.key))
    day.add("status", {"planned": "TENTATIVE", "cancelled": "CANCELLED"}.get(one.status.value, "CONFIRMED"))
    if one.places:
        day.add("location", ", ".join(one.places))
    return day
