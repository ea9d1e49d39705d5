"""A folder of finished shards: for each part of the input one Parquet file of results and one mark that it is whole.

    parts/3f/3f…-9a….parquet    a row per document: what it wishes to be called, where it lives, what came of it
    parts/3f/3f….json           the mark: the file's name and SHA-256, and how many rows of each kind
    cuts/…json                  where a large file was cut
    notes/…                     at which document a worker is, while it reads

A shard's name rests on its part of the input and on all that decides how it is read, so that a change of either makes
another shard. Everything is written beside its place and then renamed: what is there is whole.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from retinue.ingest import Part
from retinue.model import Failure, PassedOver, Record
from retinue.run.attempt import Outcome

__all__ = ["KNOWN", "Mark", "Row", "Shards"]

KNOWN = "known"
AT_ONCE = 64  # rows in memory while writing and reading
SCHEMA = pa.schema(
    [
        ("number", pa.int32()),
        ("wish", pa.string()),
        ("home", pa.string()),
        ("source", pa.string()),
        ("sha256", pa.string()),
        ("kind", pa.string()),
        ("failure", pa.string()),
        ("passed_over", pa.string()),
        ("record", pa.string()),
    ]
)
RECORDS = TypeAdapter(Record)
FAILURES = TypeAdapter(Failure)
PASSED = TypeAdapter(PassedOver)


class Row(NamedTuple):
    """One document of a shard, the `number`th from 0.

    `wish` is the id it would like and `home` where it lives, both empty for what could not be taken in. `outcome` is
    None when the worker was told that this content had been read before.
    """

    number: int
    wish: str
    home: str
    source: str
    sha256: str
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A shard is whole: its file beside the mark, the file's digest, and what is in it.

    `kinds` counts rows; `aside` records that are no documents; `transient` failures that may be none next time, of
    which `retry` are worth trying again at once.
    """

    shard: str
    source: str
    file: str
    sha256: str
    bytes: int
    kinds: Mapping[str, int] = field(default_factory=dict)
    aside: Mapping[str, int] = field(default_factory=dict)
    transient: int = 0
    retry: int = 0


