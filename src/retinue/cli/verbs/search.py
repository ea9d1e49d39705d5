"""`retinue search`: documents by their words."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.ask.themes import find_theme, on_theme
from retinue.cli.options import Database, Limit, ListForm, Lists, most, settings_for
from retinue.cli.views.lists import show_hits
from retinue.errors import UsageError
from retinue.knowledge import load
from retinue.store import Page, Store


def search(
    words: Annotated[
        str, typer.Argument(help='Words and "quoted phrases"; all must occur. May be left out with --theme.')
    ] = "",
    theme: Annotated[
        str | None,
        typer.Option(
            "--theme", metavar="THEME", help="A theme of policy, any of whose words must occur.", show_default=False
        ),
    ] = None,
    database: Database = None,
    limit: Limit = None,
    form: Lists = ListForm.TABLE,
) -> None:
    """Search the documents' titles and texts.

    The best match comes first; the words found stand in [brackets]. A theme of policy (docs/knowledge.md) is given by
    its id or name; documents with most of its words come first.

    \b
    retinue search huawei
    retinue search '"entity list" semiconductor'
    retinue search --theme critical-minerals
    """
    settings = settings_for(database)
    if not words.strip() and theme is None:
        raise UsageError("give words to search for, or --theme")
    wanted = find_theme(load(settings.layers), theme) if theme else None
    with Store.open(settings.database, readonly=True) as store:
        count = most(limit, form)
        show_hits(on_theme(store, wanted, words, count) if wanted else store.search(words, Page(count)), form)
