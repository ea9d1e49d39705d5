"""`retinue doctor`: is everything here?"""

from __future__ import annotations

import typer

from retinue.cli.doctor import examine
from retinue.cli.exits import Exit
from retinue.cli.options import Database, Form, One, settings_for
from retinue.cli.views.checks import say_checks, show_checks


def doctor(database: Database = None, form: One = Form.TEXT) -> None:
    """Check that everything Retinue needs is here.

    Looks at Python, knowledge, language model, reading of pages and database; a failed check tells the way out, and
    the exit code is 2.

    \b
    retinue doctor
    """
    checks = examine(settings_for(database))
    sound = say_checks(checks) if form is Form.JSON else show_checks(checks)
    raise typer.Exit(Exit.OK if sound else Exit.USAGE)
