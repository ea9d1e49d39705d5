"""`retinue status`: how much there is."""

from __future__ import annotations

from retinue.cli.options import Database, Form, One, settings_for
from retinue.cli.views.state import say_status, show_status
from retinue.store import Store


def status(database: Database = None, form: One = Form.TEXT) -> None:
    """Show how much the record holds and how the last run ended.

    documents are current ones, versions all that were ever read; events are tellings per document, happenings what
    they tell once reports of one event are joined; links are judgements on pairs of reports.

    \b
    retinue status
    retinue status --format json
    """
    settings = settings_for(database)
    with Store.open(settings.database, readonly=True) as store:
        told = (settings.database, store.counts(), store.last_run(), store.needs_fusing())
    (say_status if form is Form.JSON else show_status)(*told)
