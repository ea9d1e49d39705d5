"""Parameters of pages, as handlers declare them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import Query
from pydantic import BeforeValidator

__all__ = ["Day", "PageNumber", "Since", "Text", "Until"]

LONGEST = 200  # characters
LAST_PAGE = 100_000


def _empty(value: object) -> object:
    """Forms send an empty field as an empty string."""
    return None if value == "" else value


Text = Annotated[str, Query(max_length=LONGEST)]
PageNumber = Annotated[int, Query(alias="page", ge=1, le=LAST_PAGE)]
Day = Annotated[dt.date | None, BeforeValidator(_empty), Query(alias="on")]
Since = Annotated[dt.date | None, BeforeValidator(_empty), Query(alias="from")]
Until = Annotated[dt.date | None, BeforeValidator(_empty), Query(alias="to")]
