"""The documents say what is so: generated parts, commands, paths, exit codes, examples."""

from __future__ import annotations

import datetime as dt
import doctest
import importlib.util
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import pytest
from typer.main import get_command

import retinue
from retinue.annotate import annotate
from retinue.cli.app import VERBS, app
from retinue.cli.exits import MEANINGS
from retinue.cli.views.console import when
from retinue.coding import code
from retinue.knowledge import holders, load
from retinue.model import Article, Published, Record
from retinue.pipeline import Tools
from retinue.resolve import resolve
from retinue.settings import Settings

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
PATHS = re.compile(r"`([\w./-]+(?:/|\.(?:py|md|yml|toml|json|lock)))`")
PLACEHOLDERS = ("TYPE", "NNNN")


def page_id(page: Path) -> str:
    return str(page.relative_to(ROOT))


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tools_docs", ROOT / "tools" / "docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commands() -> Iterator[tuple[str, str]]:
    """(page, command) for each call of retinue in a shell block or between backticks."""
    for page in PAGES:
        text = page.read_text("utf-8")
        lines = [
            line for kind, body in BLOCK.findall(text) if kind in ("sh", "console") for line in body.splitlines()
        ]
        lines += re.findall(r"`((?:[A-Z_]+=\S+ )?retinue [a-z][^`]*)`", BLOCK.sub("", text))
        for line in lines:
            for part in re.split(r"\s[|>&]+\s|; ", line.removeprefix("$ ")):
                if called := re.match(r"(?:[A-Z_]+=\S+ )*(retinue\s.*)", part.strip()):
                    yield page_id(page), called[1]


def test_generated_parts_are_up_to_date() -> None:
    assert tool().stale() == [], "run `make docs`"


def test_every_setting_is_explained() -> None:
    assert "| `database` |" in (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert set(tool().SETTINGS) == {one.name for one in fields(Settings)}


def test_there_are_commands_to_check() -> None:
    assert {shlex.split(line, comments=True)[1] for _, line in commands()} >= set(VERBS)


@pytest.mark.parametrize(("page", "line"), sorted(set(commands())))
def test_every_command_in_the_documents_can_be_parsed(page: str, line: str) -> None:
    words = shlex.split(line, comments=True)[1:]
    if words[0].startswith("-") or words == ["VERB", "--help"]:
        return
    assert words[0] in VERBS, f"{page}: {line}"
    group = get_command(app)
    if set(words) & {"--help", "-h"} or len(words) == 1:
        return
    group.commands[words[0]].make_context(words[0], words[1:], group.make_context("retinue", [words[0]]))


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page_id(page)}: {target}"


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_path_named_there_exists(name: str) -> None:
    paths = PATHS.findall((ROOT / name).read_text("utf-8"))
    assert paths
    for path in (path for path in paths if not any(part in path for part in (*PLACEHOLDERS, "../"))):
        places = (ROOT / path, ROOT / "src" / "retinue" / path)
        assert any(place.exists() for place in places), f"{name}: {path}"


def test_every_exit_code_is_in_the_documents() -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    for number, meaning in MEANINGS.items():
        assert f"| {int(number)} | {meaning} |" in page


def test_the_changelog_knows_this_version() -> None:
    assert f"## {retinue.__version__} " in (ROOT / "CHANGELOG.md").read_text("utf-8") + " "


@pytest.mark.parametrize("page", [page for page in PAGES if ">>> " in page.read_text("utf-8")], ids=page_id)
def test_python_examples_do_what_they_say(page: Path) -> None:
    blocks = "\n".join(body for kind, body in BLOCK.findall(page.read_text("utf-8")) if kind == "pycon")
    test = doctest.DocTestParser().get_doctest(blocks, {}, page.name, str(page), 0)
    report: list[str] = []
    doctest.DocTestRunner().run(test, out=report.append)
    assert "".join(report) == ""


def test_the_example_of_adding_a_country_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    text = (ROOT / "docs" / "knowledge.md").read_text("utf-8")
    [example] = [body for kind, body in BLOCK.findall(text) if kind == "yaml"]
    folder = tmp_path / "our-knowledge"
    folder.mkdir()
    (folder / "iceland.yml").write_text(example, "utf-8")
    knowledge = load([str(folder)])
    for day, name in ((dt.date(2021, 6, 11), "Ásgeir Jónsson"), (dt.date(2015, 6, 11), "Már Guðmundsson")):
        assert [person.name for person in holders(knowledge, "is-central-bank-governor", day)] == [name]


def readings() -> list[list[str]]:
    """The rows of the table of sentences in how-it-reads.md."""
    lines = (ROOT / "docs" / "how-it-reads.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [row for row in rows if row[0] != "sentence"]


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    """The bundled knowledge and the model."""
    return Tools.build(Settings())


@pytest.mark.model
@pytest.mark.xdist_group("docs")
@pytest.mark.parametrize("row", readings(), ids=lambda row: row[0])
def test_sentences_are_read_as_the_page_says(row: list[str], tools: Tools) -> None:
    record = read_text(row[0], tools)
    names = {entity.id: entity.name for entity in record.entities}
    found = [
        [
            event.type.value,
            "; ".join(names[one] for one in event.actors),
            "; ".join(names[one] for one in event.recipients),
            when(event.start, event.end, event.precision),
            event.status.value,
        ]
        for event in record.events
    ]
    assert found == ([row[1:]] if row[1] else [])


def read_text(sentence: str, tools: Tools) -> Record:
    """The record of one sentence as an article of Monday, 20 May 2024."""
    published = Published(dt.date(2024, 5, 20), "given")
    annotation = annotate(Article("one", "one", sentence, published=published), tools.reader, tools.knowledge)
    return resolve(annotation, code(annotation, tools.knowledge), "0" * 64, tools.knowledge)
