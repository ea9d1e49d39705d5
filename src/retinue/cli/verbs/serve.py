"""`retinue serve`: the record in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.options import Database, settings_for
from retinue.cli.serving import HOST, PORT, serve_until_stopped


def serve(
    database: Database = None,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address to listen on; others than this machine's need an account.")
    ] = HOST,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="Port; 0 takes any free one.")] = PORT,
    browser: Annotated[bool, typer.Option("--open", help="Open a browser on it.")] = False,
) -> None:
    """Open the record in a browser: search, see, check, correct.

    Prints the address and serves until Ctrl-C. Nothing is loaded from elsewhere. Only this machine can reach it, and
    whoever sits at it decides under their login name; as soon as there are accounts (`retinue users`), everybody logs
    in, and --host may let others in. A run may go on meanwhile; pages show what it has stored so far.

    \b
    retinue serve
    retinue serve --db demo/retinue.db --port 0 --open
    """
    serve_until_stopped(settings_for(database), port, host, browser=browser)
