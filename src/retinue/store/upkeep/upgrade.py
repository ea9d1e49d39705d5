"""A record of an older schema brought to this code's, on purpose; or tried, and left as it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from retinue.errors import StoreError
from retinue.store.engines import engine_for
from retinue.store.migrations import STEPS, prepare, version_of
from retinue.store.plain import said_plainly
from retinue.store.schema import VERSION

__all__ = ["Climb", "upgrade"]


@dataclass(frozen=True, slots=True)
class Climb:
    """From which schema to which, step by step; `tried` when all was taken back in the end."""

    before: int
    after: int
    steps: tuple[str, ...]
    tried: bool


def upgrade(target: str, *, dry_run: bool = False) -> Climb:
    """Climb to the schema of this code in one transaction; with `dry_run` that is taken back when it went well.

    Raises StoreError for what is not there, not ours, or newer than this code; nothing is changed then.
    """
    if "://" not in target and not Path(target).is_file():
        raise StoreError(f"there is no database at {target}; `retinue run PATH…` makes one")
    where, engine = engine_for(target, readonly=False)
    try:
        with said_plainly(where), engine.connect() as plain:
            connection = plain.execution_options(writing=True)
            with connection.begin() as transaction:
                before = version_of(connection)
                if before is None:
                    raise StoreError(f"{where} holds no Retinue tables; `retinue run PATH…` makes them")
                prepare(connection)
                if dry_run:
                    transaction.rollback()
    except StoreError as error:
        told = str(error)
        raise StoreError(told if told.startswith(where) else f"{where} {told}") from error
    finally:
        engine.dispose()
    steps = tuple(f"{number}: {_title(number)}" for number in range(before + 1, VERSION + 1))
    return Climb(before, VERSION, steps, dry_run)


def _title(number: int) -> str:
    return (STEPS[number].__doc__ or "").split("\n")[0]
