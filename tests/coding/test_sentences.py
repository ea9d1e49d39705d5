"""Constructions that news uses for each type of act, one made-up sentence each, and what is read in every slot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from retinue.model import Event, EventType, Record

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("coding")]

LINES = (Path(__file__).parent / "sentences.tsv").read_text("utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]


def _names(record: Record, ids: tuple[str, ...]) -> set[str]:
    return {entity.name for entity in record.entities if entity.id in ids}


def _set(cell: str) -> set[str]:
    return set(cell.split("+")) if cell else set()


def _fits(record: Record, event: Event, row: tuple[str, ...]) -> bool:
    _, kind, actors, recipients, start, status = row
    whom = _names(record, event.recipients)
    return (
        event.type == kind
        and (actors == "*" or _names(record, event.actors) == _set(actors))
        and (recipients == "*" or (_set(recipients) <= whom and bool(whom) is bool(recipients)))
        and (start == "*" or str(event.start or "") == start)
        and (status == "*" or event.status == status)
    )


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:60] for row in ROWS])
def test_act_is_read(row: tuple[str, ...], read: Callable[[str], Record]) -> None:
    record = read(row[0])
    assert any(_fits(record, event, row) for event in record.events), record.events


def test_every_type_has_sentences() -> None:
    assert {row[1] for row in ROWS} == set(EventType)


NOTHING_HAPPENED = [
    "If the Commerce Department blacklisted Lenovo, its suppliers would suffer.",
    "Premier Li Qiang has never visited Nvidia.",
    "The European Commission could fine Apple next year.",
    "Officials urged the Commerce Department to blacklist Lenovo.",
    "Analysts expect chip prices to rise in July.",
    "Huawei sold 40 million phones in China in 2023.",
    "Regulators should investigate Meta, the newspaper wrote.",
    "Would the ministry approve the merger of Intel and AMD?",
    "The premier's spokesman refused to say whether Li Qiang would visit BYD.",
    "Apple opened a new store in Mumbai on Tuesday.",
    "Tim Cook visited a school in Ohio on Monday.",
    "Sprinter Marco Delgado was suspended for two years on Friday.",
    "The jury gave Lena Voss the award for best actress, worth 50,000 euros, on Monday.",
    "Jonas Brandt sued Milo Kern over a photograph last week.",
]


@pytest.mark.parametrize("text", NOTHING_HAPPENED)
def test_no_event_where_nothing_is_told_to_have_happened(text: str, read: Callable[[str], Record]) -> None:
    assert [(event.type, event.status) for event in read(text).events] == []
