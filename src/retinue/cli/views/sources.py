"""The source graph of an event: a tree for the terminal, JSON, GraphML, and DOT for Graphviz."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from io import BytesIO

from rich.text import Text
from rich.tree import Tree

from retinue.cli.views.console import console, say_json
from retinue.fuse.sources import Edge, Node, Relation, SourceGraph

__all__ = ["dot", "graphml", "say_sources", "show_sources"]

LONGEST = 160  # characters of a witness
_KINDS = {"state_media": "state media", "official": "official body", "agency": "news agency", "unknown": "unknown"}


def show_sources(graph: SourceGraph) -> None:
    """Print each root with the reports that go back to it below it, then what else is credited and quoted."""
    out = console()
    reports = sum(len(root.reports) for root in graph.roots)
    count = len(graph.roots)
    title = f"{graph.key}: {reports} report{'s' * (reports != 1)}, {count} independent origin{'s' * (count != 1)}"
    out.print(Text(title, style="bold"))
    for root in graph.roots:
        node = graph.node(root.node)
        tree = Tree(Text(f"{_called(node)}", style="bold").append(Text(f"  {_kind(node)}", style="dim not bold")))
        _grow(tree, root.node, graph, {root.node})
        out.print(tree)
    for relation, label in (
        (Relation.DOCUMENT, "also credited, not for this event"),
        (Relation.QUOTES, "quoted on it"),
    ):
        _list(label, [edge for edge in graph.edges if edge.relation is relation], graph)
    _list(
        "not followed, since it goes in a circle",
        [e for e in graph.edges if e.relation in _LEADS and not e.followed],
        graph,
    )


_LEADS = frozenset({Relation.COPY, Relation.SYNDICATED, Relation.CREDIT})


def _grow(tree: Tree, node: str, graph: SourceGraph, seen: set[str]) -> None:
    for edge in graph.edges:
        if edge.giver != node or not edge.followed or edge.taker in seen:
            continue
        branch = tree.add(_taken(edge, graph))
        _grow(branch, edge.taker, graph, seen | {edge.taker})


def _taken(edge: Edge, graph: SourceGraph) -> Text:
    taker = graph.node(edge.taker)
    line = Text(_called(taker)).append(Text(f"  {edge.reason}", style="dim"))
    return line.append(Text(f"\n“{_short(edge.witness.wording)}”", style="italic")) if edge.witness else line


def _called(node: Node) -> str:
    if node.doc is None:
        return node.name
    parts = [node.doc, node.publisher or "publisher unknown", str(node.published or "undated")]
    return " · ".join(parts) if node.id.startswith("report:") else node.doc


def _kind(node: Node) -> str:
    words = [_KINDS.get(node.kind.value, node.kind.value)]
    words += ["news agency"] if node.agency and node.kind.value == "state_media" else []
    return ", ".join([*words, *([node.country] if node.country else [])])


def _list(label: str, edges: list[Edge], graph: SourceGraph) -> None:
    if not edges:
        return
    console().print(Text(f"\n{label}", style="bold"))
    for edge in edges:
        words = f": “{_short(edge.witness.wording)}”" if edge.witness else ""
        taker = graph.node(edge.taker).doc or edge.taker
        console().print(Text(f"  {taker} → {graph.node(edge.giver).name}").append(Text(words, style="dim")))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1].rstrip()}…"


def say_sources(graph: SourceGraph) -> None:
    """Print the graph as one JSON object."""
    say_json(asdict(graph))


def graphml(graph: SourceGraph) -> str:
    """The graph as GraphML, which yEd, Gephi and networkx read."""
    import networkx  # noqa: PLC0415 (heavy; only here)

    drawn = networkx.MultiDiGraph(key=graph.key)
    roots = {root.node for root in graph.roots}
    for node in graph.nodes:
        plain = {
            k: v if isinstance(v, bool) else str(v) for k, v in asdict(node).items() if v is not None and k != "id"
        }
        drawn.add_node(node.id, **plain, label=_called(node), root=node.id in roots)
    for edge in graph.edges:
        words = edge.witness.wording if edge.witness else ""
        plain = {"relation": edge.relation.value, "reason": edge.reason, "wording": words, "followed": edge.followed}
        drawn.add_edge(edge.taker, edge.giver, **plain, share=edge.share or 0.0)
    found = BytesIO()
    networkx.write_graphml(drawn, found)
    return found.getvalue().decode() + "\n"


def dot(graph: SourceGraph) -> str:
    """The graph in the DOT language of Graphviz; edges not followed are dotted, roots are boxes."""
    roots = {root.node for root in graph.roots}
    return "\n".join(["digraph sources {", "  rankdir=RL;", *_dot_lines(graph, roots), "}", ""])


def _dot_lines(graph: SourceGraph, roots: set[str]) -> Iterator[str]:
    for node in graph.nodes:
        shape = "box" if node.id in roots else "ellipse"
        yield f"  {_quoted(node.id)} [label={_quoted(_called(node))}, shape={shape}, tooltip={_quoted(_kind(node))}];"
    for edge in graph.edges:
        style = "solid" if edge.followed else "dotted"
        ends = f"{_quoted(edge.taker)} -> {_quoted(edge.giver)}"
        yield f"  {ends} [label={_quoted(edge.relation.value)}, style={style}];"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
