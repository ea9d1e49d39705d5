"""Frames: the words that tell of an act, and where its parties stand, read from data/triggers/events/*.yml."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from retinue.errors import KnowledgeError
from retinue.model import EntityType, EventType, Signal, Status

ANY = "ANY"

Names = Annotated[list[str], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)]


class _FrameFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    verbs: Names = []
    nouns: Names = []
    actor: Names | None = None
    recipient: Names = []
    place: Names = []
    when: dict[str, list[str] | str] = {}
    not_when: dict[str, list[str] | str] = {}
    needs: list[str] = []
    borrow: list[str] = []
    require: list[str] | None = None
    require_any: list[str] | None = None
    actor_types: list[EntityType] | None = None
    recipient_types: list[EntityType] | None = None
    not_recipient: list[EntityType] = []
    passive: bool = False
    recipient_source: bool = False
    signal: Signal | None = None
    status: Status | None = None
    variant: str = ""


class _RoleFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    types: list[EntityType]
    official: bool = False


class _TypeFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    type: EventType
    source: str
    checked: Any
    roles: dict[str, _RoleFile]
    require: list[str] = []
    require_any: list[str] = []
    require_official: bool = False
    merge_recipients_into_actors: bool = False
    words: dict[str, list[str]] = {}
    frames: list[_FrameFile] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Condition:
    """One of `slots` must hold a word of `words`; `words` None accepts any word."""

    slots: tuple[str, ...]
    words: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of telling an act. Slots are those of `retinue.coding.syntax`, paths joined by ">"."""

    id: str
    type: EventType
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    place: tuple[str, ...]
    when: tuple[Condition, ...]
    not_when: tuple[Condition, ...]
    needs: frozenset[str]
    borrow: frozenset[str]
    require: frozenset[str]
    require_any: frozenset[str]
    actor_types: frozenset[EntityType]
    actor_official: bool
    recipient_types: frozenset[EntityType]
    passive: bool
    recipient_source: bool
    joint: bool
    signal: Signal | None
    variant: str
    status: Status | None = None  # how real the act is that these words tell, unless a modal or negation says more

    @property
    def of_subject(self) -> bool:
        """True when the words tell what becomes of their subject: "a bill was tabled", "the rule takes effect"."""
        return any("subj" in condition.slots for condition in self.when)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A head word with the words that must go with it ("call" + "on") and the frame it evokes."""

    head: str
    rest: tuple[str, ...]
    noun: bool
    frame: Frame


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every trigger by the lemma of its head word."""

    by_head: Mapping[str, tuple[Trigger, ...]]
    frames: tuple[Frame, ...] = ()
    words: Mapping[EventType, Mapping[str, frozenset[str]]] = field(default_factory=dict)

    @classmethod
    @lru_cache(maxsize=1)
    def bundled(cls) -> Lexicon:
        """The lexicon that ships with Retinue. Raises KnowledgeError naming the file at fault."""
        folder = resources.files("retinue") / "data" / "triggers" / "events"
        texts = {f.name: f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".yml")}
        return cls.parse(texts)

    @classmethod
    def parse(cls, texts: Mapping[str, str]) -> Lexicon:
        """Build from YAML texts by file name. Raises KnowledgeError."""
        triggers: dict[str, list[Trigger]] = defaultdict(list)
        frames, words = [], {}
        for name in sorted(texts):
            file = _validated(name, texts[name])
            words[file.type] = {key.lower(): frozenset(value) for key, value in file.words.items()}
            for trigger in _triggers(name, file):
                triggers[trigger.head].append(trigger)
                frames.append(trigger.frame)
        longest_first = {h: tuple(sorted(ts, key=lambda t: -len(t.rest))) for h, ts in triggers.items()}
        return cls(longest_first, tuple(dict.fromkeys(frames)), words)


def _validated(name: str, text: str) -> _TypeFile:
    try:
        return _TypeFile.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))
    except (ValidationError, yaml.YAMLError) as error:
        raise KnowledgeError(str(error), path=f"data/triggers/events/{name}") from error


def _triggers(name: str, file: _TypeFile) -> Iterable[Trigger]:
    for raw in file.frames:
        try:
            frame = _frame(file, raw)
        except KeyError as error:
            message = f"frame {raw.id}: no word class {error} under `words`"
            raise KnowledgeError(message, path=f"data/triggers/events/{name}") from error
        for noun, phrases in ((False, raw.verbs), (True, raw.nouns)):
            for phrase in phrases:
                words = phrase.lower().split()
                head, rest = (words[-1], words[:-1]) if noun else (words[0], words[1:])
                yield Trigger(head, tuple(rest), noun, frame)


def _frame(file: _TypeFile, raw: _FrameFile) -> Frame:
    actor, recipient = file.roles["actor"], file.roles["recipient"]
    recipient_types = set(raw.recipient_types or recipient.types) - set(raw.not_recipient)
    return Frame(
        id=f"{file.type}/{raw.id}",
        type=file.type,
        actor=tuple(raw.actor or ()),
        recipient=tuple(raw.recipient),
        place=tuple(raw.place),
        when=_conditions(raw.when, file.words),
        not_when=_conditions(raw.not_when, file.words),
        needs=frozenset(raw.needs) | ({"official"} if file.require_official else set()),
        borrow=frozenset(raw.borrow),
        require=frozenset(file.require if raw.require is None else raw.require),
        require_any=frozenset(file.require_any if raw.require_any is None else raw.require_any),
        actor_types=frozenset(raw.actor_types or actor.types),
        actor_official=actor.official,
        recipient_types=frozenset(recipient_types),
        passive=raw.passive,
        recipient_source=raw.recipient_source,
        joint=file.merge_recipients_into_actors,
        signal=raw.signal,
        variant=raw.variant,
        status=raw.status,
    )


def _conditions(raw: Mapping[str, list[str] | str], words: Mapping[str, list[str]]) -> tuple[Condition, ...]:
    return tuple(Condition(tuple(slots.split("|")), _word_set(wanted, words)) for slots, wanted in raw.items())


def _word_set(wanted: list[str] | str, words: Mapping[str, list[str]]) -> frozenset[str] | None:
    if isinstance(wanted, list):
        return frozenset(wanted)
    return None if wanted == ANY else frozenset(words[wanted])
