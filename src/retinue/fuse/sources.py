"""The source graph of one event: who took the news from whom, by which words, and what all of it goes back to.

Nodes are reports and sources: outlets, agencies, public bodies, firms, people. Edges point from whoever took the news
to whoever gave it. Followed edges, one for each report, lead to the roots (`retinue.fuse.origins` has the rule); the
others show what else a document credits and whom it quotes on the event.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from retinue.fuse.origins import Lineage, Step, by_document, lineage, named
from retinue.fuse.outlets import outlet, source_kind, source_name
from retinue.fuse.telling import Telling, tell
from retinue.knowledge.types import Knowledge
from retinue.model import Copy, EntityType, Happening, Record, SourceKind, Span, Taking

__all__ = ["Edge", "Node", "Relation", "Root", "SourceGraph", "Witness", "graph"]

SPEAKERS = frozenset({EntityType.PERSON, EntityType.BODY, EntityType.COMPANY, EntityType.ORGANIZATION})
WORDS = 4  # gaps between words: what is said in fewer is a term, not a statement
_CUE = re.compile(
    r"\b(?:accord\w+|cit\w+|report\w*|sa(?:id|ys?)|told|quot\w+|statement|notice|filing|announc\w+|readout)\b"
)
AROUND = 60  # characters shown on either side of a name that is a witness


class Relation(StrEnum):
    """What an edge says of its taker and giver; the first four are followed to the roots."""

    COPY = "copy_of"
    SYNDICATED = "syndicated_from"
    CREDIT = "credits"
    OWN = "own"
    REPORTED = "reported"  # a credited source's own report of the event
    DOCUMENT = "credits_elsewhere"  # the document credits it, but not for this event
    QUOTES = "quotes"  # a person or body whose words on the event it gives


@dataclass(frozen=True, slots=True)
class Node:
    """A report ("report:DOC/EVENT"), a document that tells another event ("doc:DOC"), or a source ("name:KEY").

    `kind` is that of the source (a report's: unknown); `known` its knowledge id, `agency` True for news agencies.
    """

    id: str
    name: str
    kind: SourceKind = SourceKind.UNKNOWN
    doc: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    known: str | None = None
    country: str | None = None
    agency: bool = False


@dataclass(frozen=True, slots=True)
class Witness:
    """The words that show it; `span` lies in the text of `doc`, None when they stood in the page's furniture."""

    doc: str
    span: Span | None
    wording: str


@dataclass(frozen=True, slots=True)
class Edge:
    """`taker` has it from `giver`. `share` is the part of the taker's words for copies, else None."""

    taker: str
    giver: str
    relation: Relation
    reason: str
    witness: Witness | None = None
    share: float | None = None
    followed: bool = True


@dataclass(frozen=True, slots=True)
class Root:
    """A node that took the news from nobody in the graph, and the references of the reports that go back to it."""

    node: str
    kind: SourceKind
    reports: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class SourceGraph:
    """All of it. `roots` holds one row for each independent origin, the one with most reports first."""

    key: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    roots: tuple[Root, ...]

    def node(self, id_: str) -> Node:
        """The node of that id. Raises KeyError."""
        return {node.id: node for node in self.nodes}[id_]


def graph(
    happening: Happening, records: Mapping[str, Record | None], copies: Sequence[Copy], knowledge: Knowledge
) -> SourceGraph:
    """The source graph of an event; `records` are its reports' by document, `copies` those that concern them.

    Reports whose record is missing or no longer tells the event are left out.
    """
    wanted = {f"{report.doc}/{report.event}" for report in happening.reports}
    present = [record for report in happening.reports if (record := records.get(report.doc))]
    tellings = [t for t in tell(list({r.article.doc: r for r in present}.values()), knowledge) if t.ref in wanted]
    line = lineage(tellings, by_document(copies), knowledge)
    draft = _Draft(tellings, line, knowledge)
    return SourceGraph(happening.key, tuple(draft.nodes.values()), tuple(draft.edges), tuple(_roots(draft)))


class _Draft:
    """Nodes and edges as they are found."""

    def __init__(self, tellings: Sequence[Telling], line: Lineage, knowledge: Knowledge) -> None:
        self.tellings, self.line, self.knowledge = tellings, line, knowledge
        self.called = named(line.steps, tellings, knowledge)
        self.nodes: dict[str, Node] = {}
        self.edges: list[Edge] = []
        for telling in sorted(tellings, key=lambda t: (t.published or dt.date.max, t.ref)):
            self._report(telling)
        for telling in tellings:
            self._step(telling, line.steps[telling.ref])
        for telling in tellings:
            self._others(telling)
            self._quoted(telling)

    def _report(self, telling: Telling) -> None:
        article = telling.record.article
        node = f"report:{telling.ref}"
        name = article.title or telling.doc
        self.nodes[node] = Node(node, name, doc=telling.doc, publisher=article.publisher, published=telling.published)

    def _source(self, node: str, name: str | None = None, kind: SourceKind | None = None) -> str:
        key = node.partition(":")[2]
        if node not in self.nodes:
            root = self.called.get(node)
            org = self.knowledge.organisations.get(key)
            person = self.knowledge.people.get(key)
            known = org or person
            self.nodes[node] = Node(
                node, root.name if root else name or key, root.kind if root else kind or SourceKind.UNKNOWN,
                doc=key if node.startswith("doc:") else None, known=known.id if known else None,
                country=known.country if known else None, agency=bool(org and org.agency),
            )  # fmt: skip
        return node

    def _step(self, telling: Telling, step: Step) -> None:
        relation, taker = Relation(step.taking.value), f"report:{telling.ref}"
        if step.giver == f"doc:{telling.doc}":  # own reporting of an unknown publisher: the report is the root
            return
        if step.copy:
            giver = f"report:{step.via}" if step.via and step.giver.startswith("doc:") else self._source(step.giver)
            words = _copied_words(telling, step.copy)
            self.edges.append(Edge(taker, giver, relation, _why(step), words, step.copy.share or None, step.followed))
        else:
            words = None if step.taking is Taking.OWN else _credit_words(telling, step.name, self.knowledge)
            giver = self._source(step.giver)
            self.edges.append(Edge(taker, giver, relation, _why(step), words, None, step.followed))
        if step.via and giver != f"report:{step.via}":
            edge = Edge(giver, f"report:{step.via}", Relation.REPORTED, "its own report of the event")
            if edge not in self.edges:
                self.edges.append(edge)

    def _others(self, telling: Telling) -> None:
        """What the document credits beside the source of this event."""
        article = telling.record.article
        used = {self.line.steps[telling.ref].giver, f"name:{telling.publisher}"}
        for name in dict.fromkeys((*telling.record.origins, article.syndicated_from or "")):
            node = f"name:{outlet(name, self.knowledge)}"
            if name and node not in used:
                used.add(node)
                types = {e.name: e.type for e in telling.record.entities}
                kind = source_kind(node.partition(":")[2], self.knowledge, types.get(name))
                self._source(node, source_name(node.partition(":")[2], name, self.knowledge), kind)
                words = _credit_words(telling, name, self.knowledge, event=False)
                why = "credited by the document, not for this event"
                edge = Edge(f"report:{telling.ref}", node, Relation.DOCUMENT, why, words, None, followed=False)
                self.edges.append(edge)

    def _quoted(self, telling: Telling) -> None:
        """Whose words the report gives in the paragraph that tells the event."""
        record, text = telling.record, telling.record.article.text
        entities = {e.id: e for e in record.entities}
        paragraph = _paragraph(text, telling.event.span)
        seen: set[str] = set()
        for said in record.statements:
            speaker = entities.get(said.speaker)
            if speaker is None or speaker.id in seen or speaker.type not in SPEAKERS:
                continue
            if not paragraph.overlaps(said.span) or said.content.count(" ") < WORDS:
                continue
            seen.add(speaker.id)
            node = f"name:{speaker.known or outlet(speaker.name, self.knowledge)}"
            self._source(node, speaker.name, source_kind(node.partition(":")[2], self.knowledge, speaker.type))
            words = Witness(telling.doc, said.span, said.content)
            why = f"quotes {speaker.name}{f', {speaker.office}' if speaker.office else ''}"
            edge = Edge(f"report:{telling.ref}", node, Relation.QUOTES, why, words, None, followed=False)
            self.edges.append(edge)


def _roots(draft: _Draft) -> Iterator[Root]:
    found: dict[str, list[str]] = {}
    for ref, node in draft.line.roots.items():
        found.setdefault(node, []).append(ref)
    for node, refs in sorted(found.items(), key=lambda r: (-len(r[1]), r[0])):
        id_ = node if node in draft.nodes else f"report:{refs[0]}" if node.startswith("doc:") else draft._source(node)
        own = next((t for t in draft.tellings if node == f"doc:{t.doc}"), None)
        id_ = f"report:{own.ref}" if own else id_
        what = draft.called[node]
        count = f"{len(refs)} report{'s' * (len(refs) != 1)}"
        yield Root(id_, what.kind, tuple(sorted(refs)), f"{count} go{'es' * (len(refs) == 1)} back to {what.name}")


def _why(step: Step) -> str:
    if step.copy:
        why = f"{step.copy.kind} copy of {step.copy.copy_of}: {step.copy.reason}"
    elif step.taking is Taking.OWN:
        why = "credits nobody for it: own reporting"
    elif step.taking is Taking.SYNDICATED:
        why = f"the text is {step.name}'s"
    else:
        why = f"credits {step.name} for it"
    return why if step.followed else f"{why}; not followed: of a circle of reports it was published first"


# ------------------------------------------------------------------------------------------- witnesses
def _copied_words(telling: Telling, copy: Copy) -> Witness | None:
    """The passage that tells the event, else the longest."""
    if not copy.passages:
        return None
    span = telling.event.span
    best = max(copy.passages, key=lambda p: (p.here.overlaps(span), p.words))
    return Witness(telling.doc, best.here, best.here.of(telling.record.article.text))


def _credit_words(telling: Telling, name: str, knowledge: Knowledge, *, event: bool = True) -> Witness | None:
    """Where the document names the source: beside the event, in the page's furniture, or anywhere in its text."""
    article = telling.record.article
    field = next((f for f in telling.event.fields if f.name == "origin" and f.span), None)
    if event and field and field.span:
        return _in_text(telling.doc, article.text, field.span)
    key = outlet(name, knowledge)
    for credit in article.credits:
        if outlet(credit.name, knowledge) == key:
            return Witness(telling.doc, None, credit.wording)
    bearing = [e for e in telling.record.entities if outlet(e.name, knowledge) == key]
    forms = {name, *(form for e in bearing for form in (e.name, *e.mentions))}
    places = sorted(m.span() for form in forms for m in re.finditer(rf"\b{re.escape(form)}\b", article.text))
    shown = [_in_text(telling.doc, article.text, Span(*place)) for place in places]
    return next((words for words in shown if _CUE.search(words.wording)), shown[0] if shown else None)


def _in_text(doc: str, text: str, span: Span) -> Witness:
    """The name with the words around it, cut at the sentence."""
    paragraph = _paragraph(text, span)
    start = max(paragraph.start, span.start - AROUND, text.rfind(". ", paragraph.start, span.start) + 2)
    stop = text.find(". ", span.end, paragraph.end)
    end = min(paragraph.end, span.end + AROUND, stop + 1 if stop > 0 else paragraph.end)
    while start > paragraph.start and text[start - 1].isalnum() and text[start].isalnum():
        start += 1
    while end < paragraph.end and text[end - 1].isalnum() and text[end].isalnum():
        end -= 1
    return Witness(doc, Span(start, end), " ".join(text[start:end].split()))


def _paragraph(text: str, span: Span) -> Span:
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)


def followed(edges: Iterable[Edge]) -> Iterator[Edge]:
    """The edges that lead to the roots."""
    return (edge for edge in edges if edge.followed)
