"""What a program may decide, and how a judgement is shown to it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import Body
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from retinue.model import EntityType, JudgementKind

__all__ = [
    "Accept", "Correct", "Decision", "JudgementBrief", "JudgementPage", "Merge", "Reject", "Resolve", "Split", "Undo",
]  # fmt: skip

# What a database can't hold, or would hold as something else, is no name and no value.
Named = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f]+$")]
Why = Annotated[
    str,
    StringConstraints(max_length=2000, pattern=r"^[^\x00]*$"),
    Field(description="In a person's words; kept with the name of whoever sends it."),
]
EVENT = "Key of an event, or its last six characters."
REPORT = "A report, as document/event."


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    reason: Why = ""


class Accept(_Sent):
    """The event is as the record tells it."""

    kind: Literal["accept"]
    event: Named = Field(description=EVENT)


class Reject(_Sent):
    """There is no such event; or a report was misread and tells nothing of the kind."""

    kind: Literal["reject"]
    event: Named = Field(description=f"{EVENT} Or: {REPORT}")


class Correct(_Sent):
    """A field of an event, or of one report of it, says something else."""

    kind: Literal["correct"]
    event: Named = Field(description=f"{EVENT} Or: {REPORT}")
    field: Literal["type", "actors", "recipients", "places", "start", "end", "precision", "status", "signal"]
    values: tuple[Named, ...] = Field(max_length=50, description="None: it is not known.", examples=[["2023-10-08"]])
    taken_as: EntityType | None = Field(None, description="Take names as they are, of this kind, not looked up.")


class Merge(_Sent):
    """These events, or reports, are one event."""

    kind: Literal["merge"]
    events: tuple[Named, ...] = Field(min_length=2, max_length=50, description=f"{EVENT} Or: {REPORT}")


class Split(_Sent):
    """These reports tell another event than the others."""

    kind: Literal["split"]
    event: Named = Field(description=EVENT)
    reports: tuple[Named, ...] = Field(min_length=1, max_length=200, description=REPORT)


class Resolve(_Sent):
    """Who a name is."""

    kind: Literal["resolve"]
    name: Named = Field(description="As the record has it.")
    answer: Named = Field(description="An id of the knowledge, a kind for somebody new, or `pass`.")


class Undo(_Sent):
    """A judgement is taken back; an undo too, which brings back what it took."""

    kind: Literal["undo"]
    judgement: int = Field(ge=1, le=2**31 - 1)


Decision = Annotated[Accept | Reject | Correct | Merge | Split | Resolve | Undo, Field(discriminator="kind"), Body()]


class JudgementBrief(BaseModel):
    """One judgement as it stands now."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    judgement: int
    kind: JudgementKind
    what: str = Field(description="In words.", examples=["corrected start to 2023-10-08"])
    events: tuple[str, ...] = Field(description="Keys of the events that it bears on now.")
    field: str | None
    values: tuple[str, ...] = Field(description="The value kept; of `resolve`, the name and the answer.")
    reports: tuple[str, ...] = Field(description="The reports it was passed on, as document/event.")
    undoes: int | None
    by: str
    at: dt.datetime | None
    reason: str
    state: str = Field(description="holds, undone, overruled, lapsed or dangling.", examples=["holds"])
    why: str = Field(description="Why it is in that state.")
    waits: bool = Field(description="True while reports have yet to be joined anew by it.")


class JudgementPage(BaseModel):
    """A page of judgements, the latest first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    total: int
    next: str | None = Field(description="Address of the next page; null on the last.")
    previous: str | None = Field(description="Address of the page before; null on the first.")
    items: tuple[JudgementBrief, ...]
