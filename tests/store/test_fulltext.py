"""Searching by words: SQLite and PostgreSQL find the same documents, by one rule of what a word is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from store_made import a_record

import postgres_server
from retinue.store import Page, Store
from retinue.store.fulltext import matching_ids, pieces
from retinue.store.postgres_text import LONGEST

pytestmark = pytest.mark.xdist_group("postgresql")

TEXTS = {
    "visit": "Minister Ana Roe visited Nordwind Cells; the visitors were visibly pleased by their visits.",
    "slash": "Fees/taxes rose 8.5% on 2022-07-21, said ana.roe@example.org (see https://example.org/a/b_c?d=e-f).",
    "hyphen": "The ride-hailing firm's state-of-the-art e-car: AT&T, U.S., G20, 5G, F-35, 3,000 jobs, -7 degrees.",
    "accents": "Škoda's café in São Paulo naïvely served Führer and élan; ÅNGSTRÖM; ﬁnance; Straße.",
    "han": "华为技术有限公司 (Huawei) 访问了深圳。李强总理、王毅 and 台積電 in カタカナ; 第5代.",
    "other": "Премьер Мишустин посетил завод. Йога, ёлка. Ο πρωθυπουργός επισκέφθηκε. يوم الأحد. 서울시장 방문.",
    "news": "News of the new newspapers: generously dying skies, policies, policy, police; running ran runs.",
    "stop": "To be or not to be: that is the question, and the who of it all, by The Who.",
    "title": "Something else entirely stands here, without the words above it.",
    "marks": "a_b c__d x²y H₂O ½ №5 Ⅷ 𝔘𝔫𝔦 i̇stanbul İzmir ǆ ς Σ don't “quoted” … *stars* (par) [br] {cu} <lt> \\ \" '",
    "empty": "?!",
}  # fmt: skip
TITLES = {"title": "Above all: trade war", "han": "深圳 visit"}
QUERIES = (
    "visit", "visits VISITED", "visitor", '"ana roe"', '"roe ana"', '"nordwind cells" pleased', "taxes",
    "fees/taxes", "07", "2022-07-21", "8.5", '"8 5"', "5", "example", "ana.roe@example.org", "a/b_c", "hailing",
    "ride-hailing", '"ride hailing firm"', "art", "at&t", "u.s.", "us", "g20", "5g", "35", "f-35", "3,000",
    "3000", "-7", "firm's", "skoda", "Škoda", "cafe", "CAFÉ", "sao", "naively", "fuhrer", "elan", "angstrom",
    "ångström", "finance", "strasse", "straße", "华为", "技术 深圳", "为华", "有限公司", "李强总理", "huawei",
    "台積電", "台积电", "カタカナ", "タカ", "第5代", "премьер", "МИШУСТИН", "йога", "иога", "ёлка", "елка",
    "πρωθυπουργός", "يوم", "서울시장", "방문", "news", "new", "newspaper", "generous", "die", "dying", "sky",
    "skies", "policy", "police", "polic*", "run", "ran", "to be", '"to be or not to be"', "the", "who",
    '"the who"', "that*", "above", '"trade war"', "war something", '"war something"', '"visit 华"', "a_b", "c",
    "x²y", "h2o", "½", "№5", "Ⅷ", "uni", "istanbul", "İstanbul", "izmir", "don't", "dont", "quoted", "stars",
    "vis*", "nord* cel*", "zz*", "* *", "?!", '""', "deep visits*", "x*", "5*",
)  # fmt: skip
# Where the two differ, and why: (query, documents only SQLite finds, documents only PostgreSQL finds).
DIFFERENT = {
    "½": ({"marks"}, set()),  # a number to SQLite, a sign to PostgreSQL's classes of letters
    "Ⅷ": ({"marks"}, set()),
    "x²y": (set(), set()),
}


@pytest.fixture(scope="module")
def stores(
    tmp_path_factory: pytest.TempPathFactory, postgres: postgres_server.Databases
) -> Iterator[tuple[Store, Store]]:
    """The same documents in both."""
    path = tmp_path_factory.mktemp("fulltext") / "t.db"
    with postgres.lent() as url, Store.open(path) as file, Store.open(url) as server:
        for store in (file, server):
            for doc, text in TEXTS.items():
                store.put(made(doc, text), "c")
        yield file, server


def made(doc: str, text: str) -> object:
    record = a_record(doc, f"{len(doc):064}", text, entities=(), events=(), statements=(), listed=())
    language = {"han": "zh", "other": None}.get(doc, "en")
    return replace(record, article=replace(record.article, title=TITLES.get(doc), language=language))


def found(store: Store, query: str) -> set[str]:
    return {hit.doc for hit in store.search(query, Page(100))}


@pytest.mark.parametrize("query", QUERIES)
def test_both_find_the_same_documents(stores: tuple[Store, Store], query: str) -> None:
    file, server = (found(store, query) for store in stores)
    lacking, more = DIFFERENT.get(query, (set(), set()))
    assert (file - server, server - file) == (lacking, more)


def test_each_word_of_each_text_leads_to_it(stores: tuple[Store, Store]) -> None:
    for doc, text in TEXTS.items():
        for word in text.split():
            hits = [found(store, word) for store in stores]
            if any(c.isalnum() for c in word) and not set(word) & set("²₂½Ⅷ№"):
                assert doc in hits[0], word
                assert hits[0] == hits[1], word


def test_searching_with_facets_asks_for_the_same(stores: tuple[Store, Store]) -> None:
    for query in QUERIES:
        for piece in pieces(query):
            told = []
            for store in stores:
                with store.asking() as connection:
                    told.append(sorted(matching_ids(connection, piece)))
            if query not in DIFFERENT:
                assert told[0] == told[1], piece


words = st.text(st.sampled_from("abcéÅß 华为-_/.,'0159ЖйΣ*\"\n"), max_size=14)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@example(text="e.g. 1e5 0x1F 1.2.3.4 C++ -0", query="1e5")
@example(text="0/0", query='"0 0"')
@given(text=words, query=words)
def test_whatever_is_written_both_find_it_alike(stores: tuple[Store, Store], text: str, query: str) -> None:
    for store in stores:
        store.put(made("any", text), "c")
    file, server = (found(store, query) for store in stores)
    assert file == server


def test_beyond_the_longest_indexed_text_only_a_file_finds(stores: tuple[Store, Store]) -> None:
    text = "word " * (LONGEST // 5) + " beyondtheend"
    for store in stores:
        store.put(made("long", text), "c")
    assert [found(store, "beyondtheend") for store in stores] == [{"long"}, set()]
