"""`retinue person`: all on one person."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.naming import show_name
from retinue.cli.options import Database, Form, One, settings_for


def person(
    name: Annotated[str, typer.Argument(help="A person's name, alias or knowledge id.")],
    database: Database = None,
    form: One = Form.TEXT,
) -> None:
    """Show all on one person: offices, events, statements.

    \b
    retinue person "Li Qiang"
    retinue person "Gina Raimondo" --format json
    """
    show_name(name, settings_for(database), form, person=True)
