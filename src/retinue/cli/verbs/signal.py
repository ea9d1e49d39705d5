"""`retinue signal`: support, control and restriction over time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from retinue.cli.options import Database, Since, Until, date_of, settings_for
from retinue.cli.series import read_series, write_series
from retinue.cli.views.signal import show_series
from retinue.series import By, Kind, Options, Side


def signal(
    name: Annotated[str, typer.Argument(help="A firm, sector, body, person, place, country or theme of policy.")],
    database: Database = None,
    by: Annotated[By, typer.Option("--by", "-b", help="What one point covers.")] = By.MONTH,
    since: Since = None,
    until: Until = None,
    kind: Annotated[
        Kind | None, typer.Option("--kind", "-k", help="What the name means, where it may mean several.")
    ] = None,
    side: Annotated[
        Side | None,
        typer.Option(
            "--side", help="Acts it sent or received. [default: received by firms and sectors, sent by others]"
        ),
    ] = None,
    units: Annotated[bool, typer.Option("--with-units", help="Take in the firms and bodies below it.")] = False,
    weights: Annotated[
        Path | None, typer.Option("--weights", metavar="YAML", help="Your own weights (docs/series.md).")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Write .svg, .png, .csv or .json instead."),
    ] = None,
) -> None:
    """Draw support, control and restriction over time.

    Each event weighs by what was done, how real it is, the rank of who did it and, for listings, the list; what is
    shown is the weight to be expected from the record's confidences, with a 90 % interval. Undated events are counted
    apart. docs/series.md tells the rules; every point names its events in csv and json.

    \b
    retinue signal Huawei
    retinue signal semiconductors --by quarter --since 2022-01-01
    retinue signal Hikvision --by week -o hikvision.svg
    retinue signal "Ministry of Commerce of China" -o mofcom.csv
    retinue signal theme:data-security
    """
    options = Options(by, date_of(since), date_of(until), side or Side.EITHER)
    found = read_series(name, settings_for(database), options, (kind, side, units), weights)
    if out is None:
        show_series(found)
    else:
        typer.echo(write_series(found, out))
