from __future__ import annotations

import pytest

from retinue.knowledge import Knowledge, load
from retinue.names import Index

LISTED = [
    ("Wang Yiran", "1"),
    ("张国强", "2"),
    ("Norvik Petroleum and Shipping Corporation", "3"),
    ("Sergey Ivanov", "4"),
    ("Hangzhou Hongyuan Digital Technology Co., Ltd.", "5"),
    ("MOHAMMED, Ahmed Hassan", "6"),
    ("Sino Bright Import & Export", "7"),
    ("Hangzhou Hikvision Digital Technology Co., Ltd.", "8"),
    ("CNOOC Ltd", "9"),
]


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load()


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("王毅然", "1"),
        ("Yiran WANG", "1"),
        ("Cheung Kwok-keung", "2"),
        ("NPSC", "3"),
        ("Norvik Petrolum & Shipping Corp", "3"),
        ("Сергей Иванов", "4"),
        ("Sergei Ivanof", "4"),
        ("杭州宏远数字技术股份有限公司", "5"),
        ("Ahmad Hasan Muhammad", "6"),
        ("Sinobright Import and Export", "7"),
    ],
)
def test_an_index_finds_what_matches(asked: str, key: str) -> None:
    assert [hit.key for hit in Index(LISTED).find(asked)] == [key]


@pytest.mark.parametrize("asked", ["Wang Yi", "Li Ran", "Norvik", "Ivanov", "CNPC", "宏", ""])
def test_an_index_finds_nothing_else(asked: str) -> None:
    assert Index(LISTED).find(asked) == ()


def test_an_index_with_knowledge_knows_other_names(known: Knowledge) -> None:
    index = Index(LISTED, known)
    assert [hit.key for hit in index.find("海康威视")] == ["8"]
    assert [hit.key for hit in index.find("Hikvison")] == ["8"]
    assert [hit.key for hit in index.find("China National Offshore Oil Corporation")] == ["9"]


def test_few_pairs_are_compared() -> None:
    names = [(f"{given} {family}", f"{given}{family}") for given in "ABCDEFGHIJ" for family in _families()]
    index = Index(names)
    for name, key in names[::50]:
        assert index.find(name.upper())[0].key == key
    assert index.compared * 50 < len(names) * len(names[::50])


def _families() -> list[str]:
    return [f"{a}{b}dov" for a in ("Kar", "Mel", "Tov", "Pash", "Lin") for b in ("ama", "iro", "ube", "eko", "ola")]


def test_a_key_is_found_once_by_its_best_name() -> None:
    hits = Index([("Wang Yiran", "x"), ("王毅然", "x")]).find("Wang Yiran")
    assert [(hit.key, hit.name) for hit in hits] == [("x", "Wang Yiran")]
