"""Weigh what frames found, and add words that no frame knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from retinue.coding.learned.arguments import argument_rows, parties_near
from retinue.coding.learned.context import Context, Look
from retinue.coding.learned.features import Surround, kind_of
from retinue.coding.learned.network import Array, Network, Weights, bundled_weights
from retinue.coding.learned.vectors import Vectors
from retinue.coding.lexicon import Frame
from retinue.coding.match import Hit
from retinue.coding.roles import Roles
from retinue.coding.scene import Scene
from retinue.coding.syntax import Token, governor, slots_of
from retinue.model import EntityType, EventType

__all__ = ["Learned", "surround_of", "weighed"]

_TYPES = list(EventType)
# Chosen by cross-validation over documents; docs/learned.md has the table.
_LOOK, _SURE = 0.06, 0.90  # a sentence with a word whose chance to tell some act lies between gets the closer look
_ADD = 0.40  # a word that no frame knows counts from here on
_DROP = 0.10  # a frame's hit less likely than this is none, unless officials or bodies act upon somebody
_ROLE = 0.4  # a party of such an act
_FILL = 0.6  # a party for a role that a frame left empty
_NOBODY = Roles((), (), ())


@dataclass(frozen=True, slots=True)
class Learned:
    """Vectors and networks, with the closer look or without; read-only, one per worker."""

    vectors: Vectors
    triggers: Network
    arguments: Network
    context: Context | None = None

    @classmethod
    @lru_cache(maxsize=2)
    def bundled(cls, *, closer: bool = True) -> Learned:
        """The parts that ship with Retinue."""
        return cls.read(bundled_weights(), Context.bundled() if closer else None)

    @classmethod
    def read(cls, held: Weights, context: Context | None = None) -> Learned:
        """The coder with weights that tools/train_coder.py wrote."""
        return cls(Vectors.bundled(), Network.read(held, "triggers"), Network.read(held, "arguments"), context)


def weighed(scene: Scene, found: Sequence[tuple[Hit, Roles]], learned: Learned) -> list[tuple[Hit, Roles]]:
    """Hits of frames with their chance, and hits of words that no frame knows; in text order."""
    weighing = _Weighing.of(surround_of(scene, found, learned.vectors), learned)
    return sorted([*weighing.kept(found), *weighing.added()], key=lambda pair: pair[0].token.i)


def surround_of(scene: Scene, found: Sequence[tuple[Hit, Roles]], vectors: Vectors) -> Surround:
    """The features' view of an article: frames that fired at all, and those that its surroundings bore out."""
    fired, kept = defaultdict(set), defaultdict(set)
    for hit in scene.hits:
        fired[hit.token.i].add(hit.frame.type)
    for hit, _ in found:
        kept[hit.token.i].add(hit.frame.type)
    return Surround(scene, vectors, fired, kept)


@dataclass(frozen=True, slots=True)
class _Weighing:
    """One article: its words that may tell an act, with their chances, and the closer look where that is used."""

    surround: Surround
    learned: Learned
    look: Look | None
    tokens: Sequence[Token]
    chances: Array

    @classmethod
    def of(cls, surround: Surround, learned: Learned) -> _Weighing:
        """How likely each word tells an act of each type.

        Its features say it; where they leave a doubt, the mean of them and of what its sentence makes of the word.
        """
        tokens = surround.candidates()
        rows = surround.rows(tokens)
        chances = learned.triggers.probabilities(rows)
        if learned.context is None or not len(tokens):
            return cls(surround, learned, None, tokens, chances)
        look = Look(learned.context, surround)
        doubtful = np.argwhere((chances >= _LOOK) & (chances <= _SURE))[:, 0]
        closer = {surround.sentence[tokens[n].i] for n in doubtful}
        at = [n for n, t in enumerate(tokens) if surround.sentence[t.i] in closer]
        if at:
            chances[at] = (chances[at] + look.acts([tokens[n] for n in at], rows[at])) / 2
        return cls(surround, learned, look, tokens, chances)

    def kept(self, found: Sequence[tuple[Hit, Roles]]) -> Iterator[tuple[Hit, Roles]]:
        """What frames found, less what is too unlikely."""
        row = {token.i: n for n, token in enumerate(self.tokens)}
        for hit, roles in found:
            at = row.get(hit.token.i)
            chance = None if at is None else float(self.chances[at, _TYPES.index(hit.frame.type)])
            unlikely = chance is not None and chance < _DROP
            if not unlikely or (roles.recipients and _by_office(self.surround, roles.actors)):
                yield replace(hit, chance=chance), self._filled(hit, roles)

    def added(self) -> Iterator[tuple[Hit, Roles]]:
        """Words that no frame knows and that likely tell an act with a party."""
        for at, column in zip(*(self.chances >= _ADD).nonzero(), strict=True):
            token, kind = self.tokens[at], _TYPES[column]
            if kind in self.surround.kept.get(token.i, ()):
                continue
            verb = governor(token) if token.pos_ in ("NOUN", "PROPN") else token
            hit = Hit(_frame(kind), token, verb, slots_of(token), (token,), float(self.chances[at, column]))
            roles = self._parties(hit, None, _ROLE)
            if roles.actors or roles.recipients:
                yield hit, roles

    def _filled(self, hit: Hit, roles: Roles) -> Roles:
        """A frame's roles; one that it left empty is filled by whoever is likely to play it."""
        if roles.actors and roles.recipients:
            return roles
        likely = self._parties(hit, roles, _FILL)
        return Roles(roles.actors or likely.actors, roles.recipients or likely.recipients, roles.places)

    def _parties(self, hit: Hit, ruled: Roles | None, bar: float) -> Roles:
        """Whoever is likely to play a role, the likelier of two for each; `ruled` are those of a frame."""
        scene, candidates = self.surround.scene, parties_near(self.surround, hit.token)
        if not candidates:
            return ruled or _NOBODY
        sides = None if ruled is None else (scene.referents(ruled.actors), scene.referents(ruled.recipients))
        rows = argument_rows(self.surround, hit.token, hit.frame.type, candidates, sides)
        chances = self.learned.arguments.probabilities(rows)
        closer = None if self.look is None else self.look.parties(hit.token, candidates, rows)
        if closer is not None:
            chances = np.asarray((chances + closer) / 2, np.float32)
        pairs = list(zip(candidates, chances, strict=True))
        actors = tuple(c.mention for c, p in pairs if p[0] >= bar and p[0] >= p[1])
        recipients = tuple(c.mention for c, p in pairs if p[1] >= bar and p[1] > p[0])
        return Roles(actors, recipients, ruled.places if ruled else ())


def _by_office(surround: Surround, actors: Sequence[int]) -> bool:
    """Is one of the actors, given as mentions, an official or a public body?"""
    cast = surround.scene.cast
    parties = (one for index in actors for one in cast.referents(index))
    return any(kind_of(one, cast.official(one)) in ("official", "body") for one in parties)


@lru_cache(maxsize=len(_TYPES))
def _frame(kind: EventType) -> Frame:
    """What stands for the frame of an act that no frame knows."""
    everyone = frozenset(EntityType)
    return Frame(
        id=f"{kind}/learned",
        type=kind,
        actor=(),
        recipient=(),
        place=(),
        when=(),
        not_when=(),
        needs=frozenset(),
        borrow=frozenset({"actor"}) if kind in (EventType.VISIT, EventType.MEETING) else frozenset(),
        require=frozenset(),
        require_any=frozenset(),
        actor_types=everyone,
        actor_official=False,
        recipient_types=everyone,
        passive=False,
        recipient_source=False,
        joint=False,
        signal=None,
        variant="",
    )
