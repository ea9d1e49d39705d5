"""Specs drawn: Vega-Lite as SVG and PNG, by vl-convert, which needs no browser and no network (decision 0011)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from retinue.errors import RetinueError

__all__ = ["fonts_for_han", "png", "svg"]

T = TypeVar("T")
_KEPT = 256  # pictures kept: the pages of a record ask for the same ones again and again
_PATH = re.compile(r' d="[^"]*"')
_ID = re.compile(r"""((?:\bid="|\burl\(#|\bhref="#))((?:clip|gradient_)\w*)""")
_LONG_FRACTION = re.compile(r"(\.\d)\d+")  # a tenth of a pixel is enough
FONT_PACKAGE = "noto_cjk_sans_otc"


@lru_cache(maxsize=1)
def _converter() -> Any:
    """The library, its engine not yet started, with the fonts we may have besides the system's."""
    library = import_module("vl_convert")  # 20 ms and 30 MB that verbs without charts need not pay
    if (folder := fonts_for_han()) is not None:
        library.register_font_directory(str(folder))
    return library


@lru_cache(maxsize=1)
def fonts_for_han() -> Path | None:
    """The folder of the font for Han characters that the extra `pdf` installs; None without it."""
    try:
        found = import_module(FONT_PACKAGE)
    except ImportError:
        return None
    return Path(str(found.FONT_PATH)).parent


@lru_cache(maxsize=_KEPT)
def svg(spec: str) -> str:
    """The picture as SVG. Raises RetinueError when the spec can't be drawn."""
    drawn = _drawn(lambda: str(_converter().vegalite_to_svg(spec, allowed_base_urls=[])))
    return _renamed(_PATH.sub(lambda found: _LONG_FRACTION.sub(r"\1", found[0]), drawn), spec)


def _renamed(drawn: str, spec: str) -> str:
    """With ids that depend on the chart alone, so that it is the same each time and many can stand in one page.

    The engine numbers them through for as long as it lives.
    """
    start = hashlib.sha256(spec.encode()).hexdigest()[:8]
    numbers: dict[str, int] = {}
    return _ID.sub(lambda found: f"{found[1]}c{start}-{numbers.setdefault(found[2], len(numbers) + 1)}", drawn)


@lru_cache(maxsize=_KEPT // 8)
def png(picture: str, scale: float) -> bytes:
    """A picture in SVG as PNG. Raises RetinueError when it can't be drawn."""
    return _drawn(lambda: bytes(_converter().svg_to_png(picture, scale=scale)))


def _drawn(draw: Callable[[], T]) -> T:
    try:
        return draw()
    except (ValueError, RuntimeError) as error:
        raise RetinueError(f"the chart can't be drawn: {str(error).splitlines()[0]}") from error
