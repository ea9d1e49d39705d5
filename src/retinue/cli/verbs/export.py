"""`retinue export`: the record as files."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from retinue.cli.filters import Actor, Firm, IsDecided, Listed, OfSignal, OfStatus, OfType, OnList, Place, Rejected
from retinue.cli.options import Database, Since, Until, date_of, settings_for
from retinue.export import Choice, write
from retinue.knowledge import load
from retinue.store import EventFilter, Store


class ExportForm(StrEnum):
    """Which files are written; the names of EXPORTERS (tested)."""

    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    FTM = "ftm"
    POLECAT = "polecat"
    GEOJSON = "geojson"
    GRAPHML = "graphml"


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write into; made if need be.")],
    database: Database = None,
    form: Annotated[ExportForm, typer.Option("--format", "-f", help="Which files to write.")] = ExportForm.JSONL,
    type_: OfType = None,
    actor: Actor = None,
    firm: Firm = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
    status: OfStatus = None,
    signal: OfSignal = None,
    listed: Listed = None,
    list_: OnList = None,
    decided: IsDecided = None,
    rejected: Rejected = False,
    bom: Annotated[
        bool, typer.Option("--bom/--no-bom", help="Begin CSV with a byte order mark, as spreadsheets want it.")
    ] = True,
) -> None:
    """Write the record as files.

    jsonl is the documented contract; csv and xlsx are tables for a spreadsheet, parquet is for data frames, ftm for
    FollowTheMoney, polecat for event data, geojson for maps, graphml for networks. docs/export.md explains every
    column. Files of the same name are replaced, all or none.

    Filters choose events, as in `retinue events`; the documents written are then those which tell one of them. What
    people rejected (docs/judgements.md) is left out unless you ask for it.

    \b
    retinue export out
    retinue export out --format xlsx --firm Hikvision --from 2023-01-01
    retinue export out --format ftm --list "Entity List"
    """
    settings = settings_for(database)
    asked = (type_, actor, firm, place, date_of(since), date_of(until), status, signal, list_ or listed)
    wanted = EventFilter(*asked, decided=decided, rejected=rejected)
    choice = Choice(wanted, partial(load, settings.layers), bom)
    with Store.open(settings.database, readonly=True) as store:
        for path in write(store, form.value, folder, choice):
            typer.echo(path)
        if not store.count_happenings(wanted):
            typer.echo("retinue: no event fits; the files hold none", err=True)
        if store.needs_fusing():
            again = "documents or judgements came since events were last joined: let `retinue run` reach its end"
            typer.echo(f"retinue: {again}", err=True)
