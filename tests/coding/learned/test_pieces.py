"""Words cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retinue.coding.learned.encoder import LONGEST, SIZE, Encoder
from retinue.coding.learned.pieces import Pieces

VOCABULARY = ["[CLS]", "[SEP]", "[UNK]", "visit", "##ed", "##s", "anti", "-", "trust", "cafe", "中", "国", "a"]


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces({word: n for n, word in enumerate(VOCABULARY)})


def named(numbers: list[int]) -> list[str]:
    return [VOCABULARY[n] for n in numbers]


def test_the_longest_known_piece_comes_first(pieces: Pieces) -> None:
    numbers, firsts = pieces.of(["Visited", "Anti-trust", "visits"], 50)
    assert named(numbers) == ["[CLS]", "visit", "##ed", "anti", "-", "trust", "visit", "##s", "[SEP]"]
    assert firsts == [1, 3, 6]


def test_accents_fall_and_han_characters_stand_alone(pieces: Pieces) -> None:
    assert named(pieces.of(["Café", "中国"], 50)[0]) == ["[CLS]", "cafe", "中", "国", "[SEP]"]


def test_what_is_not_known_is_one_unknown_piece(pieces: Pieces) -> None:
    assert named(pieces.of(["xyz", "a" * 101], 50)[0]) == ["[CLS]", "[UNK]", "[UNK]", "[SEP]"]


def test_words_of_nothing_and_words_behind_the_limit_stand_at_the_beginning(pieces: Pieces) -> None:
    numbers, firsts = pieces.of(["\n", "visit", "visit", "visited"], 5)
    assert (named(numbers), firsts) == (["[CLS]", "visit", "visit", "[SEP]"], [0, 1, 2, 0])


@given(st.lists(st.text(max_size=12), max_size=40))
def test_any_words_fit_the_limit_and_the_encoder(words: list[str]) -> None:
    numbers, firsts = Encoder.bundled().pieces.of(words, LONGEST)
    assert len(numbers) <= LONGEST
    assert len(firsts) == len(words)
    assert all(0 <= first < len(numbers) for first in firsts)


def test_a_word_is_what_its_sentence_makes_of_it() -> None:
    encoder = Encoder.bundled()
    river, money = (encoder.vectors(words.split())[-1] for words in ("they sat on the bank", "they fined the bank"))
    again = encoder.vectors("they fined the bank".split())[-1]
    assert river.shape == (SIZE,)
    assert (money == again).all()
    assert abs(river - money).max() > 0.1
    assert encoder.vectors(["long"] * 500).shape == (500, SIZE)
    assert encoder.vectors([]).shape == (0, SIZE)
