"""network.graphml: officials, bodies, firms, events, documents and lists, and how they hang together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from retinue.export.columns import Column
from retinue.export.material import Material
from retinue.export.parties import country_of_party, entity_id
from retinue.export.rows import joined
from retinue.export.sink import Sink
from retinue.knowledge import Knowledge
from retinue.model import Happening, Party, Report

__all__ = ["EDGE", "NODE", "network"]

SPACE = "http://graphml.graphdrawing.org/xmlns"
NODE = (
    Column("label", "text", "name, headline of an event in words, or document id", "the record"),
    Column("kind", "text", "person, company, government_body, organization, media, place, event, document or list",
           "the record"),
    Column("country", "text", "of a person or organisation: ISO 3166-1 alpha-2", "knowledge"),
    Column("wikidata", "text", "of a person or organisation: Wikidata item", "knowledge"),
    Column("type", "text", "of an event: one of the thirteen types", "fusion"),
    Column("start", "text", "of an event: first day", "fusion"),
    Column("end", "text", "of an event: last day", "fusion"),
    Column("precision", "text", "of an event: day, week, month, year, unknown", "fusion"),
    Column("status", "text", "of an event: occurred, ongoing, planned, alleged, denied or cancelled", "fusion"),
    Column("signal", "text", "of an event: support, control, restrict or neutral", "fusion"),
    Column("places", "list", "of an event: where, the most specific first", "fusion"),
    Column("independent_origins", "whole number", "of an event: how many sources told it independently", "fusion"),
    Column("confidence", "number 0 to 1", "of an event: how likely there is such an event", "retinue.confidence"),
    Column("publisher", "text", "of a document: who put it out", "the page"),
    Column("published", "text", "of a document: day of publication", "the page"),
)  # fmt: skip
EDGE = (
    Column("role", "text",
           "actor (party → event), recipient (event → party), reports (document → event), listed (party → list)",
           "fusion"),
    Column("office", "text", "of an actor or recipient: the office held that day", "knowledge or the reports"),
    Column("origin", "text", "of a report: whom it credits", "the document"),
    Column("copy_of", "text", "of a report: the document it was copied from", "fusion"),
    Column("since", "text", "of a listing: from when", "knowledge, imported lists or the documents"),
)  # fmt: skip
_XML_TYPE = {"whole number": "int", "number 0 to 1": "double"}
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 can't hold
Values = Mapping[str, Any]


def network(material: Material) -> Iterator[bytes]:
    """A directed GraphML graph; each node comes right before the first edge that needs it."""
    knowledge = material.knowledge()
    sink = Sink()
    with etree.xmlfile(sink, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{SPACE}}}graphml", nsmap={None: SPACE}):
            for target, columns in (("node", NODE), ("edge", EDGE)):
                for column in columns:
                    xml.write(_key(target, column))
            with xml.element(f"{{{SPACE}}}graph", id="record", edgedefault="directed"):
                graph = _Graph(xml, knowledge)
                for happening in material.contents.happenings():
                    graph.add(happening)
                    xml.flush()
                    yield sink.taken()
    yield sink.taken()


def _key(target: str, column: Column) -> Any:
    return etree.Element(
        f"{{{SPACE}}}key",
        {
            "id": f"{target}-{column.name}", "for": target, "attr.name": column.name,
            "attr.type": _XML_TYPE.get(column.type, "string"),
        },
    )  # fmt: skip


class _Graph:
    """Writes each node once; of those written only the ids are kept."""

    def __init__(self, xml: Any, knowledge: Knowledge) -> None:
        self._xml, self._knowledge = xml, knowledge
        self._seen: set[str] = set()

    def add(self, happening: Happening) -> None:
        """Write an event with its parties, reports and lists."""
        event = f"event:{happening.key}"
        self._node(event, _event_values(happening))
        for party in happening.actors:
            self._edge(self._party(party), event, {"role": "actor", "office": party.office})
        for party in happening.recipients:
            self._edge(event, self._party(party), {"role": "recipient", "office": party.office})
        for report in happening.reports:
            values = {"role": "reports", "origin": report.origin, "copy_of": report.copy_of}
            self._edge(self._document(report), event, values)
        self._lists(happening)

    def _lists(self, happening: Happening) -> None:
        parties = {party.name: party for party in (*happening.actors, *happening.recipients)}
        for one in happening.restrictions:
            if one.entity in parties:
                party, list_ = self._party(parties[one.entity]), f"list:{one.list}"
                mark = f"{party} {list_} {one.since}"
                self._node(list_, {"label": one.list, "kind": "list"})
                if mark not in self._seen:
                    self._seen.add(mark)
                    self._edge(party, list_, {"role": "listed", "since": one.since})

    def _party(self, party: Party) -> str:
        id_ = f"entity:{entity_id(party.type, party.name, party.known)}"
        country = country_of_party(party, self._knowledge)
        values = {"label": party.name, "kind": party.type.value, "country": country, "wikidata": party.wikidata}
        return self._node(id_, values)

    def _document(self, report: Report) -> str:
        values = {
            "label": report.doc,
            "kind": "document",
            "publisher": report.publisher,
            "published": report.published,
        }
        return self._node(f"document:{report.doc}", values)

    def _node(self, id_: str, values: Values) -> str:
        if id_ not in self._seen:
            self._seen.add(id_)
            self._write("node", {"id": _legal(id_)}, values)
        return id_

    def _edge(self, source: str, target: str, values: Values) -> None:
        self._write("edge", {"source": _legal(source), "target": _legal(target)}, values)

    def _write(self, tag: str, attributes: dict[str, str], values: Values) -> None:
        element = etree.Element(f"{{{SPACE}}}{tag}", attributes)
        for name, value in values.items():
            if value not in (None, ""):
                etree.SubElement(element, f"{{{SPACE}}}data", key=f"{tag}-{name}").text = _legal(str(value))
        element.tail = "\n"
        self._xml.write(element, with_tail=True)


def _event_values(happening: Happening) -> Values:
    plain = ("type", "start", "end", "precision", "status", "signal", "independent_origins", "confidence")
    sides = (happening.actors, happening.recipients)
    who = " → ".join(filter(None, (joined(party.name for party in side) for side in sides)))
    label = happening.type.value.replace("_", " ") + (f": {who}" if who else "")
    return {"label": label, "kind": "event", "places": joined(happening.places)} | {
        name: _plain(getattr(happening, name)) for name in plain
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
