from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retinue.knowledge import Knowledge, files, load

HEAD = "source: a gazette\nchecked: 2026-01-02\n"
# What the small world of the error tests may refer to.
BASE = """
organisations:
  - {id: huawei, type: company, name: Huawei, country: CN}
lists:
  - {id: us-entity-list, name: US Entity List, country: US}
  - {id: us-uvl, name: US Unverified List, country: US}
"""


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's cache folder out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def known(_own_cache: None) -> Knowledge:
    """The bundled knowledge, compiled once."""
    return load()


@pytest.fixture
def overlay(tmp_path: Path) -> Callable[[str], str]:
    """Write one YAML file into a folder of its own; gives the folder."""

    def write(body: str) -> str:
        return folder_with(tmp_path / "overlay", body)

    return write


@pytest.fixture
def small_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder with a handful of entries, in place of the bundled files."""
    monkeypatch.setattr(files, "BUNDLED", ())
    return folder_with(tmp_path / "base", BASE)


def folder_with(folder: Path, body: str) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "own.yml").write_text(HEAD + body, encoding="utf-8")
    return str(folder)
