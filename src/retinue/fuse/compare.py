"""The reports of one event side by side: what each says of every field, and the sentences that tell it, aligned.

Sentences are laid beside those of the first report that they are most like (token set likeness); those like none
get rows of their own. Words that no other report has in that row are marked, likewise values of a field that not
all reports share.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from retinue.model import Copy, Event, Happening, Record, Span

__all__ = ["FIELDS", "Cell", "Column", "Comparison", "Piece", "Row", "compare"]

FIELDS = ("headline", "type", "actor", "recipient", "place", "start", "end", "status", "signal", "amount", "origin",
          "words")  # fmt: skip
ALIKE = 55.0  # likeness (0 to 100) from which two sentences are laid beside one another
MAIN = 30.0  # the same, for the sentences by which two reports name the act itself
_SENTENCE = re.compile(r"[^\n]+?(?:(?:(?<!\b[A-Z])\.|[!?。！？])[”\"’')\]]*(?=\s|$)|(?=\n|$))")
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*|[^\w\s]|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a cell; `differs` where the others have no such words in that row."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report has in one row; `span` lies in its text, None for a field that is not words of it."""

    pieces: tuple[Piece, ...] = ()
    span: Span | None = None

    @property
    def text(self) -> str:
        """The words without marks."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Column:
    """One report. `copy` says of which other report or document its words are, when they are."""

    doc: str
    event: str
    publisher: str | None
    published: dt.date | None
    origin: str | None
    root: str
    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """`field` names what is compared ("words" for sentences); one cell for each column; `differs` if any does."""

    field: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """True when some report has what others lack."""
        return any(piece.differs for cell in self.cells for piece in cell.pieces)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The reports, earliest first, and the rows."""

    key: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def compare(
    happening: Happening,
    records: Mapping[str, Record | None],
    copies: Sequence[Copy] = (),
    field: str | None = None,
) -> Comparison:
    """The reports of an event side by side; `field` (one of `FIELDS`) keeps the rows of that field only.

    Reports whose record is missing or no longer tells the event are left out. Raises ValueError for another field.
    """
    if field is not None and field not in FIELDS:
        raise ValueError(f"no field {field!r} to compare; there are {', '.join(FIELDS)}")
    columns, told = [], []
    for report in happening.reports:
        record = records.get(report.doc)
        event = next((one for one in record.events if one.id == report.event), None) if record else None
        if record and event:
            copy = next((c for c in copies if c.doc == report.doc and c.copy_of == report.copy_of), None)
            columns.append(
                Column(report.doc, event.id, report.publisher, report.published, report.origin, report.root, copy)
            )
            told.append((record, event))
    rows = (row for row in (*_fields(told), *_words(told)) if field in (None, row.field))
    return Comparison(happening.key, tuple(columns), tuple(rows))


Told = Sequence[tuple[Record, Event]]


# --------------------------------------------------------------------------------------------- fields
def _fields(told: Told) -> Iterator[Row]:
    titles = [record.article.title or "" for record, _ in told]
    headlines = [
        Cell(_marked(n, titles), Span(0, record.article.title_end)) if titles[n] else Cell()
        for n, (record, _) in enumerate(told)
    ]
    if any(cell.pieces for cell in headlines):
        yield Row("headline", tuple(headlines))
    for name in FIELDS[1:-1]:
        values = [_values(record, event, name) for record, event in told]
        if any(values):
            yield Row(name, tuple(_valued(mine, values) for mine in values))


def _values(record: Record, event: Event, name: str) -> tuple[str, ...]:
    names = {entity.id: entity.name for entity in record.entities}
    slots: dict[str, Sequence[object]] = {
        "actor": [names.get(i, i) for i in event.actors], "recipient": [names.get(i, i) for i in event.recipients],
        "place": event.places, "amount": event.amounts, "type": [event.type], "status": [event.status],
        "signal": [event.signal], "start": [event.start], "end": [event.end], "origin": [event.origin],
    }  # fmt: skip
    return tuple(str(value) for value in slots[name] if value is not None)


def _valued(mine: tuple[str, ...], all_values: Sequence[tuple[str, ...]]) -> Cell:
    """The values of one report; marked is what some report that gives any does not give."""
    given = [values for values in all_values if values]
    pieces: list[Piece] = []
    for value in mine:
        pieces += [Piece("; ")] if pieces else []
        pieces.append(Piece(value, any(value not in values for values in given)))
    return Cell(tuple(pieces))


# ---------------------------------------------------------------------------------------------- words
def _words(told: Told) -> Iterator[Row]:
    """Rows of sentences, in the order in which the first reports have them."""
    rows: list[list[Span | None]] = []
    acts: set[int] = set()  # rows in which some report names the act itself
    for column, (record, event) in enumerate(told):
        for span in _sentences(record, event):
            act = span.overlaps(event.span)
            free = [n for n, row in enumerate(rows) if row[column] is None]
            likely = {n: fuzz.token_set_ratio(span.of(record.article.text), _first(rows[n], told)) for n in free}
            fitting = [n for n in free if likely[n] >= (MAIN if act and n in acts else ALIKE)]
            place = max(fitting, key=lambda n: (likely[n], -n), default=len(rows))
            if place == len(rows):
                rows.append([None] * len(told))
            rows[place][column] = span
            if act:
                acts.add(place)
    for row in rows:
        texts = [span.of(record.article.text) if span else "" for span, (record, _) in zip(row, told, strict=True)]
        yield Row("words", tuple(Cell(_marked(n, texts), span) for n, span in enumerate(row)))


def _first(row: Sequence[Span | None], told: Told) -> str:
    """The row's sentence in the first report that has one."""
    return next(span.of(record.article.text) for span, (record, _) in zip(row, told, strict=True) if span)


def _sentences(record: Record, event: Event) -> list[Span]:
    """The sentences that hold the evidence, or words that a field of the event was read from, headline aside."""
    article = record.article
    marks = [event.span, *(field.span for field in event.fields if field.span)]
    spans = [Span(*m.span()) for m in _SENTENCE.finditer(article.text, article.title_end)]
    held = [span for span in spans if any(span.overlaps(mark) for mark in marks)]
    return [_trimmed(article.text, span) for span in held]


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _marked(own: int, texts: Sequence[str]) -> tuple[Piece, ...]:
    """One text of a row in pieces: those marked that none of the others has."""
    mine, others = texts[own], [text for n, text in enumerate(texts) if n != own and text]
    if not others:
        return (Piece(mine),) if mine else ()
    words = _WORD.findall(mine)
    known = [False] * len(words)
    for other in others:
        theirs = [word.casefold() for word in _WORD.findall(other)]
        matcher = SequenceMatcher(None, [word.casefold() for word in words], theirs, autojunk=False)
        for block in matcher.get_matching_blocks():
            known[block.a : block.a + block.size] = [True] * block.size
    return tuple(_pieces(words, known))


def _pieces(words: Sequence[str], known: Sequence[bool]) -> Iterator[Piece]:
    """Neighbouring words of one kind together; spaces and stops go with what stands before them."""
    text, differs = "", False
    for word, same in zip(words, known, strict=True):
        apart = not same if word[0].isalnum() else differs
        if apart != differs and text:
            yield Piece(text, differs)
            text = ""
        text, differs = text + word, apart
    if text:
        yield Piece(text, differs)
