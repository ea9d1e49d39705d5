"""`retinue problems`: what could not be read."""

from __future__ import annotations

from retinue.cli.options import Database, Limit, ListForm, Lists, most, settings_for
from retinue.cli.views.lists import show_problems
from retinue.store import Page, Store


def problems(database: Database = None, limit: Limit = None, form: Lists = ListForm.TABLE) -> None:
    """List documents that could not be read, and why.

    A problem goes when a later run reads the document, or no longer meets it.

    \b
    retinue problems
    retinue problems --format csv > problems.csv
    """
    with Store.open(settings_for(database).database, readonly=True) as store:
        show_problems(store.problems(Page(most(limit, form))), form)
