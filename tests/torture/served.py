"""A server killed while a program sends it a judgement; sent again to the next server, it is there once."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx2
from cases import RUN, fill, record
from trials import Tally, Zygote, difference, unsound, waited

TITLE = "review: served API"
LONGEST = 1.5  # seconds after the sending within which the server is killed


@contextmanager
def _served(zygote: Zygote, folder: Path) -> Iterator[tuple[int, httpx2.Client]]:
    pid = zygote.start(folder, "serve", "--db", "news.db", "--port", "0")
    address = waited(folder / ".out", "Retinue is at ").split()[3]
    with httpx2.Client(base_url=address, timeout=60) as client:
        yield pid, client


def _sent(client: httpx2.Client, key: str, name: str) -> int:
    told = {"kind": "reject", "event": key, "reason": "seen"}
    headers = {"If-Match": "*", "Idempotency-Key": name}
    return client.post("/api/v1/judgements", json=told, headers=headers).status_code


def tried(zygote: Zygote, root: Path, kills: int, seed: int) -> Tally:
    """Kill a server so often at random moments around the sending of a judgement."""
    base, folder, whole = root / "base-served", root / "trial-served", root / "after-served"
    base.mkdir()
    fill(zygote, base)
    key = json.loads(zygote.done(base, "events", "--db", "news.db", "--format", "json"))[0]["key"]
    shutil.copytree(base, whole)
    with _served(zygote, whole) as (pid, client):
        assert _sent(client, key, "a") == 201
        zygote.end(pid)
    zygote.done(whole, *RUN)
    expected = record(zygote, whole)
    tally, draw = Tally(TITLE, seed), random.Random(f"{seed} served")
    for number in range(kills):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, folder)
        moment = draw.uniform(0.0, LONGEST) ** 2
        answered = 0
        with _served(zygote, folder) as (pid, client):
            zygote.end(pid, after=moment)
            with suppress(httpx2.HTTPError):
                answered = _sent(client, key, "a")
            if answered:
                zygote.end(pid)
        tally.kills += 1
        tally.lost += [f"{TITLE}, seed {seed}, kill {number} at {moment:.3f} s: {what}"
                       for what in _wrong(zygote, folder, (key, answered), expected)]  # fmt: skip
    return tally


def _wrong(zygote: Zygote, folder: Path, sent: tuple[str, int], expected: object) -> Iterator[str]:
    key, answered = sent
    if what := unsound(zygote, folder, "news.db"):
        yield f"db check: {what}"
    kept = json.loads(zygote.done(folder, "judgements", "--db", "news.db", "--format", "json"))
    if answered not in (0, 201) or (answered and not kept):
        yield f"answered {answered}, but {len(kept)} judgements are kept"
    with _served(zygote, folder) as (pid, client):
        again = _sent(client, key, "a")
        zygote.end(pid)
    if again != (200 if kept else 201):
        yield f"sent again it was answered {again}, with {len(kept)} kept before"
    zygote.done(folder, *RUN)
    if (found := record(zygote, folder)) != expected:
        yield difference(found, expected)
