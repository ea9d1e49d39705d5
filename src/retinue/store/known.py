"""What a code version has read already, all of it at once: for those that can't ask document by document."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from retinue.store import schema as s

__all__ = ["read_by"]

AT_ONCE = 10_000


def read_by(connection: Connection, code: str) -> Iterator[tuple[str, str]]:
    """(source, content hash) of every document that this code read, passed over or found unreadable for good."""
    d, p, o = s.documents.c, s.problems.c, s.passed_over.c
    for query in (
        select(d.source, d.sha256).where(d.code == code),
        select(p.source, p.sha256).where(p.code == code, p.transient.is_(False)),
        select(o.source, o.sha256).where(o.code == code),
    ):
        for row in connection.execute(query.execution_options(yield_per=AT_ONCE)):
            yield row.source, row.sha256
