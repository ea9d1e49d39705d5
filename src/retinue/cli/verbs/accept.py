"""`retinue accept`: the event is as the record tells it."""

from __future__ import annotations

from retinue.cli.judging import AsJson, By, Database, Named, Reason, judge


def accept(
    event: Named, database: Database = None, by: By = None, reason: Reason = "", as_json: AsJson = False
) -> None:
    """Accept an event as the record tells it.

    Its confidence is then a person's decision. It stays accepted when further reports come.

    \b
    retinue accept bdc4de
    retinue accept bdc4de --by ana --reason "seen on the ministry's own page"
    """
    judge(database, by, as_json, lambda desk: desk.accept(event, reason))
