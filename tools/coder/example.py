"""One text as training sees it: features of its words, labels, and the parties of each act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from retinue.coding.candidates import candidates
from retinue.coding.learned.arguments import argument_rows, parties_near
from retinue.coding.learned.coder import surround_of
from retinue.coding.learned.features import Surround
from retinue.coding.learned.network import Array
from retinue.coding.learned.vectors import Vectors
from retinue.coding.lexicon import Lexicon
from retinue.coding.match import Hit
from retinue.coding.roles import Roles
from retinue.coding.scene import Scene
from retinue.knowledge import Knowledge
from retinue.model import Annotation, EventType

TYPES = list(EventType)
_PARTS = ("VERB", "NOUN", "AUX", "PROPN", "ADJ")  # which word of several carries the act, in this order
_UNSURE = 0.3  # weight of a party's label where the gold names parties that could not be found in the text


@dataclass(frozen=True, slots=True)
class Act:
    """A word that tells an act, and the referents that take part; `*_known`: all of that side were found."""

    token: int
    kind: str
    actors: frozenset[int]
    recipients: frozenset[int]
    actors_known: bool = True
    recipients_known: bool = True


@dataclass(frozen=True, slots=True)
class Parties:
    """Who may take part in the act that a word tells, a row each; the columns of `labels` are actor and recipient.

    `heads` are the parties' words; None where they stand in an earlier sentence.
    """

    token: int
    heads: Sequence[int | None]
    rows: Array
    labels: Array
    weights: Array


@dataclass(slots=True)
class Example:
    """Words (`tokens`), their features `rows`, `labels` and `weights` per type, acts, and bags (column, rows)."""

    name: str
    surround: Surround
    found: Sequence[tuple[Hit, Roles]]
    tokens: dict[int, int]
    rows: Array
    labels: Array
    weights: Array
    acts: list[Act] = field(default_factory=list)
    bags: list[tuple[int, list[int]]] = field(default_factory=list)

    @classmethod
    def of(cls, name: str, annotation: Annotation, knowledge: Knowledge) -> Example:
        """Features of an annotated text, without labels as yet."""
        scene = Scene.of(annotation, knowledge, Lexicon.bundled())
        found = list(candidates(scene))
        surround = surround_of(scene, found, Vectors.bundled())
        tokens = surround.candidates()
        labels = np.zeros((len(tokens), len(TYPES)), np.float32)
        rows = surround.rows(tokens)
        return cls(name, surround, found, {t.i: n for n, t in enumerate(tokens)}, rows, labels, np.ones_like(labels))

    def head(self, start: int, end: int) -> int | None:
        """The word between two offsets that carries the act: a verb, else the last noun."""
        inside = [t for t in self.surround.doc if start <= t.idx < end and t.i in self.tokens]
        for part in _PARTS:
            fitting = [t.i for t in inside if t.pos_ == part]
            if fitting:
                return fitting[-1] if part == "NOUN" else fitting[0]
        return None

    def guess(self, kind: str, start: int, end: int) -> set[int]:
        """Frames' hits of a type between two offsets; where there are none, a bag is noted and nothing returned."""
        inside = [i for i in self.tokens if start <= self.surround.doc[i].idx < end]
        hit = {i for i in inside if kind in self.surround.kept.get(i, ())}
        if not hit and inside:
            column, rows = TYPES.index(EventType(kind)), [self.tokens[i] for i in inside]
            self.weights[rows, column] = 0
            self.bags.append((column, rows))
        return hit

    def add(self, act: Act) -> None:
        """Label a word with an act."""
        self.labels[self.tokens[act.token], TYPES.index(EventType(act.kind))] = 1
        self.acts.append(act)

    def leave_open(self, kinds: set[str]) -> None:
        """Frames' hits that may tell one of the article's acts once more are no evidence against it."""
        for token, fired in self.surround.fired.items():
            for kind in fired:
                row, column = self.tokens.get(token), TYPES.index(kind)
                if row is not None and kind in kinds and not self.labels[row, column]:
                    self.weights[row, column] = 0 if kind in self.surround.kept.get(token, ()) else 0.5

    def parties(self) -> list[Parties]:
        """The possible parties of each act."""
        found = []
        for act in self._joined():
            token, kind = self.surround.doc[act.token], EventType(act.kind)
            near = parties_near(self.surround, token)
            if near:
                labels = [[c.referent in act.actors, c.referent in act.recipients] for c in near]
                weights = [1 if act.actors_known else _UNSURE, 1 if act.recipients_known else _UNSURE]
                rows = argument_rows(self.surround, token, kind, near, self._ruled(act))
                heads = [None if c.back else self.surround.scene.cast.mention(c.mention).head for c in near]
                tiled = np.tile(np.float32(weights), (len(near), 1))
                found.append(Parties(act.token, heads, rows, np.array(labels, np.float32), tiled))
        return found

    def _joined(self) -> list[Act]:
        """Acts told by one word (a visit per stop) as one, with the parties of all."""
        joined: dict[tuple[int, str], Act] = {}
        for act in self.acts:
            held = joined.get((act.token, act.kind))
            joined[act.token, act.kind] = (
                act
                if held is None
                else Act(
                    act.token,
                    act.kind,
                    held.actors | act.actors,
                    held.recipients | act.recipients,
                    held.actors_known and act.actors_known,
                    held.recipients_known and act.recipients_known,
                )
            )
        return list(joined.values())

    def _ruled(self, act: Act) -> tuple[frozenset[int], frozenset[int]] | None:
        for hit, roles in self.found:
            if hit.token.i == act.token and hit.frame.type == act.kind:
                return self.surround.scene.referents(roles.actors), self.surround.scene.referents(roles.recipients)
        return None
