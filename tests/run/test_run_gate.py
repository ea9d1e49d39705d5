"""A run that skips what is on other matters: nothing of it is lost, and it can be read after all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retinue.model import Article, PassedOver, RawItem, Record
from retinue.pipeline import Tools, read
from retinue.run import RunOptions, run
from retinue.run.attempt import Read
from retinue.settings import Settings
from retinue.store import Store

OTHER = """
    She slipped twice on the wet grass before she found her feet, then ran down the left wing and crossed low for her
    captain, who scored from close range before half time. The crowd sang all night, although it rained, and the old
    striker, back from a bad knee, waved to his family in the stand. They play again at home next Sunday, and he hopes
    that he will be fit enough to start, his mother told us with a smile over tea and cake.
"""


def reader(settings: Settings) -> Read:
    """Passes over what speaks of grass when it is to skip; a record without events of anything else."""

    def one(raw: RawItem) -> Record | PassedOver:
        text = raw.content.decode() if isinstance(raw.content, bytes) else raw.content
        if settings.gate == "skip" and "grass" in text:
            return PassedOver(raw.doc, raw.source, raw.sha256, -7.5, "loudest: grass")
        return Record(Article(raw.doc, raw.source, text), raw.sha256)

    return one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    news = tmp_path / "news"
    news.mkdir()
    (news / "match.txt").write_text(OTHER)
    (news / "fine.txt").write_text("The regulator fined the firm.")
    return news


def test_what_is_passed_over_is_kept_with_its_reason_and_not_read_again(folder: Path, tmp_path: Path) -> None:
    settings = Settings(database=str(tmp_path / "r.db"), gate="skip")
    with Store.open(settings.database) as store:
        report = run([folder], settings, store, reader, RunOptions(code="one"))
        assert (report.read, report.passed, report.failed, report.skipped) == (1, 1, 0, 0)
        (passed,) = store.passed_over()
        assert (passed.doc, passed.score, passed.reason) == ("match", -7.5, "loudest: grass")
        assert store.counts().passed_over == 1
        again = run([folder], settings, store, reader, RunOptions(code="one"))
        assert (again.read, again.passed, again.skipped) == (0, 0, 2)


def test_without_the_gate_it_is_read_after_all(folder: Path, tmp_path: Path) -> None:
    settings = Settings(database=str(tmp_path / "r.db"), gate="skip")
    with Store.open(settings.database) as store:
        run([folder], settings, store, reader, RunOptions(code="one"))
        report = run([folder], replace(settings, gate="off"), store, reader, RunOptions(code="two"))
        assert (report.read, report.passed) == (2, 0)
        assert store.passed_over() == ()
        assert store.record("match") is not None


def test_what_was_read_stays_when_it_is_passed_over_later(folder: Path, tmp_path: Path) -> None:
    settings = Settings(database=str(tmp_path / "r.db"), gate="off")
    with Store.open(settings.database) as store:
        run([folder], settings, store, reader, RunOptions(code="one"))
        run([folder], replace(settings, gate="skip"), store, reader, RunOptions(code="two"))
        assert store.record("match") is not None
        assert store.counts().passed_over == 1


@pytest.mark.model
def test_the_pipeline_passes_over_by_the_words_alone() -> None:
    tools = Tools.build(Settings(gate="skip"))
    raw = RawItem("match", "match.txt", OTHER.encode(), False, "0" * 64)
    outcome = read(raw, tools)
    assert isinstance(outcome, PassedOver)
    assert "score" in outcome.reason
    kept = read(raw, replace(tools, settings=Settings()))
    assert isinstance(kept, Record)
    assert kept.events == ()
