"""The made record, and a client of the application over it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from web_made import make_record

from retinue.settings import Settings
from retinue.web import create_app

TODAY = dt.date(2026, 11, 30)
HERE = "http://localhost"


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the made record; for reading only."""
    return make_record(tmp_path_factory.mktemp("web") / "made.db")


@pytest.fixture(scope="session")
def client(record: Path) -> Iterator[TestClient]:
    """A client that follows no redirect."""
    app = create_app(Settings(database=str(record)), lambda: TODAY)
    with TestClient(app, HERE, follow_redirects=False, raise_server_exceptions=False) as found:
        yield found
