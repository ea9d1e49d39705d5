"""How the record is doing: what it holds, how the last run ended, what could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from retinue.store import Counts, LastRun, Page, Problem
from retinue.web.links import document_url
from retinue.web.look import Look
from retinue.web.paging import Pager, pager

__all__ = ["ProblemRow", "ProblemsView", "StatusView", "problem_row", "problems_view", "status_view"]

ROWS = 50


@dataclass(frozen=True, slots=True)
class StatusView:
    """What the status page shows; `running` while a run has not ended, be it under way or killed."""

    counts: Counts
    run: LastRun | None
    running: bool
    seconds: float | None
    needs_fusing: bool
    people: int
    offices: int
    organisations: int
    lists: int


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A document that could not be read."""

    doc: str
    url: str
    source: str
    stage: str
    reason: str
    message: str
    transient: bool
    seen: str


@dataclass(frozen=True, slots=True)
class ProblemsView:
    """A page of problems, the latest first."""

    total: int
    rows: tuple[ProblemRow, ...]
    pages: Pager


def status_view(look: Look) -> StatusView:
    """The state of record and knowledge."""
    run, known = look.store.last_run(), look.knowledge
    ended = run.finished if run else None
    return StatusView(
        look.finder.counts(), run, run is not None and ended is None,
        (ended - run.started).total_seconds() if run and ended else None, look.store.needs_fusing(),
        len(known.people), len(known.offices), len(known.organisations), len(known.lists),
    )  # fmt: skip


def problems_view(look: Look, page: int = 1) -> ProblemsView:
    """Documents that could not be read."""
    found = look.store.problems(Page(ROWS + 1, (page - 1) * ROWS))
    rows = tuple(problem_row(one) for one in found[:ROWS])
    return ProblemsView(look.finder.counts().problems, rows, pager("/problems", {}, page, more=len(found) > ROWS))


def problem_row(problem: Problem) -> ProblemRow:
    """What a list shows of a document that could not be read."""
    f = problem.failure
    seen = f"{problem.seen_at:%Y-%m-%d %H:%M}"
    return ProblemRow(f.doc, document_url(f.doc), f.source, f.stage, f.reason, f.message, f.transient, seen)
