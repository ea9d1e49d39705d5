"""`retinue search`: documents by their words."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.options import Database, Limit, ListForm, Lists, most, settings_for
from retinue.cli.views.lists import show_hits
from retinue.store import Page, Store


def search(
    words: Annotated[str, typer.Argument(help='Words and "quoted phrases"; all must occur.')],
    database: Database = None,
    limit: Limit = None,
    form: Lists = ListForm.TABLE,
) -> None:
    """Search the documents' titles and texts.

    The best match comes first; the words found stand in [brackets].

    \b
    retinue search huawei
    retinue search '"entity list" semiconductor'
    """
    with Store.open(settings_for(database).database, readonly=True) as store:
        show_hits(store.search(words, Page(most(limit, form))), form)
