"""Who takes part, who holds which office, who stood on which list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from retinue.knowledge import Knowledge
from retinue.knowledge.fold import fold
from retinue.web.api.answers import API, PROBLEMS, answered
from retinue.web.api.paging import sliced
from retinue.web.api.shapes import EntityBrief, EntityPage, ListingBrief, ListingPage, OfficePage
from retinue.web.links import entity_url
from retinue.web.look import Looking
from retinue.web.views.entity import EntityView, entity_view
from retinue.web.views.offices import OfficeView, office_view, offices_view

router = APIRouter(prefix=API, responses=PROBLEMS, tags=["people, firms, bodies"])
Words = Annotated[str, Query(max_length=500)]
Cursor = Annotated[str, Query(max_length=2000, description="`next` or `previous` of an answer of the same list.")]
Limit = Annotated[int, Query(ge=0, le=200, description="Rows of a page.")]
Day = Annotated[dt.date | None, Query(description="The day; today unless told.")]


class Kind(StrEnum):
    """Kinds of those who take part in events."""

    ANY = "party"
    PERSON = "person"
    FIRM = "firm"
    BODY = "body"


@router.get("/entities", responses={200: {"model": EntityPage}})
def entities(
    request: Request, look: Looking, q: Words = "", kind: Kind = Kind.ANY, cursor: Cursor = "", limit: Limit = 25
) -> Response:
    """Those who take part in events, in most events first; `q` is part of a name or an id."""
    part = sliced(request, ("q", "kind"))
    values = look.finder.values(kind.value, q, None)
    page = values[part.start : part.start + part.limit]
    following, previous = part.addresses(more=len(values) > part.start + part.limit)
    items = tuple(
        EntityBrief(id=one.value, name=one.label, url=_dossier(one.value, one.label), events=one.count)
        for one in page
    )
    return answered(request, EntityPage(total=len(values), next=following, previous=previous, items=items))


def _dossier(value: str, name: str) -> str:
    return entity_url(None if value.startswith('"') else value, name)


@router.get("/entities/{name:path}", responses={200: {"model": EntityView}})
def entity(request: Request, look: Looking, name: str) -> Response:
    """The dossier of one person, firm, body or outlet, by knowledge id or name."""
    return answered(request, entity_view(look, name.strip('"')))


@router.get("/offices", responses={200: {"model": OfficePage}})
def offices(
    request: Request, look: Looking, q: Words = "", country: Annotated[str, Query(max_length=2)] = "",
    on: Day = None, cursor: Cursor = "", limit: Limit = 25,
) -> Response:  # fmt: skip
    """Offices, by country and rank, with those who hold them on a day; `q` is part of a title."""
    part = sliced(request, ("q", "country", "on"))
    shown = offices_view(look, on or look.today, country, q)
    page = shown.rows[part.start : part.start + part.limit]
    following, previous = part.addresses(more=len(shown.rows) > part.start + part.limit)
    found = OfficePage(total=len(shown.rows), day=shown.day, next=following, previous=previous, items=page)
    return answered(request, found)


@router.get("/offices/{office}", responses={200: {"model": OfficeView}})
def office(request: Request, look: Looking, office: str) -> Response:
    """Everybody known to have held one office, the latest first."""
    return answered(request, office_view(look, office))


@router.get("/listings", responses={200: {"model": ListingPage}})
def listings(
    request: Request, look: Looking, q: Words = "", list_: Annotated[str, Query(alias="list", max_length=500)] = "",
    on: Day = None, cursor: Cursor = "", limit: Limit = 25,
) -> Response:  # fmt: skip
    """Times on restriction lists by the knowledge, then as documents state them.

    `q` is a knowledge id or part of a name, `list` part of a list's name; `on` keeps those of the knowledge on a day.
    """
    part = sliced(request, ("q", "list", "on"))
    told = chain(_known(look.knowledge, on), () if on else _stated(look))
    rows = [one for one in told if _fits(one, fold(q), fold(list_))]
    page = rows[part.start : part.start + part.limit]
    following, previous = part.addresses(more=len(rows) > part.start + part.limit)
    items = tuple(
        ListingBrief(entity=who, name=name, list=where, since=since, until=until, source=source, stated=stated)
        for who, name, where, since, until, source, stated in page
    )
    return answered(request, ListingPage(total=len(rows), next=following, previous=previous, items=items))


# In the order of ListingBrief: entity, name, list, since, until, source, stated.
Row = tuple[str, str, str, str | None, dt.date | None, str, bool]


def _fits(row: Row, sought: str, list_: str) -> bool:
    entity, name, called = row[:3]
    return (not sought or sought in fold(name) or sought == fold(entity)) and list_ in fold(called)


def _known(knowledge: Knowledge, day: dt.date | None) -> Iterator[Row]:
    for id_, found in sorted(knowledge.listings_by_entity.items()):
        called = knowledge.organisations.get(id_) or knowledge.people.get(id_)
        for one in found:
            if day is None or one.covers(day):
                list_ = knowledge.lists.get(one.list)
                yield (
                    id_, called.name if called else id_, list_.name if list_ else one.list,
                    str(one.since) if one.since else None, one.until, one.citation or one.source.source, False,
                )  # fmt: skip


def _stated(look: Looking) -> Iterator[Row]:
    for name, known, list_, since, doc in look.finder.stated():
        yield known or name, name, list_, since, None, doc, True
