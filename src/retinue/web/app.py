"""The application: its parts put together, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware

from retinue import __version__
from retinue.settings import Settings
from retinue.web.api.openapi import describe
from retinue.web.api.routes import ROUTERS
from retinue.web.deciding import Joiner
from retinue.web.doors import Doors
from retinue.web.errors import add_error_pages
from retinue.web.gate import Gate
from retinue.web.headers import HeadAsGet, SafeHeaders
from retinue.web.look import Reader
from retinue.web.pages import STATIC
from retinue.web.routes import PAGES

__all__ = ["create_app"]

SMALL = 1000  # bytes; below, packing costs more than it saves


def create_app(settings: Settings, today: Callable[[], dt.date] = dt.date.today, *, others: bool = False) -> FastAPI:
    """The web application over the record that `settings` name.

    The record need not be there yet: until it is, every page says what is missing and how to make it. Without
    accounts it answers only to the names of this machine, and takes whoever asks for its user. With `others` it
    answers to any name, and lets nobody in without an account.
    """
    app = FastAPI(
        title="Retinue", version=__version__, lifespan=_life, docs_url=None, redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )  # fmt: skip
    app.state.reader = Reader(settings, today)
    app.state.doors = Doors(settings, others)
    app.state.joiner = Joiner(settings)
    for router in PAGES:
        app.include_router(router, include_in_schema=False)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", _Kept(directory=STATIC), name="static")
    describe(app)
    add_error_pages(app)
    app.add_middleware(Gate, doors=app.state.doors)
    app.add_middleware(HeadAsGet)
    app.add_middleware(GZipMiddleware, minimum_size=SMALL)
    app.add_middleware(SafeHeaders)
    return app


class _Kept(StaticFiles):
    """Files whose address changes with their content: browsers may keep them for good."""

    def file_response(self, *given: Any, **named: Any) -> Response:
        """The file, to be kept."""
        answer = super().file_response(*given, **named)
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.joiner.close()
    app.state.reader.close()
    app.state.doors.close()
