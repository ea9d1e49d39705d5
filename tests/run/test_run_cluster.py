"""A run on a cluster of several nodes: the record of a local run, whatever is killed on the way."""

from __future__ import annotations

import filecmp
import gzip
import json
import os
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from run_made import build, build_badly

from retinue import ingest
from retinue.cli.demo import sample_folder
from retinue.errors import RetinueError, SettingsError
from retinue.export import write
from retinue.judge.fusing import bring_together
from retinue.model import Failure, Record
from retinue.run import RunOptions, RunReport, run
from retinue.run.reader import build_reader
from retinue.settings import Settings
from retinue.store import Store

pytest.importorskip("ray", reason="Ray is an optional extra")
pytest.importorskip("pyarrow", reason="shards are Parquet files")
from ray.cluster_utils import Cluster as Machines

from retinue.run.cluster import Cluster, run_on_cluster

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("ray")]

HERE = Path(__file__).parent
SETTINGS = Settings()
CODE = RunOptions(code="c1", workers=2)
STORE = 80 * 1024 * 1024  # the smallest object store that Ray takes


@dataclass
class Bed:
    """A cluster, and a way to have one of its nodes die."""

    machines: Any
    nodes: list[Any]

    @property
    def address(self) -> str:
        return str(self.machines.address)

    def add(self) -> None:
        self.nodes.append(self.machines.add_node(num_cpus=1, object_store_memory=STORE))

    def kill_one(self) -> None:
        self.machines.remove_node(self.nodes.pop(), allow_graceful=False)


@pytest.fixture(scope="module")
def bed() -> Iterator[Bed]:
    """Two nodes with a processor each."""
    patch = pytest.MonkeyPatch()
    patch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), str(HERE.parent), os.environ.get("PYTHONPATH", "")]))
    patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    patch.setenv("RAY_AUTH_MODE", "disabled")
    patch.setenv("RAY_DISABLE_MEMORY_MONITOR", "1")
    head = {"num_cpus": 1, "object_store_memory": STORE, "include_dashboard": False}
    machines = Machines(initialize_head=True, head_node_args=head)
    try:
        made = Bed(machines, [])
        made.add()
        yield made
    finally:
        machines.shutdown()
        patch.undo()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "t.db") as opened:
        yield opened


def numbers(report: RunReport) -> tuple[int, int, int]:
    return report.read, report.skipped, report.failed


def held(store: Store) -> tuple[list[Record], list[Failure]]:
    return list(store.records()), sorted((p.failure for p in store.problems()), key=repr)


def mixed(folder: Path) -> Path:
    """Folders, lines and packed lines; broken ones, names met twice, a text with two homes."""
    for name in ("one", "two"):
        (folder / name).mkdir(parents=True)
        for number in range(4):
            (folder / name / f"n{number}.txt").write_text(f"Firm{number} grows.")
    (folder / "one" / "e.txt").write_text("EMPTY")
    (folder / "one" / "later.txt").write_text("LATER")
    lines = [json.dumps({"id": f"d{number}", "text": f"Acme{number} shrinks."}) for number in range(40)]
    lines[7] = '{"text": '
    (folder / "feed.jsonl").write_text("\n".join(lines))
    (folder / "more.jsonl.gz").write_bytes(gzip.compress("\n".join(lines[:30]).encode()))
    return folder


def test_the_record_is_that_of_a_local_run(
    bed: Bed, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest.parts, "WHOLE_BYTES", 100)
    news = mixed(tmp_path / "news")
    cluster = Cluster(tmp_path / "shards", bed.address, documents=6)
    report = run_on_cluster([news], SETTINGS, store, build, CODE, cluster)
    with Store.open(tmp_path / "local.db") as other:
        assert numbers(run([news], SETTINGS, other, build, replace(CODE, workers=1))) == numbers(report)
        assert held(store) == held(other)
    assert report.read > 70
    again = run_on_cluster([news], SETTINGS, store, build, CODE, cluster)
    assert numbers(again) == (0, report.read + 1, 3)  # what is empty for good counts as unchanged


def test_a_worker_that_dies_is_replaced_and_a_document_that_kills_is_put_aside(
    bed: Bed, store: Store, tmp_path: Path
) -> None:
    news = feed(tmp_path, 12, {3: f"ONCE {tmp_path}/once", 7: "DIE"})
    report = run_on_cluster([news], SETTINGS, store, build, CODE, Cluster(tmp_path / "shards", bed.address))
    assert numbers(report) == (11, 0, 1)
    assert [(one.doc, one.reason) for one in report.failures] == [("d00007", "worker_died")]
    assert "d00003" in {one.article.doc for one in store.records()}


DRIVER = """
    import sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[1])
    from run_made import build
    from retinue import ingest
    from retinue.run import RunOptions
    from retinue.run.cluster import Cluster, run_on_cluster
    from retinue.settings import Settings
    from retinue.store import Store
    ingest.parts.WHOLE_BYTES = 100
    with Store.open(sys.argv[2]) as store:
        cluster = Cluster(Path(sys.argv[4]), sys.argv[5], documents=10)
        run_on_cluster([sys.argv[3]], Settings(), store, build, RunOptions(code="c1"), cluster)
"""


