"""The pages' addresses; each handler asks one view and shows it."""

from __future__ import annotations

from retinue.web.routes import about, accounts, charts, documents, entities, events, review, search, searches

__all__ = ["PAGES"]

PAGES = (
    search.router,
    searches.router,
    events.router,
    documents.router,
    entities.router,
    charts.router,
    review.router,
    accounts.router,
    about.router,
)
