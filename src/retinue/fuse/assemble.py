"""One happening out of the reports that tell of it: each field by the rule of `votes`, and what it adds to that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from retinue.fuse.discrepancies import discrepancies
from retinue.fuse.evidence import ADDING
from retinue.fuse.exactness import less_exact, part_of
from retinue.fuse.fields import Chosen, settle
from retinue.fuse.origins import Copies, Lineage, lineage
from retinue.fuse.origins import named as called
from retinue.fuse.parties import Named, Relation, relation
from retinue.fuse.telling import Telling
from retinue.fuse.verdict import Bench
from retinue.fuse.votes import elect, standing
from retinue.knowledge import unknown_key
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge
from retinue.model import Happening, Party, Precision, Report, Restriction, Status, Taking

__all__ = ["Sources", "assemble", "restrictions"]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where reports come from: document → the copies it is, and reference → why it was joined."""

    copies: Copies
    joined: Mapping[str, str]


def assemble(key: str, tellings: Sequence[Telling], sources: Sources, knowledge: Knowledge) -> Happening:
    """The happening that `tellings` (one or more) report."""
    line = lineage(tellings, sources.copies, knowledge)
    root = line.roots
    kind = elect(tellings, lambda t: t.event.type, root) or tellings[0].event.type
    start, end, precision = _date(tellings, root)
    actors = _parties(tellings, lambda t: t.actors, root, knowledge)
    recipients = _parties(tellings, lambda t: t.recipients, root, knowledge)
    origins = len(set(root.values()))
    bench = Bench(tellings, root, {doc: all_[0].copy_of for doc, all_ in sources.copies.items() if all_})
    places, status = _places(tellings, root), _status(tellings, root)
    signal = elect(tellings, lambda t: t.event.signal, root) or tellings[0].event.signal
    chosen = Chosen(kind, actors, recipients, places, start, end, precision, status, signal)
    return Happening(
        key=key,
        type=kind,
        actors=tuple(map(_party, actors)),
        recipients=tuple(map(_party, recipients)),
        places=places,
        start=start,
        end=end,
        precision=precision,
        status=status,
        signal=signal,
        reports=_reports(tellings, sources, line, knowledge),
        independent_origins=origins,
        discrepancies=discrepancies(bench, knowledge),
        restrictions=restrictions(recipients + actors, start, end, knowledge),
        confidence=_confidence(tellings, root),
        reasons=_reasons(tellings, origins, root),
        fields=settle(chosen, bench, knowledge),
    )


# --------------------------------------------------------------------------------------------- fields
def _date(tellings: Sequence[Telling], root: Mapping[str, str]) -> tuple[dt.date | None, dt.date | None, Precision]:
    """The best supported dates.

    A less exact date counts for the exact one in it: a day beats its month, and a stop's day the tour's. Of a tour
    itself a day counts for all its days.
    """
    dated = [t for t in tellings if t.days]
    if not dated:
        return None, None, Precision.UNKNOWN

    def support(one: Telling) -> tuple[int, float, int]:
        return standing([t for t in dated if t.days == one.days or less_exact(t, one) or part_of(t, one)], root)

    tried = {t.days: t for t in sorted(dated, key=lambda t: t.ref, reverse=True)}.values()
    best = max(tried, key=lambda t: (support(t), -_rank(t), -t.days.first.toordinal() if t.days else 0))
    event = best.event
    end = event.end or next((t.event.end for t in dated if t.event.start == event.start and t.event.end), None)
    return event.start, end, event.precision


def _rank(telling: Telling) -> int:
    return telling.days.rank if telling.days else 9


def _status(tellings: Sequence[Telling], root: Mapping[str, str]) -> Status:
    """The status by vote among the reports that know the outcome; plans and rumours speak only if none does."""
    settled = [t for t in tellings if t.event.status not in {Status.PLANNED, Status.ALLEGED}]
    ended = [t for t in settled if t.event.status is not Status.ONGOING]
    voters = ended or settled or tellings
    return elect(voters, lambda t: t.event.status, root) or tellings[0].event.status


def _places(tellings: Sequence[Telling], root: Mapping[str, str]) -> tuple[str, ...]:
    """The places of the report whose most specific place is best supported, the longer list on a tie."""
    first = elect(tellings, lambda t: fold(t.event.places[0]) if t.event.places else None, root)
    lists = [t.event.places for t in tellings if t.event.places and fold(t.event.places[0]) == first]
    return max(sorted(lists), key=len, default=())


