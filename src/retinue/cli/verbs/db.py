"""`retinue db`: check, backup, restore, upgrade, vacuum."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from retinue.cli.exits import Exit
from retinue.cli.options import Database, Form, One, settings_for
from retinue.cli.views.upkeep import say, show_check, show_climb, show_copied, show_size
from retinue.errors import UsageError
from retinue.store.upkeep import back_up, check, restore, upgrade, vacuum


class Action(StrEnum):
    """What to do."""

    CHECK = "check"
    BACKUP = "backup"
    RESTORE = "restore"
    UPGRADE = "upgrade"
    VACUUM = "vacuum"


def db(
    action: Annotated[Action, typer.Argument(help="What to do.")],
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="backup, restore: the copy.", show_default=False)
    ] = None,
    database: Database = None,
    force: Annotated[
        bool, typer.Option("--force", help="backup: replace FILE. restore: replace what the database holds.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="upgrade: try it, and leave all as it was.")] = False,
    form: One = Form.TEXT,
) -> None:
    """Look after the database: check, backup, restore, upgrade, vacuum.

    check reads every page and tries every rule the record keeps; the exit code is 4 when something is wrong. backup
    writes the record as one SQLite file, whole or not at all, also while a run goes on, and from PostgreSQL too.
    restore puts such a file into the database, be it a file or PostgreSQL: so a record moves from one to the other.
    upgrade brings an older database to this Retinue's schema. vacuum gives back the room that deleted rows took.

    \b
    retinue db check
    retinue db backup monday.db
    retinue db restore monday.db --db postgresql://me@server/news
    """
    _check(action, file, force=force, dry_run=dry_run)
    where, copy = settings_for(database).database, file or Path()
    if action is Action.CHECK:
        found = check(where)
        say(found, form, show_check)
        raise typer.Exit(Exit.OK if all(one.sound for one in found) else Exit.STORE)
    if action is Action.BACKUP:
        say(back_up(where, copy, force=force), form, show_copied)
    elif action is Action.RESTORE:
        say(restore(copy, where, force=force), form, show_copied)
    elif action is Action.UPGRADE:
        say(upgrade(where, dry_run=dry_run), form, show_climb)
    else:
        say(vacuum(where), form, show_size)


def _check(action: Action, file: Path | None, *, force: bool, dry_run: bool) -> None:
    """Raises UsageError for what does not belong together."""
    copying = action in (Action.BACKUP, Action.RESTORE)
    if copying and file is None:
        raise UsageError(f"name the file: retinue db {action} FILE")
    if file is not None and not copying:
        raise UsageError(f"{action} takes no FILE; name the database with --db")
    if force and not copying:
        raise UsageError("--force belongs to backup and restore")
    if dry_run and action is not Action.UPGRADE:
        raise UsageError("--dry-run belongs to upgrade")
