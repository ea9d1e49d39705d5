"""The day on which a crawler fetched a page: never its day of publication, and never earlier than that."""

from __future__ import annotations

import datetime as dt

from factory import small_knowledge
from retinue.clean import clean
from retinue.model import Published, RawItem

KNOWN = small_knowledge()
BODY = "<h1>Watchdog fines Acme</h1><p>The regulator fined the company three million euros, it said on its site.</p>"


def published(head: str = "", fetched: str = "2024-05-03T10:00:00Z") -> Published:
    page = f"<html><head>{head}</head><body>{BODY}</body></html>"
    return clean(RawItem("d", "d", page, True, "0", {"fetched": fetched}), KNOWN, max_chars=10_000).published


def test_without_another_witness_the_date_is_unknown_and_the_crawl_stands_as_its_wording() -> None:
    found = published()
    assert (found.date, found.witness, found.wording) == (None, "fetched", "2024-05-03T10:00:00Z")


def test_a_page_cannot_have_come_out_after_it_was_fetched() -> None:
    meta = '<meta property="article:published_time" content="{}">'
    assert published(meta.format("2024-05-02T08:00:00Z")).date == dt.date(2024, 5, 2)
    assert published(meta.format("2024-06-30T08:00:00Z")).date is None
    assert published(meta.format("2024-06-30T08:00:00Z"), "nonsense").date == dt.date(2024, 6, 30)
