from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from retinue.errors import KnowledgeError
from retinue.knowledge import Knowledge, cache, candidates, fold, holders, load
from retinue.knowledge.files import pages_of, validated
from retinue.model import EventType

Overlay = Callable[..., str]

OFFICE = (
    "offices:\n  - {id: zz-mayor, title: Mayor of Testburg, names: [mayor], country: NL, rank: 4, single: true}\n"
)
TWO_FIRMS = "organisations:\n  - {id: zz-a, type: company, name: Aaa}\n  - {id: zz-b, type: company, name: Bbb}\n"
# Two lines of head come before each body, so the body's first line is line 3.
BROKEN = [
    ("unknown key", "people:\n  - id: a-b\n    name: A B\n    colour: red\n", 6, "unknown key 'colour'"),
    ("unknown section", "poeple:\n  - {id: a-b, name: A B}\n", 3, "unknown key 'poeple'"),
    ("wrong type", "people:\n  - id: a-b\n    name: 17\n", 5, "name"),
    ("missing key", "people:\n  - id: a-b\n", 4, "'name' is missing"),
    ("bad id", "people:\n  - id: A B\n    name: A B\n", 4, "id"),
    ("bad country", "people:\n  - id: a-b\n    name: A B\n    country: Holland\n", 6, "country"),
    (
        "bad date",
        "people:\n  - id: a-b\n    name: A B\n    held:\n      - {office: zz-mayor, since: 2023-13}\n",
        7,
        "date",
    ),
    ("impossible date", "people:\n  - id: a-b\n    name: A B\n    checked: 2023-02-30\n", 6, "hold"),
    ("key twice", "people:\n  - id: a-b\n    name: A B\n    name: A C\n", 6, "given twice"),
    ("id twice", "people:\n  - {id: a-b, name: A B}\n  - {id: a-b, name: A C}\n", 5, "'a-b' is given twice"),
    ("not YAML", "people: [\n", 4, "not valid YAML"),
    ("alias of nothing", "people:\n  - id: a-b\n    name: A B\n    aliases: ['…']\n", 6, "no letter"),
    ("alias twice", "people:\n  - id: a-b\n    name: A B\n    aliases: [Ab, Ab]\n", 6, "given twice"),
    ("dangling office", "people:\n  - id: a-b\n    name: A B\n    held:\n      - {office: zz-none}\n", 7, "zz-none"),
    (
        "dangling parent",
        "organisations:\n  - id: zz-a\n    type: company\n    name: Aaa\n    parent: zz-b\n",
        7,
        "zz-b",
    ),
    ("bad type", "organisations:\n  - id: zz-a\n    type: firm\n    name: Aaa\n", 5, "type"),
    ("dangling listing", "listings:\n  - {entity: zz-none, list: us-entity-list}\n", 4, "zz-none"),
    ("dangling list", "listings:\n  - {entity: huawei, list: zz-list}\n", 4, "zz-list"),
    ("dangling place", "places:\n  - {id: zz-p, name: Pppp, level: city, within: [zz-q]}\n", 4, "zz-q"),
    ("person and firm of one id", "people:\n  - {id: huawei, name: Hua Wei}\n", 4, "organisation"),
    (
        "since after until",
        OFFICE + "people:\n  - id: a-b\n    name: A B\n    held:\n"
        "      - {office: zz-mayor, since: 2023-05-01, until: 2022}\n",
        9,
        "after until",
    ),
    (
        "two mayors",
        OFFICE + "people:\n  - {id: a-b, name: A B, held: [{office: zz-mayor, since: 2020, until: 2023-05-01}]}\n"
        "  - {id: c-d, name: C D, held: [{office: zz-mayor, since: 2022-05-01}]}\n",
        7,
        "one holder at a time",
    ),
    (
        "listed twice",
        "listings:\n  - {entity: huawei, list: us-uvl, since: 2020}\n"
        "  - {entity: huawei, list: us-uvl, since: 2021}\n",
        5,
        "already",
    ),
    ("dangling owner", "ownerships:\n  - {unit: huawei, owner: zz-none}\n", 4, "zz-none"),
    ("own unit", "ownerships:\n  - {unit: huawei, owner: huawei}\n", 4, "its own unit"),
    (
        "owned twice",
        TWO_FIRMS + "ownerships:\n  - {unit: zz-b, owner: zz-a, since: 2020}\n"
        "  - {unit: zz-b, owner: zz-a, since: 2021}\n",
        8,
        "already",
    ),
    (
        "owned backwards",
        TWO_FIRMS + "ownerships:\n  - {unit: zz-b, owner: zz-a, since: 2020, until: 2019}\n",
        7,
        "after",
    ),
    ("theme without words", "themes:\n  - {id: zz-t, name: Tulips}\n", 4, "'words' is missing"),
    ("theme's word twice", "themes:\n  - {id: zz-t, name: Tulips, words: [bulb, bulb]}\n", 4, "given twice"),
    (
        "suspended is a time",
        "listings:\n  - {entity: huawei, list: us-uvl, since: 2020-01-01, suspended: 2021-01-01}\n",
        4,
        "suspended",
    ),
    ("seen is a day", "listings:\n  - {entity: huawei, list: us-uvl, seen: 2020-01}\n", 4, "seen"),
]


