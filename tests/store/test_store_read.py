"""What a reader asks: filters, pages, search, people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from store_made import a_happening, a_record

from retinue.model import Entity, EntityType, EventType, Party, Precision, Signal, Status
from retinue.store import EventFilter, Page, StatementFilter, Store


@pytest.fixture(scope="module")
def store(module_places: Callable[[], str]) -> Iterator[Store]:
    probe = a_happening(
        "k2", "b", type=EventType.REGULATORY_ACTION, actors=(Party("Élan Authority", EntityType.BODY),),
        recipients=(Party("50%_Holding", EntityType.COMPANY),), places=(), status=Status.ONGOING,
        signal=Signal.CONTROL, start=dt.date(2024, 6, 1), end=None, restrictions=(),
    )  # fmt: skip
    undated = a_happening("k3", "c", start=None, end=None, precision=Precision.UNKNOWN, restrictions=())
    with Store.open(module_places()) as opened:
        opened.put(a_record("a"), "c1")
        opened.put(a_record("b", text="Nothing toured here, but the Élan Authority opened a probe on Monday."), "c1")
        opened.put_happenings([undated, probe, a_happening("k1", "a")])
        yield opened


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        (EventFilter(), ["k1", "k2", "k3"]),
        (EventFilter(type=EventType.VISIT), ["k1", "k3"]),
        (EventFilter(actor="ana"), ["k1", "k3"]),
        (EventFilter(actor="ana-roe"), ["k1", "k3"]),
        (EventFilter(actor="nordwind"), []),
        (EventFilter(firm="nordwind"), ["k1", "k3"]),
        (EventFilter(firm="ÉLAN"), ["k2"]),
        (EventFilter(firm="0%_h"), ["k2"]),
        (EventFilter(firm="%"), ["k2"]),
        (EventFilter(place="brno"), ["k1", "k3"]),
        (EventFilter(status=Status.ONGOING), ["k2"]),
        (EventFilter(signal=Signal.SUPPORT), ["k1", "k3"]),
        (EventFilter(since=dt.date(2024, 3, 4)), ["k1", "k2"]),
        (EventFilter(since=dt.date(2024, 3, 5)), ["k2"]),
        (EventFilter(since=dt.date(2025, 1, 1)), ["k2"]),  # still under way
        (EventFilter(until=dt.date(2024, 3, 4)), ["k1"]),
        (EventFilter(until=dt.date(2024, 3, 3)), []),
        (EventFilter(listed=True), ["k1"]),
        (EventFilter(listed=False), ["k2", "k3"]),
        (EventFilter(listed="entity list"), ["k1"]),
        (EventFilter(doc="b"), ["k2"]),
        (EventFilter(type=EventType.VISIT, listed=True, place="Brno", doc="a"), ["k1"]),
    ],
)
def test_filters(store: Store, wanted: EventFilter, keys: list[str]) -> None:
    assert [one.key for one in store.happenings(wanted)] == keys
    assert store.count_happenings(wanted) == len(keys)


def test_pages_join_to_the_whole(store: Store) -> None:
    pages = [store.happenings(page=Page(1, offset)) for offset in range(4)]
    assert [one.key for page in pages for one in page] == ["k1", "k2", "k3"]
    assert [one.key for one in store.happenings(page=Page(None, 1))] == ["k2", "k3"]


def test_search_wants_all_words_and_whole_phrases(store: Store) -> None:
    assert {hit.doc for hit in store.search("monday")} == {"a", "b"}
    assert [hit.doc for hit in store.search('"nordwind cells" plant')] == ["a"]
    assert [hit.doc for hit in store.search("elan")] == ["b"]
    assert store.search("monday", Page(1))[0].excerpt.count("[") == 1
    assert store.search("nordwind -monday NOT") == ()


@settings(max_examples=40)
@example(query="a\0b")
@given(query=st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_no_query_upsets_the_search(store: Store, query: str) -> None:
    store.search(query)


def test_search_takes_stems_beginnings_and_han_apart(place: str) -> None:
    text = "华为技术有限公司 was visited in 深圳."
    with Store.open(place) as store:
        store.put(a_record("han", "9" * 64, text, entities=(), events=(), statements=(), listed=()), "c")
        for query in ("华为", "技术 深圳", "visits", "visit*", '"was visited"', "VISITED"):
            assert [hit.doc for hit in store.search(query)] == ["han"], query
        assert store.search("为华") == ()
        assert store.search("华为")[0].excerpt.startswith("[华为]技术有限公司")


def test_statements_name_speaker_and_subject(store: Store) -> None:
    (said, _) = store.statements(StatementFilter(speaker="roe", about="nordwind"))
    assert (said.doc, said.speaker, said.office) == ("a", "Ana Roe", "Minister of Industry")
    assert said.about == ("Nordwind Cells",)
    assert store.statements(StatementFilter(speaker="nordwind")) == ()
    assert len(store.statements(StatementFilter(doc="b", since=dt.date(2024, 3, 5), until=dt.date(2024, 3, 5)))) == 1
    assert store.statements(StatementFilter(since=dt.date(2024, 3, 6))) == ()


@pytest.mark.parametrize("name", ["Ana Roe", "ana roe", "RÓE", "ana-roe"])
def test_history_by_name_alias_or_id(store: Store, name: str) -> None:
    found = store.history(name)
    assert found is not None
    assert (found.name, found.type, found.known) == ("Ana Roe", EntityType.PERSON, "ana-roe")
    assert found.offices == (("Minister of Industry", dt.date(2024, 3, 5), dt.date(2024, 3, 5), 2),)
    assert [one.key for one in found.events] == ["k1", "k3"]
    assert len(found.statements) == 2
    assert "She" in found.names


def test_history_of_a_firm_tells_its_lists(store: Store) -> None:
    found = store.history("nordwind cells")
    assert found is not None
    assert found.listed == (("US Entity List", "2019-05", "a"), ("US Entity List", "2019-05", "b"))
    assert store.history("nordwind") is None
    assert [one.name for one in store.names("nordw")] == ["Nordwind Cells"]


def test_counts(store: Store) -> None:
    counts = store.counts()
    assert (counts.documents, counts.versions, counts.happenings, counts.events) == (2, 2, 3, 2)
    assert (counts.entities, counts.statements, counts.listed, counts.problems) == (4, 2, 2, 0)


def test_more_documents_than_one_batch_come_back_in_order(place: str) -> None:
    with Store.open(place) as store:
        for number in range(450):
            entities = (Entity("e1", EntityType.PERSON, f"Person {number}"),)
            store.put(a_record(f"d{number:03}", entities=entities, events=(), statements=(), listed=()), "c1")
        found = list(store.records())
    assert [one.article.doc for one in found] == [f"d{number:03}" for number in range(450)]
    assert [one.entities[0].name for one in found] == [f"Person {number}" for number in range(450)]
