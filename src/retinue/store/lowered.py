"""Text in lower case, whatever its letters; SQLite's lower() knows ASCII only, PostgreSQL's asks the collation."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

__all__ = ["lowered"]


class lowered(FunctionElement[str]):  # noqa: N801 (reads like SQL)
    """`lowered(column)`."""

    inherit_cache = True
    type = Text()
    name = "lowered"

    def __init__(self, column: ColumnElement[str]) -> None:
        super().__init__(column)


@compiles(lowered)
def _plain(element: lowered, compiler: Any, **given: Any) -> str:
    return f"lower({compiler.process(element.clauses, **given)})"


@compiles(lowered, "postgresql")
def _for_postgresql(element: lowered, compiler: Any, **given: Any) -> str:
    return f"retinue_lower({compiler.process(element.clauses, **given)})"
