"""Logging in and out; who may log in, and what was done."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from retinue.accounts import Accounts, LoginError
from retinue.accounts.accounts import LASTS
from retinue.web.doors import COOKIE, Doors, address_of
from retinue.web.errors import ForbiddenError
from retinue.web.forms import Filled
from retinue.web.links import local
from retinue.web.pages import page
from retinue.web.views.accounts import LoginView, accounts_view
from retinue.web.visitor import visitor_of

router = APIRouter()


@router.get("/login")
def login_form(request: Request, next: str = "/") -> Response:  # noqa: A002 (the address has it so)
    """The form to log in with."""
    if _accounts(request) is None or visitor_of(request).account:
        return RedirectResponse(local(next), 303)
    return page(request, "login.html", LoginView(local(next)))


@router.post("/login")
def login(request: Request, form: Filled) -> Response:
    """Log in, and go where one was going."""
    accounts, onwards = _accounts(request), local(form.get("next"))
    if accounts is None:
        return RedirectResponse(onwards, 303)
    try:
        token = accounts.login(form.get("name"), form.raw("password"), address_of(request))
    except LoginError as error:
        answer: Response = page(request, "login.html", LoginView(onwards, str(error)), 429 if error.wait else 401)
        if error.wait:
            answer.headers["Retry-After"] = str(error.wait)
        return answer
    answer, secure = RedirectResponse(onwards, 303), request.url.scheme == "https"
    answer.set_cookie(COOKIE, token, int(LASTS.total_seconds()), httponly=True, samesite="lax", secure=secure)
    return answer


@router.post("/logout")
def logout(request: Request, form: Filled) -> Response:
    """End this login."""
    if (accounts := _accounts(request)) is not None:
        accounts.logout(request.state.cookie, address_of(request))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return answer


@router.get("/accounts")
def accounts(request: Request) -> Response:
    """Who may log in, and what was done lately; for admins."""
    found = _accounts(request)
    if found is None or not visitor_of(request).is_admin:
        raise ForbiddenError("Accounts and their trail are for admins; `retinue users` shows them at the server.")
    return page(request, "accounts.html", accounts_view(found))


def _accounts(request: Request) -> Accounts | None:
    doors: Doors = request.app.state.doors
    return doors.accounts()
