"""The network: read back by networkx, each node once, each edge with its role, any text survives XML."""

from __future__ import annotations

import io
from dataclasses import replace

import networkx
from export_made import HAPPENING, Made, file
from hypothesis import given, settings
from hypothesis import strategies as st

from retinue.export.columns import names
from retinue.export.graphml import EDGE, NODE
from retinue.model import EntityType, Party


def graph(*events: object) -> networkx.MultiDiGraph:
    made = Made(events=events or (HAPPENING,))  # type: ignore[arg-type]
    return networkx.read_graphml(io.BytesIO(file("graphml", "network.graphml", made)), force_multigraph=True)


def test_parties_events_documents_and_lists_hang_together() -> None:
    found = graph()
    kinds = {data["label"]: data["kind"] for _, data in found.nodes(data=True)}
    assert kinds == {
        "regulatory action: Office for Competition → Acme": "event", "Office for Competition": "government_body",
        "Acme": "company", "a": "document", "US Entity List": "list",
    }  # fmt: skip
    edges = {(found.nodes[a]["kind"], data["role"], found.nodes[b]["kind"]) for a, b, data in found.edges(data=True)}
    assert edges == {
        ("government_body", "actor", "event"), ("event", "recipient", "company"), ("document", "reports", "event"),
        ("company", "listed", "list"),
    }  # fmt: skip
    event = found.nodes["event:k1"]
    assert (event["start"], event["independent_origins"], event["confidence"]) == ("2024-03-04", 1, 0.9)


def test_what_two_events_share_is_one_node_and_a_listing_one_edge() -> None:
    found = graph(HAPPENING, replace(HAPPENING, key="k2"))
    assert found.number_of_nodes() == 6
    assert sum(data["role"] == "listed" for _, _, data in found.edges(data=True)) == 1


def test_attributes_are_those_documented() -> None:
    office = replace(HAPPENING, actors=(Party("Ada", EntityType.PERSON, "Minister"),))
    copied = replace(office, reports=(replace(office.reports[0], copy_of="b"),))
    found = graph(copied)
    assert {name for _, data in found.nodes(data=True) for name in data} <= set(names(NODE))
    assert {name for _, _, data in found.edges(data=True) for name in data} == set(names(EDGE))


@settings(max_examples=30)
@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_name_survives(name: str) -> None:
    found = graph(replace(HAPPENING, actors=(Party(name, EntityType.COMPANY),), restrictions=()))
    assert found.number_of_nodes() == 4
    assert found.number_of_edges() == 3


def test_no_event_is_an_empty_graph() -> None:
    empty = networkx.read_graphml(io.BytesIO(file("graphml", "network.graphml", Made((), ()))))
    assert empty.number_of_nodes() == 0
