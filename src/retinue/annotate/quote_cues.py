"""The words that report speech, read from data/triggers/speech.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

import yaml

from retinue.errors import KnowledgeError

__all__ = ["Breadth", "SpeechCues", "load_cues"]

Breadth = Literal["statements", "attributions"]

_FILE = Path(__file__).parents[1] / "data" / "triggers" / "speech.yml"
_LEVELS = ("statements", "attributions")


@dataclass(frozen=True, slots=True)
class SpeechCues:
    """Cue lemmas by the form in which they take what was said; the data file explains each."""

    clause: frozenset[str]
    infinitive: frozenset[str]
    directive: frozenset[str]
    object: frozenset[str]
    naming: frozenset[str]
    particle: Mapping[str, frozenset[str]]
    quotation: frozenset[str]
    noun: frozenset[str]
    phrase: frozenset[tuple[str, ...]]
    manner: frozenset[str]
    spokesperson: frozenset[str]
    document: frozenset[str]
    told: frozenset[str]
    broad: bool
    verbs: frozenset[str]


_LISTS = {f.name for f in fields(SpeechCues)} - {"particle", "phrase", "broad", "verbs"}


def load_cues(path: Path = _FILE, *, breadth: Breadth = "statements") -> SpeechCues:
    """Read the cues: what the contract calls a statement, or everything that is attributed to somebody.

    Raises KnowledgeError when a key is unknown or missing, or a value has the wrong shape.
    """
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(raw, dict) or set(raw) != {"source", "checked", *_LEVELS}:
        raise KnowledgeError("expected the keys source, checked, statements, attributions", path=str(path))
    levels = [_checked(raw[name], name, path) for name in _LEVELS[: 2 if breadth == "attributions" else 1]]
    words = {key: frozenset(w for level in levels for w in level[key]) for key in _LISTS}
    particle: dict[str, frozenset[str]] = {}
    for level in levels:
        for verb, after in level["particle"].items():
            particle[verb] = particle.get(verb, frozenset()) | frozenset(after)
    phrase = frozenset(tuple(p.split()) for level in levels for p in level["phrase"])
    verbs = frozenset(particle).union(
        *(words[key] for key in ("clause", "infinitive", "directive", "object", "naming", "quotation"))
    )
    return SpeechCues(particle=particle, phrase=phrase, broad=breadth == "attributions", verbs=verbs, **words)


def _checked(level: Any, name: str, path: Path) -> dict[str, Any]:
    """The level's mapping, after checking every key and value."""
    if not isinstance(level, dict) or set(level) != _LISTS | {"particle", "phrase"}:
        expected = ", ".join(sorted(_LISTS | {"particle", "phrase"}))
        raise KnowledgeError(f"{name}: expected exactly the keys {expected}", path=str(path))
    if not isinstance(level["particle"], dict):
        raise KnowledgeError(f"{name}.particle: expected a verb and its list on each line", path=str(path))
    lists = {key: value for key, value in level.items() if key != "particle"} | level["particle"]
    for key, value in lists.items():
        if not isinstance(value, list) or not all(isinstance(w, str) and w == w.lower() for w in value):
            raise KnowledgeError(f"{name}.{key}: expected a list of words in lower case", path=str(path))
    return level