@pytest.mark.parametrize(("body", "line", "message"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_file_is_named_with_its_line(
    overlay: Overlay, small_world: str, body: str, line: int, message: str
) -> None:
    folder = overlay(body)
    with pytest.raises(KnowledgeError) as caught:
        load([small_world, folder])
    assert message in str(caught.value)
    assert caught.value.path == f"{folder}/own.yml"
    assert caught.value.line == line


def test_a_fact_needs_a_source(tmp_path: Path, small_world: str) -> None:
    own = tmp_path / "sourceless"
    own.mkdir()
    (own / "own.yml").write_text("people:\n  - {id: a-b, name: A B}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="no `source`") as caught:
        load([small_world, str(own)])
    assert caught.value.line == 2


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no such folder"):
        load([str(tmp_path / "nowhere")])


def test_terms_may_share_the_day_of_handover_and_rough_dates_may_touch(overlay: Overlay, small_world: str) -> None:
    known = load([overlay(
        OFFICE + "people:\n"
        "  - {id: a-b, name: A B, held: [{office: zz-mayor, since: 2020, until: 2021-06-01}]}\n"
        "  - {id: c-d, name: C D, held: [{office: zz-mayor, since: 2021-06-01, until: 2023}]}\n"
        "  - {id: e-f, name: E F, held: [{office: zz-mayor, since: 2023-04}]}\n"
    )])  # fmt: skip
    names = [[p.name for p in holders(known, "zz-mayor", dt.date(*day))] for day in [(2020, 3, 1), (2021, 6, 1)]]
    assert names == [["A B"], ["C D", "A B"]]
    assert not known.terms_by_person["e-f"][0].exact


def test_an_overlay_replaces_with_its_own_source(overlay: Overlay, known: Knowledge) -> None:
    folder = overlay(
        "organisations:\n  - {id: huawei, type: company, name: Huawei, country: CN, aliases: [Hwawei]}\n"
    )
    changed = load([folder])
    assert candidates(changed, "Hwawei") == ("huawei",)
    assert candidates(known, "Hwawei") == ()
    assert changed.organisations["huawei"].source.source == "a gazette"
    assert changed.listings_by_entity["huawei"] == known.listings_by_entity["huawei"]


def test_further_names_add_up_over_files_and_folders(tmp_path: Path, small_world: str) -> None:
    folders = []
    for name in ("Ren's firm", "Hua Wei Ji Shu"):
        folder = tmp_path / fold(name)
        folder.mkdir()
        rows = f'also_called:\n  - {{entity: huawei, names: ["{name}"]}}\n'
        (folder / "a.yml").write_text(f"source: a gazette\nchecked: 2026-01-02\n{rows}", encoding="utf-8")
        (folder / "b.yml").write_text(
            f'source: a gazette\nchecked: 2026-01-02\nalso_called: [{{entity: huawei, names: ["{name} too"]}}]\n',
            "utf-8",
        )
        folders.append(str(folder))
    known = load([small_world, *folders])
    assert known.organisations["huawei"].aliases == (
        "Ren's firm", "Ren's firm too", "Hua Wei Ji Shu", "Hua Wei Ji Shu too",
    )  # fmt: skip


def test_norway_is_a_country(overlay: Overlay, small_world: str) -> None:
    known = load([small_world, overlay("people:\n  - {id: a-b, name: A B, country: NO}\n")])
    assert known.people["a-b"].country == "NO"


def test_a_later_overlay_wins(tmp_path: Path, small_world: str) -> None:
    folders = [small_world]
    for name in ("One Name", "Other Name"):
        folder = tmp_path / name[:3]
        folder.mkdir()
        body = f"source: s\nchecked: 2026-01-02\npeople:\n  - {{id: zz-x, name: {name}}}\n"
        (folder / "own.yaml").write_text(body, encoding="utf-8")
        folders.append(str(folder))
    assert load(folders).people["zz-x"].name == "Other Name"


@pytest.mark.parametrize("damage", [b"", b"not a pickle", pickle.dumps(print), pickle.dumps({"a": 1})])
def test_a_broken_cache_is_rebuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "retinue").mkdir()
    (tmp_path / "retinue" / "knowledge-00.pickle").write_bytes(damage)
    assert cache.read("00") is None


def test_the_cache_gives_back_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: Knowledge
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.write("01", known)
    found = cache.read("01")
    assert found is not None
    assert found.organisations == known.organisations
    assert found.places["cn"] == known.places["cn"]


def test_a_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: Knowledge
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert not cache.write("02", known)


PAGES = list(pages_of()[0])


@pytest.mark.parametrize("page", PAGES, ids=[page.path for page in PAGES])
def test_every_bundled_file_is_sound(page: object) -> None:
    validated(page)  # type: ignore[arg-type]


def test_the_bundled_knowledge_is_of_useful_size(known: Knowledge) -> None:
    kinds = [organisation.type for organisation in known.organisations.values()]
    assert kinds.count("company") >= 350  # type: ignore[arg-type]
    assert kinds.count("media") >= 120  # type: ignore[arg-type]
    assert sum(map(len, known.listings_by_entity.values())) >= 150
    assert len(known.places) >= 30_000
    assert set(known.event_kinds) == set(EventType)


def test_every_listing_says_where_it_is_published(known: Knowledge) -> None:
    listings = [listing for found in known.listings_by_entity.values() for listing in found]
    assert [listing for listing in listings if listing.since is None and listing.seen is None] == []
    assert len([listing for listing in listings if listing.citation is None]) <= 2


def test_no_two_organisations_have_one_name(known: Knowledge) -> None:
    seen: dict[str, str] = {}
    for organisation in known.organisations.values():
        other = seen.setdefault(fold(organisation.name), organisation.id)
        assert other == organisation.id
