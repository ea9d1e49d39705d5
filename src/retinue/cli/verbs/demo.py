"""`retinue demo`: the bundled sample."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from retinue.cli.demo import play
from retinue.cli.options import settings_for


def demo(
    folder: Annotated[Path, typer.Option(metavar="DIR", help="Where to put the database and the exports.")] = Path(
        "demo"
    ),
) -> None:
    """Read the bundled sample and show what was found.

    Writes DIR/retinue.db and DIR/export; the articles are part of the package.

    \b
    retinue demo
    """
    play(folder, settings_for(str(folder / "retinue.db")))
