"""Fit the sentence encoder and the network that sees through it (torch).

A larger encoder may teach the small one: it is fitted first, judges texts that nobody annotated, and the small one is
fitted on those judgements too (knowledge distillation: Hinton, Vinyals and Dean, 2015).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import AutoModel, AutoTokenizer

from coder.example import Example
from retinue.coding.learned.encoder import LONGEST
from retinue.coding.learned.network import Array, Network

_BATCH = 32
_TELLS = 0.05  # a sentence in which the teacher holds every act less likely than this tells none
_SILENT = 0.3  # share of such sentences that the small encoder is shown


@dataclass(frozen=True, slots=True)
class Plan:
    """How to fit: passes over the data, learning rates of encoder and network, hidden units of the network.

    Of the encoder's layers the first `layers` are kept, and the lowest `frozen` of them stay as they are.
    """

    epochs: int = 4
    layers: int = 6
    frozen: int = 0
    encoder_rate: float = 1e-4
    rate: float = 2e-3
    decay: float = 1e-2
    hidden: int = 192
    seed: int = 0


TEACHER = Plan(epochs=3, layers=12, frozen=6, encoder_rate=5e-5)


class Cutter(Protocol):
    """Cuts words into the pieces of an encoder, as `retinue.coding.learned.pieces.Pieces` does."""

    def of(self, words: Sequence[str], limit: int) -> tuple[list[int], list[int]]:
        """Numbers of the pieces, and where each word's first one stands."""


class Tokens:
    """The pieces of any encoder that transformers knows."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(folder)

    def of(self, words: Sequence[str], limit: int) -> tuple[list[int], list[int]]:
        """Numbers of the pieces, `limit` at most, and where each word's first one stands (0: nowhere)."""
        shown = [word if word.strip() else "." for word in words]  # a word of nothing would have no piece
        cut = self._tokenizer(shown, is_split_into_words=True, truncation=True, max_length=limit)
        firsts: dict[int, int] = {}
        for place, word in enumerate(cut.word_ids()):
            if word is not None:
                firsts.setdefault(word, place)
        return cut["input_ids"], [firsts.get(n, 0) for n in range(len(words))]


@dataclass(slots=True)
class Sentence:
    """Pieces of a sentence; `at` tells where its words to be judged stand, one row of the others for each.

    `held` are the rows of its text that these words have.
    """

    pieces: list[int]
    at: list[int]
    held: list[int]
    rows: Array
    labels: Array
    weights: Array


def sentences(example: Example, labels: Array, weights: Array, pieces: Cutter) -> Iterator[Sentence]:
    """The sentences of a text that hold a word to be judged; labels and weights by word, bags settled."""
    surround = example.surround
    words: dict[int, list[int]] = {}
    for token in example.tokens:
        words.setdefault(surround.sentence[token], []).append(token)
    for number, tokens in sorted(words.items()):
        start, end = surround.bounds[number]
        numbers, firsts = pieces.of([t.text for t in surround.doc[start:end]], LONGEST)
        held = [example.tokens[t] for t in tokens]
        at = [firsts[t - start] for t in tokens]
        yield Sentence(numbers, at, held, example.rows[held], labels[held], weights[held])


class Model(nn.Module):
    """Encoder and network, fitted together."""

    def __init__(self, encoder: Any, width: int, outputs: int, hidden: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.inner = nn.Linear(width + encoder.config.hidden_size, hidden)
        self.outer = nn.Linear(hidden, outputs)
        self.at_input, self.at_hidden = nn.Dropout(0.1), nn.Dropout(0.5)
        nn.init.constant_(self.outer.bias, -3)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, rows: torch.Tensor, where: tuple[torch.Tensor, torch.Tensor]
    ) -> torch.Tensor:
        """Log odds of each word to be judged, from its features and what the encoder sees."""
        with torch.autocast("cpu", dtype=torch.bfloat16):  # nearly three times as quick
            seen = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        hidden = torch.relu(self.inner(torch.cat([self.at_input(rows), seen.float()[where]], 1)))
        return torch.as_tensor(self.outer(self.at_hidden(hidden)))


