"""Whom each report of an event had its news from, and which sources all of them go back to.

For each report one step, the first that holds: the words that tell the event stand in another document's text
(copy); the report credits a source for the event; the text is an agency's or appeared first elsewhere (syndicated);
else it is its outlet's own reporting. Steps are followed from report to report to their end, the root. A credited
outlet that has a report of the event itself is followed through that report, the first one published. Where steps
run in a circle, the report published first (undated ones last, then the smaller reference) can't have taken it from
the others: its step is not followed, and it counts as its outlet's own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from retinue.fuse.outlets import outlet, source_kind, source_name
from retinue.fuse.telling import Telling
from retinue.knowledge.types import Knowledge
from retinue.model import Copy, EntityType, SourceKind, Taking

__all__ = ["Copies", "Lineage", "Root", "Step", "by_document", "lineage", "named"]

MEDIA = EntityType.MEDIA

Copies = Mapping[str, Sequence[Copy]]  # the copies made of others' texts, by the document that took them


@dataclass(frozen=True, slots=True)
class Step:
    """From one report to whoever gave it the news.

    `giver` is a node: "doc:ID", or "name:KEY" of an outlet, body or person; `name` is how to call it. `via` is the
    reference of the report of this event that it leads to, if any. `followed` is False where a circle was cut.
    """

    ref: str
    taking: Taking
    giver: str
    name: str
    via: str | None = None
    copy: Copy | None = None
    followed: bool = True


@dataclass(frozen=True, slots=True)
class Root:
    """What a node of the graph is called, and what kind of source it is."""

    name: str
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Lineage:
    """Each report's step, and the node ("name:KEY", "doc:ID") that its news goes back to, by reference."""

    steps: Mapping[str, Step]
    roots: Mapping[str, str]


def by_document(copies: Sequence[Copy]) -> dict[str, tuple[Copy, ...]]:
    """The copies of each document that is one, in the order given."""
    found: dict[str, list[Copy]] = {}
    for copy in copies:
        found.setdefault(copy.doc, []).append(copy)
    return {doc: tuple(of_doc) for doc, of_doc in found.items()}


def lineage(tellings: Sequence[Telling], copies: Copies, knowledge: Knowledge) -> Lineage:
    """Where the reports of one event come from."""
    ordered = sorted(tellings, key=_rank)
    reports = _Reports(
        {t.doc: t.ref for t in reversed(ordered)}, {t.publisher: t.ref for t in reversed(ordered) if t.publisher}
    )
    steps = {t.ref: _step(t, reports, copies, knowledge) for t in ordered}
    for telling in ordered:  # the first published of a circle comes first
        if _circles(telling.ref, steps):
            steps[telling.ref] = replace(steps[telling.ref], followed=False)
    own = {t.ref: _own(t) for t in tellings}
    return Lineage(steps, {ref: _root(ref, steps, own) for ref in own})


def _rank(telling: Telling) -> tuple[dt.date, str]:
    return telling.published or dt.date.max, telling.ref


@dataclass(frozen=True, slots=True)
class _Reports:
    """The first report of each document and of each outlet."""

    of_doc: Mapping[str, str]
    of_outlet: Mapping[str, str]


def _step(telling: Telling, reports: _Reports, copies: Copies, knowledge: Knowledge) -> Step:
    copied = next((c for c in copies.get(telling.doc, ()) if c.tells(telling.event.span)), None)
    if copied:
        return _copied(telling, copied, reports, copies, knowledge)
    article = telling.record.article
    if telling.credit and telling.credit != telling.publisher:
        named = telling.event.origin or article.syndicated_from
        name = named or next(c.name for c in article.credits if outlet(c.name, knowledge) == telling.credit)
        taking = Taking.CREDIT if telling.event.origin else Taking.SYNDICATED
        via = reports.of_outlet.get(telling.credit)
        return Step(telling.ref, taking, f"name:{telling.credit}", name, None if via == telling.ref else via)
    return Step(telling.ref, Taking.OWN, _own(telling), article.publisher or telling.doc)


def _copied(telling: Telling, copy: Copy, reports: _Reports, copies: Copies, knowledge: Knowledge) -> Step:
    """The step to the original, or past originals that don't tell this event to the first that does."""
    seen, last = {telling.doc}, copy
    while last.copy_of not in reports.of_doc and last.copy_of not in seen and copies.get(last.copy_of):
        seen.add(last.copy_of)
        last = copies[last.copy_of][0]
    via = reports.of_doc.get(last.copy_of)
    if via == telling.ref or (via is None and last.outlet):
        key = outlet(last.outlet, knowledge)
        giver, via = f"name:{key}", reports.of_outlet.get(key)
        return Step(telling.ref, Taking.COPY, giver, last.outlet, None if via == telling.ref else via, copy)
    return Step(telling.ref, Taking.COPY, f"doc:{last.copy_of}", last.copy_of, via, copy)


def _own(telling: Telling) -> str:
    return f"name:{telling.publisher}" if telling.publisher else f"doc:{telling.doc}"


def _circles(ref: str, steps: Mapping[str, Step]) -> bool:
    """True when following the steps from `ref` leads back to it."""
    seen: set[str] = set()
    at: str | None = ref
    while at is not None and at not in seen:
        seen.add(at)
        step = steps[at]
        at = step.via if step.followed else None
    return at == ref


def _root(ref: str, steps: Mapping[str, Step], own: Mapping[str, str]) -> str:
    step = steps[ref]
    while step.followed and step.via:
        step = steps[step.via]
    return step.giver if step.followed else own[step.ref]


def named(steps: Mapping[str, Step], tellings: Sequence[Telling], knowledge: Knowledge) -> dict[str, Root]:
    """What each node that a step leads to, or that is a report's own outlet, is called and of which kind."""
    found: dict[str, Root] = {}
    for telling in sorted(tellings, key=_rank):
        step, publisher = steps[telling.ref], telling.record.article.publisher
        if publisher and telling.publisher:
            found.setdefault(f"name:{telling.publisher}", _source(telling.publisher, publisher, MEDIA, knowledge))
        else:
            found.setdefault(f"doc:{telling.doc}", Root(telling.doc, SourceKind.UNKNOWN))
        place, _, key = step.giver.partition(":")
        if place == "name":
            types = {name: e.type for e in telling.record.entities for name in (e.name, *e.aliases)}
            seen = types.get(step.name, MEDIA if step.taking is not Taking.CREDIT else None)
            found.setdefault(step.giver, _source(key, step.name, seen, knowledge))
        else:
            found.setdefault(step.giver, Root(step.name, SourceKind.UNKNOWN))
    return found


def _source(key: str, printed: str, seen: EntityType | None, knowledge: Knowledge) -> Root:
    return Root(source_name(key, printed, knowledge), source_kind(key, knowledge, seen))
