"""The application on a socket of this machine: `retinue serve`."""

from __future__ import annotations

import contextlib
import errno
import socket
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from fastapi import FastAPI

from retinue.errors import UsageError
from retinue.settings import Settings
from retinue.store.query import Query
from retinue.web.app import create_app
from retinue.web.doors import Doors, is_loopback
from retinue.web.look import Reader
from retinue.web.pages import compile_templates
from retinue.web.views.search import search_view

__all__ = ["ServeOptions", "serve"]

HEAD = 32_768  # bytes of a request’s head
BROWSER_AFTER = 0.4  # seconds, by which the server answers


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """Where to listen; `port` 0 takes any free one. `browser` opens one on the first page."""

    host: str
    port: int
    browser: bool = False


def serve(settings: Settings, options: ServeOptions, say: Callable[[str], None]) -> None:
    """Serve until stopped by Ctrl-C or a signal; `say` is told the address once it is listened on.

    Raises UsageError when the address can't be had or is open to others, StoreError when there is no record.
    """
    others = not is_loopback(options.host)
    if others:
        _require_accounts(settings, options.host)
    app = create_app(settings, others=others)
    _warm(app.state.reader)
    with _listening(options) as bound:
        where = _address(bound)
        say(where)
        if options.browser:
            threading.Timer(BROWSER_AFTER, webbrowser.open, [where]).start()
        server = uvicorn.Server(_config(app))
        with contextlib.suppress(KeyboardInterrupt):  # raised again by uvicorn once all is shut
            server.run(sockets=[bound])


def _config(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        http="h11",
        h11_max_incomplete_event_size=HEAD,
    )


def _warm(reader: Reader) -> None:
    """Read what every page needs, so that the first is as quick as the next."""
    search_view(reader.look(), Query())
    compile_templates()


def _require_accounts(settings: Settings, host: str) -> None:
    if Doors(settings).accounts() is None:
        raise UsageError(
            f"--host {host} would let others in, and there are no accounts yet; make one with "
            "`retinue users add NAME --role admin`, or leave --host out and reach this machine from elsewhere "
            "through an SSH tunnel (ssh -L 8484:127.0.0.1:8484 THIS_MACHINE)"
        )


def _listening(options: ServeOptions) -> socket.socket:
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    try:
        return socket.create_server((options.host, options.port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            told = f"port {options.port} is taken by another program, perhaps another `retinue serve`"
            raise UsageError(f"{told}; choose another with --port N, or any free one with --port 0") from error
        raise UsageError(f"can't listen on {options.host}:{options.port}: {error.strerror or error}") from error


def _address(bound: socket.socket) -> str:
    host, port = bound.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
