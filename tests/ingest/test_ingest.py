"""Files, folders and JSON lines as they come in, hostile ones among them."""

from __future__ import annotations

import gzip
import io
import json
import os
import tracemalloc
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retinue.ingest import (
    Names,
    Owner,
    Part,
    Wishes,
    content_hash,
    count_items,
    cut,
    parts_of,
    read_part,
    read_paths,
)
from retinue.ingest import lines as json_lines
from retinue.ingest.names import nobody, slug_of_url
from retinue.model import Failure, RawItem
from retinue.settings import Settings

LIMIT = 2000


def taken(
    *paths: str | Path, limit: int = LIMIT, owner: Owner = nobody, stdin: Iterable[str] = ()
) -> list[RawItem | Failure]:
    return list(read_paths(paths, Settings(max_bytes=limit), owner=owner, stdin=stdin))


def docs(items: Iterable[RawItem | Failure]) -> list[str]:
    return [item.doc for item in items]


def only_failure(items: list[RawItem | Failure]) -> Failure:
    (failure,) = (item for item in items if isinstance(item, Failure))
    return failure


def write(path: Path, content: str | bytes = "Some news.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --------------------------------------------------------------------------------------------- files
def test_a_file_gives_its_bytes_under_its_stem(tmp_path: Path) -> None:
    path = write(tmp_path / "one.txt", b"\xff\xfeodd bytes")
    (item,) = taken(path)
    assert item == RawItem(
        "one", str(path), b"\xff\xfeodd bytes", False, content_hash(b"\xff\xfeodd bytes", False, {})
    )


def test_folders_are_read_in_order_with_all_below(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/y.HTM", "c.txt", ".hidden.txt", "a/.git/x.txt", "notes.md", "w1.json"):
        write(tmp_path / name, name)
    items = taken(tmp_path)
    assert docs(items) == ["y", "z", "b", "c"]
    assert [item.html for item in items if isinstance(item, RawItem)] == [True, True, False, False]
    assert count_items([tmp_path]) == 4


def test_a_link_to_a_folder_is_not_followed_one_to_a_file_is(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "b.txt").symlink_to(tmp_path / "in" / "a.txt")
    assert docs(taken(tmp_path / "in")) == ["a", "b"]


def test_a_list_of_paths_on_stdin(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one.txt"), write(tmp_path / "deep" / "two.txt")
    listed = io.StringIO(f"{one}\n\n{two.parent}\r\n{tmp_path}/gone.txt\n")
    items = taken("-", stdin=listed)
    assert docs(items) == ["one", "two", "gone"]
    assert count_items(["-"]) is None


@pytest.mark.parametrize(
    ("name", "reason", "transient"),
    [("gone.txt", "vanished", True), ("picture.png", "unsupported", False), ("large.txt", "too_large", False)],
)
def test_what_cannot_be_taken_in_is_a_failure_and_the_rest_goes_on(
    tmp_path: Path, name: str, reason: str, transient: bool
) -> None:
    write(tmp_path / "picture.png")
    write(tmp_path / "large.txt", "x" * (LIMIT + 1))
    items = taken(tmp_path / name, write(tmp_path / "fine.txt", "x" * LIMIT))
    failure = only_failure(items)
    assert (failure.reason, failure.transient, failure.stage) == (reason, transient, "ingest")
    assert str(tmp_path / name) in failure.message
    assert docs(items)[-1] == "fine"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX only")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert only_failure(taken(tmp_path)).reason == "not_a_file"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    write(tmp_path / "secret.txt").chmod(0)
    assert only_failure(taken(tmp_path)).reason == "no_permission"


@pytest.mark.skipif(os.name != "posix", reason="such names exist on POSIX only")
def test_a_file_name_in_no_known_encoding(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(path, "w") as stream:  # noqa: PTH123  a Path can't be made of bytes
            stream.write("Some news.")
    except OSError:
        pytest.skip("this file system wants UTF-8 names")
    (item,) = taken(tmp_path)
    assert item.doc == r"caf\xe9"
    item.source.encode()


# ----------------------------------------------------------------------------------------------- ids
def test_files_of_one_stem_are_told_apart_by_folder_the_same_way_each_time(tmp_path: Path) -> None:
    for name in ("a/s.txt", "b/s.txt", "x/b/s.txt", "a/s.html"):
        write(tmp_path / name, name)
    first = docs(taken(tmp_path))
    assert first[:3] == ["s", "a-s", "b-s"]
    assert first[3].endswith("x-b-s")
    assert docs(taken(tmp_path)) == first
    assert len(set(first)) == 4


def test_an_id_of_an_earlier_run_stays_with_its_file(tmp_path: Path) -> None:
    write(tmp_path / "a" / "s.txt", "first")
    other = write(tmp_path / "b" / "s.txt", "second")
    held = {"s": (str(other), "old hash"), "a-s": (str(tmp_path / "a" / "s.txt"), "another")}
    assert docs(taken(tmp_path, owner=held.get)) == ["a-s", "s"]


def test_a_moved_file_keeps_its_id_while_its_content_stays(tmp_path: Path) -> None:
    path = write(tmp_path / "new" / "s.txt", "the same")
    same = content_hash(b"the same", False, {})
    assert docs(taken(path, owner={"s": ("old/s.txt", same)}.get)) == ["s"]
    assert docs(taken(path, owner={"s": ("old/s.txt", "else")}.get)) == ["new-s"]


def test_a_file_is_the_same_by_any_way_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "in" / "s.txt", "changed")
    monkeypatch.chdir(tmp_path)
    assert docs(taken("in/../in", owner={"s": (str(path), "old hash")}.get)) == ["s"]


def test_slugs_of_urls_are_telling_and_distinct() -> None:
    one = slug_of_url("https://www.example.org/news/2024/chip-deal.html?id=1#top")
    assert one.startswith("example.org-chip-deal-html-")
    assert one == slug_of_url("https://www.example.org/news/2024/chip-deal.html?id=1")
    assert one != slug_of_url("https://www.example.org/news/2024/chip-deal.html?id=2")
    assert slug_of_url("https://example.org/")
    assert len(slug_of_url("https://example.org/" + "x" * 5000)) < 100


def test_an_address_that_is_none_still_gives_an_id(tmp_path: Path) -> None:
    one, other = slug_of_url("http://[::1/a"), slug_of_url("http://[::1/b")
    assert one != other
    path = lines(tmp_path / "feed.jsonl", {"text": "a", "url": "http://[::1/a"}, {"text": "b"})
    assert docs(taken(path)) == [one, "feed-2"]


@pytest.mark.parametrize("name", ["feed.jsonl", "feed.jsonl.gz"])
@pytest.mark.parametrize("content", [b"", b"\n  \n"])
def test_lines_without_any_are_a_failure(tmp_path: Path, name: str, content: bytes) -> None:
    packed = gzip.compress(content) if name.endswith("gz") and content else content
    failure = only_failure(taken(write(tmp_path / name, packed)))
    assert (failure.reason, failure.doc) == ("empty", "feed")


# -------------------------------------------------------------------------------------------- lines
def lines(path: Path, *rows: object) -> Path:
    told = [row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode() for row in rows]
    return write(path, b"\n".join(told))


def test_a_line_gives_text_or_html_and_what_stands_beside_it(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "feed.jsonl",
        {
            "text": "News\u2028of two parts",
            "id": 7,
            "title": "T",
            "published": "2024-01-02",
            "publisher": "P",
            "n": [1],
        },
        {"html": "<p>News</p>", "text": "", "url": "https://example.org/a"},
        {"text": "News", "url": None},
    )
    first, second, third = taken(path)
    assert isinstance(first, RawItem)
    assert isinstance(second, RawItem)
    assert first.given == {"title": "T", "published": "2024-01-02", "publisher": "P"}
    assert (first.doc, first.source, first.content, first.html) == ("7", f"{path}:1", "News\u2028of two parts", False)
    assert (second.source, second.html, second.content) == ("https://example.org/a", True, "<p>News</p>")
    assert second.doc == slug_of_url("https://example.org/a")
    assert third.doc == "feed-3"


HOSTILE = {
    b'{"text": "cut of': "broken_json",
    b'{"text": NaN}': "broken_json",
    b'{"text": "x", "n": Infinity}': "broken_json",
    b'["text"]': "broken_json",
    b"\xff\xfe\x00": "encoding",
    b"\x00\x01\x02": "broken_json",
    b'{"text": "\\ud800 half"}': "broken_text",
    b'{"text": "x", "title": "\\udc00"}': "broken_text",
    b'{"title": "no text"}': "no_content",
    b'{"text": 5}': "bad_field",
    b'{"text": "x", "published": 20240102}': "bad_field",
    b'{"text": "x", "id": ["a"]}': "bad_field",
    b'{"text": "x", "id": true}': "bad_field",
    b'{"text": "x", "id": "a\\u0000b"}': "bad_field",
    b'{"text": "x", "id": "' + b"i" * 300 + b'"}': "bad_field",
    b"[" * 1900: "broken_json",
    b'{"id": ' + b"9" * 1900 + b', "text": "x"}': "bad_field",
    b'{"text": "' + b"x" * LIMIT + b'"}': "too_large",
}


@pytest.mark.parametrize(("line", "reason"), HOSTILE.items(), ids=lambda value: str(value)[:24])
def test_a_broken_line_is_one_failure_that_names_it_and_the_others_go_on(
    tmp_path: Path, line: bytes, reason: str
) -> None:
    path = lines(tmp_path / "feed.jsonl", {"text": "one", "id": "a"}, line, {"text": "three", "id": "c"})
    items = taken(path)
    failure = only_failure(items)
    assert docs(items) == ["a", "feed-2", "c"]
    assert (failure.reason, failure.source) == (reason, f"{path}:2")
    assert f"{path}:2" in failure.message


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_no_bytes_upset_the_reading(tmp_path: Path, content: bytes) -> None:
    for name in ("x.jsonl", "x.jsonl.gz", "x.txt"):
        for item in taken(write(tmp_path / name, content)):
            assert item.doc


def test_a_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    path = write(tmp_path / "feed.jsonl", b'\xef\xbb\xbf{"text": "a"}\r\n\r\n{"text": "b"}\r\n')
    assert [item.content for item in taken(path) if isinstance(item, RawItem)] == ["a", "b"]


def test_one_line_of_five_megabytes(tmp_path: Path) -> None:
    text = "word " * 1_000_000
    (item,) = taken(lines(tmp_path / "feed.jsonl", {"text": text}), limit=20 * 1024 * 1024)
    assert isinstance(item, RawItem)
    assert item.content == text


def test_ids_of_two_feeds_do_not_run_into_each_other(tmp_path: Path) -> None:
    for name in ("a", "b"):
        lines(tmp_path / f"{name}.jsonl", {"text": f"{name} 1", "id": 1}, {"text": f"{name} 2", "id": 1})
    assert docs(taken(tmp_path)) == ["1", "1", "b-1", "b-1"]


def test_one_url_is_one_document_in_any_feed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        lines(tmp_path / f"{name}.jsonl", {"text": name, "url": "https://example.org/x"})
    one, two = taken(tmp_path)
    assert isinstance(one, RawItem)
    assert isinstance(two, RawItem)
    assert one.doc == two.doc
    assert one.sha256 != two.sha256


def test_what_is_given_counts_for_the_content_hash() -> None:
    assert content_hash("a", False, {}) != content_hash("a", False, {"title": "b"})
    assert content_hash("a", False, {}) != content_hash("a", True, {})
    assert content_hash("a", False, {}) == content_hash(b"a", False, {})


# --------------------------------------------------------------------------------------------- gzip
def test_gzipped_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "feed.jsonl.gz", gzip.compress(b'{"text": "a"}\n{"text": "b"}'))
    assert docs(taken(path)) == ["feed-1", "feed-2"]
    assert count_items([path]) == 2


@pytest.mark.parametrize("cut", [slice(0, 60), slice(0, 11), slice(4, None)])
def test_a_gzip_that_breaks_off_gives_what_came_before(tmp_path: Path, cut: slice) -> None:
    body = b"".join(b'{"text": "%d"}\n' % (number * 7919) for number in range(200))
    items = taken(write(tmp_path / "feed.jsonl.gz", gzip.compress(body)[cut]))
    assert only_failure(items).reason == "truncated"


@pytest.mark.parametrize("filler", [b"\n", b"x"])
def test_a_gzip_bomb_is_stopped_early_in_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filler: bytes
) -> None:
    monkeypatch.setattr(json_lines, "UNQUESTIONED_BYTES", 1 << 18)
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb") as bomb:
        for _ in range(4):
            bomb.write(filler * ((1 << 20) // len(filler)))
    tracemalloc.start()
    items = read_paths([path], Settings(max_bytes=LIMIT))
    reasons = {item.reason for item in items if isinstance(item, Failure)}
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "gzip_bomb" in reasons
    assert peak < 6 << 20
    assert count_items([path]) is not None


def test_memory_stays_small_over_many_lines(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    with path.open("w") as stream:
        for number in range(2000):
            stream.write(json.dumps({"text": f"{number} " + "word " * 2000}) + "\n")
    tracemalloc.start()
    count = sum(1 for _ in read_paths([path], Settings()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2000
    assert peak < path.stat().st_size / 4


LINES_MADE = ["{}", "", '{"text": "é"}', '{"id": "a", "text": "b"}', "x" * 300]


@pytest.mark.parametrize("ending", ["", ".gz"])
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(st.sampled_from(["{}", "", '{"text": "é"}', '{"id": "a", "text": "b"}', "x" * 300]), max_size=25)
)
def test_a_file_of_lines_in_stretches_is_the_whole(tmp_path: Path, ending: str, lines: list[str]) -> None:
    content = "\n".join([*lines, "{}"]).encode()
    path = tmp_path / f"feed.jsonl{ending}"
    path.write_bytes(gzip.compress(content) if ending else content)
    (part,) = parts_of([path])
    assert isinstance(part, Part)
    for size in (1, 3, 100):
        found = [item for one in cut(part, 200, size) for item in read_part(one, 200, Wishes(), print)]
        assert found == list(read_part(part, 200, Wishes(), print))


def test_parts_are_the_same_each_time_and_others_when_a_file_changes(tmp_path: Path) -> None:
    for number in range(7):
        (tmp_path / f"n{number}.txt").write_text("x")
    (tmp_path / "n3.jsonl").write_text("{}")
    first, again = ([one.digest for one in parts_of([tmp_path], 2) if isinstance(one, Part)] for _ in "ab")
    assert first == again
    assert len(first) == 5
    (tmp_path / "n0.txt").write_text("xy")
    later = [one.digest for one in parts_of([tmp_path], 2) if isinstance(one, Part)]
    assert later[0] != first[0]
    assert later[1:] == first[1:]


def test_a_stretch_of_a_file_that_changed_is_not_read_for_what_it_was(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text('{"text": "a"}\n' * 9)
    (part,) = parts_of([path])
    assert isinstance(part, Part)
    one = cut(part, 200, 3)[1]
    path.write_text("{}")
    (failure,) = read_part(one, 200, Wishes(), print)
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.transient) == ("changed", True)


def test_ids_take_little_memory_however_many_there_are() -> None:
    names = Names()
    assert [names.settle(f"d{n}", f"/a/d{n}.txt", "") for n in range(50_000)] == [f"d{n}" for n in range(50_000)]
    assert names.settle("d7", "/a/d7.txt", "") == "d7"
    assert names.settle("d7", "/b/d7.txt", "") == "b-d7"
