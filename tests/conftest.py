"""Fixtures that several rooms share; being here also puts `factory` on the path of every test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest

import postgres_server
from factory import MODEL, small_knowledge
from retinue.annotate import Reader, annotate
from retinue.coding import code
from retinue.knowledge import Knowledge, load
from retinue.model import Annotation, Article, Published, Record, Reliability
from retinue.resolve import resolve
from retinue.sourcing import credit

# How long one example takes says more of the machine's other work than of the code.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")
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


# ---------------------------------------------------------------------------- a place for a record
STORES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql")))


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgres_server.Databases]:
    """A real server; tests that want it are skipped where there can be none."""
    if why := postgres_server.missing():
        pytest.skip(why)
    with postgres_server.serving() as server:
        databases = postgres_server.Databases(server)
        yield databases
        databases.close()


def _places(request: pytest.FixtureRequest, folder: Path) -> Iterator[Callable[[], str]]:
    with ExitStack() as last:
        numbers = iter(range(1_000))

        def place() -> str:
            if request.param == "sqlite":
                return str(folder / f"record-{next(numbers)}.db")
            return last.enter_context(request.getfixturevalue("postgres").lent())

        yield place


@pytest.fixture(params=STORES)
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes places for records, on each of the stores in turn; each is empty."""
    yield from _places(request, tmp_path)


@pytest.fixture(params=STORES, scope="module")
def module_places(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], str]]:
    """The same for all tests of a module together."""
    yield from _places(request, tmp_path_factory.mktemp("records"))


@pytest.fixture
def place(places: Callable[[], str]) -> str:
    """One such place."""
    return places()
