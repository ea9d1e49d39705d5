"""Which commands are killed, what they begin with, and what must be the same in the end."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from trials import Case, Zygote, exported, listed, rows

from retinue.cli.demo import sample_folder

__all__ = ["CASES", "fill", "news"]

# Two of these are of one event, one copies another; a page, a text, several in one file.
SHOWN = ("zhejiang-hikvision-wire.txt", "zhejiang-hikvision-sunday.html", "zhejiang-hikvision-copy.html")
SHOWN += ("xiaomi-delisted.html", "us-lists-28-2019.txt", "india-app-ban.txt")
LATER = ("zhejiang-tour-translated.txt", "us-lists-huawei-2019.html")
LIST = "list,name,id,aliases,since,until,programme\n"


def news(folder: Path, *names: str) -> None:
    """Articles of the bundled sample in a folder `news`."""
    (folder / "news").mkdir(exist_ok=True)
    for name in names:
        shutil.copy(sample_folder() / name, folder / "news" / name)


def fill(zygote: Zygote, folder: Path) -> None:
    """A record of the articles, joined."""
    news(folder, *SHOWN)
    zygote.done(folder, *RUN)


# ------------------------------------------------------------------------------------------------ bases
def _unread(zygote: Zygote, folder: Path) -> None:
    news(folder, *SHOWN)


def _changed(zygote: Zygote, folder: Path) -> None:
    """A record; since then one article was changed, one is gone, two came."""
    fill(zygote, folder)
    page = folder / "news" / "india-app-ban.txt"
    page.write_text(page.read_text("utf-8") + "\n\nThe ministry confirmed the ban on Tuesday, June 30.\n", "utf-8")
    (folder / "news" / SHOWN[2]).unlink()
    news(folder, *LATER)


def _unjoined(zygote: Zygote, folder: Path) -> None:
    """A record whose reports are all to be joined, as when the way of joining changed."""
    fill(zygote, folder)
    with closing(sqlite3.connect(folder / "news.db")) as raw:
        raw.execute("UPDATE state SET value = 'by older code' WHERE name = 'fused'")
        raw.commit()


def _judged(zygote: Zygote, folder: Path) -> None:
    """A record in which people have decided something."""
    fill(zygote, folder)
    _decide(zygote, folder)


def _decide(zygote: Zygote, folder: Path) -> None:
    keys = _keys(zygote, folder)
    zygote.done(folder, "accept", keys[0], "--db", "news.db", "--by", "ana")
    zygote.done(folder, "reject", keys[1], "--db", "news.db", "--by", "bo")


def _copied(zygote: Zygote, folder: Path) -> None:
    """A record that went on after a copy was made of it."""
    _judged(zygote, folder)
    zygote.done(folder, "db", "backup", "copy.db", "--db", "news.db")
    news(folder, *LATER)
    zygote.done(folder, *RUN)


def _holed(zygote: Zygote, folder: Path) -> None:
    """A record with much room to give back."""
    _judged(zygote, folder)
    with closing(sqlite3.connect(folder / "news.db")) as raw:
        raw.execute("CREATE TABLE ballast (a)")
        raw.executemany("INSERT INTO ballast VALUES (?)", [("x" * 2000,)] * 4000)
        raw.commit()
        raw.execute("DROP TABLE ballast")
        raw.commit()


def _old(zygote: Zygote, folder: Path) -> None:
    """A record of schema 2, the oldest that the tests of the store know how to make."""
    from store_made import BACK_TO_2  # noqa: PLC0415

    fill(zygote, folder)
    with closing(sqlite3.connect(folder / "news.db")) as raw:
        for statement in BACK_TO_2:
            raw.execute(statement)
        raw.commit()


def _lists(zygote: Zygote, folder: Path) -> None:
    """A register of lists, and a later file in which a third has gone, a third is called otherwise, a third came."""
    first = [f"us-sdn,Firm {n} of Somewhere,{n},Firm Nr {n};F{n} Ltd,2019-01-01,,P{n % 7}\n" for n in range(400)]
    later = [line.replace("of Somewhere", "of Elsewhere") if n % 3 else line for n, line in enumerate(first)][130:]
    later += [f"us-sdn,New {n} Works,n{n},,2024-02-02,,Q\n" for n in range(130)]
    (folder / "first.csv").write_text(LIST + "".join(first), "utf-8")
    (folder / "later.csv").write_text(LIST + "".join(later), "utf-8")
    zygote.done(folder, "knowledge", "import", "first.csv", "--on", "2024-01-01", codes=(0,))


# ------------------------------------------------------------------------------------------------ looks
def record(zygote: Zygote, folder: Path) -> Any:
    """The record, as read and as counted."""
    return exported(zygote, folder) | {"rows": json.dumps(rows(folder / "news.db"))}


def both(zygote: Zygote, folder: Path) -> Any:
    """The record and its copy."""
    return record(zygote, folder) | {f"copy {k}": v for k, v in exported(zygote, folder, "copy.db").items()}


def register(zygote: Zygote, folder: Path) -> Any:
    """The register of lists."""
    return listed(folder / "lists.db")


# ------------------------------------------------------------------------------------------- what is done
def _keys(zygote: Zygote, folder: Path) -> list[str]:
    told = json.loads(zygote.done(folder, "events", "--db", "news.db", "--format", "json"))
    return [event["key"] for event in (told if isinstance(told, list) else told["items"])]


def _import_again(zygote: Zygote, folder: Path) -> None:
    zygote.done(folder, "knowledge", "import", "later.csv", "--on", "2024-03-01")


def _decision(verb: str, *more: str) -> Case:
    """A judgement by the command line. Who was interrupted looks whether it was kept, and otherwise says it again."""

    def base(zygote: Zygote, folder: Path) -> None:
        _judged(zygote, folder)
        (folder / "keys").write_text("\n".join(_keys(zygote, folder)), "utf-8")

    def argv(folder: Path) -> tuple[str, ...]:
        keys = (folder / "keys").read_text("utf-8").splitlines()
        named = {"merge": keys[:2], "undo": ["1"]}.get(verb, keys[2:3])
        return (verb, *named, *more, "--db", "news.db", "--by", "cy", "--reason", "seen")

    def finish(zygote: Zygote, folder: Path) -> None:
        if len(json.loads(zygote.done(folder, "judgements", "--db", "news.db", "--format", "json"))) < DECIDED + 1:
            zygote.done(folder, *argv(folder))
        zygote.done(folder, *RUN)

    return Case(f"review: {verb}", base, argv, record, finish)


RUN = ("run", "news", "--db", "news.db", "--workers", "0")
DECIDED = 2  # judgements before the one that is interrupted
IMPORT = ("knowledge", "import", "later.csv", "--on", "2024-03-01")
BACKUP = ("db", "backup", "copy.db", "--force", "--db", "news.db")
RESTORE = ("db", "restore", "copy.db", "--force", "--db", "news.db")

_ALL = (
    Case("run", _unread, RUN, record),
    Case("run over changes", _changed, RUN, record),
    Case("fuse", _unjoined, RUN, record),
    Case("lists import", _lists, IMPORT, register, name="none"),
    _decision("accept"),
    _decision("reject"),
    _decision("correct", "start", "2023-10-05"),
    _decision("merge"),
    _decision("undo"),
    Case("db backup", _copied, BACKUP, both, whole=True),
    Case("db restore", _copied, RESTORE, both, whole=True),
    Case("db vacuum", _holed, ("db", "vacuum", "--db", "news.db"), record, whole=True),
    Case("db upgrade", _old, ("db", "upgrade", "--db", "news.db"), record),
)
CASES = {case.title: case for case in _ALL}
