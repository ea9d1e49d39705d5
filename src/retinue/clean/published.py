"""When the article came out: every witness on the page, and the choice among them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import htmldate

from retinue.clean.blocks import Block, size
from retinue.clean.dateline import Dateline
from retinue.clean.day import Written, make, stamp, url_date, written_dates
from retinue.clean.markup import Page
from retinue.model import Published, Reliability

_META = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "publicationdate",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "date",
    "firstpublishdate",
)
_UPDATED = re.compile(
    r"updated?\b|modified|aktualisiert|stand:|actualizado|更新|last (edited|reviewed)", re.IGNORECASE
)
_FIRST = re.compile(
    r"publi\w+|posted|issued|first|created|released|ends\b|发布|发表|veröffentlicht|公開", re.IGNORECASE
)
_LABEL = re.compile(
    r"^\W*(ends|(first |originally )?(published|posted)|(last )?updated|date|issued|released)\b"
    r"|发布时间|发表时间|^\d{4}年",
    re.IGNORECASE,
)
_OWNED = re.compile(r"\W*(?:©|ⓒ|\(c\)|copyright)", re.IGNORECASE)
_MODIFIED = ("article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "last-modified")
_BACK = re.compile(  # a sentence with one of these may look back to the same day of another year
    r"\b(?:since|until|till|ago|anniversary|follow\w*|after|before|dated|last|previous|earlier|from|by|expire\w*)\b",
    re.IGNORECASE,
)
_FUZZ = dt.timedelta(days=1)  # a page's stamp and its printed date may lie on two sides of midnight


@dataclass(frozen=True, slots=True)
class Witness:
    """One thing on the page that gives a date; `rank` orders them, 0 the most trusted."""

    date: dt.date
    name: str
    reliability: Reliability
    wording: str
    rank: int
    updated: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the choice looks at beside the head data.

    `top` are the blocks from the page's start to the first paragraph and `tail` the dropped ones behind the
    last; `prefix` a line's stray "date 2023-10-10"; `country` that of the outlet (for 10/09/2023).
    `signed` are the lines of the tail that name the outlet; `lead` is the first paragraph, `text` the article.
    """

    top: Sequence[Block]
    tail: Sequence[Block]
    dateline: Dateline | None
    prefix: str | None
    url: str | None
    country: str | None
    signed: frozenset[int] = frozenset()
    lead: str = ""
    text: str = ""


def published(given: Mapping[str, str], page: Page | None, around: Surroundings) -> Published:
    """Choose the date of first publication. Null when no witness gives one.

    The day on which a crawler fetched the page is no publication date: what claims to be later is set aside, and
    without any other witness that day is kept as the wording of an unknown date.
    """
    witnesses = [*_given(given, around), *_printed(around), *_dateline(around)]
    if page is not None:
        witnesses += _head_data(page)
    witnesses += _url(around)
    if page is not None and all(w.updated for w in witnesses):
        witnesses += _searched(page, around)
    fetched = given.get("fetched", "")
    if latest := stamp(fetched) if fetched else None:
        witnesses = [w for w in witnesses if w.date <= latest + _FUZZ]
    best = _choose(witnesses)
    if best is None:
        return Published(None, "fetched", Reliability.NONE, fetched) if fetched else Published()
    return Published(best.date, best.name, best.reliability, best.wording)


def _choose(witnesses: Sequence[Witness]) -> Witness | None:
    """The most trusted witness, unless a printed first-publication date is clearly earlier.

    Stamps of pages are reset when a site moves or re-issues a text; what is printed under the headline stays.
    """
    first = [w for w in witnesses if not w.updated] or list(witnesses)
    if not first:
        return None
    best = min(first, key=lambda w: w.rank)
    printed = [w for w in first if w.name in ("byline", "dateline", "prefix") and w.date < best.date - _FUZZ]
    return min(printed, key=lambda w: (w.rank, w.date)) if printed else best


def _given(given: Mapping[str, str], around: Surroundings) -> Iterator[Witness]:
    wording = given.get("published", "")
    date = stamp(wording) if wording else None
    if date:
        yield Witness(date, "given", Reliability.HIGH, wording, 0)
    prefix = stamp(around.prefix) if around.prefix else None
    if prefix and around.prefix:
        yield Witness(prefix, "prefix", Reliability.HIGH, around.prefix, 2)


