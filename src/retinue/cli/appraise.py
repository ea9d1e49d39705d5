"""Read a folder of annotated articles from scratch, in memory, and score the record against them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retinue.evaluate import (
    Case,
    Change,
    Gold,
    GoldError,
    Scores,
    browse,
    compared,
    read_earlier,
    read_gold,
    score,
    split,
)
from retinue.export.jsonl import document_line, event_line
from retinue.export.material import keys_by_event
from retinue.fuse import fuse
from retinue.ingest import read_paths
from retinue.model import Failure, Record
from retinue.pipeline import Tools, read
from retinue.run import attempt
from retinue.settings import Settings

__all__ = ["DEVELOPMENT", "HELD", "WHOLE", "Appraisal", "Sheet", "appraise", "read_folder"]

WHOLE, DEVELOPMENT, HELD = "all", "development", "held_out"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The scores on one part of the gold; `changes` since an earlier evaluation, when there is one."""

    documents: tuple[str, ...]
    scores: Scores
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Appraisal:
    """Scores by part, and every error of the part that may be looked at; `notes` are for the reader."""

    parts: Mapping[str, Sheet]
    cases: tuple[Case, ...]
    notes: tuple[str, ...] = ()


def read_folder(folder: Path, tools: Tools) -> list[Record]:
    """Every readable document under a folder; those that can't be read are left out and so score as empty."""
    records = []
    for item in read_paths([folder], tools.settings):
        if not isinstance(item, Failure) and not item.source.endswith(".json"):
            outcome = attempt(item, lambda raw: read(raw, tools))
            if isinstance(outcome, Record):
                records.append(outcome)
    return records


def appraise(folder: Path, settings: Settings, hold: tuple[float, int] | None, old: Path | None) -> Appraisal:
    """Scores of the record that is read from `folder`, and the errors.

    `hold` is the fraction of the articles to keep unseen and the seed that chooses them: no error of those is
    given. `old` is the JSON of an earlier evaluation to compare with. Raises GoldError.
    """
    whole, earlier = read_gold(folder), read_earlier(old) if old else {}
    golds = dict(zip((DEVELOPMENT, HELD), split(whole, *hold), strict=True)) if hold else {WHOLE: whole}
    if empty := [name for name, gold in golds.items() if not gold.documents]:
        raise GoldError(f"{folder}: the {empty[0]} part would be empty; choose another fraction or seed")
    if earlier and not earlier.keys() & golds.keys():
        raise GoldError(f"{old}: was split into {', '.join(earlier)}, not {', '.join(golds)}; use the same --holdout")
    tools = Tools.build(settings)
    records = read_folder(folder, tools)
    scores = _scores(folder, records, tools, golds)
    parts, notes = {}, []
    for name, gold in golds.items():
        documents = tuple(document["doc"] for document in gold.documents)
        then = earlier.get(name)
        parts[name] = Sheet(documents, scores[name], compared(then, scores[name]) if then else ())
        if then and then.documents != set(documents):
            notes.append(f"{name}: {old} scored other articles ({len(then.documents)} then, {len(documents)} now)")
    shown = next(iter(golds))
    by_doc = {record.article.doc: record for record in records}
    return Appraisal(parts, tuple(browse(scores[shown], by_doc, golds[shown])), tuple(notes))


def _scores(folder: Path, records: Sequence[Record], tools: Tools, golds: Mapping[str, Gold]) -> dict[str, Scores]:
    happenings = fuse(records, tools.knowledge).happenings
    keys = keys_by_event(happenings)
    documents: list[dict[str, Any]] = [json.loads(document_line(record, keys)) for record in records]
    fused = [json.loads(event_line(one)) for one in happenings]
    try:
        return {name: score(documents, fused, gold) for name, gold in golds.items()}
    except KeyError as error:
        raise GoldError(
            f"{folder}: an entity, event, statement or listed row of an annotation lacks {error}"
        ) from error
