"""Is a record sound? Every page read, every rule tried; what is wrong is said, nothing is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, inspect

from retinue.errors import StoreError
from retinue.store import schema as s
from retinue.store.engines import engine_for
from retinue.store.plain import said_plainly
from retinue.store.store import Store
from retinue.store.upkeep import check_postgres, check_sqlite
from retinue.store.upkeep.invariants import RULES, Rule, dangling_judgements, waiting

__all__ = ["Finding", "check"]

SHOWN = 3  # faults told in words; the others are counted


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `faults` counts what is wrong; `found` says it, or what was looked at."""

    name: str
    sound: bool
    faults: int
    found: str


def check(target: str) -> tuple[Finding, ...]:
    """Everything that can be wrong with the record at `target`, a path or a URL, as of one moment.

    Raises StoreError when there is none, or when it can't be opened at all.
    """
    with Store.open(target, readonly=True) as store:
        own = check_postgres if store.dialect == "postgresql" else check_sqlite
        with store.reading() as connection:
            found = [_tried(name, rule, connection) for name, rule in own.RULES.items()]
        if not all(one.sound for one in found):  # what lies on damaged pages can't be judged
            return tuple(found)
        with store.reading() as connection:
            found += [_tried(name, rule, connection) for name, rule in {"tables": _tables_are_whole, **RULES}.items()]
            found += _counted(connection)
    return (*found, _fulltext(target, own.fulltext_in_step))


def _tried(name: str, rule: Rule, connection: Connection) -> Finding:
    try:
        with said_plainly("the database"), connection.begin_nested():  # a failed statement ends its part alone
            faults = rule(connection)
            told = list(islice(faults, SHOWN))
            more = sum(1 for _ in faults)
    except StoreError as error:
        return Finding(name, False, 1, str(error))
    if not told:
        return Finding(name, True, 0, (rule.__doc__ or "").split("\n")[0])
    return Finding(name, False, len(told) + more, "; ".join(told) + (f"; and {more} more" if more else ""))


def _tables_are_whole(connection: Connection) -> Iterator[str]:
    """Every table has its columns and indices."""
    here = inspect(connection)
    known = set(here.get_table_names())
    for table in s.metadata.sorted_tables:
        if table.name not in known:
            yield f"the table {table.name} is missing"
            continue
        columns = {one["name"] for one in here.get_columns(table.name)}
        yield from (
            f"the column {table.name}.{one.name} is missing" for one in table.columns if one.name not in columns
        )


def _counted(connection: Connection) -> Iterator[Finding]:
    lost, late = dangling_judgements(connection), waiting(connection)
    yield Finding("judgements", True, 0, f"{lost:,} speak of passages that are not in the record now")
    yield Finding("waiting", True, 0, f"{late:,} documents wait to be joined with the others")


def _fulltext(target: str, in_step: Callable[[Connection], Iterator[str]]) -> Finding:
    """On a connection that may write: SQLite looks at its index by a statement that counts as writing."""
    where, engine = engine_for(target, readonly=False)
    try:
        with said_plainly(where), engine.connect() as plain:
            connection = plain.execution_options(writing=True)
            with connection.begin() as transaction:
                found = _tried("full text", in_step, connection)
                transaction.rollback()
                return found
    except StoreError as error:
        return Finding("full text", False, 1, str(error))
    finally:
        engine.dispose()
