"""`retinue problems`: what could not be read."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.options import Database, Limit, ListForm, Lists, most, settings_for
from retinue.cli.views.lists import show_passed_over, show_problems
from retinue.store import Page, Store


def problems(
    database: Database = None,
    limit: Limit = None,
    form: Lists = ListForm.TABLE,
    passed: Annotated[
        bool, typer.Option("--passed-over", help="Those on other matters that were left unread.")
    ] = False,
) -> None:
    """List documents that could not be read, and why.

    A problem goes when a later run reads the document, or no longer meets it. With --passed-over those that
    a run with `--gate skip` left unread because of their words, the nearest to our subject first.

    \b
    retinue problems
    retinue problems --format csv > problems.csv
    """
    with Store.open(settings_for(database).database, readonly=True) as store:
        page = Page(most(limit, form))
        if passed:
            show_passed_over(store.passed_over(page), form)
        else:
            show_problems(store.problems(page), form)
