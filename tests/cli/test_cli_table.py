"""The layout of tables, and the frame of the verbs."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from retinue.cli.app import VERBS
from retinue.cli.verbs.export import ExportForm
from retinue.cli.views.console import when
from retinue.cli.views.lists import handles
from retinue.cli.views.table import GAP, Column, widths
from retinue.export import EXPORTERS

words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
texts = st.lists(words, max_size=6).map(" ".join)


@given(
    st.integers(40, 200),
    st.integers(1, 6).flatmap(
        lambda n: st.tuples(
            st.lists(st.tuples(words, st.integers(0, 3), st.integers(0, 40)), min_size=n, max_size=n),
            st.lists(st.lists(texts, min_size=n, max_size=n), min_size=1, max_size=5),
        )
    ),
)
def test_a_table_never_exceeds_its_room(
    total: int, drawn: tuple[list[tuple[str, int, int]], list[list[str]]]
) -> None:
    columns, cells = [Column(*one) for one in drawn[0]], drawn[1]
    room = widths(columns, cells, total)
    shown = [width for width in room if width]
    assert sum(shown) + GAP * (len(shown) - 1) <= max(total, 4 * len(shown) + GAP * (len(shown) - 1))
    assert all(width for column, width in zip(columns, room, strict=True) if column.rank == 0)


def test_columns_of_high_rank_go_first_and_words_stay_whole() -> None:
    columns = [Column("name"), Column("note", 2), Column("extra", 1)]
    cells = [["Administration", "something said", "more"]]
    assert widths(columns, cells, 40) == [14, 14, 5]
    room = widths(columns, cells, 22)
    assert (room[0], room[1]) == (14, 0)
    assert cell_len("Administration") <= room[0]


def test_an_empty_column_of_some_rank_is_left_out() -> None:
    assert widths([Column("a"), Column("b"), Column("c", 1)], [["x", "", ""]], 80) == [1, 1, 0]


@pytest.mark.parametrize(
    ("start", "end", "precision", "shown"),
    [
        (None, None, "unknown", "unknown"),
        ("2023-10-07", "2023-10-07", "day", "2023-10-07"),
        ("2023-10-07", "2023-10-09", "day", "2023-10-07/09"),
        ("2023-10-30", "2023-11-02", "day", "2023-10-30/11-02"),
        ("2023-12-30", "2024-01-02", "day", "2023-12-30/2024-01-02"),
        ("2023-10-01", "2023-10-31", "month", "2023-10"),
        ("2023-01-01", "2023-12-31", "year", "2023"),
        ("2023-10-07", None, "day", "from 2023-10-07"),
    ],
)
def test_days_read_well(start: str | None, end: str | None, precision: str, shown: str) -> None:
    assert when(*(dt.date.fromisoformat(d) if d else None for d in (start, end)), precision) == shown


def test_short_keys_stay_unique() -> None:
    short = handles(["visit-a-b-012345", "visit-c-012345", "visit-d-abcdef", "odd"])
    assert short == {
        "visit-a-b-012345": "visit-a-b-012345", "visit-c-012345": "visit-c-012345",
        "visit-d-abcdef": "abcdef", "odd": "odd",
    }  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_the_list_of_verbs_says_what_their_own_help_says(verb: str) -> None:
    function = getattr(import_module(f"retinue.cli.verbs.{verb}"), verb)
    assert function.__doc__.startswith(VERBS[verb] + "\n")


def test_every_exporter_can_be_asked_for() -> None:
    assert {form.value for form in ExportForm} == set(EXPORTERS)
