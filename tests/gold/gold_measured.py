"""Read annotated articles through the real pipeline and give the measures; shared by the tests and gate.py."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from retinue.cli.appraise import read_folder
from retinue.cli.demo import sample_folder
from retinue.evaluate import Scores, read_gold, score
from retinue.export.jsonl import document_line, event_line
from retinue.export.material import keys_by_event
from retinue.fuse import fuse
from retinue.ingest import read_paths
from retinue.model import Failure, RawItem, Record
from retinue.pipeline import Tools
from retinue.settings import Settings

HERE = Path(__file__).resolve().parent
SAMPLE_GOLD = HERE / "sample"
FLOORS = HERE / "floors.json"
SHARED = HERE.parents[2] / "shared"
SHARED_GOLD = SHARED / "gold" / "en"
SEEDS = SHARED / "seeds"
# What floors are kept for; scores per event type are shown by `retinue evaluate` and have none.
MEASURES = (
    "text", "published", "publisher", "origins", "entities_recall", "office", "events", "events_exact",
    "slot_actors", "slot_recipients", "slot_date", "slot_place", "slot_status", "slot_signal",
    "statements", "listed", "fusion_b3", "fusion_links", "discrepancies_recall",
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What the pipeline makes of a folder, in the shape of the export."""

    records: tuple[Record, ...]
    documents: tuple[Mapping[str, Any], ...]
    events: tuple[Mapping[str, Any], ...]


class Bench:
    """Loads settings, knowledge and model once, when first needed."""

    @cached_property
    def tools(self) -> Tools:
        """Bundled knowledge and default settings, whatever the environment says."""
        return Tools.build(Settings())

    def read(self, folder: Path) -> Reading:
        """Every article under `folder`, read and fused."""
        records = read_folder(folder, self.tools)
        happenings = fuse(records, self.tools.knowledge).happenings
        keys = keys_by_event(happenings)
        documents = tuple(json.loads(document_line(record, keys)) for record in records)
        return Reading(tuple(records), documents, tuple(json.loads(event_line(one)) for one in happenings))

    def measure(self, articles: Path, gold: Path) -> dict[str, float]:
        """Measure → value, 0 to 1, of the record read from `articles` against the annotations in `gold`.

        Raises ValueError when an annotated article was not read: a failure is to be seen, not to be averaged away.
        """
        reading, annotated = self.read(articles), read_gold(gold)
        unread = {doc["doc"] for doc in annotated.documents} - {doc["doc"] for doc in reading.documents}
        if unread:
            raise ValueError(f"not read: {', '.join(sorted(unread))}; `retinue run {articles}` tells why")
        return values(score(reading.documents, reading.events, annotated))


def values(scores: Scores) -> dict[str, float]:
    """The measures that floors are kept for."""
    return {name: scores.measures[name].value for name in MEASURES}


def join_sample(folder: Path) -> Path:
    """Lay the sample's annotations beside plain UTF-8 copies of its articles, as `read_gold` wants them.

    A row of JSON lines becomes a file of its own: its page, or its title and text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    items = {item.doc: item for item in sample_items()}
    for path in sorted(SAMPLE_GOLD.glob("*.json")):
        (folder / path.name).write_bytes(path.read_bytes())
        if path.stem in items:
            row = json.loads(path.read_text("utf-8"))
            (folder / row["file"]).write_text(_as_text(items[path.stem]), "utf-8")
    return folder


def sample_items() -> Iterable[RawItem]:
    """The sample's documents. Raises ValueError when one can't be taken in."""
    for item in read_paths([sample_folder()], Settings()):
        if isinstance(item, Failure):
            raise ValueError(f"{item.source}: {item.message}")
        yield item


def _as_text(item: RawItem) -> str:
    if isinstance(item.content, bytes):
        return item.content.decode("gbk" if item.doc.endswith("-gbk") else "utf-8")
    return item.content if item.html else f"{item.given['title']}\n\n{item.content}"


def digest(*folders: Path) -> str:
    """SHA-256, in hex, over names and contents of all files in `folders`."""
    total = hashlib.sha256()
    for path in sorted((p for folder in folders for p in folder.iterdir() if p.is_file()), key=lambda p: p.name):
        total.update(f"{path.name}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def gold_folders(part: str) -> tuple[Path, ...]:
    """Where the annotated articles of a part of floors.json lie: "sample" or "shared_en"."""
    return (SAMPLE_GOLD, sample_folder()) if part == "sample" else (SHARED_GOLD,)


def read_floors() -> dict[str, Any]:
    """floors.json: part → measure → floor, with the digest of the annotated articles it was set on."""
    floors: dict[str, Any] = json.loads(FLOORS.read_text("utf-8"))
    return floors
