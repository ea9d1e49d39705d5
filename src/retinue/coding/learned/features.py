"""What the learned part sees of a word: words as vectors, grammar, who stands in which slot, what frames say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from retinue.coding.learned.expressions import REACH, Expressions
from retinue.coding.learned.network import Array
from retinue.coding.learned.vectors import Vectors
from retinue.coding.scene import Scene
from retinue.coding.syntax import Slots, Token, slots_of
from retinue.model import EntityType, EventType, Referent

__all__ = ["TRIGGER_FLAGS", "Surround", "kind_of"]

_TYPES = list(EventType)
_KINDS = ("official", "person", "firm", "body", "organization", "media", "place", "unknown")
_SLOTS = ("subj", "obj", "dative", "attr", "poss", "mod", "gov", "prep")
_PREPOSITIONS = (
    "in at to with on off by for against from into of over under as through out up down back about".split()
)
_TAGS = "VB VBD VBG VBN VBP VBZ NN NNS NNP NNPS JJ".split()
_DEPS = (
    "ROOT acl advcl ccomp xcomp relcl conj pcomp parataxis dep nsubj nsubjpass dobj pobj attr appos npadvmod oprd"
).split()
_HELPERS = "will would may might could can should must have be do to if not never plan expect due".split()
_GROUPS = ("self", "head", "subj", "obj", "prep", "mod", "before", "after", "sentence", "clauses")
_SENTENCE = _GROUPS.index("sentence")
_MAIN = frozenset({"VERB", "NOUN", "PROPN", "AUX", "ADJ"})
_MODIFIERS = frozenset({"compound", "amod", "nmod", "advmod", "prt", "poss"})
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl", "conj"})
_MONEY = frozenset({"billion", "million", "yuan", "euros", "dollars", "$", "€", "£", "¥"})
_TENSOR_SCALE = 0.1  # brings the parser's own vectors to the size of the others

TRIGGER_FLAGS: tuple[str, ...] = (
    *(f"tag={t}" for t in _TAGS),
    *(f"dep={d}" for d in _DEPS),
    *(f"helper={h}" for h in _HELPERS),
    *(f"prep={p}" for p in _PREPOSITIONS),
    *(f"{s}:{k}" for s in _SLOTS for k in _KINDS),
    *(f"near:{k}" for k in (*_KINDS, "list", "time", "money")),
    *(f"rule:{t}" for t in _TYPES),
    *(f"kept:{t}" for t in _TYPES),
    *(f"word>={n}:{t}" for n in (1, 2, 3) for t in _TYPES),
    *(f"with:{t}" for t in _TYPES),
    *("title", "quoted", "passive", "relative", "noun", "question"),
)
_AT = {name: n for n, name in enumerate(TRIGGER_FLAGS)}


def kind_of(referent: Referent, official: bool) -> str:
    """The kind of party a referent is."""
    if referent.type is EntityType.PERSON:
        return "official" if official else "person"
    return {
        EntityType.COMPANY: "firm",
        EntityType.BODY: "body",
        EntityType.ORGANIZATION: "organization",
        EntityType.MEDIA: "media",
        EntityType.PLACE: "place",
    }[referent.type]


class Surround:
    """One article as the learned part sees it; what words share is worked out once.

    `fired` and `kept` hold, by token, the types of frames that fired at all and of those that were borne out.
    """

    def __init__(
        self,
        scene: Scene,
        vectors: Vectors,
        fired: Mapping[int, set[EventType]],
        kept: Mapping[int, set[EventType]],
    ) -> None:
        self.scene, self.vectors, self.fired, self.kept = scene, vectors, fired, kept
        self.doc = scene.annotation.parsed
        self.expressions = Expressions.bundled()
        self._read_words()
        self._read_mentions()
        self._told: dict[int, Mapping[EventType, int]] = {}
        self._kinds: dict[int, frozenset[str]] = {}
        self._paths: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
        self._seen: dict[int, tuple[Array, list[int]]] = {}

    def _read_words(self) -> None:
        """The parse as plain lists: asking the model's tokens again and again would take most of the time."""
        doc, names = self.doc, self.doc.vocab.strings
        columns = doc.to_array(["LOWER", "LEMMA", "POS", "DEP", "HEAD"])
        words, lemmas, self.parts, self.labels = (
            [names[key] for key in column] for column in columns[:, :4].T.tolist()
        )
        self.words: list[str] = words
        self.heads = (np.arange(len(doc)) + columns[:, 4].astype(np.int64)).tolist()
        self.ids = [self.vectors.find(word, lemma) for word, lemma in zip(words, lemmas, strict=True)]
        self.children: list[list[int]] = [[] for _ in words]
        for i, head in enumerate(self.heads):
            if head != i:
                self.children[head].append(i)
        starts = sorted(self.scene.sentence_of)
        self.bounds = list(zip(starts, [*starts[1:], len(doc)], strict=True))
        self.sentence = [n for n, (first, last) in enumerate(self.bounds) for _ in range(first, last)]

    def _read_mentions(self) -> None:
        scene = self.scene
        self._by_sentence: dict[int, list[int]] = {}
        self.counts: dict[int, int] = {}
        self.titled: set[int] = set()
        title = scene.annotation.article.title_end
        for index, mention in enumerate(scene.annotation.mentions):
            self._by_sentence.setdefault(self.sentence[mention.head], []).append(index)
            for referent in mention.referents:
                self.counts[referent] = self.counts.get(referent, 0) + 1
                if mention.span.start < title:
                    self.titled.add(referent)

    # ------------------------------------------------------------------------------------- asked by arguments
    def mentions_by_sentence(self, numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
        """(sentence number, mention index) of every mention in the given sentences."""
        return ((n, index) for n in numbers for index in self._by_sentence.get(n, ()))

    def path(self, start: int, end: int) -> tuple[list[int], list[int]]:
        """Tokens from `start` up to the common ancestor, and from there down to `end` (both without `start`)."""
        held = self._paths.get((start, end))
        if held is None:
            ups, downs = self._above(start), self._above(end)
            common = next((t for t in ups if t in downs), ups[-1])
            down = downs[: downs.index(common)] if common in downs else downs
            held = self._paths[start, end] = (ups[1 : ups.index(common) + 1], down[::-1])
        return held

    def _above(self, index: int) -> list[int]:
        found = [index]
        while self.heads[found[-1]] != found[-1]:
            found.append(self.heads[found[-1]])
        return found

    # -------------------------------------------------------------------------------------------- candidates
    def candidates(self) -> list[Token]:
        """Words that may tell an act: a frame fired there, or the lexicon of expressions knows it."""
        return [t for t in self.doc if t.i in self.fired or (self._may_tell(t) and self.told(t))]

    def _may_tell(self, token: Token) -> bool:
        part, label = self.parts[token.i], self.labels[token.i]
        if part == "NOUN":
            return label not in ("compound", "nmod")
        return part == "VERB" or (part == "AUX" and label not in ("aux", "auxpass"))

    def told(self, token: Token) -> Mapping[EventType, int]:
        """How strongly the lexicon of expressions holds that the word tells each act."""
        held = self._told.get(token.i)
        if held is None:
            last = min(token.i + 1 + REACH, self.bounds[self.sentence[token.i]][1])
            held = self._told[token.i] = self.expressions.strengths(token, self.words[token.i + 1 : last])
        return held

    # ---------------------------------------------------------------------------------------------- features
    def rows(self, tokens: Sequence[Token]) -> Array:
        """One row of features for each token: flags, a mean vector per group of words, the parser's own vector."""
        width, size, groups = len(TRIGGER_FLAGS), self.vectors.size, len(_GROUPS)
        tensor = self.doc.tensor
        rows = np.zeros((len(tokens), width + groups * size + tensor.shape[1]), np.float32)
        if not len(tokens):
            return rows
        rows[:, width + groups * size :] = tensor[[t.i for t in tokens]] * _TENSOR_SCALE
        means = rows[:, width : width + groups * size].reshape(len(tokens), groups, size)
        found: list[int] = []  # rows of the word vectors, group after group
        owners: list[tuple[int, int, int]] = []  # token, group, where in `found` it begins
        for n, token in enumerate(tokens):
            slots = slots_of(token)
            means[n, _SENTENCE], near = self._sentence(token)
            rows[n, [*self._flags(token, slots), *near]] = 1.0
            for at, group in enumerate(self._groups(token, slots)):
                ids = [self.ids[i] for i in group if self.ids[i] >= 0]
                if ids:
                    owners.append((n, at, len(found)))
                    found += ids
        if owners:
            places = np.array(owners)
            sums = np.add.reduceat(self.vectors.matrix[found], places[:, 2], axis=0)
            counts = np.diff([*places[:, 2], len(found)])
            means[places[:, 0], places[:, 1]] = sums / counts[:, None]
        rows[:, width : width + groups * size] = means.reshape(len(tokens), groups * size)
        return rows

    def _groups(self, token: Token, slots: Slots) -> tuple[Sequence[int], ...]:
        """The words behind each vector, in the order of `_GROUPS`; the sentence's mean is shared by its words."""
        i, labels = token.i, self.labels
        children = self.children[i]
        return (
            (i,),
            (self.heads[i],) if self.heads[i] != i else (),
            [t.i for t in slots.get("subj", ())],
            [t.i for t in slots.get("obj", ())],
            [t.i for name, tokens in slots.items() if name.startswith("prep:") for t in tokens],
            [c for c in children if labels[c] in _MODIFIERS],
            (i - 1,) if i else (),
            (i + 1,) if i + 1 < len(self.words) else (),
            (),
            [c for c in children if labels[c] in _CLAUSES],
        )

    def _flags(self, token: Token, slots: Slots) -> list[int]:
        names = [f"tag={token.tag_}", f"dep={self.labels[token.i]}"]
        for child in self.children[token.i]:
            label, word = self.labels[child], self.words[child]
            if label in ("aux", "neg", "mark"):
                names.append(f"helper={word}")
            elif label == "auxpass":
                names += ("passive", "helper=be")
            elif label in ("prep", "prt", "agent", "advmod", "dative"):
                names.append(f"prep={word}")
        for name, tokens in slots.items():
            slot = "prep" if name.startswith("prep:") else "gov" if name.startswith("gov.") else name
            if slot in _SLOTS:
                names += [f"{slot}:{kind}" for t in tokens for kind in self._kinds_at(t)]
        names += [f"rule:{kind}" for kind in self.fired.get(token.i, ())]
        names += [f"kept:{kind}" for kind in self.kept.get(token.i, ())]
        names += self._lexical(token, slots)
        if token.idx < self.scene.annotation.article.title_end:
            names.append("title")
        if any(q.content.start <= token.idx < q.content.end for q in self.scene.annotation.quotes):
            names.append("quoted")
        if self.labels[token.i] == "relcl":
            names.append("relative")
        if self.parts[token.i] in ("NOUN", "PROPN"):
            names.append("noun")
        return [_AT[name] for name in names if name in _AT]

    def _lexical(self, token: Token, slots: Slots) -> Iterator[str]:
        for kind, strength in self.told(token).items():
            yield from (f"word>={n}:{kind}" for n in range(1, strength + 1))
        for other in (*slots.get("obj", ()), *slots.get("gov.obj", ())):
            yield from (f"with:{kind}" for kind, strength in self.told(other).items() if strength > 1)

    def _kinds_at(self, token: Token) -> frozenset[str]:
        held = self._kinds.get(token.i)
        if held is None:
            cast = self.scene.cast
            parties = (r for index in cast.at(token) for r in cast.referents(index))
            held = self._kinds[token.i] = frozenset(kind_of(r, cast.official(r)) for r in parties)
        return held

    def _sentence(self, token: Token) -> tuple[Array, list[int]]:
        number = self.sentence[token.i]
        held = self._seen.get(number)
        if held is None:
            held = self._seen[number] = self._see(number)
        return held

    def _see(self, number: int) -> tuple[Array, list[int]]:
        """The mean of a sentence's words, and flags for who and what it names."""
        start, end = self.bounds[number]
        ids = [self.ids[i] for i in range(start, end) if self.ids[i] >= 0 and self.parts[i] in _MAIN]
        mean = self.vectors.matrix[ids].mean(axis=0) if ids else np.zeros(self.vectors.size, np.float32)
        near: set[str] = set()
        for _, index in self.mentions_by_sentence([number]):
            parties = self.scene.cast.referents(index)
            near |= {kind_of(r, self.scene.cast.official(r)) for r in parties} or {"unknown"}
        first, last = self.doc[start].idx, self.doc[end - 1].idx
        if any(first <= s.start <= last for s, _ in self.scene.lists):
            near.add("list")
        if self.scene.clock.in_sentence(self.doc[start]):
            near.add("time")
        if not _MONEY.isdisjoint(self.words[start:end]):
            near.add("money")
        flags = [_AT[f"near:{name}"] for name in near]
        return mean, [*flags, _AT["question"]] if "?" in self.words[end - 2 : end] else flags
