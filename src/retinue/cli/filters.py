"""Options that choose events: the same for every verb that takes them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from retinue.model import EventType, Signal, Status

__all__ = ["Actor", "Firm", "IsDecided", "Listed", "OfSignal", "OfStatus", "OfType", "OnList", "Place", "Rejected"]

_PLAIN: dict[str, Any] = {"show_default": False}
_NAME: dict[str, Any] = {"metavar": "NAME", **_PLAIN}

OfType = Annotated[EventType | None, typer.Option("--type", "-t", help="Type of event.", **_PLAIN)]
Actor = Annotated[str | None, typer.Option(help="Part of an actor's name, or a knowledge id.", **_NAME)]
Firm = Annotated[str | None, typer.Option(help="Part of the name of a firm on either side, or its id.", **_NAME)]
Place = Annotated[str | None, typer.Option(help="Part of a place's name.", **_NAME)]
OfStatus = Annotated[Status | None, typer.Option("--status", help="How real the event is.", **_NAME)]
OfSignal = Annotated[Signal | None, typer.Option("--signal", help="What it tells the firm or sector.", **_NAME)]
Listed = Annotated[
    bool | None,
    typer.Option("--listed/--not-listed", help="A party stood on a restriction list that day.", **_PLAIN),
]
OnList = Annotated[
    str | None, typer.Option("--list", help="Part of the name of a list on which a party stood that day.", **_NAME)
]
IsDecided = Annotated[
    bool | None,
    typer.Option("--decided/--undecided", help="A person has judged it (docs/judgements.md).", **_PLAIN),
]
Rejected = Annotated[bool, typer.Option("--rejected", help="Rejected events and reports too.")]
