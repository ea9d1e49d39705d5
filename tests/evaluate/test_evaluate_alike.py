from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retinue.evaluate import same_name, shingles, wording
from retinue.evaluate.alike import overlap, tokens

NAMES = st.text(alphabet="abc XYZ.'é华为", max_size=20)


@pytest.mark.parametrize(
    ("ours", "theirs", "person", "same"),
    [
        ("Norrland Cable Co., Ltd.", "Norrland Cable", False, True),
        ("The Norrland Cable Group", "norrland cable", False, True),
        ("Norrland Cable", "Norrland Wire", False, False),
        ("Ministry of Trade", "Ministry of Trade of Norrland", False, True),
        ("Anna Berg", "Berg Anna", True, True),
        ("Anna Berg", "Berg", True, False),
        ("Citroën", "Citroen", False, True),
        ("Huawei's", "Huawei", False, True),
        ("华为", "为华", True, True),
        ("Co., Ltd.", "Inc.", False, False),
        ("", "Norrland", False, False),
    ],
)
def test_same_name(ours: str, theirs: str, person: bool, same: bool) -> None:
    assert same_name([ours], [theirs], person) is same


@given(NAMES, NAMES, st.booleans())
def test_same_name_has_no_sides(left: str, right: str, person: bool) -> None:
    assert same_name([left], [right], person) == same_name([right], [left], person)


@given(NAMES, NAMES)
def test_overlap_is_a_share_and_has_no_sides(left: str, right: str) -> None:
    assert 0 <= overlap(left, right) <= 1
    assert overlap(left, right) == overlap(right, left)
    assert overlap(left, left) == (1 if tokens(left) else 0)


def test_overlap_counts_words_of_both() -> None:
    assert overlap("the minister visited", "the minister left") == pytest.approx(4 / 6)


def test_shingles_of_a_short_text_are_one_run() -> None:
    assert shingles("two words") == {("two", "words"): 1}
    assert shingles("a b c d e").total() == 2
    assert shingles("").total() == 1


def test_wording_folds_white_space() -> None:
    assert wording(" one\n\n two\tthree ") == "one two three"
