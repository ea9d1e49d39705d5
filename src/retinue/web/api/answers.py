"""How the API answers: JSON with a tag of its content, problems as RFC 9457 has them."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field, TypeAdapter

__all__ = ["API", "PROBLEMS", "Asked", "Problem", "answered", "asked", "problem", "tagged"]

API = "/api/v1"
PROBLEM_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What went wrong, and the way out (RFC 9457)."""

    type: str = Field("about:blank", description="Always about:blank: the status tells the kind.")
    title: str = Field(description="The kind of problem.", examples=["Bad Request"])
    status: int = Field(description="The HTTP status.", examples=[400])
    detail: str = Field(description="What happened and the way out.")
    instance: str = Field(description="The path asked for.")


def problem(request: Request, status: int, detail: str) -> Response:
    """An error in words."""
    told = Problem(
        type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail, instance=request.url.path
    )
    return Response(told.model_dump_json(), status, media_type=PROBLEM_TYPE, headers={"Cache-Control": "no-store"})


_SCHEMA = {"content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"description": "A parameter is unknown or unusable."} | _SCHEMA,
    404: {"description": "There is no such thing."} | _SCHEMA,
    405: {"description": "Not done this way: only what is described here is."} | _SCHEMA,
    503: {"description": "The record can't be read: missing, older than this program, locked or damaged."} | _SCHEMA,
}


def asked(request: Request) -> Request:
    """The request, for handlers that answer with tags."""
    return request


Asked = Annotated[Request, Depends(asked)]


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def answered(request: Request, thing: Any, kind: type | None = None, version: str = "") -> Response:
    """A thing (a model, or a dataclass of `kind`) as JSON; its tag begins with its `version`, where it has one."""
    adapter = _adapter(kind or type(thing))
    return tagged(request, adapter.dump_json(thing, by_alias=True), "application/json", version)


def tagged(request: Request, body: bytes, media_type: str, version: str = "") -> Response:
    """The body with its tag; only the tag when the asker has that content already."""
    digest = hashlib.blake2b(body, digest_size=12).hexdigest()
    tag = f'W/"{version}-{digest}"' if version else f'W/"{digest}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    held = {one.strip() for one in request.headers.get("if-none-match", "").split(",")}
    if tag in held or "*" in held:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def compact(thing: Any) -> bytes:
    """Plain data as JSON."""
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).encode()
