"""Quotation marks of every style, paired and unpaired."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retinue.annotate.quote_marks import find_quoted


def inner(text: str) -> list[str]:
    return [q.inner.of(text) for q in find_quoted(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "yes, of course" twice.', ["yes, of course"]),
        ("He said “yes, of course” twice.", ["yes, of course"]),
        ("He said ‘yes, of course.’ Then he left.", ["yes, of course."]),
        ("He said 'yes, of course' twice.", ["yes, of course"]),
        ("Er sagte „ja, natürlich“ und ging.", ["ja, natürlich"]),
        ("Il a dit « oui, bien sûr » deux fois.", [" oui, bien sûr "]),
        ("他说「是的」。", ["是的"]),
        ("He said ''yes, of course'' twice.", ["yes, of course"]),
        ("He said “she called it ‘odd’ again” twice.", ["she called it ‘odd’ again"]),
        ("‘The firms’ plan is dead,’ he said.", ["The firms’ plan is dead,"]),
        ("The firms' plan and the banks' plan failed.", []),
        ("It's the firm's own 'rule of three' at work.", ["rule of three"]),
        ('A 6" pipe and a 7" pipe.', []),
        ("Back in the '90s it worked.", []),
        ("He said “yes and left.", []),
        ("He said: “Yes, and I left.", ["Yes, and I left."]),
    ],
)
def test_marks(text: str, found: list[str]) -> None:
    assert inner(text) == found


def test_a_quotation_over_paragraphs_runs_on_until_it_closes() -> None:
    text = "“One thing.\n\n“Another thing.”\n\nThe end."
    assert [(q.inner.of(text), q.open) for q in find_quoted(text)] == [
        ("One thing.", True),
        ("Another thing.", False),
    ]


@given(st.text(alphabet="ab .,\n“”\"'‘’«»「」『』„`", max_size=80))
def test_stretches_are_in_order_and_inside(text: str) -> None:
    end = 0
    for quoted in find_quoted(text):
        assert end <= quoted.outer.start < quoted.outer.end <= len(text)
        assert quoted.outer.covers(quoted.inner)
        end = quoted.outer.end
