"""Fixtures that several rooms share; being here also puts `factory` on the path of every test."""

from __future__ import annotations

import pytest

from factory import MODEL, small_knowledge
from retinue.annotate import Reader
from retinue.knowledge import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """A handful of invented and real names, enough for every construction."""
    return small_knowledge()


@pytest.fixture(scope="session")
def reader(knowledge: Knowledge) -> Reader:
    """The language model with the matchers over the small knowledge."""
    return Reader.load(MODEL, knowledge)
