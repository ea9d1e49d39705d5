"""Parquet: read back by pyarrow, with the types of the contract and its very values."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from export_made import HAPPENING, Made, file

from retinue.errors import UsageError
from retinue.export import material, parquet


def table(name: str, made: Made = Made()) -> pa.Table:  # noqa: B008 (frozen)
    return pq.read_table(io.BytesIO(file("parquet", f"{name}.parquet", made)))


def plain(value: Any) -> Any:
    """Maps as objects and days as JSON has them."""
    return json.loads(json.dumps(value, default=str))


@pytest.mark.parametrize("name", ["documents", "events"])
def test_the_rows_are_those_of_the_lines(name: str) -> None:
    lines = [json.loads(line) for line in file("jsonl", f"{name}.jsonl").splitlines()]
    rows = plain(table(name).to_pylist(maps_as_pydicts="strict"))
    assert rows == lines


def test_types() -> None:
    events = table("events").schema
    assert events.field("start").type == pa.date32()
    assert events.field("independent_origins").type == pa.int32()
    assert events.field("places").type == pa.list_(pa.string())
    assert pa.types.is_struct(events.field("actors").type.value_type)
    assert events.field("discrepancies").type.value_type.field("values").type == pa.map_(pa.string(), pa.string())
    documents = table("documents").schema
    assert documents.field("events").type.value_type.field("span").type == pa.list_(pa.int32())
    assert documents.field("events").type.value_type.field("confidence").type == pa.float64()


def test_claims_have_the_rows_of_the_table() -> None:
    claims = table("claims").to_pylist()
    assert len(claims) == len(file("csv", "claims.csv").splitlines()) - 1
    assert {row["value"] for row in claims if row["field"] == "recipient"} == {"Acme"}


def test_strings_are_dictionary_encoded() -> None:
    column = pq.ParquetFile(io.BytesIO(file("parquet", "events.parquet"))).metadata.row_group(0).column(2)
    assert (column.path_in_schema, column.compression) == ("type", "ZSTD")
    assert "RLE_DICTIONARY" in column.encodings


def test_rows_come_in_groups_and_an_empty_table_has_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(parquet.ROWS, "events", 2)
    made = Made(events=[replace(HAPPENING, key=f"k{n}") for n in range(5)])
    whole = pq.ParquetFile(io.BytesIO(file("parquet", "events.parquet", made)))
    assert whole.metadata.num_row_groups == 3
    assert whole.read().column("key").to_pylist() == [f"k{n}" for n in range(5)]
    assert table("events", Made((), ())).schema == table("events").schema


def test_a_type_that_parquet_is_not_told_of_is_an_error() -> None:
    with pytest.raises(TypeError, match="complex"):
        parquet.type_name(complex)


def test_a_library_that_is_absent_is_named() -> None:
    with pytest.raises(UsageError, match="python -m pip install nothing-here"):
        material.library("nothing_here", "nothing-here")
