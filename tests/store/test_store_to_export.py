"""What the check of a run lets through can be stored and exported: the two agree on what is sound."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from store_made import records

from retinue.export.jsonl import document_line
from retinue.model import Record
from retinue.run.check import faults


def mended(record: Record, language: str | None, country: str | None) -> Record:
    """The record with words where its spans say, so that only the odder faults are left."""
    text = record.article.text
    return replace(
        record,
        article=replace(record.article, language=language, title_end=0),
        entities=tuple(replace(one, country=country, wikidata=None) for one in record.entities),
        events=tuple(replace(one, evidence=one.span.of(text), start=None) for one in record.events),
        statements=tuple(replace(one, content=one.span.of(text), kind="direct") for one in record.statements),
        listed=tuple(replace(one, since="2019") for one in record.listed),
    )


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(
    record=records(),
    language=st.sampled_from([None, "en", "EN", "en\n", ""]),
    country=st.sampled_from([None, "CN", "cn"]),
)
def test_a_record_without_faults_can_be_exported(record: Record, language: str | None, country: str | None) -> None:
    sound = mended(record, language, country)
    assume(not list(faults(sound)))
    assert json.loads(document_line(sound, {}))["doc"] == "a"