def _printed(around: Surroundings) -> Iterator[Witness]:
    for block in around.top:
        if size(block.text) <= 40:
            for written in written_dates(block.text, around.country):
                yield _line_witness(block.text, written, Reliability.HIGH, 1)
    for block in around.tail:
        labelled = size(block.text) <= 16 and (_LABEL.search(block.text) or _is_bare(block.text))
        if block.line in around.signed or labelled:
            for written in written_dates(block.text, around.country):
                yield _line_witness(block.text, written, Reliability.MEDIUM, 6)


def _is_bare(line: str) -> bool:
    """True for a line that is a full date, with the outlet's copyright mark at most."""
    dates = written_dates(line)
    return len(dates) == 1 and (size(dates[0].wording) >= size(line) or bool(_OWNED.match(line)))


def _line_witness(line: str, written: Written, reliability: Reliability, rank: int) -> Witness:
    """A date on a printed line; what stands between it and the date before tells whether it is an update's."""
    before = line[: written.start]
    updated, first = list(_UPDATED.finditer(before)), list(_FIRST.finditer(before))
    is_update = bool(updated) and (not first or first[-1].start() < updated[-1].start())
    trust = Reliability.LOW if is_update else reliability
    return Witness(written.date, "byline", trust, written.wording, rank, is_update)


def _dateline(around: Surroundings) -> Iterator[Witness]:
    line = around.dateline
    if line is None:
        return
    date, trust = line.date, Reliability.MEDIUM
    if date is None and line.month_day:
        year = _year(around)
        date = make(year, *line.month_day) if year else None
        if date is None:
            date, trust = _told_year(around, line), Reliability.LOW
    if date:
        yield Witness(date, "dateline", trust, line.wording, 5)


def _year(around: Surroundings) -> int | None:
    """The year that a dateline leaves out, from the path of the URL; never from a copyright line."""
    match = re.search(r"/((?:19|20)\d\d)[/-]?(?:[01]\d)?", around.url or "")
    return int(match[1]) if match else None


def _told_year(around: Surroundings, line: Dateline) -> dt.date | None:
    """The dateline's day with the year that the first paragraph gives that very day.

    An anniversary has the same day in an earlier year, so no later year may be told of anywhere in the text, and no
    word before the date may put it in the past.
    """
    days = [w for w in written_dates(around.lead) if (w.date.month, w.date.day) == line.month_day]
    if not days or len({w.date for w in days}) > 1 or _BACK.search(around.lead):
        return None
    latest = max(int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", around.text))
    return days[0].date if days[0].date.year == latest else None


def _head_data(page: Page) -> Iterator[Witness]:
    for value in _linked_dates(page.linked_data):
        date = stamp(value)
        if date:
            yield Witness(date, "json_ld", Reliability.HIGH, value, 3)
    for key in _META:
        value = page.meta.get(key, "")
        date = stamp(value) if value else None
        if date:
            yield Witness(date, "meta", Reliability.HIGH, value, 3)
    for value in (*(page.meta.get(key, "") for key in _MODIFIED), *_linked_dates(page.linked_data, "dateModified")):
        date = stamp(value) if value else None
        if date:
            yield Witness(date, "meta", Reliability.LOW, value, 9, updated=True)
    first = next((i for i, b in enumerate(page.blocks) if b.kept), len(page.blocks))
    for value, index in page.times:
        date = stamp(value)
        if date and index <= first + 3:
            yield Witness(date, "time", Reliability.MEDIUM, value, 4)


def _linked_dates(items: Iterable[Mapping[str, Any]], key: str = "datePublished") -> Iterator[str]:
    for item in items:
        value = item.get(key)
        kind = str(item.get("@type", ""))
        if isinstance(value, str) and not re.search("Comment|Organization|WebSite|VideoObject|ImageObject", kind):
            yield value


def _url(around: Surroundings) -> Iterator[Witness]:
    date = url_date(around.url) if around.url else None
    if date and around.url:
        yield Witness(date, "url", Reliability.MEDIUM, around.url, 7)


def _searched(page: Page, around: Surroundings) -> Iterator[Witness]:
    """htmldate's find (Barbaresi 2020), believed only if that very date is printed outside the article's body."""
    try:
        found = htmldate.find_date(page.tree, original_date=True, extensive_search=False)
    except (ValueError, TypeError, AttributeError):
        found = None
    if not found:
        return
    for block in page.blocks:
        if block.kept or size(block.text) > 30 or re.search(r"©|\(c\)|copyright", block.text, re.IGNORECASE):
            continue
        for written in written_dates(block.text, around.country):
            if written.date.isoformat() == found:
                yield Witness(written.date, "text", Reliability.LOW, written.wording, 8)
                return
