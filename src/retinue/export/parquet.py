"""documents.parquet, events.parquet, claims.parquet: the contract of the JSON lines and the claims, typed."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from retinue.export.columns import Column
from retinue.export.contract import DocumentLine, EventLine
from retinue.export.jsonl import document_model, event_model
from retinue.export.material import Material, library
from retinue.export.rows import CLAIMS, claim_rows
from retinue.export.sink import Sink

__all__ = ["claims_parquet", "documents_parquet", "events_parquet", "type_name"]

ROWS = {"documents": 250, "events": 5_000, "claims": 10_000}  # in a row group: so many are in memory at once
PLAIN: Mapping[Any, str] = {
    str: "string",
    int: "int32",
    float: "float64",
    dt.date: "date32",
    bool: "bool_",
    dt.datetime: "timestamp",
}
BY_COLUMN = {"text": "string", "list": "string", "day": "date32", "whole number": "int32", "number 0 to 1": "float64"}


def documents_parquet(material: Material) -> Iterator[bytes]:
    """documents.parquet: a row per line of documents.jsonl, with its rows as lists of structs."""
    models = (document_model(told.record, told.keys) for told in material.contents.documents())
    return _of_models(DocumentLine, models, ROWS["documents"])


def events_parquet(material: Material) -> Iterator[bytes]:
    """events.parquet: a row per line of events.jsonl, with its rows as lists of structs."""
    return _of_models(EventLine, map(event_model, material.contents.happenings()), ROWS["events"])


def claims_parquet(material: Material) -> Iterator[bytes]:
    """claims.parquet: the columns of claims.csv."""
    arrow = library("pyarrow", "pyarrow")
    schema = arrow.schema([_column(arrow, column) for column in CLAIMS])
    rows = (row for told in material.contents.documents() for row in claim_rows(told))
    return _table(schema, rows, ROWS["claims"])


def _column(arrow: Any, column: Column) -> Any:
    return arrow.field(column.name, getattr(arrow, BY_COLUMN[column.type])())


def _of_models(kind: type[BaseModel], models: Iterable[BaseModel], size: int) -> Iterator[bytes]:
    arrow = library("pyarrow", "pyarrow")
    schema = arrow.schema([arrow.field(name, _arrow(arrow, one)) for name, one in _fields(kind)])
    return _table(schema, (one.model_dump(by_alias=True) for one in models), size)


def _table(schema: Any, rows: Iterable[Mapping[str, Any]], size: int) -> Iterator[bytes]:
    """Rows as one Parquet file, group by group; an empty table has its columns all the same."""
    arrow, parquet = library("pyarrow", "pyarrow"), library("pyarrow.parquet", "pyarrow")
    sink, left = Sink(), iter(rows)
    writer = parquet.ParquetWriter(arrow.PythonFile(sink, mode="w"), schema, compression="zstd", use_dictionary=True)
    with writer:
        while group := list(islice(left, size)):
            writer.write_table(arrow.Table.from_pylist(group, schema=schema))
            yield sink.taken()
    yield sink.taken()


# ------------------------------------------------------------------------------- types of the contract
def _fields(kind: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    """(name in the file, type) of each key of a row of the contract."""
    hints = get_type_hints(kind, include_extras=False)
    for name, field in kind.model_fields.items():
        yield field.serialization_alias or name, hints[name]


def _arrow(arrow: Any, kind: Any) -> Any:
    """The Arrow type of one type of the contract."""
    match _shape(kind):
        case ("plain", "timestamp"):
            return arrow.timestamp("us", "UTC")
        case ("plain", name):
            return getattr(arrow, name)()
        case ("list", inner):
            return arrow.list_(_arrow(arrow, inner))
        case ("map", _):
            return arrow.map_(arrow.string(), arrow.string())
        case (_, model):
            return arrow.struct([arrow.field(name, _arrow(arrow, one)) for name, one in _fields(model)])


def type_name(kind: Any) -> str:
    """How docs/export.md calls one type of the contract: string, date32, list<struct>, …"""
    match _shape(kind):
        case ("plain", name):
            return str(name).removesuffix("_")
        case ("list", inner):
            return f"list<{type_name(inner)}>"
        case ("map", _):
            return "map<string, string>"
        case _:
            return "struct"


def _shape(kind: Any) -> tuple[str, Any]:
    """("plain", Arrow's name), ("list", type of its members), ("map", …) or ("struct", model). Raises TypeError."""
    if get_origin(kind) is Annotated:
        return _shape(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        (some,) = (one for one in get_args(kind) if one is not type(None))
        return _shape(some)
    if get_origin(kind) is tuple:
        return "list", get_args(kind)[0]
    if get_origin(kind) is dict:
        return "map", kind
    if get_origin(kind) is Literal or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return "plain", "string"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return "struct", kind
    if kind in PLAIN:
        return "plain", PLAIN[kind]
    raise TypeError(f"the contract has a type that Parquet is not told of: {kind}")
