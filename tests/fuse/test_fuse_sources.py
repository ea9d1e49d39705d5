"""The source graph of an event: steps, roots and their kinds, circles, witnesses; and reports side by side."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from fuse_made import FIRM, KNOWLEDGE, MINISTER, SOURCE, Paper, Told, knowledge, report
from hypothesis import given, settings
from hypothesis import strategies as st

from retinue.fuse import fuse
from retinue.fuse.compare import Comparison, compare
from retinue.fuse.sources import Relation, SourceGraph, graph
from retinue.knowledge.types import Organisation
from retinue.model import Credit, EntityType, Happening, Record, Report, SourceKind, Statement, Taking

WORDS = "the minister went round the plant of Kestrel Robotics"
VISIT = Told(actors=[MINISTER], recipients=[FIRM], start="2031-06-04", words=WORDS)
STORY = " ".join(f"{a} {b} {c}" for a, b, c in zip(*[iter("abcdefghijklmnopqrstuvwxyz" * 4)] * 3, strict=False))


def outlet(known: str, name: str, *, state: bool = False, agency: bool = False) -> Organisation:
    return Organisation(
        known, EntityType.MEDIA, name, (), (), "NO", None, None, (), None, None, (), None, state, agency, SOURCE
    )


PRESS = (outlet("nordwire", "Nordwire", agency=True), outlet("staten", "Staten News", state=True, agency=True))
KNOWN = replace(
    KNOWLEDGE,
    organisations={**KNOWLEDGE.organisations, **{o.id: o for o in PRESS}},
    names={o.name.lower(): (o.id,) for o in PRESS} | {"market authority of norland": ("no-market",)},
)


def paper(doc: str, publisher: str | None, day: str = "2031-06-05", **more: str | None) -> Record:
    told = replace(VISIT, origin=more.pop("origin", None))
    body = more.pop("body", None) or " ".join(random.Random(doc).sample(STORY.split(), 60))
    return report(doc, told, Paper(day, publisher, body=str(body), **more))


def one(records: Sequence[Record]) -> tuple[Happening, SourceGraph]:
    fusion = fuse(records, KNOWN)
    (found,) = fusion.happenings
    return found, graph(found, {r.article.doc: r for r in records}, fusion.copies, KNOWN)


def told(happening: Happening, doc: str) -> Report:
    return next(r for r in happening.reports if r.doc == doc)


def test_two_papers_that_credit_one_agency_count_once() -> None:
    found, drawn = one([paper("a", "Daily", origin="Nordwire"), paper("b", "Courier", origin="Nordwire")])
    assert found.independent_origins == len(drawn.roots) == 1
    assert (told(found, "a").taken, told(found, "a").taken_from) == (Taking.CREDIT, "Nordwire")
    assert {r.root_kind for r in found.reports} == {SourceKind.AGENCY}
    assert drawn.node(drawn.roots[0].node).agency


def test_own_reporting_counts_for_the_outlet() -> None:
    found, drawn = one([paper("a", "Daily"), paper("b", "Courier"), paper("c", "Daily", "2031-06-06")])
    assert found.independent_origins == 2
    assert {root.kind for root in drawn.roots} == {SourceKind.OUTLET}
    assert {r.taken for r in found.reports} == {Taking.OWN}


def test_a_ministry_that_ten_outlets_quote_is_one_origin_and_own_reporting_another() -> None:
    quoting = [paper(f"q{n}", f"Outlet {n}", origin="Market Authority of Norland") for n in range(10)]
    found, drawn = one([*quoting, paper("own", "Courier")])
    assert found.independent_origins == 2
    assert drawn.roots[0].kind is SourceKind.OFFICIAL
    assert len(drawn.roots[0].reports) == 10


def test_state_media_are_told_from_other_agencies_by_knowledge() -> None:
    found, _ = one([paper("a", "Daily", origin="Staten News"), paper("b", "Courier", origin="Nordwire")])
    assert {r.root_kind for r in found.reports} == {SourceKind.STATE_MEDIA, SourceKind.AGENCY}


def test_the_news_is_followed_through_the_credited_outlets_own_report() -> None:
    records = [
        paper("wire", "Nordwire", origin="Market Authority of Norland"),
        paper("b", "Courier", "2031-06-06", origin="Nordwire"),
    ]
    found, drawn = one(records)
    assert {r.root for r in found.reports} == {"Market Authority of Norland"}
    assert any(e.relation is Relation.REPORTED and e.giver == "report:wire/v1" for e in drawn.edges)


def test_a_circle_is_cut_at_the_report_published_first() -> None:
    found, drawn = one([paper("a", "Daily", origin="Courier"), paper("b", "Courier", "2031-06-06", origin="Daily")])
    assert {r.root for r in found.reports} == {"Daily"}
    (cut,) = [e for e in drawn.edges if not e.followed and e.relation is Relation.CREDIT]
    assert cut.taker == "report:a/v1"
    assert "published first" in cut.reason


def test_a_text_that_is_an_agencys_goes_back_to_the_agency() -> None:
    record = paper("a", "Daily")
    credit = Credit("Nordwire", "agency", "By Nordwire, Havn")
    signed = replace(record, article=replace(record.article, credits=(credit,)))
    found, drawn = one([signed, paper("b", "Courier")])
    assert told(found, "a").taken is Taking.SYNDICATED
    (edge,) = [e for e in drawn.edges if e.relation is Relation.SYNDICATED]
    assert edge.witness is not None
    assert edge.witness.wording == "By Nordwire, Havn"


def test_of_a_copy_inside_own_text_each_event_goes_its_own_way() -> None:
    wire = paper("wire", "Nordwire", body=STORY)
    own = "quite other words of our own on trade and ships " * 12
    talks = replace(
        VISIT, start="2031-06-20", words="she also met the dockers at the harbour for an hour of hard talk"
    )
    inside = report("page", [talks], Paper("2031-06-21", "Daily", body=f"{own} {STORY} {WORDS}. {own}"))
    at = inside.article.text.index(WORDS)
    (event,) = inside.events
    taken = replace(event, id="v2", span=type(event.span)(at, at + len(WORDS)), start=wire.events[0].start,
                    end=wire.events[0].end, evidence=WORDS)  # fmt: skip
    page = replace(inside, events=(event, taken))
    fusion = fuse([wire, page], KNOWN)
    (copy,) = fusion.copies
    assert copy.kind == "within"
    roots = {f"{r.doc}/{r.event}": r.root for h in fusion.happenings for r in h.reports}
    assert roots == {"wire/v1": "Nordwire", "page/v2": "Nordwire", "page/v1": "Daily"}


def test_a_page_of_two_agencies_is_no_bridge_between_them() -> None:
    first = paper("first", "Nordwire", body=STORY)
    second = paper("second", "Staten News", body=" ".join(reversed(STORY.split())))
    body = f"{STORY} {WORDS}. {' '.join(reversed(STORY.split()))}"
    both = report("page", VISIT, Paper("2031-06-06", "Daily", body=body))
    found, _ = one([first, second, both])
    assert found.independent_origins == 2


def test_who_is_quoted_on_the_event_stands_in_the_graph_but_gives_no_root() -> None:
    record = paper("a", "Daily")
    at = record.events[0].span
    said = Statement("e1", "direct", "said", "We need many more plants like this one here", at)
    found, drawn = one([replace(record, statements=(said,)), paper("b", "Courier")])
    (edge,) = [e for e in drawn.edges if e.relation is Relation.QUOTES]
    assert (drawn.node(edge.giver).kind, edge.followed) == (SourceKind.PERSON, False)
    assert found.independent_origins == 2


def test_what_a_document_credits_for_other_news_is_shown_and_not_followed() -> None:
    record = replace(paper("a", "Daily"), origins=("Nordwire",))
    found, drawn = one([record, paper("b", "Courier")])
    (edge,) = [e for e in drawn.edges if e.relation is Relation.DOCUMENT]
    assert (edge.giver, edge.followed) == ("name:nordwire", False)
    assert {r.root for r in found.reports} == {"Daily", "Courier"}


OUTLETS = ["Daily", "Courier", "Nordwire", "Staten News", None]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(OUTLETS), st.sampled_from([*OUTLETS, "Market Authority of Norland"]), st.integers(5, 9)
        ),
        min_size=1,
        max_size=7,
    ),
    st.integers(0, 99),
)
@settings(max_examples=40)
def test_every_report_has_one_root_whatever_credits_whom(
    papers: list[tuple[str | None, str | None, int]], seed: int
) -> None:
    records = [paper(f"d{n}", name, f"2031-06-0{day}", origin=credit) for n, (name, credit, day) in enumerate(papers)]
    fusion = fuse(records, KNOWN)
    random.Random(seed).shuffle(records)
    assert fuse(records, KNOWN).happenings == fusion.happenings
    for happening in fusion.happenings:
        drawn = graph(happening, {r.article.doc: r for r in records}, fusion.copies, KNOWN)
        going = [ref for root in drawn.roots for ref in root.reports]
        assert sorted(going) == sorted(f"{r.doc}/{r.event}" for r in happening.reports)
        assert len(drawn.roots) == happening.independent_origins == len({r.root for r in happening.reports})
        known = {node.id for node in drawn.nodes}
        assert all(edge.taker in known and edge.giver in known for edge in drawn.edges)
        assert {root.node for root in drawn.roots} <= known


# ------------------------------------------------------------------------------------------ side by side
def beside(*records: Record, field: str | None = None) -> Comparison:
    fusion = fuse(records, knowledge())
    (found,) = fusion.happenings
    return compare(found, {r.article.doc: r for r in records}, fusion.copies, field)


def test_words_that_no_other_report_has_are_marked() -> None:
    first = report(
        "a", replace(VISIT, words="The minister went round the old plant on Wednesday"), Paper("2031-06-05")
    )
    second = report(
        "b", replace(VISIT, words="The minister went round the new plant on Wednesday"), Paper("2031-06-06")
    )
    (row,) = beside(first, second, field="words").rows
    marked = [[p.text.strip() for p in cell.pieces if p.differs] for cell in row.cells]
    assert marked == [["old"], ["new"]]
    assert row.cells[0].span is not None


def test_values_that_not_all_reports_share_are_marked() -> None:
    first = report("a", replace(VISIT, amounts=("12 firms",)), Paper("2031-06-05"))
    second = report("b", VISIT, Paper("2031-06-06"))
    rows = {row.field: row for row in beside(first, second).rows}
    assert not rows["actor"].differs
    assert not rows["amount"].differs  # the other gives none
    assert rows["start"].cells[0].text == "2031-06-04"


def test_a_copy_says_so_with_its_share() -> None:
    found = beside(
        report("a", VISIT, Paper("2031-06-05", "Daily", body=STORY)),
        report("b", VISIT, Paper("2031-06-06", "Courier", body=STORY, title="Another headline")),
    )
    copy = found.columns[1].copy
    assert copy is not None
    assert (copy.copy_of, copy.share) == ("a", 1.0)


def test_an_unknown_field_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="no field 'colour' to compare; there are headline, type"):
        beside(report("a", VISIT), report("b", VISIT), field="colour")


def test_reports_whose_record_is_gone_are_left_out() -> None:
    records = [paper("a", "Daily"), paper("b", "Courier")]
    found, _ = one(records)
    assert [c.doc for c in compare(found, {"a": records[0], "b": None}).columns] == ["a"]
    assert len(graph(found, {"a": records[0], "b": None}, (), KNOWN).roots) == 1
