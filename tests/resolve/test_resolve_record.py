"""From annotation to record: names, offices, places, and words behind every slot."""

from __future__ import annotations

import datetime as dt

import pytest

from factory import DAY, article
from retinue.annotate import Reader, annotate
from retinue.knowledge import Knowledge
from retinue.model import (
    Annotation,
    Coded,
    Entity,
    EntityType,
    EventDraft,
    EventType,
    ListedDraft,
    Precision,
    Record,
    Referent,
    Span,
)
from retinue.resolve import resolve
from retinue.resolve.offices import office_of

TEXT = (
    "Premier Han Mei visited Lumen in Shenzhen, Guangdong on Friday. "
    "Mr Otto Brandt of Orsa Foods Ltd said it was late."
)


def drafted(annotation: Annotation) -> EventDraft:
    """A visit read from the first sentence."""
    at = {m.text: i for i, m in enumerate(annotation.mentions)}
    text = annotation.article.text
    start = text.index("visited")
    return EventDraft(
        EventType.VISIT,
        Span(start, start + 7),
        Span(0, text.index(".")),
        "visit.verb",
        actors=(at["Han Mei"],),
        recipients=(at["Lumen"],),
        places=(at["Guangdong"], at["Shenzhen"]),
        time=0,
        start=annotation.times[0].start,
        end=annotation.times[0].end,
        precision=Precision.DAY,
    )


@pytest.fixture(scope="module")
def record(reader: Reader, knowledge: Knowledge) -> Record:
    annotation = annotate(article(TEXT), reader, knowledge)
    lumen = next(i for i, m in enumerate(annotation.mentions) if m.text == "Lumen")
    listed = ListedDraft(lumen, "us-entity-list", "2019", Span(0, 5))
    return resolve(annotation, Coded((drafted(annotation),), (listed,), ("Meridian",)), "digest", knowledge)


def entity(record: Record, name: str) -> Entity:
    return next(e for e in record.entities if e.name == name)


@pytest.mark.model
def test_known_and_unknown_names_stand_side_by_side(record: Record) -> None:
    known, unknown = entity(record, "Lumen Technology Group"), entity(record, "Orsa Foods Ltd")
    assert (known.known, known.type, known.country, known.mentions) == ("lumen", EntityType.COMPANY, "US", ("Lumen",))
    assert (unknown.known, unknown.wikidata) == (None, None)
    assert unknown.reason


@pytest.mark.model
def test_places_are_no_entities_and_stand_narrow_before_wide(record: Record) -> None:
    assert all(e.type is not EntityType.PLACE for e in record.entities)
    assert record.events[0].places == ("Shenzhen", "Guangdong")


@pytest.mark.model
def test_every_slot_leads_to_exact_words(record: Record) -> None:
    event = record.events[0]
    names = [field.name for field in event.fields]
    assert {"type", "actor", "recipient", "place", "start", "end", "status", "signal"} <= set(names)
    for field in event.fields:
        assert field.span is not None
        assert field.span.of(record.article.text) == field.wording
    assert [f.wording for f in event.fields if f.name == "start"] == ["Friday"] or "Friday" in event.evidence


@pytest.mark.model
def test_ids_tie_the_record_together(record: Record) -> None:
    event = record.events[0]
    assert event.actors == (entity(record, "Han Mei").id,)
    assert event.recipients == (entity(record, "Lumen Technology Group").id,)
    assert [(row.list, row.since) for row in record.listed] == [("US Entity List", "2019")]
    assert {s.speaker for s in record.statements} <= {e.id for e in record.entities}
    assert record.origins == ("Meridian",)


@pytest.mark.model
def test_a_full_name_sheds_its_mister(record: Record) -> None:
    assert entity(record, "Otto Brandt").mentions == ("Otto Brandt",)


def referent(office: str | None = None) -> Referent:
    return Referent(0, EntityType.PERSON, "Bo An", ("bo-an",), office=office)


@pytest.mark.parametrize(
    ("office", "day", "title"),
    [
        (None, dt.date(2020, 6, 1), "Premier of China"),
        (None, dt.date(2024, 6, 1), "Minister of Commerce of China"),
        ("cn-premier", dt.date(2024, 6, 1), "Premier of China"),
        (None, dt.date(2001, 6, 1), None),
        ("Governor of Para", dt.date(2001, 6, 1), "Governor of Para"),
        (None, None, "Premier of China"),
    ],
)
def test_the_office_is_that_of_the_day_unless_the_article_says_which(
    knowledge: Knowledge, office: str | None, day: dt.date | None, title: str | None
) -> None:
    assert office_of(referent(office), "bo-an", day, knowledge) == title


@pytest.mark.model
def test_a_name_that_fits_several_stays_open(reader: Reader, knowledge: Knowledge) -> None:
    annotation = annotate(article("Lumen spoke.", published=DAY), reader, knowledge)
    both = tuple(Referent(r.index, r.type, r.name, ("lumen", "aerix"), reason=r.reason) for r in annotation.referents)
    open_ = Annotation(annotation.article, annotation.parsed, annotation.mentions, both, ())
    found = resolve(open_, Coded(), "digest", knowledge).entities[0]
    assert (found.known, found.name) == (None, "Lumen")
    assert "lumen, aerix" in found.reason
