"""`retinue demo`: the bundled sample."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from retinue.cli.demo import Serving, play
from retinue.cli.options import settings_for
from retinue.cli.serving import PORT


def demo(
    folder: Annotated[Path, typer.Option(metavar="DIR", help="Where to put the database and the exports.")] = Path(
        "demo"
    ),
    serve: Annotated[
        bool | None,
        typer.Option(
            "--serve/--no-serve",
            help="End with the record open in a browser's reach. [default: on a terminal, and not in CI]",
            show_default=False,
        ),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="Port; 0 takes any free one.")] = PORT,
) -> None:
    """Read the bundled sample and show what was found.

    Writes DIR/retinue.db and DIR/export; the articles are part of the package. On a terminal it goes on to serve the
    record as `retinue serve` does, until Ctrl-C; elsewhere it says how to.

    \b
    retinue demo
    retinue demo --no-serve
    """
    play(folder, settings_for(str(folder / "retinue.db")), Serving.of(serve, port))
