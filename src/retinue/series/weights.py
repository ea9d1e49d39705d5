"""What an event weighs, as data: data/series.yml, or a file of the user's in its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from retinue.errors import KnowledgeError, UsageError
from retinue.knowledge.marks import line_of, parse
from retinue.model import EventType, Status

__all__ = ["Factor", "Weights", "load_weights"]

RANKS = (1, 2, 3, 4, 5)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Factor(_Part):
    """A number by which an event's weight is multiplied, and the reason for it."""

    factor: Annotated[float, Field(ge=0, le=10)]
    why: Annotated[str, Field(min_length=1)]


class Weights(_Part):
    """All factors; every event type, status and rank has one. See data/series.yml for what each means."""

    source: Annotated[str, Field(min_length=1)]
    checked: dt.date
    types: Mapping[EventType, Factor]
    statuses: Mapping[Status, Factor]
    levels: Mapping[int, Factor]
    body_at_most: Annotated[int, Field(ge=1, le=5)]
    unknown_level: Factor
    no_official: Factor
    lists: Mapping[str, Factor]
    other_list: Factor
    list_days: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _complete(self) -> Weights:
        wanted = ((self.types, EventType), (self.statuses, Status), (self.levels, RANKS))
        missing = [str(one) for given, all_ in wanted for one in all_ if one not in given]
        if missing:
            raise ValueError(f"no factor for {', '.join(missing)}")
        return self


def load_weights(path: Path | None = None) -> Weights:
    """The bundled weights, or those of a file with the same keys. Raises KnowledgeError, UsageError."""
    if path is None:
        return _bundled()
    try:
        return _read(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: can't be read: {error}") from error


@lru_cache(maxsize=1)
def _bundled() -> Weights:
    return _read((files("retinue") / "data" / "series.yml").read_text("utf-8"), "retinue/data/series.yml")


def _read(text: str, path: str) -> Weights:
    try:
        return Weights.model_validate(parse(text, path))
    except ValidationError as error:
        first = error.errors()[0]
        line = line_of(text, first["loc"])
        message = f"{'.'.join(map(str, first['loc'])) or 'the whole'}: {first['msg']}"
        raise KnowledgeError(message, path=path, line=line) from error
