"""The parts of the learned coder that need no language model: network, vectors, lexicon lines."""

from __future__ import annotations

import numpy as np
import pytest

from retinue.coding.learned.expressions import Expressions
from retinue.coding.learned.network import Network, bundled_weights
from retinue.coding.learned.vectors import Vectors
from retinue.errors import KnowledgeError
from retinue.model import EventType


def test_a_network_is_a_hidden_layer_and_sigmoids() -> None:
    network = Network(
        np.array([[1.0, -1.0]], np.float32), np.zeros(2, np.float32), np.array([[2.0], [4.0]], np.float32),
        np.array([-1.0], np.float32),
    )  # fmt: skip
    found = network.probabilities(np.array([[1.0], [-1.0], [0.0]], np.float32))
    assert found[:, 0] == pytest.approx([1 / (1 + np.exp(-1)), 1 / (1 + np.exp(-3)), 1 / (1 + np.exp(1))], abs=1e-6)


def test_extreme_inputs_do_not_overflow() -> None:
    one = np.ones((1, 1), np.float32)
    network = Network(one * 1e6, np.zeros(1, np.float32), one * 1e6, np.zeros(1, np.float32))
    assert network.probabilities(one)[0, 0] == pytest.approx(1.0)


def test_the_weights_that_ship_fit_the_types() -> None:
    held = bundled_weights()
    assert Network.read(held, "triggers").outer.shape[1] == len(EventType)
    assert Network.read(held, "arguments").outer.shape[1] == 2


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [("toured", "visited", "banana"), ("subsidy", "grant", "violin"), ("prohibit", "ban", "picnic")],
)
def test_words_of_like_meaning_lie_close(word: str, near: str, far: str) -> None:
    vectors = Vectors.bundled()
    a, b, c = (vectors.matrix[vectors.find(w, w)] for w in (word, near, far))
    assert a @ b > a @ c + 0.1


def test_an_unknown_word_has_its_lemma_or_nothing() -> None:
    vectors = Vectors.bundled()
    assert vectors.find("zzyzx", "visit") == vectors.rows["visit"]
    assert vectors.find("zzyzx", "zzyzx") == -1


@pytest.mark.parametrize(
    "line", ["v:tour visit:3", "x:tour\tvisit:3", "v:tour\tstroll:3", "vo:give\tapproval:2", "v:tour\tvisit"]
)
def test_a_broken_line_of_the_lexicon_is_named(line: str) -> None:
    with pytest.raises(KnowledgeError, match=r"line 2: .*TYPE:STRENGTH"):
        Expressions.parse(f"# comment\n{line}\n")


def test_a_line_may_name_a_class_of_words() -> None:
    found = Expressions.parse("sv:@drafts go before\tpolicy:3\nvo:file bill\tpolicy:2")
    assert ("sv", "go", "bill") in found.entries
    assert ("sv", "go", "measure") in found.entries
    with pytest.raises(KnowledgeError, match="line 1"):
        Expressions.parse("sv:@nothing go\tpolicy:3")
