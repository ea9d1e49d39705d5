"""A run over real files: what is new is read, the rest skipped, failures kept, interrupts and deaths survived."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import run_made
from run_made import build, build_badly, build_dead, build_noted

from retinue.errors import RetinueError
from retinue.model import RawItem, Record
from retinue.run import Outcome, Read, RunOptions, RunReport, Step, code_version, fusion_version, pool, run
from retinue.settings import Settings
from retinue.store import RunEnd, Store

SETTINGS = Settings()
HERE = str(Path(__file__).parent)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "t.db") as opened:
        yield opened


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in (("a", "Acme grows."), ("b", "EMPTY"), ("c", "Borea shrinks."), ("d", "LATER")):
        (folder / f"{name}.txt").write_text(text)
    return folder


def numbers(report: RunReport) -> tuple[int, int, int]:
    return report.read, report.skipped, report.failed


CODE = RunOptions(code="c1")


def test_a_second_run_reads_what_changed_and_tries_again_what_may_work_now(store: Store, news: Path) -> None:
    first = run([news], SETTINGS, store, build, CODE)
    assert (numbers(first), first.events, first.interrupted) == ((2, 0, 2), 2, False)
    assert [one.reason for one in first.failures] == ["empty", "disk"]
    (news / "a.txt").write_text("Acme shrinks.")
    (news / "d.txt").write_text("Delta appears.")
    assert numbers(run([news], SETTINGS, store, build, CODE)) == (2, 2, 0)
    assert [one.article.text for one in store.records()] == ["Acme shrinks.", "Borea shrinks.", "Delta appears."]
    assert [one.failure.doc for one in store.problems()] == ["b"]
    assert len(store.versions("a")) == 2


def test_newer_code_or_a_wish_reads_all_again(store: Store, news: Path) -> None:
    run([news], SETTINGS, store, build, CODE)
    assert numbers(run([news], SETTINGS, store, build, replace(CODE, code="c2"))) == (2, 0, 2)
    assert numbers(run([news], SETTINGS, store, build, replace(CODE, code="c2", again=True))) == (2, 0, 2)
    assert store.counts().versions == 2


def test_content_that_comes_back_is_current_again_unread(store: Store, news: Path) -> None:
    for text in ("Acme grows.", "Acme shrinks.", "Acme grows."):
        (news / "a.txt").write_text(text)
        report = run([news / "a.txt"], SETTINGS, store, build, CODE)
    assert numbers(report) == (0, 1, 0)
    record = store.record("a")
    assert record is not None
    assert record.article.text == "Acme grows."


def test_progress_is_told_of_each_document(store: Store, news: Path) -> None:
    steps: list[Step] = []
    run([news], SETTINGS, store, build, replace(CODE, progress=steps.append))
    assert [(step.done, step.doc, step.outcome) for step in steps] == [
        (1, "a", Outcome.READ), (2, "b", Outcome.FAILED), (3, "c", Outcome.READ), (4, "d", Outcome.FAILED),
    ]  # fmt: skip
    assert steps[0].events == 1


def test_no_reader_is_built_when_nothing_is_new(store: Store, news: Path) -> None:
    (news / "d.txt").unlink()
    run([news], SETTINGS, store, build, CODE)
    assert numbers(run([news], SETTINGS, store, build_badly, CODE)) == (0, 3, 0)


def test_a_problem_of_taking_in_that_is_mended_goes_with_the_next_whole_run(store: Store, tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text('{"text": "Acme grows"}\n{"text": \n')
    assert numbers(run([feed, tmp_path / "gone.txt"], SETTINGS, store, build, CODE)) == (1, 0, 2)
    feed.write_text('{"text": "Acme grows"}\n{"text": "Borea grows", "id": "b"}\n')
    run([feed], SETTINGS, store, build, CODE)
    assert [one.failure.reason for one in store.problems()] == ["vanished"]


def test_a_list_on_stdin(store: Store, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{news}/a.txt\n{news}/c.txt\n"))
    assert numbers(run(["-"], SETTINGS, store, build, CODE)) == (2, 0, 0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_finishes_the_document_at_hand(store: Store, news: Path, number: signal.Signals) -> None:
    before = signal.getsignal(number)

    def build_interrupted(settings: Settings) -> Read:
        def read(raw: RawItem) -> Record:
            if raw.doc == "a":
                os.kill(os.getpid(), number)
            return run_made.read(raw)

        return read

    report = run([news], SETTINGS, store, build_interrupted, CODE)
    assert (numbers(report), report.interrupted) == ((1, 0, 0), True)
    assert signal.getsignal(number) is before
    assert numbers(run([news], SETTINGS, store, build, CODE)) == (1, 1, 2)


@pytest.mark.slow
def test_an_interrupt_does_not_wait_for_what_was_sent_ahead(store: Store, news: Path) -> None:
    for name in "bcd":
        (news / f"{name}.txt").write_text("HANG")
    steps: list[Step] = []

    def interrupt(step: Step) -> None:
        steps.append(step)
        os.kill(os.getpid(), signal.SIGINT)

    options = replace(CODE, workers=2, seconds=0.5, progress=interrupt)
    report = run([news], SETTINGS, store, build, options)
    assert (numbers(report), report.interrupted, len(steps)) == ((1, 0, 0), True, 1)


def test_a_run_works_outside_the_main_thread(store: Store, news: Path) -> None:
    reports: list[RunReport] = []
    thread = threading.Thread(target=lambda: reports.append(run([news], SETTINGS, store, build, CODE)))
    thread.start()
    thread.join()
    assert numbers(reports[0]) == (2, 0, 2)


@pytest.mark.slow
def test_processes_give_what_one_does(tmp_path: Path, news: Path) -> None:
    for number in range(20):
        (news / f"n{number}.txt").write_text(f"Firm{number} grows.")
    found = []
    for workers in (1, 2):
        with Store.open(tmp_path / f"{workers}.db") as store:
            report = run([news], SETTINGS, store, build, replace(CODE, workers=workers))
            found.append((numbers(report), list(store.records()), [one.failure for one in store.problems()]))
    assert found[0] == found[1]
    assert found[0][0] == (22, 0, 2)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_readers_are_made_anew_and_nothing_else_changes(
    store: Store, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr(pool, "RENEWED", 3)
    monkeypatch.setenv("BUILT", str(tmp_path / "built"))
    for number in range(17):
        (news / f"n{number:02}.txt").write_text("DIE" if number == 9 and workers > 1 else f"Firm{number} grows.")
    report = run([news], SETTINGS, store, build_noted, replace(CODE, workers=workers))
    assert numbers(report) == (19 if workers == 1 else 18, 0, 2 if workers == 1 else 3)
    built = (tmp_path / "built").read_text().count("built")
    assert (built, workers) == (7, 1) or (built >= 4 and workers == 2)


@pytest.mark.slow
def test_a_worker_that_dies_costs_its_document_alone(store: Store, news: Path) -> None:
    (news / "b.txt").write_text("DIE")
    (news / "e.txt").write_text("Eos grows.")
    report = run([news], SETTINGS, store, build, replace(CODE, workers=2))
    assert numbers(report) == (3, 0, 2)
    assert {one.doc: one.reason for one in report.failures} == {"b": "worker_died", "d": "disk"}


@pytest.mark.slow
@pytest.mark.parametrize(("deaths", "read"), [(2, 2), (9, None)])
def test_who_dies_before_reading_does_not_cost_a_document(
    store: Store, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deaths: int, read: int | None
) -> None:
    """Once more is tried; then the run ends with what is wrong, and no document is blamed."""
    (tmp_path / "deaths").write_text("death\n" * deaths)
    monkeypatch.setenv("DEATHS", str(tmp_path / "deaths"))
    if read is None:
        with pytest.raises(RetinueError, match="end before they read anything"):
            run([news], SETTINGS, store, build_dead, replace(CODE, workers=1))
        assert not list(store.problems())
    else:
        assert numbers(run([news], SETTINGS, store, build_dead, replace(CODE, workers=1))) == (read, 0, 2)


@pytest.mark.slow
def test_a_death_among_many_sent_ahead_has_few_of_them_read_alone(
    store: Store, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUILT", str(tmp_path / "built"))
    for number in range(60):
        (news / f"n{number:02}.txt").write_text("DIE" if number in (20, 45) else f"SLOW Firm{number} grows.")
    report = run([news], SETTINGS, store, build_noted, replace(CODE, workers=2))
    assert numbers(report) == (60, 0, 4)
    assert {one.doc for one in report.failures if one.reason == "worker_died"} == {"n20", "n45"}
    readers = (tmp_path / "built").read_text().count("built")
    assert readers <= 14  # three pools of two, and as many documents alone as there are workers for each death


@pytest.mark.slow
def test_large_documents_are_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "AHEAD", 1000)
    taken = []

    def items() -> Iterator[RawItem]:
        for number in range(30):
            taken.append(number)
            yield RawItem(f"d{number}", "made", "Firm " * 100, False, f"d{number}")

    results = pool.read_all(items(), pool.Work(build, SETTINGS, 0, 2))
    assert [next(results)[0].doc for _ in range(10)] == [f"d{number}" for number in range(10)]
    assert len(taken) <= 10 + 2 * pool.FEWEST
    results.close()


@pytest.mark.slow
def test_a_document_that_hangs_in_a_worker_is_given_up(store: Store, news: Path) -> None:
    (news / "b.txt").write_text("HANG")
    report = run([news], SETTINGS, store, build, replace(CODE, workers=2, seconds=0.2))
    assert [one.reason for one in report.failures] == ["timeout", "disk"]


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_reader_that_cannot_be_built_ends_the_run_with_its_message(store: Store, news: Path, workers: int) -> None:
    with pytest.raises(RetinueError, match=r"offices\.yml:3: an office nobody knows"):
        run([news], SETTINGS, store, build_badly, replace(CODE, workers=workers))


RUN = """
    import sys
    sys.path.insert(0, sys.argv[1])
    from run_made import build
    from retinue.run import RunOptions, run
    from retinue.settings import Settings
    from retinue.store import Store
    with Store.open(sys.argv[2]) as store:
        tell = lambda step: print(step.doc, flush=True)
        report = run([sys.argv[3]], Settings(), store, build, RunOptions(code="c1", progress=tell))
        print("read", report.read, report.interrupted, flush=True)