def _parties(
    tellings: Sequence[Telling],
    side: Callable[[Telling], tuple[Named, ...]],
    root: Mapping[str, str],
    knowledge: Knowledge,
) -> tuple[Named, ...]:
    """The parties of one role, best supported first.

    Names of one party are put together. Starting from the best supported, parties are taken in that some report
    names beside one already in; a report that shares nobody with them is contradicted, not added (but for
    `ADDING` types). A government goes when its ministry is named, a firm when its unit has the better support.
    """
    together = _together([(p, t) for t in tellings for p in side(t)], knowledge)
    ranked = sorted(together, key=lambda g: _strength(g, root), reverse=True)
    if not ranked or tellings[0].event.type not in ADDING:
        ranked = _connected(ranked)
    kept: list[Named] = []
    for rows in ranked:
        best = _best_name(rows)
        linked = (k for k in kept if relation(best, k, knowledge) in {Relation.PART, Relation.STATE})
        if not any(best.government or not k.government for k in linked):
            kept = [k for k in kept if not (k.government and relation(best, k, knowledge) is Relation.STATE)]
            kept.append(best)
    return tuple(kept)


Rows = list[tuple[Named, Telling]]


def _together(rows: Rows, knowledge: Knowledge) -> list[Rows]:
    groups: list[Rows] = []
    for party, telling in sorted(rows, key=lambda r: (-len(r[0].name), r[0].name, r[1].ref)):
        home = next((g for g in groups if relation(g[0][0], party, knowledge) is Relation.SAME), None)
        if home is None:
            groups.append([(party, telling)])
        else:
            home.append((party, telling))
    return groups


def _strength(rows: Rows, root: Mapping[str, str]) -> tuple[tuple[int, float, int], int, str]:
    """Support, then how early the best telling names the party among its own, then the name."""
    places = [[p.name for p in t.actors + t.recipients].index(p.name) for p, t in rows]
    return standing([t for _, t in rows], root), -min(places), _best_name(rows).name


def _connected(ranked: list[Rows]) -> list[Rows]:
    if not ranked:
        return ranked
    kept, inside = [ranked[0]], {t.ref for _, t in ranked[0]}
    for rows in ranked[1:]:
        if inside & {t.ref for _, t in rows}:
            kept.append(rows)
            inside |= {t.ref for _, t in rows}
    return kept


def _best_name(rows: Rows) -> Named:
    """A name we know before one we don't, then the one most reports use, then the longest."""
    names = [p.name for p, _ in rows]
    return max((p for p, _ in rows), key=lambda p: (p.known is not None, names.count(p.name), len(p.name), p.name))


def _party(party: Named) -> Party:
    return Party(party.name, party.type, party.office, party.known, party.wikidata)


# --------------------------------------------------------------------------------- reports and beyond
def _reports(
    tellings: Sequence[Telling], sources: Sources, line: Lineage, knowledge: Knowledge
) -> tuple[Report, ...]:
    """One row per report, earliest first."""
    ordered = sorted(tellings, key=lambda t: (t.published or dt.date.max, t.ref))
    names = called(line.steps, tellings, knowledge)
    found = []
    for t in ordered:
        step, root = line.steps[t.ref], names[line.roots[t.ref]]
        giver = None if step.taking is Taking.OWN else step.copy.copy_of if step.copy else names[step.giver].name
        found.append(
            Report(
                t.doc, t.event.id, t.record.article.publisher, t.event.origin, t.published,
                step.copy.copy_of if step.copy else None, sources.joined.get(t.ref, ""),
                step.taking, giver, root.name, root.kind,
            )
        )  # fmt: skip
    return tuple(found)


def restrictions(
    parties: Sequence[Named | Party], start: dt.date | None, end: dt.date | None, knowledge: Knowledge
) -> tuple[Restriction, ...]:
    """Who of the parties stood on a list on every day the event may have happened; nothing for undated events."""
    if start is None:
        return ()
    found = []
    for party in parties:
        for listing in knowledge.listings_by_entity.get(party.known or unknown_key(party.name), ()):
            if listing.covers(start) and listing.covers(end or start):
                known = knowledge.lists.get(listing.list)
                since = listing.since.isoformat() if listing.since else None
                found.append(
                    Restriction(
                        party.name, known.name if known else listing.list, since,
                        listing.citation or listing.source.source,
                    )
                )  # fmt: skip
    return tuple(found)


def _confidence(tellings: Sequence[Telling], root: Mapping[str, str]) -> float:
    """The chance that at least one origin was read rightly, taking each origin's best reading as independent."""
    best: dict[str, float] = {}
    for t in tellings:
        best[root[t.ref]] = max(best.get(root[t.ref], 0.0), t.event.confidence)
    wrong = 1.0
    for confidence in best.values():
        wrong *= 1 - confidence
    return round(min(1 - wrong, 0.99), 3)


def _reasons(tellings: Sequence[Telling], origins: int, root: Mapping[str, str]) -> tuple[str, ...]:
    if len(tellings) == 1:
        return ("told by one report",)
    names = sorted({r.partition(":")[2] for r in root.values()})
    return (f"told by {len(tellings)} reports that go back to {origins} origin{'s' if origins > 1 else ''}: "
            f"{', '.join(names)}",)  # fmt: skip
