"""A small real record, read once: four articles in four shapes, one unreadable file beside them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from retinue.cli.app import app

WIRE = """\
Premier tours camera maker in Hangzhou

Published: 2023-10-08

Chinese Premier Li Qiang visited Hikvision on Saturday, October 7, and praised its engineers.

"Firms like this one carry our hopes for industry," Li said.

Hikvision has been on the US Entity List since 2019.

Share this article
"""

PAGE = """\
<!DOCTYPE html><html lang="en"><head><title>Li Qiang drops in on Hikvision</title>
<meta property="article:published_time" content="2023-10-09T08:00:00+08:00">
<meta property="og:site_name" content="Harbour Courier"></head><body><article>
<h1>Li Qiang drops in on Hikvision</h1>
<p>Premier Li Qiang visited the surveillance company Hikvision on Sunday, October 8, Xinhua News Agency reported.</p>
<p>He walked through the showroom and asked about chips, according to the report, which gave no further detail.</p>
<p>The company employs many thousands of people in the city and sells its cameras in a hundred countries.</p>
</article></body></html>
"""

LINES = [
    {
        "id": "probe",
        "title": "Watchdog fines ride-hailing firm",
        "published": "2022-07-21",
        "publisher": "Tidewater Daily",
        "text": "The Cyberspace Administration of China fined Didi 8 billion yuan on July 21 for breaking "
        "data law.\n\n"
        "Didi said it would obey the decision.",
    },
    {
        "id": "undated",
        "title": "Chip rules",
        "text": "The US Department of Commerce restricted exports of advanced chips to China, the department said.",
    },
]


@pytest.fixture(scope="session")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of articles."""
    folder = tmp_path_factory.mktemp("crawl")
    (folder / "wire.txt").write_text(WIRE, "utf-8")
    (folder / "page.html").write_text(PAGE, "utf-8")
    (folder / "lines.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES), "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    return folder


@pytest.fixture(scope="session")
def first_run(crawl: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The database that reading the folder makes, and what the command printed."""
    path = tmp_path_factory.mktemp("db") / "news.db"
    return path, CliRunner().invoke(app, ["run", str(crawl), "--db", str(path)])


@pytest.fixture(scope="session")
def database(first_run: tuple[Path, Result]) -> Path:
    """The database alone."""
    return first_run[0]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test in an empty folder, without the user's settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE", "MODEL", "KNOWLEDGE"):
        monkeypatch.delenv(f"RETINUE_{name}", raising=False)
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture
def call() -> Callable[..., Result]:
    """Invoke the command line in this process."""

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(one) for one in arguments])

    return invoke


@pytest.fixture
def ask(call: Callable[..., Result], database: Path) -> Callable[..., Result]:
    """Invoke a verb on the small record; it must go well."""

    def invoke(*arguments: object) -> Result:
        result = call(*arguments, "--db", database)
        assert result.exit_code == 0, result.output
        return result

    return invoke
