"""Readers for the run's tests: plain functions, so that worker processes can be told to call them."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from retinue.errors import KnowledgeError, TransientError, UnreadableError
from retinue.model import (
    Article,
    Entity,
    EntityType,
    Event,
    EventType,
    Precision,
    RawItem,
    Record,
    Signal,
    Span,
    Status,
)
from retinue.run import Read
from retinue.settings import Settings


def a_record(doc: str, text: str, sha256: str = "0" * 64, source: str = "made") -> Record:
    """The first word of the text is a firm that was visited."""
    word = (text.split() or [""])[0]
    span = Span(text.index(word), text.index(word) + len(word))
    firm = Entity("e1", EntityType.COMPANY, word, spans=(span,))
    event = Event(
        "v1", EventType.VISIT, (), ("e1",), (), None, None, Precision.UNKNOWN, Status.OCCURRED, Signal.NEUTRAL,
        None, word, span, 0.5, "first word",
    )  # fmt: skip
    return Record(Article(doc, source, text), sha256, (), (firm,), (event,))


def read(raw: RawItem) -> Record:
    """Does what the text says: fails, dies, hangs, or reads it."""
    text = raw.content if isinstance(raw.content, str) else raw.content.decode()
    word = (text.split() or [""])[0]
    if word == "EMPTY":
        raise UnreadableError("nothing in it", reason="empty")
    if word == "LATER":
        raise TransientError("not now", reason="disk")
    if word == "BUG":
        raise ZeroDivisionError("no good")
    if word == "DEEP":
        return read(raw)
    if word == "HUGE":
        raise MemoryError
    if word == "SLOW":
        time.sleep(0.05)
    if word == "ONCE" and not Path(text.split()[1]).exists():
        Path(text.split()[1]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "DIE":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "HANG":
        while True:
            try:
                time.sleep(0.01)
            except Exception:  # noqa: BLE001  as careless libraries do
                continue
    return a_record(raw.doc, text, raw.sha256, raw.source)


def build(settings: Settings) -> Read:
    return read


def build_dead(settings: Settings) -> Read:
    """Dies as often as the file that the environment names has lines."""
    path = Path(os.environ["DEATHS"])
    left = path.read_text().splitlines()
    if not left:
        return read
    path.write_text("".join(f"{line}\n" for line in left[1:]))
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def build_noted(settings: Settings) -> Read:
    """Notes that it was called, in the file that the environment names."""
    with Path(os.environ["BUILT"]).open("a") as stream:
        stream.write("built\n")
    return read


def build_badly(settings: Settings) -> Read:
    raise KnowledgeError("an office nobody knows", path="offices.yml", line=3)
