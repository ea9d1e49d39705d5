from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from retinue.knowledge import Knowledge, load
from retinue.lists import Entry, FileRead, Register

WORLD = """\
source: a gazette
checked: 2026-01-02
offices:
  - {id: zz-premier, title: Premier of Zubrowka, names: [premier], country: AT, rank: 1}
  - {id: zz-deputy, title: Deputy Premier of Zubrowka, names: [deputy premier of Zubrowka], rank: 2, single: false}
  - {id: zz-bureau-head, title: Director of the Zubrowka Bureau, country: AT, body: zz-bureau, rank: 3}
  - id: zz-speaker
    title: Night Watch Speaker of Zubrowka
    names: [Zubrowka spokesman, Zubrowka spokeswoman]
    rank: 5
    single: false
  - {id: zz-watch, title: Night Watchman of the Zubrowka Bureau, body: zz-bureau, rank: 5}
people:
  - id: anna-berg
    name: Anna Berg
    country: AT
    held:
      - {office: zz-premier, since: 2010-01-01, until: 2019-06-30}
      - {office: zz-bureau-head, since: 2021-01-01}
  - id: otto-falk
    name: Otto Falk
    gender: m
    held:
      - {office: zz-speaker, since: 2019-01-01}
      - {office: zz-premier, since: 2019-06-30, until: 2024-03}
      - {office: zz-deputy, since: 2012-01-01, until: 2018-01-01}
  - id: mia-lund
    name: Mia Lund
    gender: f
    held:
      - {office: zz-speaker, since: 2019-01-01}
      - {office: zz-premier, since: 2025-01-01}
      - {office: zz-watch, since: 2019-01-01}
      - {office: zz-deputy, since: 2012-01-01, until: 2018-01-01}
organisations:
  - {id: zz-bureau, type: government_body, name: Zubrowka Bureau, aliases: [ZB]}
  - {id: norvik, type: company, name: Norvik, aliases: [诺维克, Norvik Shipping Ltd]}
  - {id: norvik-cloud, type: company, name: Norvik Cloud, parent: norvik}
  - {id: sudvik, type: company, name: Sudvik}
ownerships:
  - {unit: sudvik, owner: norvik, since: 2019-03-01, until: 2020-12-31}
listings:
  - {entity: norvik, list: us-entity-list, since: 2020-05-05, until: 2022-02-01, citation: 85 FR 1}
  - entity: norvik-cloud
    list: us-uvl
    since: 2023-01-01
    citation: 88 FR 2
    suspended: {since: 2023-03-01, until: 2023-12-31}
  - {entity: sudvik, list: jp-end-user, seen: 2024-04-04, programme: M, citation: the list of that day}
"""


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Knowledge]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        folder = tmp_path_factory.mktemp("world")
        (folder / "world.yml").write_text(WORLD, "utf-8")
        yield load([str(folder)])


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "lists.db") as opened:
        entries = (
            Entry(
                "us-sdn",
                "7",
                "NORVIK SHIPPING LTD",
                (),
                "organisation",
                programme="X",
                authority="OFAC",
                citation="c7",
            ),
            Entry("us-sdn", "8", "IVANOV, Ivan", ("Иванов Иван",), "person"),
            Entry("my-list", "9", "Harbour Traders", (), "organisation", since=dt.date(2021, 3, 4)),
        )
        opened.put(FileRead("own", entries, ()), "a", dt.date(2025, 6, 1))
        yield opened
