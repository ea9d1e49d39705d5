"""Hand-made and generated records for the store's tests."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from retinue.model import (
    Article,
    Confidence,
    Credit,
    Discrepancy,
    Dropped,
    Entity,
    EntityType,
    Event,
    EventType,
    Field,
    Happening,
    Judged,
    Listed,
    Party,
    Precision,
    Published,
    Record,
    Related,
    Reliability,
    Report,
    Restriction,
    Settled,
    Signal,
    Span,
    Statement,
    Status,
)

TEXT = "Minister Ana Roe toured Nordwind Cells in Brno on Monday. She said the plant deserves help."


def a_record(doc: str = "a", sha256: str = "1" * 64, text: str = TEXT, **more: object) -> Record:
    """One visit, one statement, one listed row, with every optional part filled."""
    span = Span(text.index("toured"), text.index(" on Monday")) if "toured" in text else Span(0, len(text))
    article = Article(
        doc=doc,
        source=f"news/{doc}.txt",
        text=text,
        title="Roe tours Nordwind",
        language="en",
        published=Published(dt.date(2024, 3, 5), "meta", Reliability.HIGH, "5 March 2024"),
        publisher="The Daily Ledger",
        credits=(Credit("ČTK", "agency", "(ČTK)"),),
        dateline=Span(0, 4),
        dropped=(Dropped("Subscribe now", "newsletter", 7),),
    )
    entities = (
        Entity(
            "e1", EntityType.PERSON, "Ana Roe", "ana-roe", ("Róe",), office="Minister of Industry", country="CZ",
            mentions=("Ana Roe", "She"), spans=(Span(0, 4), Span(4, 8)),
        ),
        Entity("e2", EntityType.COMPANY, "Nordwind Cells", wikidata="Q1"),
    )  # fmt: skip
    event = Event(
        "v1", EventType.VISIT, ("e1",), ("e2",), ("Brno",), dt.date(2024, 3, 4), dt.date(2024, 3, 4),
        Precision.DAY, Status.OCCURRED, Signal.SUPPORT, "ČTK", span.of(text), span, 0.75, "tour",
        amounts=("2",), fields=(Field("actor", "e1", Span(0, 4), text[:4], "subject"),), reasons=("because",),
    )  # fmt: skip
    said = Statement("e1", "indirect", "said", text[:9], Span(0, 9), ("e2",), Span(1, 3))
    listed = (Listed("e2", "US Entity List", "2019-05", Span(1, 2)),)
    record = Record(article, sha256, ("ČTK",), entities, (event,), (said,), listed)
    return Record(**{name: more.get(name, getattr(record, name)) for name in Record.__slots__})  # type: ignore[arg-type]


def a_happening(key: str = "k1", *docs: str, **more: object) -> Happening:
    """The fused visit of `a_record`, reported by `docs` as event v1."""
    happening = Happening(
        key=key,
        type=EventType.VISIT,
        actors=(Party("Ana Roe", EntityType.PERSON, "Minister of Industry", "ana-roe", "Q7"),),
        recipients=(Party("Nordwind Cells", EntityType.COMPANY),),
        places=("Brno", "Moravia"),
        start=dt.date(2024, 3, 4),
        end=dt.date(2024, 3, 4),
        precision=Precision.DAY,
        status=Status.OCCURRED,
        signal=Signal.SUPPORT,
        reports=tuple(Report(doc, "v1", "The Daily Ledger", None, dt.date(2024, 3, 5)) for doc in docs or ("a",)),
        independent_origins=1,
        discrepancies=(Discrepancy("start", {"a": "2024-03-04", "b": "2024-03-03"}, "can't both be"),),
        restrictions=(Restriction("Nordwind Cells", "US Entity List", "2019", "a register"),),
        fields=(Settled("start", "2024-03-04", ("a/v1",), ("b/v1",), "more origins", 0.9),),
        related=(Related("stop_of", "k2", "the same days", 0.6),),
    )
    return Happening(**{name: more.get(name, getattr(happening, name)) for name in Happening.__slots__})  # type: ignore[arg-type]


# What takes a database of schema 7 back to 3, and to 2.
_MEMORY = ("unfused", "unmade", "outdated", "texts", "sketches", "likenesses", "tellings", "blocks", "ties")
BACK_TO_3 = (
    "DROP TABLE passed_over",
    *(f"DROP TRIGGER fulltext_{name}" for name in ("in", "out", "insert", "delete")),
    *(f"DROP INDEX documents_{name}" for name in ("changed", "published")),
    *(f"DROP INDEX {name}" for name in ("entities_office", "entities_upper", "names_upper")),
    "DROP TABLE fulltext",
    "DROP VIEW fulltext_content",
    "DROP TABLE happening_facts",
    "DROP TABLE searches",
    "ALTER TABLE dropped DROP COLUMN after",
    "ALTER TABLE documents DROP COLUMN changed",
    "DROP TABLE copies",
    "DROP INDEX reports_root",
    *(f"ALTER TABLE reports DROP COLUMN {name}" for name in ("taken", "taken_from", "root", "root_kind")),
    *(f"DROP TABLE {name}" for name in _MEMORY),
    "DROP INDEX happening_parties_identity",
    "ALTER TABLE happening_parties DROP COLUMN identity",
    "DROP INDEX links_right",
    *(f"ALTER TABLE links DROP COLUMN {name}" for name in ("points", "copied", "candidate")),
    "ALTER TABLE happenings DROP COLUMN first",
    "ALTER TABLE happenings ADD COLUMN ordinal INTEGER DEFAULT 0 NOT NULL",
    "UPDATE retinue_schema SET version = 3",
)
BACK_TO_2 = (
    *BACK_TO_3,
    "DROP TABLE judged",
    "DROP TABLE judgements",
    "DROP INDEX happenings_decided",
    "ALTER TABLE happenings DROP COLUMN decided",
    "ALTER TABLE happenings DROP COLUMN decisions",
    "ALTER TABLE happenings DROP COLUMN fields",
    "ALTER TABLE happenings DROP COLUMN related",
    "UPDATE retinue_schema SET version = 2",
)


# ------------------------------------------------------------------------------------------ generated
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
maybe = st.none() | words
days = st.none() | st.dates()


def tuples(of: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=most).map(tuple)


def spans(text: str) -> st.SearchStrategy[Span]:
    inside = st.integers(0, len(text))
    return st.tuples(inside, inside).map(lambda pair: Span(min(pair), max(pair)))


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Any record that may be stored: odd characters, empty parts, events without anybody."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
    span = spans(text)
    ids = draw(st.lists(names, unique=True, max_size=4))
    entities = tuple(
        draw(
            st.builds(
                Entity, id=st.just(one), type=st.sampled_from(EntityType), name=words, known=maybe,
                aliases=tuples(words), name_en=maybe, office=maybe, country=maybe, wikidata=maybe,
                mentions=tuples(words), spans=tuples(span), reason=words,
            )
        )
        for one in ids
    )  # fmt: skip
    refs = tuples(st.sampled_from(ids)) if ids else st.just(())
    chance = st.floats(0, 1)
    field = st.builds(Field, words, words, st.none() | span, words, words, st.none() | chance)
    sure = st.builds(Confidence, st.sampled_from(Judged), chance, tuples(words))
    events = tuple(
        draw(
            st.builds(
                Event, id=st.just(one), type=st.sampled_from(EventType), actors=refs, recipients=refs,
                places=tuples(words), start=days, end=days, precision=st.sampled_from(Precision),
                status=st.sampled_from(Status), signal=st.sampled_from(Signal), origin=maybe, evidence=words,
                span=span, confidence=st.floats(0, 1), rule=words, amounts=tuples(words), fields=tuples(field),
                reasons=tuples(words), confidences=tuples(sure),
            )
        )
        for one in draw(st.lists(names, unique=True, max_size=3))
    )  # fmt: skip
    speaker = st.sampled_from(ids) if ids else st.nothing()
    published = st.builds(Published, days, maybe, st.sampled_from(Reliability), maybe)
    article = st.builds(
        Article, doc=st.just("a"), source=words, text=st.just(text), title=maybe, title_end=st.integers(0, 9),
        language=maybe, published=published, publisher=maybe, syndicated_from=maybe,
        credits=tuples(st.builds(Credit, words, words, words)), dateline=st.none() | span,
        dropped=tuples(st.builds(Dropped, words, words, st.integers(0, 9))),
    )  # fmt: skip
    said = st.builds(Statement, speaker, words, maybe, words, span, refs, st.none() | span)
    return Record(
        draw(article), draw(st.sampled_from(["1" * 64, "2" * 64])), draw(tuples(words)), entities, events,
        draw(tuples(said)) if ids else (),
        draw(tuples(st.builds(Listed, speaker, words, maybe, span))) if ids else (),
    )  # fmt: skip


@st.composite
def happenings(draw: st.DrawFn) -> tuple[Happening, ...]:
    """Any fused set with distinct keys."""
    party = st.builds(Party, words, st.sampled_from(EntityType), maybe, maybe, maybe)
    report = st.builds(Report, words, words, maybe, maybe, days, maybe, words)
    discrepancy = st.builds(
        Discrepancy,
        words,
        st.dictionaries(words, words, max_size=3),
        words,
        maybe,
        st.integers(0, 9),
        st.floats(0, 9),
    )
    settled = st.builds(Settled, words, words, tuples(words), tuples(words), words, st.floats(0, 1))
    related = st.builds(Related, words, words, words, st.floats(0, 1))
    restriction = st.builds(Restriction, words, words, maybe, words)
    return tuple(
        draw(
            st.builds(
                Happening, key=st.just(key), type=st.sampled_from(EventType), actors=tuples(party),
                recipients=tuples(party), places=tuples(words), start=days, end=days,
                precision=st.sampled_from(Precision), status=st.sampled_from(Status),
                signal=st.sampled_from(Signal), reports=tuples(report), independent_origins=st.integers(0, 9),
                discrepancies=tuples(discrepancy), restrictions=tuples(restriction), confidence=st.floats(0, 1),
                reasons=tuples(words), fields=tuples(settled), related=tuples(related),
            )
        )
        for key in draw(st.lists(names, unique=True, max_size=3))
    )  # fmt: skip
