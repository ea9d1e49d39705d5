"""`retinue discrepancies`: where reports of one event contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer

from retinue.cli.asking import AsJson
from retinue.cli.options import Database, Limit, settings_for
from retinue.cli.views.discrepancies import say_discrepancies, show_discrepancies
from retinue.fuse.settled import settled
from retinue.model import Discrepancy, Happening
from retinue.store import Store


class Contradicted(StrEnum):
    """Fields that reports may contradict each other on."""

    START = "start"
    END = "end"
    ACTOR = "actor"
    RECIPIENT = "recipient"
    PLACE = "place"
    TYPE = "type"
    NUMBER = "number"
    TITLE = "title"


def discrepancies(
    field: Annotated[
        Contradicted | None, typer.Option("--field", help="Only contradictions on this field.", show_default=False)
    ] = None,
    min_origins: Annotated[
        int, typer.Option("--min-origins", min=1, metavar="N", help="Only where N independent origins or more speak.")
    ] = 1,
    still_open: Annotated[bool, typer.Option("--open", help="Only those that no person has settled.")] = False,
    database: Database = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """List where reports of one event contradict each other, the gravest first.

    Each with who says what and in which words, who copied whom, and which is likelier and why. Less exact is not
    contradictory: a month and a day in it, a city and its province, a figure with fewer digits. What a person
    settled, by correcting the field or accepting the event, comes last and says by whom.

    \b
    retinue discrepancies
    retinue discrepancies --field number --min-origins 2
    retinue discrepancies --open
    """
    with Store.open(settings_for(database).database, readonly=True) as store:
        found = [
            (happening, clash)
            for happening in store.happenings()
            for clash in _of(happening, field)
            if clash.origins >= min_origins and not (still_open and clash.field in settled(happening))
        ]
        found.sort(key=lambda row: (row[1].field in settled(row[0]), -row[1].gravity, row[0].key, row[1].field))
        docs = dict.fromkeys(doc for _, clash in found[:limit] for doc in clash.values)
        records = {doc: store.record(doc) for doc in docs}
    (say_discrepancies if as_json else show_discrepancies)(found[:limit], records, len(found))


def _of(happening: Happening, field: str | None) -> Iterator[Discrepancy]:
    """Those on the field, or all; of an act of one day the end only repeats the start."""
    starts = [clash.values for clash in happening.discrepancies if clash.field == "start"]
    for clash in happening.discrepancies:
        if clash.field == field or (field is None and not (clash.field == "end" and clash.values in starts)):
            yield clash
