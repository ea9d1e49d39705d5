"""Where an event's news comes from: each independent origin, and how every report came by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from retinue.fuse.sources import Edge, Relation, SourceGraph, followed, graph
from retinue.model import Happening, Record
from retinue.web import words
from retinue.web.links import document_url
from retinue.web.look import Look

__all__ = ["OriginView", "TakenView", "origins_of"]

TOLD = {
    Relation.COPY: "copies", Relation.SYNDICATED: "takes over from", Relation.CREDIT: "credits",
    Relation.OWN: "reports itself", Relation.REPORTED: "reports itself",
}  # fmt: skip
LONGEST = 160  # characters of words shown


@dataclass(frozen=True, slots=True)
class TakenView:
    """One report and how it came by the news: `how` and `giver` in words, `share` of its words for a copy."""

    report: str
    url: str
    how: str
    giver: str
    share: float | None
    wording: str
    reason: str


@dataclass(frozen=True, slots=True)
class OriginView:
    """One independent origin: what kind of source it is, and the reports that go back to it."""

    name: str
    kind: str
    reason: str
    reports: tuple[TakenView, ...]


def origins_of(look: Look, happening: Happening, records: Mapping[str, Record | None]) -> tuple[OriginView, ...]:
    """The independent origins of an event, the one with most reports first."""
    docs = [report.doc for report in happening.reports]
    found = graph(happening, records, look.store.copies(docs), look.knowledge)
    return tuple(_origins(found))


def _origins(found: SourceGraph) -> Iterator[OriginView]:
    nodes = {node.id: node for node in found.nodes}
    taken = {edge.taker: edge for edge in followed(found.edges)}
    for root in found.roots:
        node = nodes[root.node]
        name = node.publisher or node.name or node.doc or root.node
        reports = [f"report:{ref}" for ref in root.reports]
        rows = (_taken(found, taken.get(id_), id_) for id_ in reports if id_ in nodes)
        yield OriginView(name, words.label(root.kind.value), root.reason, tuple(rows))


def _taken(found: SourceGraph, edge: Edge | None, id_: str) -> TakenView:
    node = found.node(id_)
    label = node.publisher or node.doc or node.name
    url = document_url(node.doc or "", id_.rpartition("/")[2])
    if edge is None:
        return TakenView(label, url, "reports itself", "", None, "", "")
    giver = found.node(edge.giver)
    whom = "" if edge.relation in (Relation.OWN, Relation.REPORTED) else giver.publisher or giver.name
    wording = " ".join(edge.witness.wording.split()) if edge.witness else ""
    shown = wording if len(wording) <= LONGEST else f"{wording[:LONGEST].rstrip()} …"
    told = TOLD.get(edge.relation, words.label(edge.relation.value))
    return TakenView(label, url, told, whom, edge.share, shown, edge.reason)
