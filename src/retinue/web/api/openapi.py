"""The API's description of itself: what FastAPI makes, with our problems in place of its own."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from retinue.web.api.answers import API, Problem

__all__ = ["describe"]

ABOUT = """
What Retinue's pages show, as JSON. Judgements and kept searches can be added; nothing else is written.

* Filters are those of the search page, by the same names: several values of one widen it, several filters narrow.
* Lists come in pages: follow `next` until it is null. The place of a page stays right while a run writes.
* Each answer has an `ETag`; sent back in `If-None-Match` it saves the body when nothing changed.
* What goes wrong is said as `application/problem+json`: `detail` tells what happened and the way out.
"""


def describe(app: FastAPI) -> None:
    """Let the application describe its API so."""

    def made() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _made(app)
        return app.openapi_schema

    app.openapi = made  # type: ignore[method-assign]


def _made(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(
        title="Retinue",
        version=app.version,
        description=ABOUT.strip(),
        routes=app.routes,
        summary="A sourced record.",
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema()
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for path in found["paths"].values():
        for method, operation in path.items():
            operation["responses"].pop("422", None)
            if method == "get":
                _tagged(operation["responses"])
    found["externalDocs"] = {"url": "/help", "description": "How to read the record."}
    found["servers"] = [{"url": "/", "description": f"This server; the API is below {API}."}]
    return found


def _tagged(responses: dict[str, Any]) -> None:
    header = {"ETag": {"description": "Tag of the content.", "schema": {"type": "string"}}}
    if "*/*" not in responses["200"].get("content", {}):
        responses["200"]["headers"] = header
        responses["304"] = {"description": "The content has still the tag sent.", "headers": header}
