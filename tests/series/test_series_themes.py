"""Events on a theme of policy: by the sentence that tells them, and by the headline they stand under."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from series_made import made

from factory import article
from retinue.knowledge import Knowledge, Source, Theme
from retinue.model import Article, Decided, Event, EventType, Precision, Record, Report, Signal, Span, Status
from retinue.series import Kind, Side, find_subject, happenings_of, near_names
from retinue.store import Store

TULIPS = Theme(
    "tulips", "tulip rules", ("郁金香",), (), (), ("tulip licence", "郁金香"), Source("a law", dt.date(2026, 1, 2))
)
FILLER = "Nothing else was said about it by anybody who was there on that day. " * 8
DOCS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "sentence": ("The ministry acts", ("It gave Acme a tulip licence.", "It fined Corvo.")),
    "headline": ("Tulip licences for all", ("The ministry acted on Acme.", FILLER, "It fined Corvo years ago.")),
    "aside": ("The ministry acts", ("It fined Acme.", FILLER, "The tulip licence is another matter.")),
    "han": ("部委行动", ("部委发布郁金香条例。",)),
    "nothing": ("The ministry acts", ("It fined Acme over tulips.",)),
}


def record(doc: str) -> Record:
    title, sentences = DOCS[doc]
    body = " ".join(sentences)
    whole = replace(article(body, title=title), doc=doc, source=f"{doc}.txt")
    acts = [s for s in sentences if s != FILLER and "another matter" not in s]
    return Record(whole, doc, events=tuple(_act(n, whole, words) for n, words in enumerate(acts, 1)))


def _act(number: int, whole: Article, words: str) -> Event:
    start = whole.text.index(words)
    return Event(
        f"v{number}", EventType.APPROVAL, (), (), (), None, None, Precision.UNKNOWN, Status.OCCURRED, Signal.NEUTRAL,
        None, words, Span(start, start + len(words)), 0.9, "made",
    )  # fmt: skip


@pytest.fixture(scope="module")
def known(knowledge: Knowledge) -> Knowledge:
    return replace(knowledge, themes={"tulips": TULIPS})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("themes") / "a.db") as store:
        told = [record(doc) for doc in DOCS]
        for one in told:
            store.put(one, "made")
        acts = [(one.article.doc, event.id) for one in told for event in one.events]
        store.put_happenings(
            [
                made(f"{doc} {event}", f"2024-03-{n:02d}", reports=(Report(doc, event, None, None, None),))
                for n, (doc, event) in enumerate(acts, 1)
            ]
            + [made("rejected", decided=Decided.REJECTED, reports=(Report("sentence", "v9", None, None, None),))]
        )
        yield store


def keys(known: Knowledge, store: Store, name: str) -> list[str]:
    subject = find_subject(name, known, store)
    assert subject
    assert subject.kind is Kind.THEME
    found, side = happenings_of(subject, known, store)
    assert side is Side.EITHER
    return [one.key for one in found]


def test_acts_told_in_the_words_of_a_theme_or_right_under_them(known: Knowledge, store: Store) -> None:
    assert keys(known, store, "theme:tulips") == ["sentence v1", "headline v1", "han v1"]


@pytest.mark.parametrize("name", ["tulips", "Tulip rules", "郁金香", "theme: tulip rules"])
def test_a_theme_goes_by_its_id_and_names(name: str, known: Knowledge, store: Store) -> None:
    assert keys(known, store, name)


def test_a_kind_before_a_colon_is_the_only_one_meant(known: Knowledge, store: Store) -> None:
    assert find_subject("firm:tulips", known, store) is None
    assert find_subject("theme:", known, store) is None
    assert find_subject("theme:tulips", known, store, (Kind.FIRM,)) is None
    firm = find_subject("firm:Lumen", known, store)
    assert firm
    assert firm.kind is Kind.FIRM


def test_themes_are_offered_where_a_name_is_nearly_one(known: Knowledge, store: Store) -> None:
    assert "theme:tulips" in near_names("tulip rule", known, store)
