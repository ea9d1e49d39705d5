"""Weigh what frames found, and add words that no frame knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from retinue.coding.learned.arguments import argument_rows, parties_near
from retinue.coding.learned.context import Context
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
    surround = surround_of(scene, found, learned.vectors)
    tokens = surround.candidates()
    chances = _chances(surround, tokens, learned)
    row = {token.i: n for n, token in enumerate(tokens)}
    kept = [*_kept(surround, found, chances, row, learned), *_added(surround, tokens, chances, learned)]
    return sorted(kept, key=lambda pair: pair[0].token.i)


def _chances(surround: Surround, tokens: Sequence[Token], learned: Learned) -> Array:
    """How likely each word tells an act of each type.

    Its features say it; where they leave a doubt, the mean of them and of what its sentence makes of the word.
    """
    rows = surround.rows(tokens)
    chances = learned.triggers.probabilities(rows)
    if learned.context is None or not len(tokens):
        return chances
    doubtful = np.argwhere((chances >= _LOOK) & (chances <= _SURE))[:, 0]
    closer = {surround.sentence[tokens[n].i] for n in doubtful}
    at = [n for n, t in enumerate(tokens) if surround.sentence[t.i] in closer]
    if at:
        second = learned.context.probabilities(surround, [tokens[n] for n in at], rows[at])
        chances[at] = (chances[at] + second) / 2
    return chances


def surround_of(scene: Scene, found: Sequence[tuple[Hit, Roles]], vectors: Vectors) -> Surround:
    """The features' view of an article: frames that fired at all, and those that its surroundings bore out."""
    fired, kept = defaultdict(set), defaultdict(set)
    for hit in scene.hits:
        fired[hit.token.i].add(hit.frame.type)
    for hit, _ in found:
        kept[hit.token.i].add(hit.frame.type)
    return Surround(scene, vectors, fired, kept)


def _kept(
    surround: Surround,
    found: Sequence[tuple[Hit, Roles]],
    chances: Array,
    row: Mapping[int, int],
    learned: Learned,
) -> Iterator[tuple[Hit, Roles]]:
    for hit, roles in found:
        at = row.get(hit.token.i)
        chance = None if at is None else float(chances[at, _TYPES.index(hit.frame.type)])
        if chance is not None and chance < _DROP and not (roles.recipients and _by_office(surround, roles.actors)):
            continue
        yield replace(hit, chance=chance), _filled(surround, hit, roles, learned)


def _by_office(surround: Surround, actors: Sequence[int]) -> bool:
    """Is one of the actors, given as mentions, an official or a public body?"""
    cast = surround.scene.cast
    parties = (one for index in actors for one in cast.referents(index))
    return any(kind_of(one, cast.official(one)) in ("official", "body") for one in parties)


def _added(
    surround: Surround, tokens: Sequence[Token], chances: Array, learned: Learned
) -> Iterator[tuple[Hit, Roles]]:
    for at, column in zip(*(chances >= _ADD).nonzero(), strict=True):
        token, kind = tokens[at], _TYPES[column]
        if kind in surround.kept.get(token.i, ()):
            continue
        noun = token.pos_ in ("NOUN", "PROPN")
        verb = governor(token) if noun else token
        hit = Hit(_frame(kind), token, verb, slots_of(token), (token,), float(chances[at, column]))
        roles = _parties(surround, hit, _NOBODY, learned, _ROLE)
        if roles.actors or roles.recipients:
            yield hit, roles


def _filled(surround: Surround, hit: Hit, roles: Roles, learned: Learned) -> Roles:
    """A frame's roles; one that it left empty is filled by whoever is likely to play it."""
    if roles.actors and roles.recipients:
        return roles
    likely = _parties(surround, hit, roles, learned, _FILL)
    return Roles(roles.actors or likely.actors, roles.recipients or likely.recipients, roles.places)


def _parties(surround: Surround, hit: Hit, ruled: Roles, learned: Learned, bar: float) -> Roles:
    candidates = parties_near(surround, hit.token)
    if not candidates:
        return ruled
    scene = surround.scene
    rows = argument_rows(
        surround,
        hit.token,
        hit.frame.type,
        candidates,
        None if ruled is _NOBODY else (scene.referents(ruled.actors), scene.referents(ruled.recipients)),
    )
    chances = learned.arguments.probabilities(rows)
    pairs = list(zip(candidates, chances, strict=True))
    actors = tuple(c.mention for c, p in pairs if p[0] >= bar and p[0] >= p[1])
    recipients = tuple(c.mention for c, p in pairs if p[1] >= bar and p[1] > p[0])
    return Roles(actors, recipients, ruled.places)


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
