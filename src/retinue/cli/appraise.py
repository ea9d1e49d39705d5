"""Read a folder of annotated articles from scratch, in memory, and score the record against them."""

from __future__ import annotations

import json
from pathlib import Path

from retinue.evaluate import GoldError, Scores, read_gold, score
from retinue.export.contents import keys_by_event
from retinue.export.jsonl import document_line, event_line
from retinue.fuse import fuse
from retinue.ingest import read_paths
from retinue.model import Failure, Record
from retinue.pipeline import Tools, read
from retinue.run import attempt
from retinue.settings import Settings

__all__ = ["appraise", "read_folder"]


def read_folder(folder: Path, tools: Tools) -> list[Record]:
    """Every readable document under a folder; those that can't be read are left out and so score as empty."""
    records = []
    for item in read_paths([folder], tools.settings):
        if not isinstance(item, Failure) and not item.source.endswith(".json"):
            outcome = attempt(item, lambda raw: read(raw, tools))
            if isinstance(outcome, Record):
                records.append(outcome)
    return records


def appraise(folder: Path, settings: Settings) -> Scores:
    """Scores of the record that is read from `folder`. Raises GoldError."""
    gold, tools = read_gold(folder), Tools.build(settings)
    records = read_folder(folder, tools)
    happenings = fuse(records, tools.knowledge).happenings
    keys = keys_by_event(happenings)
    documents = [json.loads(document_line(record, keys)) for record in records]
    try:
        return score(documents, [json.loads(event_line(one)) for one in happenings], gold)
    except KeyError as error:
        raise GoldError(
            f"{folder}: an entity, event, statement or listed row of an annotation lacks {error}"
        ) from error