def test_a_driver_that_is_killed_is_gone_on_with(bed: Bed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest.parts, "WHOLE_BYTES", 100)
    news = feed(tmp_path, 100, {number: f"SLOW Firm{number} grows." for number in range(100)})
    database, shards = tmp_path / "t.db", tmp_path / "shards"
    words = [sys.executable, "-c", textwrap.dedent(DRIVER), HERE, database, news, shards, bed.address]
    with subprocess.Popen(list(map(str, words)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _until(lambda: len(_marks(shards)) > 2)
        process.kill()
    time.sleep(0.5)
    before = {path: path.stat().st_mtime_ns for path in _marks(shards)}
    with Store.open(database) as store:
        report = run_on_cluster([news], SETTINGS, store, build, CODE, small(shards, bed))
        assert report.read + report.skipped == 100
        assert [one.article.doc for one in store.records()] == [f"d{number:05}" for number in range(100)]
        assert store.counts().versions == 100
    assert 0 < len(before) < 10
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_shard_that_is_no_longer_what_was_written_is_read_again(bed: Bed, store: Store, tmp_path: Path) -> None:
    news, cluster = feed(tmp_path, 5, {}), Cluster(tmp_path / "shards", bed.address)
    run_on_cluster([news], SETTINGS, store, build, CODE, cluster)
    (shard,) = cluster.shards.glob("parts/*/*.parquet")
    content = bytearray(shard.read_bytes())
    content[30:40] = b"0123456789"
    shard.write_bytes(content)
    with Store.open(tmp_path / "new.db") as other:
        assert numbers(run_on_cluster([news], SETTINGS, other, build, CODE, cluster)) == (5, 0, 0)


def test_what_a_local_run_has_read_is_not_read_again(bed: Bed, store: Store, tmp_path: Path) -> None:
    news = feed(tmp_path, 30, {})
    run([news], SETTINGS, store, build, replace(CODE, workers=1))
    cluster = Cluster(tmp_path / "shards", bed.address)
    assert numbers(run_on_cluster([news], SETTINGS, store, build_badly, CODE, cluster)) == (0, 30, 0)


def test_a_reader_that_cannot_be_built_ends_the_run_with_its_message(bed: Bed, store: Store, tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "shards", bed.address)
    with pytest.raises(RetinueError, match=r"offices\.yml:3: an office nobody knows"):
        run_on_cluster([feed(tmp_path, 3, {})], SETTINGS, store, build_badly, CODE, cluster)


def test_a_cluster_that_does_not_answer_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no Ray cluster answers at 127\.0\.0\.1:9"):
        run_on_cluster([tmp_path], SETTINGS, store, build, CODE, Cluster(tmp_path / "shards", "127.0.0.1:9"))


@pytest.mark.skipif(not os.environ.get("RETINUE_TORTURE"), reason="loads three models; RETINUE_TORTURE=1 runs it")
@pytest.mark.model
def test_the_exports_of_the_sample_are_the_same_byte_by_byte(bed: Bed, tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "shards", bed.address, documents=9)
    for engine in ("ray", "local"):
        with Store.open(tmp_path / f"{engine}.db") as store:
            if engine == "ray":
                report = run_on_cluster([sample_folder()], SETTINGS, store, build_reader, RunOptions(), cluster)
            else:
                report = run([sample_folder()], SETTINGS, store, build_reader)
            assert report.failed == 0
            bring_together(store, SETTINGS)
            for form in ("jsonl", "csv"):
                write(store, form, tmp_path / engine)
    files = sorted(path.name for path in (tmp_path / "local").iterdir())
    assert filecmp.cmpfiles(tmp_path / "ray", tmp_path / "local", files, shallow=False) == (files, [], [])


def test_a_node_that_dies_loses_nothing(bed: Bed, store: Store, tmp_path: Path) -> None:
    news = feed(tmp_path, 80, {number: f"SLOW Firm{number} grows." for number in range(80)})
    shards = tmp_path / "shards"
    death = threading.Thread(target=lambda: (_until(lambda: _marks(shards)), bed.kill_one()))
    death.start()
    report = run_on_cluster([news], SETTINGS, store, build, CODE, small(shards, bed))
    death.join()
    assert numbers(report) == (80, 0, 0)
    assert store.counts().versions == 80


def feed(tmp_path: Path, lines: int, special: dict[int, str]) -> Path:
    path = tmp_path / "feed.jsonl"
    told = ((number, special.get(number, f"Firm{number} grows.")) for number in range(lines))
    path.write_text("".join(json.dumps({"id": f"d{number:05}", "text": text}) + "\n" for number, text in told))
    return path


def small(shards: Path, bed: Bed) -> Cluster:
    return Cluster(shards, bed.address, documents=10)


def _marks(shards: Path) -> list[Path]:
    return list(shards.glob("parts/*/*.json"))


def _until(true: Callable[[], object]) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("waited half a minute in vain")
