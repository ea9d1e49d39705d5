"""The gate before every page: who asks, may they, and does what they send come from a page of ours?"""

from __future__ import annotations

import secrets
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from retinue.accounts import Role
from retinue.errors import StoreError
from retinue.web.api.answers import API
from retinue.web.doors import COOKIE, Doors
from retinue.web.errors import told
from retinue.web.visitor import NOBODY

__all__ = ["LARGEST", "Gate"]

LARGEST = 1_000_000  # bytes of what is sent
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN = ("/login", "/static/", "/healthz", "/theme")  # to those who have yet to log in
ANYBODY = frozenset({"/login", "/logout"})  # sent by readers too


class Gate:
    """Turns away what may not be; notes who asks in `request.state.who`; bounds the size of what is sent."""

    def __init__(self, app: ASGIApp, doors: Doors) -> None:
        self._app, self._doors = app, doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        held = request.cookies.get(COOKIE, "")
        cookie = held if 20 <= len(held) <= 100 else secrets.token_urlsafe(32)
        request.state.who = NOBODY
        sending = _Sending(send, request, "" if cookie == held else cookie)
        try:
            refused = await run_in_threadpool(self._refused, request, cookie)
        except StoreError as error:
            refused = told(request, 503, str(error))
        if refused is not None:
            await refused(scope, receive, sending)
        else:
            await self._app(scope, _Bounded(receive), sending)

    def _refused(self, request: Request, cookie: str) -> Response | None:
        if not self._doors.known_by(request.headers.get("host", "")):
            return told(request, 403, ELSEWHERE)
        if request.method not in SAFE and _from_elsewhere(request):
            return told(request, 403, "Only pages of this server may change what it keeps.")
        visitor = self._doors.visitor(request, cookie)
        request.state.who = visitor or self._doors.stranger(cookie)
        request.state.user = request.state.who.name
        request.state.cookie = cookie
        if visitor is None:
            return None if request.url.path.startswith(OPEN) else _log_in(request)
        if request.method not in SAFE and request.url.path not in ANYBODY:
            if visitor.role is Role.READER:
                return told(request, 403, f"{visitor.name} may look, not change: that takes the role of a reviewer.")
            if visitor.account and not visitor.program and not _vouched(request):
                return told(request, 403, "Send the token of a program, or the header Origin.")
        return None


ELSEWHERE = "This server answers to this machine only, by the names localhost and 127.0.0.1."


def _from_elsewhere(request: Request) -> bool:
    """Was it sent by a page of another site? Browsers say so in one of these headers; programs send neither."""
    origin, host = request.headers.get("origin"), request.headers.get("host")
    site = request.headers.get("sec-fetch-site", "same-origin")
    return (origin is not None and urlsplit(origin).netloc != host) or site not in ("same-origin", "none")


def _vouched(request: Request) -> bool:
    """What the API is sent carries no form's token: where a cookie says who asks, the browser has to say whence."""
    return not request.url.path.startswith(f"{API}/") or request.headers.get("origin") is not None


def _log_in(request: Request) -> Response:
    if request.url.path.startswith(f"{API}/"):
        answer = told(request, 401, "Log in, or send `Authorization: Bearer TOKEN`; `retinue users token` makes one.")
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    if request.method not in SAFE:
        return told(request, 401, "The login has ended, and nothing was kept. Log in, go back, and send it again.")
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?next={quote(here, safe='')}", 303)


class _Sending:
    """Answers with the cookie that forms rest on where it is new, and not to be kept where one has to log in."""

    def __init__(self, send: Send, request: Request, cookie: str) -> None:
        self._send, self._request, self._cookie = send, request, cookie

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._mark(MutableHeaders(scope=message))
        await self._send(message)

    def _mark(self, headers: MutableHeaders) -> None:
        if not headers.get("content-type", "").startswith("text/html"):
            return
        if self._cookie and not any(one.startswith(f"{COOKIE}=") for one in headers.getlist("set-cookie")):
            secure = "; Secure" if self._request.url.scheme == "https" else ""
            headers.append("Set-Cookie", f"{COOKIE}={self._cookie}; Path=/; HttpOnly; SameSite=Lax{secure}")
        headers.setdefault("Cache-Control", "no-store" if self._request.state.who.account else "no-cache")


class _Bounded:
    """Receives no more than `LARGEST` bytes."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._left = receive, LARGEST

    async def __call__(self) -> MutableMapping[str, Any]:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise HTTPException(413, f"What is sent may have {LARGEST:,} bytes.")
        return message
