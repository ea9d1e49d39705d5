"""Where a text names a restriction list, and which one."""

from __future__ import annotations

import pytest

from retinue.coding.listed import find_lists
from retinue.knowledge import Knowledge, load


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load()


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("put on the Entity List", "Entity List", "US Entity List"),
        ("on the US Entity List since", "US Entity List", "US Entity List"),
        ("on the U.S. Entity List since", "Entity List", "US Entity List"),
        ("on the U.S. sanctions list", "sanctions list", "US SDN List"),
        ("on the EU's sanctions list", "sanctions list", "EU sanctions list (Russia)"),
        ("the U.S. export control list", "export control list", "US Entity List"),
        ("Beijing's export control list", "export control list", "China Export Control List"),
        ("China’s export control list", "export control list", "China Export Control List"),
        ("the Pentagon's blacklist", "blacklist", "DoD Chinese Military Companies List (1260H)"),
        ("the Commerce Department's blacklist", "blacklist", "US Entity List"),
        ("the Treasury Department's investment blacklist", "investment blacklist", "US NS-CMIC List"),
        ("America's economic blacklist", "economic blacklist", "US Entity List"),
        ("Taiwan's export blacklist", "export blacklist", "Taiwan strategic high-tech commodities entity list"),
        ("its unreliable entities list", "unreliable entities list", "China Unreliable Entity List"),
        ("the FCC's Covered List", "Covered List", "FCC Covered List"),
        ("a list of Chinese military companies", "list of Chinese military companies",
         "DoD Chinese Military Companies List (1260H)"),
        ("a list of companies linked to China's military", "list of companies linked to China's military",
         "DoD Chinese Military Companies List (1260H)"),
        ("Texas's blacklist", "blacklist", "Texas prohibited technologies list"),
    ],
)  # fmt: skip
def test_a_list_is_found_without_its_keeper(known: Knowledge, text: str, said: str, name: str) -> None:
    ((span, found),) = find_lists(text, known)
    assert (text[span.start : span.end], found) == (said, name)


@pytest.mark.parametrize("text", ["the guest list", "China's list", "its military's plans", "the U.S. said", ""])
def test_no_list_is_no_list(known: Knowledge, text: str) -> None:
    assert find_lists(text, known) == ()


def test_every_naming_is_found(known: Knowledge) -> None:
    text = "Off the U.S. Entity List, on the Pentagon's blacklist, not on China's unreliable entity list."
    assert [name for _, name in find_lists(text, known)] == [
        "US Entity List",
        "DoD Chinese Military Companies List (1260H)",
        "China Unreliable Entity List",
    ]
