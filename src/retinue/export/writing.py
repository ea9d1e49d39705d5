"""The way out: a format's files into a folder, or one of them as chunks to send."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from retinue.errors import UsageError
from retinue.export.files import all_or_nothing
from retinue.export.formats import EXPORTERS
from retinue.export.material import Contents, Exporter, Material, Part
from retinue.export.sink import Sink
from retinue.knowledge import Knowledge, load
from retinue.store import EventFilter, Store

__all__ = ["Choice", "archive", "stream", "write", "write_material"]

CHUNK = 1 << 16  # bytes; smaller pieces are sent together
STAMP = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can hold: the same record gives the same bytes


@dataclass(frozen=True, slots=True)
class Choice:
    """What is exported and how: which events, by filter or by keys, whose knowledge, and whether CSV has a mark.

    The byte order mark at the start of CSV is what spreadsheets know UTF-8 by.
    """

    wanted: EventFilter | tuple[str, ...] = field(default_factory=EventFilter)
    knowledge: Callable[[], Knowledge] = load
    bom: bool = True


def write(store: Store, format_: str, folder: Path, choice: Choice = Choice()) -> list[Path]:
    """Write the files of a format into `folder`, all or none; their paths.

    The files show the record as of one moment. Raises UsageError for a format that does not exist or whose library
    is not installed, or a folder that can't be written to; RetinueError when a record breaks the contract.
    """
    exporter = _exporter(format_)
    with store.snapshot(choice.wanted) as contents:
        return write_material(_material(contents, choice), exporter, folder)


def write_material(material: Material, exporter: Exporter, folder: Path) -> list[Path]:
    """The same from contents that need not be a store's."""
    names = [part.name for part in exporter.parts]
    with all_or_nothing(folder, names) as streams:
        for part, stream in zip(exporter.parts, streams, strict=True):
            for chunk in _in_pieces(part.chunks(material)):
                stream.write(chunk)
    return [folder / name for name in names]


def stream(store: Store, format_: str, file: str, choice: Choice = Choice()) -> Iterator[bytes]:
    """One file of a format, in chunks, as it is made. Raises as `write` does, before the first chunk where it can.

    The record is read within one transaction, which ends when the last chunk was taken or the iterator is closed.
    """
    part = _part(_exporter(format_), file)
    return _streamed(store, choice, part.chunks)


def archive(store: Store, format_: str, choice: Choice = Choice()) -> Iterator[bytes]:
    """All files of a format as one zip, in chunks, as they are made; like `stream`."""
    exporter = _exporter(format_)
    return _streamed(store, choice, lambda material: _zipped(material, exporter.parts))


def _streamed(store: Store, choice: Choice, chunks: Callable[[Material], Iterator[bytes]]) -> Iterator[bytes]:
    with store.snapshot(choice.wanted) as contents:
        yield from _in_pieces(chunks(_material(contents, choice)))


def _material(contents: Contents, choice: Choice) -> Material:
    return Material(contents, cache(choice.knowledge), choice.bom)  # several files of a format may need knowledge


def _zipped(material: Material, parts: Iterable[Part]) -> Iterator[bytes]:
    sink = Sink()
    with zipfile.ZipFile(sink, "w") as whole:
        for part in parts:
            info = zipfile.ZipInfo(part.name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            with whole.open(info, "w", force_zip64=True) as member:
                for chunk in _in_pieces(part.chunks(material)):
                    member.write(chunk)
                    yield sink.taken()
    yield sink.taken()


def _in_pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    waiting, length = [], 0
    for chunk in chunks:
        waiting.append(chunk)
        length += len(chunk)
        if length >= CHUNK:
            yield b"".join(waiting)
            waiting, length = [], 0
    if length:
        yield b"".join(waiting)


def _exporter(format_: str) -> Exporter:
    if format_ not in EXPORTERS:
        raise UsageError(f"there is no format {format_!r}; there are {', '.join(EXPORTERS)}")
    exporter = EXPORTERS[format_]
    if not exporter.ready:
        needed = f"`python -m pip install {exporter.needs}`"
        raise UsageError(f"format {format_} needs {exporter.needs}, which is not installed: {needed}")
    return exporter


def _part(exporter: Exporter, file: str) -> Part:
    for part in exporter.parts:
        if part.name == file:
            return part
    raise UsageError(f"this format has no file {file!r}; it has {', '.join(part.name for part in exporter.parts)}")
