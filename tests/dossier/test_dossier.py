"""Briefs: whole, self-contained, and of odd words harmless."""

from __future__ import annotations

import base64
import datetime as dt
import importlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest
from dossier_made import FIRM, made_store

from retinue.charts import fonts_for_han
from retinue.dossier import Dossier, Making, build_dossier, write_dossier
from retinue.dossier.html import as_html
from retinue.dossier.markdown import as_markdown
from retinue.dossier.pdf import NO_HAN, as_pdf, han_fonts
from retinue.errors import UsageError
from retinue.knowledge import Knowledge, Place
from retinue.series import find_subject
from retinue.store import Store

DAY = dt.date(2025, 1, 1)
VOID = {"meta", "img", "source", "br", "hr", "link"}
typst = pytest.mark.skipif(find_spec("typst") is None, reason="the extra `pdf` is not installed")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(made_store(tmp_path_factory.mktemp("dossier") / "a.db", 40, 20)) as store:
        yield store


def brief(name: str, knowledge: Knowledge, store: Store) -> Dossier:
    subject = find_subject(name, knowledge, store)
    assert subject
    return build_dossier(subject, Making(store, knowledge, None, DAY, "9.9"))


class Page(HTMLParser):
    """Collects ids, links, loads and tags left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.alts: list[str | None] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        if tag not in VOID:
            self.open.append(tag)
        if given.get("id"):
            self.ids[str(given["id"])] += 1
        if tag == "a":
            self.links.append(str(given.get("href")))
        if tag == "img":
            self.alts.append(given.get("alt"))
        self.loads += [
            str(given[name]) for name in ("src", "srcset", "data", "poster", "background") if given.get(name)
        ]

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag, tag


def test_the_page_loads_nothing_and_every_place_in_it_is_one(knowledge: Knowledge, store: Store) -> None:
    text = as_html(brief("Lumen", knowledge, store))
    page = Page(text)
    assert not page.open
    assert all(number == 1 for number in page.ids.values())
    assert page.loads
    assert all(load.startswith("data:image/svg+xml;base64,") for load in page.loads)
    assert not re.search(r"@import|url\(", text)
    assert not page.tags["script"]
    assert all(page.alts)
    inside = [link for link in page.links if link.startswith("#")]
    assert set(inside) <= {f"#{id_}" for id_ in page.ids}
    assert {link for link in page.links if not link.startswith("#")} == {
        f"https://news.example/d{n}?a=1&b=2" for n in range(20)
    }


def test_odd_names_stay_words(knowledge: Knowledge, store: Store) -> None:
    made = brief("Lumen", knowledge, store)
    text = as_html(made)
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "&lt;b&gt;&quot;王小明&quot; &amp; Sons&lt;/b&gt;" in text
    assert "<b>" not in as_markdown(made).replace("\\<b\\>", "")


def test_every_event_and_document_is_there(knowledge: Knowledge, store: Store) -> None:
    for text in (as_html(brief("Lumen", knowledge, store)), as_markdown(brief("Lumen", knowledge, store))):
        assert all(f"{n:06x}" in text for n in range(40))
        assert all(f"d{n}" in text for n in range(20))
        assert "40, 6 of them undated" in text
        assert "Undated events" in text
        assert "US Entity List" not in text or "Lumen Technology Group (1)" in text


def test_a_person_has_offices_with_terms_and_statements(knowledge: Knowledge, store: Store) -> None:
    text = as_markdown(brief("Han Mei", knowledge, store))
    assert "person; Premier of China" in text
    assert "| Han Mei | Premier of China | since 2023-01-01 | no | made for tests |" in text
    assert "Said by Han Mei" in text
    assert "“Han Mei said the firm deserves help. \\<script\\>alert(1)\\</script\\>”" in text


def test_a_body_has_office_holders(knowledge: Knowledge, store: Store) -> None:
    assert "Office holders of US Department of Commerce" in as_markdown(
        brief("US Department of Commerce", knowledge, store)
    )


def test_one_who_is_in_no_event_has_a_brief_that_says_so(knowledge: Knowledge, store: Store) -> None:
    made = brief("Aerix", knowledge, store)
    assert "The record has no event and no statement of or about this name." in as_markdown(made)
    assert not Page(as_html(made)).open


def test_one_unknown_to_the_knowledge_is_told_to_be(knowledge: Knowledge, tmp_path: Path) -> None:
    with Store.open(made_store(tmp_path / "a.db", 2, 1)) as store:
        from_record = find_subject(
            FIRM.name, Knowledge(**{**_parts(knowledge), "organisations": {}, "names": {}}), store
        )
        assert from_record
        assert from_record.names == {FIRM.name}


def _parts(knowledge: Knowledge) -> dict[str, object]:
    return {name: getattr(knowledge, name) for name in Knowledge.__slots__}


def test_made_twice_it_is_the_same(knowledge: Knowledge, store: Store) -> None:
    assert as_html(brief("Lumen", knowledge, store)) == as_html(brief("Lumen", knowledge, store))


def test_a_province_stands_at_its_largest_town(knowledge: Knowledge, store: Store) -> None:
    def town(id_: str, people: int) -> Place:
        return Place(id_, id_, (), "CN", "city", ("cn-guangdong", "cn"), 22.0, 113.0 + people, people)

    towns = {"small": town("small", 1), "large": town("large", 2)}
    region = {"shenzhen": ("cn-guangdong",)}
    more = replace(knowledge, places={**knowledge.places, **towns}, place_names={**knowledge.place_names, **region})
    text = as_html(brief("Lumen", more, store))
    drawn = [base64.b64decode(load.partition(",")[2]).decode() for load in Page(text).loads]
    (chart,) = {one for one in drawn if "a province stands at its largest town" in one and "#ffffff" in one}
    assert "a map of 1 place" in chart


@typst
def test_the_pdf_has_its_words_as_text(knowledge: Knowledge, store: Store, tmp_path: Path) -> None:
    path = write_dossier(brief("Lumen", knowledge, store), tmp_path / "a.PDF")
    made = path.read_bytes()
    assert made.startswith(b"%PDF-")
    assert made == as_pdf(brief("Lumen", knowledge, store))
    assert b"/Lang" in made


@typst
@pytest.mark.skipif(fonts_for_han() is None, reason="the extra `pdf` is not installed")
def test_the_extra_brings_a_font_for_han() -> None:
    found = importlib.import_module("typst").Fonts(include_system_fonts=False, font_paths=[fonts_for_han()])
    assert han_fonts(found) == ["Noto Sans CJK SC"]


@typst
def test_without_a_font_for_han_the_pdf_says_so(
    knowledge: Knowledge, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    class Typeset:
        """Stands in for Typst and its fonts, to see what it is given."""

        def __init__(self, **_: object) -> None:
            pass

        Fonts = property(lambda self: Typeset)

        def families(self) -> list[str]:
            return ["DejaVu Sans"]

        def compile(self, _page: Path, sys_inputs: dict[str, str], font_paths: object) -> bytes:
            seen.append(json.loads(sys_inputs["dossier"])["warning"])
            return b"%PDF-"

    monkeypatch.setattr("retinue.dossier.pdf._typst", Typeset)
    as_pdf(brief("Lumen", knowledge, store))
    assert seen == [NO_HAN]


def test_without_typst_the_way_out_is_told(
    knowledge: Knowledge, store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(UsageError, match=r"pip install 'retinue\[pdf\]'"):
        write_dossier(brief("Lumen", knowledge, store), tmp_path / "a.pdf")
    assert not list(tmp_path.iterdir())


def test_another_ending_is_refused(knowledge: Knowledge, store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"must end in \.html, \.pdf, \.md"):
        write_dossier(brief("Lumen", knowledge, store), tmp_path / "a.docx")
