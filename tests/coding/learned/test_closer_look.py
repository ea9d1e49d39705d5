"""The closer look: each sentence goes through the encoder once, and only those that leave a doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from retinue.coding.learned.arguments import argument_rows, parties_near
from retinue.coding.learned.coder import surround_of
from retinue.coding.learned.context import Context, Look
from retinue.coding.learned.encoder import SIZE
from retinue.coding.learned.features import Surround
from retinue.coding.learned.network import Array, Network
from retinue.coding.learned.vectors import Vectors
from retinue.coding.lexicon import Lexicon
from retinue.coding.scene import Scene
from retinue.knowledge import Knowledge
from retinue.model import Annotation, EventType

See = Callable[[str], Annotation]
pytestmark = [pytest.mark.model, pytest.mark.xdist_group("coding")]
TEXT = "Tencent lost money. Margrethe Vestager fired a warning shot at Apple on Monday."


class Counting:
    """An encoder that gives each word its place in the sentence, and remembers what it was shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def vectors(self, words: Sequence[str]) -> Array:
        self.shown.append(" ".join(words))
        return np.tile(np.arange(1, len(words) + 1, dtype=np.float32)[:, None], (1, SIZE))


def passing(width: int, at: int, outputs: int) -> Network:
    """A network whose every output is the number at one place of its input, as log odds."""
    inner = np.zeros((width, 1), np.float32)
    inner[at] = 1
    return Network(inner, np.zeros(1, np.float32), np.ones((1, outputs), np.float32), np.zeros(outputs, np.float32))


@pytest.fixture
def surround(see: See, everything: Knowledge) -> Surround:
    return surround_of(Scene.of(see(TEXT), everything, Lexicon.bundled()), [], Vectors.bundled())


def test_a_party_is_seen_where_its_sentence_was_looked_at(surround: Surround) -> None:
    [token] = [t for t in surround.doc if t.text == "fired"]
    near = parties_near(surround, token)
    rows = argument_rows(surround, token, EventType.OBJECTION, near, None)
    features, encoder = surround.rows([token]), Counting()
    width, party = features.shape[1] + SIZE, rows.shape[1] + SIZE  # rows, the act, the party, both multiplied
    context = Context(encoder, passing(width, width - 1, 13), passing(rows.shape[1] + 3 * SIZE, party, 2))  # type: ignore[arg-type]
    look = Look(context, surround)
    assert look.parties(token, near, rows) is None

    place = token.i - surround.bounds[surround.sentence[token.i]][0] + 1
    assert look.acts([token], features)[0] == pytest.approx(1 / (1 + np.exp(-place)), abs=1e-5)
    chances = look.parties(token, near, rows)
    assert chances is not None
    told = {surround.scene.annotation.referents[c.referent].name: p for c, p in zip(near, chances[:, 0], strict=True)}
    assert told["Tencent"] == pytest.approx(0.5)  # stands in an earlier sentence
    assert told["Margrethe Vestager"] > 0.8
    assert encoder.shown == ["Margrethe Vestager fired a warning shot at Apple on Monday ."]
