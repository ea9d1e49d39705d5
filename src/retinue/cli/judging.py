"""What the verbs that judge share: who signs, one desk, fusing before and after, and what is said at the end."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import Annotated

import typer

from retinue.cli.asking import AsJson
from retinue.cli.options import Database, settings_for
from retinue.cli.views.judgements import say_judged, show_judged
from retinue.errors import UsageError
from retinue.judge import Desk, kept
from retinue.judge.fusing import bring_together
from retinue.knowledge import load
from retinue.settings import Settings
from retinue.store import Store

__all__ = ["AsJson", "By", "Database", "Named", "Reason", "judge", "signed"]

Named = Annotated[str, typer.Argument(metavar="EVENT", help="An event's key, or enough of it.", show_default=False)]
By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="NAME", help="Who decides (setting `user`, else the login name).", show_default=False
    ),
]
Reason = Annotated[str, typer.Option("--reason", "-r", metavar="TEXT", help="Why.", show_default=False)]


def signed(by: str | None, settings: Settings) -> str:
    """The name a judgement is signed with. Raises UsageError when nobody can be told."""
    if given := (by or settings.user).strip():
        return given
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise UsageError("can't tell who you are: sign with --by NAME, or set `user`") from error


def judge(database: str | None, by: str | None, as_json: bool, decide: Callable[[Desk], int]) -> None:
    """Keep one judgement, fuse what it concerns, and say what came of it.

    Events are brought up to date first, so that what is judged is what was seen. A process killed after the judgement
    is kept has lost nothing: the next `run` or judgement fuses.
    """
    settings = settings_for(database)
    Store.open(settings.database, readonly=True).close()  # a wrong name makes no new file
    with Store.open(settings.database) as store:
        if store.needs_fusing():
            bring_together(store, settings)
        number = decide(Desk(store, load(settings.layers), signed(by, settings), settings))
        if store.needs_fusing():  # who a name is counts from the next run on
            bring_together(store, settings)
        all_ = {one.judgement.id: one for one in kept(store)}
        found = about = all_[number]
        while about.judgement.undoes:  # an undo concerns the events of what it takes back
            about = all_[about.judgement.undoes]
        happenings = [one for key in about.keys if (one := store.happening(key))]
        (say_judged if as_json else show_judged)(found, happenings)
