"""`retinue firm`: all on one firm or public body."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.naming import show_name
from retinue.cli.options import Database, Form, One, settings_for


def firm(
    name: Annotated[str, typer.Argument(help="A firm's or body's name, alias or knowledge id.")],
    database: Database = None,
    form: One = Form.TEXT,
) -> None:
    """Show all on one firm or public body: lists, events, statements.

    "on list" comes from the knowledge, with its source; "said to be on" is what an article states.

    \b
    retinue firm Hikvision
    retinue firm SMIC --format json
    """
    show_name(name, settings_for(database), form, person=False)
