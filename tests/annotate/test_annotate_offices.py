"""Offices told without the body's name: by a possessive, a clause, a predecessor; names beside titles."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retinue.model import Record

Read = Callable[[str], Record]


def office(record: Record, name: str) -> str | None:
    return next(e.office for e in record.entities if e.name == name)


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        (
            "Corvane Group sued the ministry. Its lawyer, Beata Holm, called the order overdue.",
            "Beata Holm",
            "Lawyer of Corvane Group",
        ),
        (
            'The Federal Trade Commission sued. "No," said the agency\'s deputy head, Nora Quist.',
            "Nora Quist",
            "Deputy Head of Federal Trade Commission",
        ),
        ("Corvane Group, founded by tycoon Per Holm, said it would shut.", "Per Holm", "Founder of Corvane Group"),
        ("Corvane Group objected. Per Holm, who runs the firm, spoke.", "Per Holm", "Head of Corvane Group"),
        ("Ann Marsh, the minister for trade of Peru, spoke.", "Ann Marsh", "Minister for trade of Peru"),
        (
            "Ann Marsh, the industry minister of Peru, was replaced by Eva Quist.",
            "Eva Quist",
            "Minister of Industry of Peru",
        ),
        (
            "Ann Marsh is the industry minister of Peru. Her predecessor, Eva Quist, left.",
            "Eva Quist",
            "Former Minister of Industry of Peru",
        ),
        ("California Attorney General Rob Quist sued.", "Rob Quist", "Attorney General of California"),
        ("The founder, Per Holm, spoke.", "Per Holm", "Founder"),
        ("In Washington, Rep. Nora Quist objected.", "Nora Quist", "US Representative"),
        ("Per Holm was arrested. His lawyer, Nora Quist, said so.", "Nora Quist", "Lawyer of Per Holm"),
    ],
)
def test_an_office_finds_its_body(read: Read, text: str, name: str, title: str) -> None:
    assert office(read(text), name) == title


def test_who_left_office_is_former(read: Read) -> None:
    assert (
        office(read("Li Qiang read a book by Barack Obama."), "Barack Obama")
        == "Former President of the United States"
    )
