"""Annotated articles (the shared folder's or the sample's) as records: perfect input for fusing."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

from retinue.model import (
    Article,
    Entity,
    EntityType,
    Event,
    EventType,
    Precision,
    Published,
    Record,
    Reliability,
    Signal,
    Span,
    Status,
)


def records(folder: Path) -> dict[str, Record]:
    """Every gold record of `folder` by document id."""
    paths = sorted(p for p in folder.glob("*.json") if p.name != "clusters.json")
    return {p.stem: record(json.loads(p.read_text(encoding="utf-8")), folder) for p in paths}


def gold_keys(folder: Path) -> dict[str, str]:
    """ "doc/event" → the annotated key."""
    paths = sorted(p for p in folder.glob("*.json") if p.name != "clusters.json")
    rows = (json.loads(p.read_text(encoding="utf-8")) for p in paths)
    return {f"{row['doc']}/{event['id']}": event["key"] for row in rows for event in row["events"]}


def record(row: dict[str, Any], folder: Path) -> Record:
    """One gold record; its text is the article with the annotated debris taken out."""
    text = _text(folder / row["file"], row)
    entities = tuple(_entity(e) for e in row["entities"])
    witnessed = Reliability.HIGH if row["published"] else Reliability.NONE
    published = Published(_date(row["published"]), "given", witnessed)
    article = Article(
        doc=row["doc"],
        source=row["file"],
        text=text,
        title=row["title"],
        title_end=len(row["title"]) if text.startswith(row["title"] or "\0") else 0,
        language=row["language"],
        published=published,
        publisher=row["publisher"],
        syndicated_from=row["syndicated_from"],
    )
    events = tuple(_event(e, text) for e in row["events"])
    return Record(article, hashlib.sha256(text.encode()).hexdigest(), tuple(row["origins"]), entities, events)


def _text(path: Path, row: dict[str, Any]) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = re.sub(r"(?is)<(script|style|head)\b.*?</\1>", " ", text)
        text = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<!--.*?-->", " ", text)))
    text = _flat(text)
    for line in sorted(row["boilerplate"], key=len, reverse=True):
        text = text.replace(_flat(line), " ")
    return _flat(text)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _entity(row: dict[str, Any]) -> Entity:
    return Entity(
        row["id"], EntityType(row["type"]), row["name"], None, tuple(row.get("aliases", ())), row.get("name_en"),
        row.get("office"), row.get("country"), row.get("wikidata"), tuple(row["mentions"]),
    )  # fmt: skip


def _event(row: dict[str, Any], text: str) -> Event:
    at = max(text.find(_flat(row["evidence"])), 0)
    return Event(
        id=row["id"],
        type=EventType(row["type"]),
        actors=tuple(row["actors"]),
        recipients=tuple(row["recipients"]),
        places=tuple(row["places"]),
        start=_date(row["start"]),
        end=_date(row["end"]),
        precision=Precision(row["precision"]),
        status=Status(row["status"]),
        signal=Signal(row["signal"]),
        origin=row["origin"],
        evidence=row["evidence"],
        span=Span(at, min(at + len(row["evidence"]), len(text))),
        confidence=0.9,
        rule="gold",
        amounts=tuple(row.get("amounts") or ()),
    )


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