"""


def started(database: Path, source: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", textwrap.dedent(RUN), HERE, str(database), str(source)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def feed(tmp_path: Path, lines: int) -> Path:
    path = tmp_path / "feed.jsonl"
    path.write_text("".join(f'{{"id": "d{number:05}", "text": "Firm{number} grows."}}\n' for number in range(lines)))
    return path


@pytest.mark.slow
def test_runs_killed_again_and_again_end_with_all_documents_once(tmp_path: Path) -> None:
    database, source = tmp_path / "k.db", feed(tmp_path, 1500)
    for wait in (0.0, 0.1, 0.2):
        with started(database, source) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(wait)
            process.kill()
    with Store.open(database) as store:
        already = store.counts().documents
        report = run([source], SETTINGS, store, build, CODE)
        assert already > 0
        assert (report.skipped, report.read) == (already, 1500 - already)
        assert [one.article.doc for one in store.records()] == [f"d{number:05}" for number in range(1500)]
        assert store.counts().versions == 1500


@pytest.mark.slow
def test_two_runs_at_once_double_nothing(tmp_path: Path) -> None:
    database, source = tmp_path / "t.db", feed(tmp_path, 300)
    both = [started(database, source) for _ in range(2)]
    said = [process.communicate(timeout=60) for process in both]
    assert [error for _, error in said] == ["", ""]
    with Store.open(database) as store:
        assert store.counts().versions == len(list(store.records())) == 300


@pytest.mark.slow
def test_control_c_leaves_cleanly(tmp_path: Path) -> None:
    with started(tmp_path / "i.db", feed(tmp_path, 20_000)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        said = process.stdout.read().splitlines()
        assert process.stderr.read() == ""
    assert process.returncode == 0
    assert said[-1].startswith("read ")
    assert said[-1].endswith(" True")


def test_the_store_notes_how_each_run_ended(store: Store, news: Path) -> None:
    assert store.last_run() is None
    run([news], SETTINGS, store, build, CODE)
    last = store.last_run()
    assert last is not None
    assert last.end == RunEnd(read=2, skipped=0, failed=2, interrupted=False)
    store.begin_run("c2")
    killed = store.last_run()
    assert killed is not None
    assert (killed.code, killed.end) == ("c2", None)


def test_the_fusion_version_is_another_than_the_code_version() -> None:
    assert fusion_version(SETTINGS) != code_version(SETTINGS)


def test_the_code_version_follows_settings_and_overlaid_knowledge(tmp_path: Path) -> None:
    plain = code_version(SETTINGS)
    assert plain == code_version(SETTINGS)
    assert plain.startswith("0.")
    overlay = tmp_path / "mine"
    overlay.mkdir()
    (overlay / "people.yml").write_text("people: []")
    laid_over = Settings(knowledge=(str(overlay),))
    first = code_version(laid_over)
    (overlay / "people.yml").write_text("people: [ ]")
    assert len({plain, first, code_version(laid_over), code_version(Settings(max_chars=5))}) == 4
    assert plain == code_version(Settings(database="other.db", max_bytes=5))
