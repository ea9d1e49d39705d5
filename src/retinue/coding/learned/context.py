"""A second, closer look at sentences that may tell an act: words and parties as their sentence makes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from retinue.coding.learned.arguments import Candidate
from retinue.coding.learned.encoder import SIZE, Encoder
from retinue.coding.learned.features import Surround
from retinue.coding.learned.network import Array, Network, Weights, bundled_weights
from retinue.coding.syntax import Token

__all__ = ["Context", "Look", "paired"]


@dataclass(frozen=True, slots=True)
class Context:
    """The encoder, and the networks for acts and parties that see what it makes of words."""

    encoder: Encoder
    triggers: Network
    parties: Network

    @classmethod
    @lru_cache(maxsize=1)
    def bundled(cls) -> Context:
        """The parts that ship with Retinue."""
        return cls.read(bundled_weights(), Encoder.bundled())

    @classmethod
    def read(cls, held: Weights, encoder: Encoder) -> Context:
        """The networks of a file of weights beside their encoder."""
        return cls(encoder, Network.read(held, "context"), Network.read(held, "context_parties"))


@dataclass(slots=True)
class Look:
    """One article under the closer look; a sentence goes through the encoder once."""

    context: Context
    surround: Surround
    _seen: dict[int, Array] = field(default_factory=dict)

    def acts(self, tokens: Sequence[Token], rows: Array) -> Array:
        """How likely each word tells an act of each type; `rows` are the features of its first look."""
        sights = np.array([self._sight(token.i) for token in tokens])
        return self.context.triggers.probabilities(np.hstack([rows, sights]))

    def parties(self, token: Token, candidates: Sequence[Candidate], rows: Array) -> Array | None:
        """How likely each is actor and recipient of the word's act; None where the sentence was not looked at.

        `rows` are the features of the first look. Of a party in an earlier sentence nothing more is seen.
        """
        if self.surround.sentence[token.i] not in self._seen:
            return None
        act, cast = self._sight(token.i), self.surround.scene.cast
        nothing = np.zeros(SIZE, np.float32)
        sights = [nothing if c.back else self._sight(cast.mention(c.mention).head) for c in candidates]
        return self.context.parties.probabilities(paired(rows, act, sights))

    def _sight(self, word: int) -> Array:
        number = self.surround.sentence[word]
        start, end = self.surround.bounds[number]
        if number not in self._seen:
            self._seen[number] = self.context.encoder.vectors([t.text for t in self.surround.doc[start:end]])
        return np.asarray(self._seen[number][word - start], np.float32)


def paired(rows: Array, act: Array, parties: Sequence[Array]) -> Array:
    """What the network for parties sees: features, what the encoder makes of the act, of the party, and of both."""
    acts, sights = np.tile(act, (len(parties), 1)), np.array(parties)
    return np.asarray(np.hstack([rows, acts, sights, acts * sights]), np.float32)
