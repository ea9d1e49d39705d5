"""Into a folder, as a stream, as a zip: whole, alike every time, filtered, and gone when nobody reads on."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from export_made import HAPPENING, RECORD, known_knowledge

from retinue.errors import UsageError
from retinue.export import EXPORTERS, Choice, Exporter, archive, stream, write
from retinue.export.sink import Sink
from retinue.store import EventFilter, Store

OTHER = replace(RECORD, article=replace(RECORD.article, doc="b"), sha256="1" * 64)
LATER = replace(
    HAPPENING, key="k2", start=dt.date(2025, 1, 1), end=None,
    reports=(replace(HAPPENING.reports[0], doc="b"),),
)  # fmt: skip
ALL = Choice(knowledge=known_knowledge)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two documents that tell one event each."""
    made = Store.open(tmp_path_factory.mktemp("db") / "t.db")
    for record in (RECORD, OTHER):
        made.put(record, "c1")
    made.put_happenings([HAPPENING, LATER])
    return made


def docs(data: bytes) -> list[str]:
    return [json.loads(line)["doc"] for line in data.splitlines()]


@pytest.mark.parametrize("form", EXPORTERS)
def test_a_stream_an_archive_and_a_folder_hold_the_same_twice(store: Store, tmp_path: Path, form: str) -> None:
    files = {path.name: path.read_bytes() for path in write(store, form, tmp_path, ALL)}
    assert files == {part.name: b"".join(stream(store, form, part.name, ALL)) for part in EXPORTERS[form].parts}
    first, second = (b"".join(archive(store, form, ALL)) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as whole:
        assert whole.testzip() is None
        assert {name: whole.read(name) for name in whole.namelist()} == files


def test_a_filter_chooses_events_and_the_documents_that_tell_them(store: Store) -> None:
    since = Choice(EventFilter(since=dt.date(2024, 12, 1)), known_knowledge)
    assert docs(b"".join(stream(store, "jsonl", "documents.jsonl", since))) == ["b"]
    (event,) = b"".join(stream(store, "jsonl", "events.jsonl", since)).splitlines()
    assert json.loads(event)["key"] == "k2"
    claims = b"".join(stream(store, "csv", "claims.csv", since)).decode("utf-8-sig").splitlines()
    assert {line.split(",")[1] for line in claims[1:]} == {"k2"}
    nothing = Choice(EventFilter(firm="nobody"), known_knowledge)
    assert b"".join(stream(store, "jsonl", "documents.jsonl", nothing)) == b""


def test_all_parts_of_an_export_show_one_moment(store: Store, tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db") as one:
        one.put(RECORD, "c1")
        one.put_happenings([HAPPENING])
        chunks = archive(one, "jsonl", ALL)
        pieces = [next(chunks)]
        one.put(OTHER, "c1")
        one.put_happenings([HAPPENING, LATER])
        with zipfile.ZipFile(io.BytesIO(b"".join([*pieces, *chunks]))) as whole:
            assert docs(whole.read("documents.jsonl")) == ["a"]
            assert len(whole.read("events.jsonl").splitlines()) == 1


def test_a_stream_that_nobody_reads_on_lets_go_of_the_database(store: Store) -> None:
    chunks = stream(store, "jsonl", "documents.jsonl", ALL)
    next(chunks)
    chunks.close()  # type: ignore[attr-defined]
    store.put_happenings([HAPPENING, LATER])


def test_the_byte_order_mark_can_be_left_out(store: Store) -> None:
    plain = b"".join(stream(store, "csv", "events.csv", replace(ALL, bom=False)))
    assert b"\xef\xbb\xbf" + plain == b"".join(stream(store, "csv", "events.csv", ALL))


def test_what_does_not_exist_is_told_with_what_does(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match="no format 'doc'; there are jsonl, csv"):
        write(store, "doc", tmp_path)
    with pytest.raises(UsageError, match=r"no file 'x'; it has documents.jsonl, events.jsonl"):
        stream(store, "jsonl", "x")
    absent = {"later": Exporter("a format", (), needs="nothing_here")}
    monkeypatch.setattr("retinue.export.writing.EXPORTERS", absent)
    with pytest.raises(UsageError, match="needs nothing_here, which is not installed: `python -m pip install"):
        write(store, "later", tmp_path)


def test_a_sink_knows_how_far_it_is() -> None:
    sink = Sink()
    sink.write(b"ab")
    assert (sink.taken(), sink.taken(), sink.tell()) == (b"ab", b"", 2)