def fit(given: Sequence[Sentence], folder: Path, plan: Plan) -> Model:
    """Minimise weighted cross entropy; word embeddings stay as they are."""
    torch.manual_seed(plan.seed)
    random.seed(plan.seed)
    encoder = AutoModel.from_pretrained(folder)
    encoder.encoder.layer = encoder.encoder.layer[: plan.layers]
    model = Model(encoder, given[0].rows.shape[1], given[0].labels.shape[1], plan.hidden).train()
    fixed = ("encoder.embeddings.word", "encoder.embeddings.position", "encoder.embeddings.token_type", "pooler")
    fixed += tuple(f"encoder.encoder.layer.{n}." for n in range(plan.frozen))
    held, free = [], []
    for name, part in model.named_parameters():
        if any(mark in name for mark in fixed):
            part.requires_grad = False
        else:
            (held if name.startswith("encoder.") else free).append(part)
    adam = torch.optim.AdamW(
        [{"params": held, "lr": plan.encoder_rate}, {"params": free, "lr": plan.rate}], weight_decay=plan.decay
    )
    steps = plan.epochs * -(-len(given) // _BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(adam, lambda n: min(1, n / 100) * (1 - n / (steps + 1)))
    for epoch in range(plan.epochs):
        lost = 0.0
        for batch in _batches(given):
            loss = _loss(model, batch)
            adam.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            adam.step()
            pace.step()
            lost += loss.item() * len(batch)
        print(f"pass {epoch + 1} of {plan.epochs}: loss {lost / len(given):.3f}", flush=True)
    return model.eval()


def _batches(given: Sequence[Sentence]) -> list[list[Sentence]]:
    """Sentences of like length together, in random order."""
    ordered = sorted(given, key=lambda s: len(s.pieces) + random.random() * 6)
    found = [ordered[n : n + _BATCH] for n in range(0, len(ordered), _BATCH)]
    random.shuffle(found)
    return found


def _told(model: Model, batch: Sequence[Sentence]) -> torch.Tensor:
    """Log odds of every word to be judged in some sentences."""
    longest = max(len(s.pieces) for s in batch)
    ids = torch.full((len(batch), longest), model.encoder.config.pad_token_id, dtype=torch.long)
    mask = torch.zeros(len(batch), longest)
    for n, s in enumerate(batch):
        ids[n, : len(s.pieces)], mask[n, : len(s.pieces)] = torch.tensor(s.pieces), 1
    where = [(n, at) for n, s in enumerate(batch) for at in s.at]
    places = torch.tensor([n for n, _ in where]), torch.tensor([at for _, at in where])
    return torch.as_tensor(model(ids, mask, torch.tensor(np.concatenate([s.rows for s in batch])), places))


def _loss(model: Model, batch: Sequence[Sentence]) -> torch.Tensor:
    labels, weights = (torch.tensor(np.concatenate([getattr(s, p) for s in batch])) for p in ("labels", "weights"))
    told = _told(model, batch)
    each = nn.functional.binary_cross_entropy_with_logits(told, labels, reduction="none")
    return (each * weights).sum() / len(labels)


def judged(model: Model, example: Example, cutter: Cutter) -> Array:
    """How likely a fitted encoder holds it that each word of a text tells an act of each type."""
    blank = np.zeros_like(example.labels)
    given, found = list(sentences(example, blank, blank, cutter)), blank.copy()
    rows = [row for sentence in given for row in sentence.held]
    with torch.no_grad():
        parts = [_told(model, given[n : n + _BATCH]) for n in range(0, len(given), _BATCH)]
    if parts:
        found[rows] = torch.sigmoid(torch.cat(parts)).numpy()
    return found


def taught(model: Model, example: Example, cutter: Cutter, pieces: Cutter) -> Iterator[Sentence]:
    """The sentences of a text nobody annotated, with a fitted encoder's judgements for labels."""
    labels = judged(model, example, cutter)
    for sentence in sentences(example, labels, np.ones_like(labels), pieces):
        if sentence.labels.max(initial=0) >= _TELLS or random.random() < _SILENT:
            yield sentence


def network(model: Model) -> Network:
    """The fitted network as Retinue applies it."""
    parts = (part.detach().numpy() for layer in (model.inner, model.outer) for part in (layer.weight.T, layer.bias))
    return Network(*parts)


class _Seen(nn.Module):
    """The encoder as it is stored: ids of one sentence in, a vector for each piece out."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: torch.Tensor) -> Any:
        return self.encoder(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state


def store(model: Model, vocabulary: Sequence[str], folder: Path) -> None:
    """Write vocabulary.txt and encoder.onnx, whose weights are whole numbers of eight bits."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.txt").write_text("\n".join(vocabulary), "utf-8")
    whole = folder / "whole.onnx"
    torch.onnx.export(
        _Seen(model.encoder.float().eval()),
        (torch.ones(1, 12, dtype=torch.long),),
        str(whole),
        input_names=["ids"],
        output_names=["seen"],
        dynamic_axes={"ids": {1: "pieces"}, "seen": {1: "pieces"}},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(whole), str(folder / "encoder.onnx"), weight_type=QuantType.QInt8)
    whole.unlink()
