"""All routers of the API."""

from __future__ import annotations

from retinue.web.api import events, feeds, judgements, papers, people, record, searches

__all__ = ["ROUTERS"]

ROUTERS = (
    events.router, papers.router, people.router, record.router, searches.router, feeds.router, judgements.router,
)  # fmt: skip
