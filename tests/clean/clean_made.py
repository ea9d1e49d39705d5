"""Builders for raw documents and small knowledge."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from typing import Any

from retinue.clean import clean
from retinue.knowledge import fold
from retinue.knowledge.types import Knowledge, Organisation, Source
from retinue.model import Article, EntityType, RawItem

FIRST = (
    "The ministry said on Tuesday that it had fined the chipmaker 4 million euros for failing to report a data "
    "breach that exposed the records of about 20,000 customers."
)
SECOND = (
    '"We accept the decision and have changed our procedures," a spokesman for the company said in an emailed '
    "statement on Wednesday morning."
)
THIRD = (
    "The regulator opened its inquiry last year after a complaint from a consumer group, which had asked for a far "
    "larger penalty."
)
BODY = "\n\n".join((FIRST, SECOND, THIRD))
HEADLINE = "Chipmaker fined over breach of customer data"


def make_outlet(name: str, domain: str, country: str) -> Organisation:
    source = Source("made up for a test", dt.date(2024, 1, 1))
    return Organisation(
        id=name.casefold(), type=EntityType.MEDIA, name=name, aliases=(), nominals=(), country=country, wikidata=None,
        parent=None, sectors=(), seat=None, ticker=None, domains=(domain,), language=None, state=False, agency=False,
        source=source,
    )  # fmt: skip


def make_knowledge(*outlets: Organisation) -> Knowledge:
    empty: dict[str, Any] = {f.name: {} for f in dataclasses.fields(Knowledge)}
    names = {fold(name): (o.id,) for o in outlets for name in (o.name, *o.aliases)}
    return Knowledge(**{**empty, "organisations": {o.id: o for o in outlets}, "names": names})


def read_text(content: bytes | str, **options: Any) -> Article:
    """Clean a plain text; keywords: `outlets`, `places`, `max_chars`, what the surroundings claim (url, …)."""
    return _read(content, html=False, **options)


def read_page(content: bytes | str, **options: Any) -> Article:
    """Clean a web page; keywords as for `read_text`."""
    return _read(content, html=True, **options)


def _read(content: bytes | str, *, html: bool, **options: Any) -> Article:
    outlets, max_chars = options.pop("outlets", ()), options.pop("max_chars", 200_000)
    places = {fold(name): (name,) for name in options.pop("places", ())}
    knowledge = dataclasses.replace(make_knowledge(*outlets), place_names=places)
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    raw = RawItem("doc", "doc.txt", content, html, hashlib.sha256(data).hexdigest(), options)
    return clean(raw, knowledge, max_chars=max_chars)
