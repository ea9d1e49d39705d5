"""What goes wrong, told on a page: what happened, and the way out. Never a trace."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from retinue.errors import RetinueError, StoreError, UsageError
from retinue.web.api.answers import API, problem
from retinue.web.headers import HEADERS
from retinue.web.pages import page

__all__ = ["ChangedError", "ForbiddenError", "MissingError", "Trouble", "UnkeptError", "add_error_pages", "told"]


class MissingError(RetinueError):
    """Nothing goes by the name in the address; `offered` are (words, address) of what may be meant."""

    def __init__(self, message: str, offered: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.offered = offered


class ForbiddenError(RetinueError):
    """It can be done, but not by this visitor, or not from where it was asked."""


class ChangedError(RetinueError):
    """What was decided on is no longer as it was seen; nothing was kept."""


class UnkeptError(RetinueError):
    """What a program sent can't be kept as it was sent: `status` says why to programs, the message to people."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the error page says."""

    status: int
    title: str
    message: str
    offered: tuple[tuple[str, str], ...] = ()


TITLES = {
    400: "That can’t be asked", 401: "Log in first", 403: "Not allowed", 404: "Nothing here",
    405: "Not done this way", 409: "It has changed meanwhile", 413: "Too large", 503: "The record can’t be read",
}  # fmt: skip


def add_error_pages(app: FastAPI) -> None:
    """Let the application answer every error with a page."""
    app.add_exception_handler(MissingError, lambda request, error: _missing(request, error))
    app.add_exception_handler(ForbiddenError, lambda request, error: told(request, 403, str(error)))
    app.add_exception_handler(ChangedError, lambda request, error: told(request, 409, str(error)))
    app.add_exception_handler(UnkeptError, lambda request, error: told(request, _status(error), str(error)))
    app.add_exception_handler(UsageError, lambda request, error: told(request, 400, str(error)))
    app.add_exception_handler(StoreError, lambda request, error: told(request, 503, str(error)))
    app.add_exception_handler(RequestValidationError, lambda request, error: told(request, 400, _invalid(error)))
    app.add_exception_handler(HTTPException, _other)
    app.add_exception_handler(Exception, lambda request, error: _broken(request))


BROKEN = "Something broke on our side; the server’s output tells what. Your data is as it was."


def _broken(request: Request) -> Response:
    """Made outside of everything that adds headers to other answers."""
    answer = told(request, 500, BROKEN)
    answer.headers.update(HEADERS)
    return answer


def told(request: Request, status: int, message: str) -> Response:
    """What went wrong, as a page or for the API."""
    if request.url.path.startswith((f"{API}/", "/healthz")):
        return problem(request, status, message)
    return page(request, "trouble.html", Trouble(status, TITLES.get(status, "Something broke"), message), status)


def _status(error: Exception) -> int:
    return error.status if isinstance(error, UnkeptError) else 500


def _missing(request: Request, error: Exception) -> Response:
    offered = error.offered if isinstance(error, MissingError) else ()
    if request.url.path.startswith(f"{API}/"):
        near = f" Near: {', '.join(words for words, _ in offered)}." if offered else ""
        return problem(request, 404, f"{error}{near}")
    return page(request, "trouble.html", Trouble(404, TITLES[404], str(error), offered), 404)


def _other(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    message = f"There is no page at {request.url.path}." if status == 404 else f"{TITLES.get(status, 'Error')}."
    if isinstance(error, HTTPException) and status in (401, 403, 413):
        message = str(error.detail)
    answer = told(request, status, message)
    if isinstance(error, HTTPException):
        answer.headers.update(error.headers or {})  # which methods are allowed, say
    return answer


def _invalid(error: RequestValidationError) -> str:
    first = error.errors()[0]
    where = first["loc"][-1]
    return f"The parameter {where} can’t be read: {first['msg']}."