class Shards:
    """The folder. Raises OSError when it can't be written to."""

    def __init__(self, folder: Path, version: str) -> None:
        self.folder, self._version = folder, version

    def name(self, part: Part) -> str:
        """What the shard of a part is called."""
        return hashlib.sha256(f"{part.digest} {self._version}".encode()).hexdigest()[:24]

    # --------------------------------------------------------------------------------------- marks
    def mark(self, part: Part) -> Mark | None:
        """The mark of a part that was read whole, if its file is still there."""
        place = self._place(self.name(part))
        try:
            mark = Mark(**json.loads(place.with_suffix(".json").read_bytes()))
            whole = (place.parent / mark.file).stat().st_size == mark.bytes
        except (FileNotFoundError, ValueError, TypeError):
            return None
        return mark if whole else None

    def sound(self, mark: Mark) -> bool:
        """True when the file is still what was written."""
        with (self._place(mark.shard).parent / mark.file).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == mark.sha256

    def forget(self, mark: Mark) -> None:
        """Take the mark away, so that the part is read again."""
        self._place(mark.shard).with_suffix(".json").unlink(missing_ok=True)

    def _place(self, name: str) -> Path:
        return self.folder / "parts" / name[:2] / name

    # ---------------------------------------------------------------------------------------- rows
    def write(self, part: Part, rows: Iterable[Row], aside: Counter[str]) -> Mark:
        """Write the rows of a part as they come, then its mark."""
        name = self.name(part)
        place = self._place(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        making = place.with_name(f".{name}.{os.uname().nodename}.{os.getpid()}")
        kinds: Counter[str] = Counter()
        unsettled: Counter[str] = Counter()
        try:
            with pq.ParquetWriter(making, SCHEMA, compression="zstd") as writer:
                for batch in _batches(_counted(rows, kinds, unsettled)):
                    writer.write_batch(pa.RecordBatch.from_pylist(batch, schema=SCHEMA))
            digest = _digest(making)
            file = f"{name}-{digest[:12]}.parquet"
            size = making.stat().st_size
            _flush(making)
            making.rename(place.parent / file)
        finally:
            making.unlink(missing_ok=True)
        told = (dict(kinds), dict(aside), unsettled["transient"], unsettled["retry"])
        mark = Mark(name, part.source, file, digest, size, *told)
        _put(place.with_suffix(".json"), asdict(mark))
        return mark

    def rows(self, mark: Mark) -> Iterator[Row]:
        """The documents of a shard in order, a few in memory at a time."""
        with pq.ParquetFile(self._place(mark.shard).parent / mark.file) as file:
            for batch in file.iter_batches(AT_ONCE):
                yield from map(_row, batch.to_pylist())

    def unread(self, mark: Mark) -> Iterator[tuple[Row, bool]]:
        """Its documents without what came of them, each with whether it was left unread because it was known."""
        with pq.ParquetFile(self._place(mark.shard).parent / mark.file) as file:
            for batch in file.iter_batches(AT_ONCE, columns=SCHEMA.names[:6]):
                yield from ((_row(plain), plain["kind"] == KNOWN) for plain in batch.to_pylist())

    # ---------------------------------------------------------------------------------- cuts, notes
    def cuts(self, part: Part) -> tuple[Part, ...] | None:
        """How a large file was cut, if it was."""
        try:
            return _CUTS.validate_json((self.folder / "cuts" / f"{part.digest}.json").read_bytes())
        except (FileNotFoundError, ValueError):
            return None

    def put_cuts(self, part: Part, cuts: tuple[Part, ...]) -> None:
        """Keep how a large file was cut."""
        path = self.folder / "cuts" / f"{part.digest}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        _put(path, json.loads(_CUTS.dump_json(cuts)))

    def note(self, part: Part) -> Path:
        """Where the worker that reads a part notes at which document it is."""
        return self.folder / "notes" / self.name(part)


_CUTS: TypeAdapter[tuple[Part, ...]] = TypeAdapter(tuple[Part, ...])


def _counted(rows: Iterable[Row], kinds: Counter[str], unsettled: Counter[str]) -> Iterator[dict[str, Any]]:
    for row in rows:
        plain = _plain(row)
        kinds[plain["kind"]] += 1
        if isinstance(row.outcome, Failure) and row.outcome.transient:
            unsettled["transient"] += 1
            unsettled["retry"] += row.outcome.stage == "ingest" and row.outcome.reason != "vanished"
        yield plain


def _plain(row: Row) -> dict[str, Any]:
    told: dict[str, Any] = row._asdict()
    outcome = told.pop("outcome")
    if outcome is None:
        return told | {"kind": KNOWN}
    if isinstance(outcome, Failure):
        return told | {"kind": "failure", "failure": FAILURES.dump_json(outcome).decode()}
    if isinstance(outcome, PassedOver):
        return told | {"kind": "passed_over", "passed_over": PASSED.dump_json(outcome).decode()}
    return told | {"kind": "record", "record": RECORDS.dump_json(outcome).decode()}


def _row(plain: Mapping[str, Any]) -> Row:
    outcome: Outcome | None = None
    if text := plain.get("record"):
        outcome = RECORDS.validate_json(text)
    elif text := plain.get("failure"):
        outcome = FAILURES.validate_json(text)
    elif text := plain.get("passed_over"):
        outcome = PASSED.validate_json(text)
    return Row(
        plain["number"], plain["wish"], plain["home"], plain["source"], plain["sha256"], outcome,
    )  # fmt: skip


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _flush(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _put(path: Path, content: Any) -> None:
    making = path.with_name(f".{path.name}.{os.uname().nodename}.{os.getpid()}")
    making.write_text(json.dumps(content, indent=1))
    _flush(making)
    making.replace(path)
