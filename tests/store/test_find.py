"""Searching: every filter and every count against a slow reading of the same happenings, one by one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from store_made import a_happening, a_record

from retinue.errors import UsageError
from retinue.knowledge.fold import fold
from retinue.model import (
    Discrepancy,
    Entity,
    EntityType,
    EventType,
    Happening,
    Party,
    Precision,
    Record,
    Report,
    Restriction,
    Signal,
    SourceKind,
    Status,
)
from retinue.store import Store
from retinue.store.find import EVENT_FACETS, Finder, Wanted
from retinue.store.query import DocumentQuery, Query, Sort

PERSON, FIRM, BODY = EntityType.PERSON, EntityType.COMPANY, EntityType.BODY
ANA = Party("Ana Roe", PERSON, "Minister of Industry", "ana-roe")
HAN = Party("Han", PERSON, "Mayor of Hangzhou")
NORD, HUAWEI, CLOUD = (
    Party("Nordwind Cells", FIRM),
    Party("Huawei", FIRM, None, "huawei"),
    Party("Huawei Cloud", FIRM),
)
ELAN, HAN_FIRM = Party("Élan Authority", BODY, None, "elan"), Party("海康威视", FIRM, None, "hikvision")
EVERYBODY = (ANA, HAN, NORD, HUAWEI, CLOUD, ELAN, HAN_FIRM, Party('50%_"Odd"', EntityType.ORGANIZATION))
COUNTRIES = {"ana-roe": "CZ", "huawei": "CN", "hikvision": "CN"}
DOCS = {
    "a": "Minister Ana Roe toured Nordwind Cells in Brno on Monday.",
    "b": "海康威视 was visited; the Élan Authority opened a probe.",
    "c": "Nothing but 50% of _odd_ words; DROP TABLE documents.",
    "d": "An earlier word, replaced.",
}
PLACES = ("Brno", "Hangzhou", "Han", "深圳")
LISTS = ("US Entity List", "Entity List of the EU")
KINDS = {"person": PERSON, "firm": FIRM, "body": BODY}


# ----------------------------------------------------------------------------------- the slow way
def value(party: Party) -> str:
    return party.known or f'"{party.name}"'


def names_of(h: Happening, field: str) -> dict[str, str]:
    """Value → label of one facet, read from the happening itself."""
    sides = (*h.actors, *h.recipients)
    if field in ("party", *KINDS):
        return {value(p): p.name for p in sides if field == "party" or p.type is KINDS[field]}
    plain: dict[str, Iterable[str | None]] = {
        "office": [p.office for p in sides], "place": h.places, "list": [r.list for r in h.restrictions],
        "outlet": [r.publisher for r in h.reports], "origin": [r.origin for r in h.reports],
    }  # fmt: skip
    if field in plain:
        return {f'"{name}"': name for name in plain[field] if name}
    read = any(r.doc in DOCS for r in h.reports)  # documents tell of which country a party is
    exact: dict[str, Iterable[str]] = {
        "type": [h.type], "status": [h.status], "signal": [h.signal], "decided": ["undecided"],
        "discrepancy": [d.field for d in h.discrepancies], "doc": [r.doc for r in h.reports],
        "source": [r.root_kind for r in h.reports],
        "country": [COUNTRIES[p.known] for p in sides if p.known in COUNTRIES and read], "year": years(h),
    }  # fmt: skip
    return {one: one for one in exact[field]}


def years(h: Happening) -> list[str]:
    first, last = h.start or h.end, h.end or h.start
    if first is None or last is None:
        return []
    return [f"{year:04}" for year in range(first.year, min(last.year, first.year + 20) + 1)]


PART = {"party", "person", "firm", "body", "office", "place", "list", "outlet", "origin"}


def names_fit(h: Happening, field: str, wanted: str, everywhere: Iterable[Happening]) -> bool:
    held = names_of(h, field)
    if field not in PART or any(wanted in names_of(one, field) for one in everywhere):
        return wanted in held
    if len(wanted) > 1 and wanted[0] == wanted[-1] == '"':
        return any(fold(label) == fold(wanted) for label in held.values())
    return bool(fold(wanted)) and any(fold(wanted) in fold(label) for label in held.values())


def fits(h: Happening, query: Query, everywhere: list[Happening], without: Iterable[str] = ()) -> bool:
    """Does this happening answer the query? Words are left to tests of their own."""
    first, last = h.start or h.end, h.end or h.start
    under_way = h.end is None and h.status is Status.ONGOING
    checks: dict[str, Callable[[Any], bool]] = {
        "listed": lambda v: bool(h.restrictions) is v,
        "contradicted": lambda v: bool(h.discrepancies) is v,
        "dated": lambda v: (first is not None) is v,
        "since": lambda v: under_way or (last is not None and last >= v),
        "until": lambda v: first is not None and first <= v,
        "min_origins": lambda v: h.independent_origins >= v,
        "min_confidence": lambda v: h.confidence >= v - 1e-9,
        "max_confidence": lambda v: h.confidence <= v + 1e-9,
    }
    for name in Query.names():
        wanted = getattr(query, name)
        if name in without or name in ("sort", "text") or wanted is None or wanted == ():
            continue
        if isinstance(wanted, tuple):
            if not any(names_fit(h, name, one, everywhere) for one in wanted):
                return False
        elif not checks[name](wanted):
            return False
    return True


def ordered(found: list[Happening], sort: Sort) -> list[str]:
    sizes: dict[str, Callable[[Happening], float | None]] = {
        "date": lambda h: d.toordinal() if (d := h.start or h.end) else None,
        "origins": lambda h: h.independent_origins, "reports": lambda h: len(h.reports),
        "confidence": lambda h: h.confidence, "discrepancies": lambda h: len(h.discrepancies),
    }  # fmt: skip
    size, sign = sizes[sort.lstrip("-")], -1 if sort.startswith("-") else 1

    def place(h: Happening) -> tuple[bool, float, str]:
        number = size(h)
        return number is None, sign * (number or 0), h.key

    return [h.key for h in sorted(found, key=place)]


# -------------------------------------------------------------------------------------- made input
days = st.none() | st.dates(dt.date(2019, 12, 1), dt.date(2021, 3, 1))
sides = st.lists(st.sampled_from(EVERYBODY), max_size=3, unique=True).map(tuple)
reports = st.lists(
    st.builds(
        Report, st.sampled_from([*DOCS, "gone"]), st.just("v1"), st.sampled_from(["Ledger", "Daily Ledger", None]),
        st.sampled_from(["Xinhua", "ČTK", None]), days,
        root_kind=st.sampled_from([SourceKind.UNKNOWN, SourceKind.AGENCY]),
    ),
    min_size=1, max_size=3,
).map(tuple)  # fmt: skip


@st.composite
def happenings(draw: st.DrawFn, most: int = 8) -> list[Happening]:
    return [
        draw(
            st.builds(
                Happening, key=st.just(f"k{n}"), type=st.sampled_from(list(EventType)[:3]), actors=sides,
                recipients=sides, places=st.lists(st.sampled_from(PLACES), max_size=2, unique=True).map(tuple),
                start=days, end=days, precision=st.just(Precision.DAY), status=st.sampled_from(list(Status)[:3]),
                signal=st.sampled_from(list(Signal)[:2]), reports=reports, independent_origins=st.integers(0, 3),
                discrepancies=st.lists(
                    st.builds(Discrepancy, st.sampled_from(["start", "type"]), st.just({"a": "x"})), max_size=2,
                    unique_by=lambda d: d.field,
                ).map(tuple),
                restrictions=st.lists(
                    st.builds(Restriction, st.just("x"), st.sampled_from(LISTS), st.none(), st.just("s")), max_size=2
                ).map(tuple),
                confidence=st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), reasons=st.just(()),
            )
        )
        for n in range(draw(st.integers(0, most)))
    ]  # fmt: skip


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.just(()) | st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(tuple)


queries = st.builds(
    Query,
    type=some("visit", "meeting"),
    status=some("occurred", "ongoing"),
    signal=some("support"),
    party=some("huawei", "odd", '"Han"', "nobody"),
    person=some("ana-roe", "han", '"han"'),
    office=some("minister", "of"),
    firm=some("huawei", "Huawei", "cells", "海康", '"Huawei"'),
    body=some("elan", "ELAN AUTH"),
    place=some("han", '"Han"', "深", "brno"),
    country=some("CZ", "CN", "cz"),
    list=some("entity list", '"US Entity List"'),
    listed=st.none() | st.booleans(),
    outlet=some("ledger", '"Ledger"'),
    origin=some("čtk", "ctk", "Xin"),
    source=some("agency", "unknown"),
    doc=some("a", "c"),
    since=days,
    until=days,
    dated=st.none() | st.booleans(),
    min_origins=st.none() | st.integers(0, 3),
    contradicted=st.none() | st.booleans(),
    discrepancy=some("start", "type"),
    decided=some("undecided", "accepted"),
    min_confidence=st.none() | st.sampled_from([0.25, 0.5]),
    max_confidence=st.none() | st.sampled_from([0.5, 0.75]),
    # orders by the change and by what a decision would change have tests of their own
    sort=st.sampled_from([s for s in Sort if s not in (Sort.CHANGED, Sort.REVIEW)]),
)


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    yield from _filled(place)


@pytest.fixture
def in_file(tmp_path: Path) -> Iterator[Store]:
    """In a file alone: for what does not ask the database anything more."""
    yield from _filled(str(tmp_path / "t.db"))


def _filled(place: str) -> Iterator[Store]:
    with Store.open(place) as opened:
        for doc, text in DOCS.items():
            people = tuple(
                Entity(f"e{n}", p.type, p.name, p.known, country=COUNTRIES.get(p.known or ""))
                for n, p in enumerate(EVERYBODY)
            )
            opened.put(tell(doc, text, doc, *people), "c")
        yield opened


def tell(doc: str, text: str, digest: str, *people: Entity) -> Record:
    """A document without a headline that tells of nothing."""
    record = a_record(doc, digest * 64, text, entities=people, events=(), statements=(), listed=())
    return replace(record, article=replace(record.article, title=None))


slow = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@slow
@given(made=happenings(), query=queries)
def test_each_answer_is_that_of_reading_all_one_by_one(store: Store, made: list[Happening], query: Query) -> None:
    store.put_happenings(made)
    finder = Finder(store, every=0)
    single = [query, *(Query(**{name: getattr(query, name)}) for name in Query.names())]
    for one in single:
        found = finder.events(one, Wanted(100))
        answering = [h for h in made if fits(h, one, made)]
        assert found.total == len(answering)
        assert list(found.keys) == ordered(answering, one.sort), one


@slow
@given(made=happenings(), query=queries)
def test_each_count_is_that_of_reading_all_one_by_one(in_file: Store, made: list[Happening], query: Query) -> None:
    in_file.put_happenings(made)
    found = Finder(in_file, every=0).events(query, Wanted(1, facets=EVENT_FACETS, top=100))
    for name in EVENT_FACETS:
        own = ("since", "until", "dated") if name == "year" else (name,)
        counts = Counter(v for h in made if fits(h, query, made, own) for v in names_of(h, name))
        assert {c.value: c.count for c in found.facets[name] if c.count} == counts, name


@slow
@given(made=happenings(), more=happenings(), query=queries)
def test_following_changes_gives_what_starting_anew_gives(
    store: Store, made: list[Happening], more: list[Happening], query: Query
) -> None:
    finder = Finder(store, every=0)
    for batch in (made, more, made):
        store.put_happenings(batch)
        held, anew = (f.events(query, Wanted(3, facets=EVENT_FACETS)) for f in (finder, Finder(store, every=0)))
        assert held == anew


@slow
@given(made=happenings(), query=queries, limit=st.integers(1, 4))
def test_pages_hold_each_key_once_and_lead_back(
    in_file: Store, made: list[Happening], query: Query, limit: int
) -> None:
    in_file.put_happenings(made)
    finder = Finder(in_file, every=0)
    pages, cursor = [], None
    while True:
        page = finder.events(query, Wanted(limit, cursor))
        pages.append(page)
        if (cursor := page.next) is None:
            break
    assert [key for page in pages for key in page.keys] == list(finder.keys(query))
    for before, after in pairwise(pages):
        assert after.first == before.first + len(before.keys)
        assert finder.events(query, Wanted(limit, after.previous)).keys == before.keys
    assert pages[0].previous is None


def test_a_cursor_stays_where_it_was_while_events_come_and_go(store: Store) -> None:
    def day(n: int) -> Happening:
        return a_happening(f"k{n}", start=dt.date(2024, 1, n), end=None)

    finder = Finder(store, every=0)
    store.put_happenings([day(n) for n in (2, 4, 6, 8)])
    first = finder.events(Query(sort=Sort.EARLIEST), Wanted(2))
    assert first.keys == ("k2", "k4")
    store.put_happenings([day(n) for n in (1, 2, 5, 6, 8)])  # the page's last is gone, others came before and after
    assert finder.events(Query(sort=Sort.EARLIEST), Wanted(2, first.next)).keys == ("k5", "k6")


# ------------------------------------------------------------------------------------------- words
@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("toured", ["k1"]), ("tours Monday", ["k1"]), ('"on Monday"', ["k1"]), ('"Monday on"', []), ("visi*", ["k2"]),
        ("海康", ["k2"]), ("Huawei", ["k3"]), ("Huawei DROP", ["k3"]), ("elan", ["k2"]), ("nothing toured", []),
        ("replaced", []), ("newest", ["k4"]), ("?!", []), ("深圳", ["k3"]), ("Roe", ["k1"]),
    ],
)  # fmt: skip
def test_words_are_sought_in_reports_and_names(store: Store, words: str, keys: list[str]) -> None:
    none = {"actors": (), "recipients": (), "places": (), "restrictions": ()}
    store.put(tell("d", "The newest word.", "e"), "c")
    store.put_happenings(
        [
            a_happening("k1", "a", **none), a_happening("k2", "b", **none),
            a_happening("k3", "c", actors=(HUAWEI,), recipients=(), places=("深圳",)), a_happening("k4", "d", **none),
        ]
    )  # fmt: skip
    assert sorted(Finder(store).events(Query(text=words)).keys) == keys


INJECTIONS = [
    "' OR 1=1 --",
    '" OR "',
    "%",
    "_",
    "\\",
    "*",
    '"*"',
    "NEAR(a b)",
    "title:x",
    "a AND NOT b",
    "{}[]^",
    "\0",
]


@slow
@given(words=st.text(max_size=30))
@example("".join(INJECTIONS))
def test_no_words_upset_the_search(store: Store, words: str) -> None:
    finder = Finder(store)
    for field in ("text", "firm", "outlet", "doc"):
        try:
            query = Query.parse([({"text": "q"}.get(field, field), words)])
        except UsageError:
            continue
        finder.events(query, Wanted(facets=("firm",)))
        finder.documents(DocumentQuery(text=words.strip()))


@pytest.mark.parametrize("words", INJECTIONS)
def test_signs_mean_themselves(store: Store, words: str) -> None:
    store.put_happenings([a_happening("k1", "a"), a_happening("k2", "c", recipients=(EVERYBODY[-1],))])
    assert Finder(store).events(Query(firm=(words,))).total == 0


def test_another_name_in_the_documents_leads_to_its_bearer(store: Store) -> None:
    known = Entity("e1", FIRM, "Huawei", "huawei", aliases=("华为技术",))
    store.put(tell("z", "x", "f", known), "c")
    store.put_happenings([a_happening("k1", recipients=(HUAWEI,)), a_happening("k2")])
    assert Finder(store).events(Query(firm=("华为技术",))).keys == ("k1",)


def test_what_finds_nothing_is_answered_with_names_like_it(store: Store) -> None:
    store.put_happenings([a_happening("k1", recipients=(HUAWEI,))])
    [first, *_] = Finder(store).events(Query(firm=("Huawey",))).instead
    assert (first.field, first.given, first.value, first.label) == ("firm", "Huawey", "huawei", "Huawei")
    [word, *_] = Finder(store).events(Query(text="Huawey")).instead
    assert (word.field, word.given, word.value) == ("text", "Huawey", "huawei")


# --------------------------------------------------------------------------------- documents, cursors
def test_documents_are_found_by_words_outlet_and_day(store: Store) -> None:
    finder = Finder(store, every=0)
    assert finder.documents(DocumentQuery(text="toured")).keys == ("a",)
    assert finder.documents(DocumentQuery(outlet=("ledger",))).total == len(DOCS)
    assert finder.documents(DocumentQuery(since=dt.date(2024, 3, 6))).total == 0
    assert finder.documents(DocumentQuery(), Wanted(2)).keys == ("a", "b")
    store.put(tell("a", "Something else.", "9"), "c")
    assert finder.documents(DocumentQuery(text="toured")).total == 0
    store.revive("a", "a" * 64)
    assert finder.documents(DocumentQuery(text="toured")).keys == ("a",)


@pytest.mark.parametrize("cursor", ["x", "é", "W10", "WyJkYXRlIiwgMSwgMV0", "bm90aGluZw==", "a" * 999])
def test_a_cursor_that_is_none_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(UsageError, match="first page"):
        Finder(store).events(Query(), Wanted(cursor=cursor))


def test_a_fusion_that_changes_nothing_moves_nothing(store: Store) -> None:
    finder = Finder(store, every=0)
    store.put_happenings([a_happening("k1"), a_happening("k2")])
    before = finder.events(Query()).number
    store.put_happenings([a_happening("k2"), a_happening("k1")])
    assert finder.events(Query()).number == before
    store.put_happenings([a_happening("k2")])
    after = finder.events(Query())
    assert (after.number > before, after.keys) == (True, ("k2",))
