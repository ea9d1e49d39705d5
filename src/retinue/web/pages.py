"""Data into pages: the templates, what they may call, and the files that go with them."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from retinue import __version__
from retinue.web import links, words
from retinue.web.visitor import visitor_of

__all__ = ["STATIC", "THEMES", "compile_templates", "page"]

HERE = Path(str(resources.files("retinue.web")))
STATIC = HERE / "static"
THEMES = ("light", "dark")


@cache
def asset(name: str) -> str:
    """The address of a file of ours; it changes with the content, so that browsers may keep it for good."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(HERE / "templates")
    made = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        auto_reload=False,
    )  # fmt: skip
    made.globals.update(
        asset=asset, version=__version__, **{name: getattr(links, name) for name in links.__all__}, words=words
    )
    made.filters.update(day=words.day, when=words.when, label=words.label, percent=words.percent, count=words.count)
    return made


def compile_templates() -> None:
    """Make all templates ready, which otherwise happens when each is first used."""
    for name in _templates().list_templates():
        _templates().get_template(name)


def page(request: Request, template: str, view: Any, status: int = 200, **also: Any) -> HTMLResponse:
    """The page that `template` makes of `view` and what is given `also`, in the look that the reader chose."""
    theme = request.cookies.get("theme", "")
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    text = _templates().get_template(template).render(
        view=view, theme=theme if theme in THEMES else "", here=here, path=request.url.path,
        q=request.query_params.get("q", ""), who=visitor_of(request), **also,
    )  # fmt: skip
    return HTMLResponse(text, status)
