"""Fixtures that several rooms share; being here also puts `factory` on the path of every test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from factory import MODEL, small_knowledge
from retinue.annotate import Reader, annotate
from retinue.coding import code
from retinue.knowledge import Knowledge, load
from retinue.model import Annotation, Article, Published, Record, Reliability
from retinue.resolve import resolve
from retinue.sourcing import credit

FRIDAY = dt.date(2024, 6, 14)
Read = Callable[[str], Record]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """A handful of invented and real names, enough for every construction."""
    return small_knowledge()


@pytest.fixture(scope="session")
def reader(knowledge: Knowledge) -> Reader:
    """The language model with the matchers over the small knowledge."""
    return Reader.load(MODEL, knowledge)


@pytest.fixture(scope="session")
def everything() -> Knowledge:
    """All bundled knowledge."""
    return load()


@pytest.fixture(scope="session")
def everyone(everything: Knowledge) -> Reader:
    """The language model with the matchers over all bundled knowledge."""
    return Reader.load(MODEL, everything)


@pytest.fixture(scope="session")
def see(everyone: Reader, everything: Knowledge) -> Callable[[str], Annotation]:
    """Annotate a text as if it came out on Friday, 14 June 2024."""

    def annotated(text: str) -> Annotation:
        published = Published(FRIDAY, "given", Reliability.HIGH)
        return annotate(Article("t", "t", text, language="en", published=published), everyone, everything)

    return annotated


@pytest.fixture(scope="session")
def read(see: Callable[[str], Annotation], everything: Knowledge) -> Read:
    """Read a text from annotation to record."""

    def record(text: str) -> Record:
        annotation = see(text)
        coded = credit(annotation, code(annotation, everything), everything)
        return resolve(annotation, coded, "0" * 64, everything)

    return record
