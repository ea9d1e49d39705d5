"""A web page as blocks and head data: one walk over the tree, before any extractor changes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml import etree, html

from retinue.clean.blocks import Block, tidy, visible
from retinue.errors import UnreadableError

# HTML's phrasing content; any other tag, also an unknown one, begins a block.
_PHRASING = """a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark nobr q rp rt ruby s samp
small span strike strong sub sup time tt u var wbr"""
_SKIPPED = "script style noscript template svg iframe object embed head math canvas select textarea"
_ZONES = {
    "nav": "nav",
    "menu": "nav",
    "footer": "footer",
    "aside": "aside",
    "figcaption": "figure",
    "form": "form",
    "button": "form",
}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE, _BLOCK, _SKIP = 0, 1, 2
_KINDS = dict.fromkeys(_PHRASING.split(), _INLINE) | dict.fromkeys(_SKIPPED.split(), _SKIP)
_HINTS = re.compile(
    r"(?P<nav>\bnav|navbar|breadcrumb|crumbs?\b|menu)|(?P<comments>\bcomments?\b|\bcomment-|disqus|respond\b)"
    r"|(?P<figure>\bcap\b|caption|\bcredit\b)"
    r"|(?P<aside>related|newsletter|subscribe|\bshar(?:e|ing)|social|cookie|consent|promo|sponsor|advert|\bads?\b|sidebar"
    r"|recommend|most-?(?:read|popular)|trending|outbrain|taboola|byline|author|tags?\b|paywall)"
    r"|(?P<footer>footer|copyright|\bfoot\b)|(?P<header>masthead|site-title|\blogo|\bbrand)",
    re.IGNORECASE,
)
_SHORT = 160  # characters: a line that long is no masthead
_MAX_TAGS = 300_000
_MAX_DEPTH = 250  # the parser drops what is nested 256 deep; real pages nest 10 to 60 deep
_MAX_BLOCKS = 20_000
_MAX_ATTRIBUTES = 20_000  # in one tag; the parser's time grows with their square, and can't be cut off
_TAG = re.compile(r"""<[A-Za-z][^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*+""")
_QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")


@dataclass(slots=True)
class Page:
    """A parsed page: its tree, its blocks and what its head claims. `meta` keys are lower case."""

    tree: html.HtmlElement
    blocks: list[Block]
    meta: Mapping[str, str] = field(default_factory=dict)
    linked_data: tuple[Mapping[str, Any], ...] = ()
    title_tag: str | None = None
    times: tuple[tuple[str, int], ...] = ()
    canonical: str | None = None


def parse_page(source: str) -> Page:
    """Parse HTML. Raises UnreadableError: `markup` for a tag bomb, `no_article` when nothing can be parsed."""
    _refuse_bombs(source)
    try:
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", collect_ids=False)
        tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"the page holds no markup that can be read: {error}", reason="no_article") from error
    walk = _Walk()
    body = tree.find("body")
    walk.run(tree if body is None else body)
    if walk.deepest > _MAX_DEPTH:
        raise UnreadableError(f"tags nested {walk.deepest} deep (at most {_MAX_DEPTH} are read)", reason="markup")
    if len(walk.blocks) > _MAX_BLOCKS:
        raise UnreadableError(
            f"{len(walk.blocks)} blocks in a page (at most {_MAX_BLOCKS} are read)", reason="markup"
        )
    links = (link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical")
    title = tree.findtext(".//title") or ""
    return Page(
        tree=tree,
        blocks=walk.blocks,
        meta=_meta(tree),
        linked_data=tuple(_linked_data(tree)),
        title_tag=tidy(" ".join(title.split())) or None,
        times=tuple(walk.times),
        canonical=next(links, None),
    )


def _refuse_bombs(source: str) -> None:
    """Refuse pages that are all markup before anything is parsed."""
    opening = source.count("<")
    if opening > _MAX_TAGS:
        raise UnreadableError(f"{opening} tags in one page (at most {_MAX_TAGS} are read)", reason="markup")
    for tag in _TAG.finditer(source):
        if tag.end() - tag.start() > 2 * _MAX_ATTRIBUTES and len(_QUOTED.sub(" ", tag[0]).split()) > _MAX_ATTRIBUTES:
            raise UnreadableError(f"a tag of more than {_MAX_ATTRIBUTES} attributes", reason="markup")


class _Walk:
    """Collects blocks in document order; iterative, so depth costs no stack."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.times: list[tuple[str, int]] = []
        self.deepest = 0
        self._zones: list[str] = [""]
        self._serials = [0, 0]  # numbers of the containers around the current one
        self._serial = 0
        self._tags: list[str] = ["body"]

    def run(self, body: html.HtmlElement) -> None:
        """Walk `body`. One long loop on purpose: it runs twice for every tag of every page."""
        texts: list[str] = []
        links = linked = depth = 0
        events = etree.iterwalk(body, events=("start", "end"))
        for event, element in events:
            tag = element.tag
            kind = _KINDS.get(tag, _BLOCK)
            if event == "start":
                if kind is _SKIP:
                    events.skip_subtree()
                    continue
                depth += 1
                if depth > self.deepest:
                    self.deepest = depth
                if kind is _BLOCK:
                    if texts:
                        self._flush(texts, linked)
                        linked = 0
                    self._enter(element, tag)
                elif tag == "a":
                    links += 1
                elif tag == "time" and element.get("datetime"):
                    self.times.append((element.get("datetime"), len(self.blocks)))
                text = element.text
            else:
                depth -= kind is not _SKIP
                if kind is _BLOCK:
                    if texts:
                        self._flush(texts, linked)
                        linked = 0
                    self._leave()
                elif tag == "a":
                    links -= 1
                text = element.tail
            if text:
                texts.append(text)
                if links:
                    linked += len(text)
        self._flush(texts, linked)

    def _enter(self, element: html.HtmlElement, tag: str) -> None:
        outer = self._zones[-1]
        if not outer or outer == "header":
            name = f"{element.get('class') or ''} {element.get('id') or ''}"
            outer = _zone(tag, name) or outer
        self._zones.append(outer)
        self._tags.append(tag)
        self._serial += 1
        self._serials.append(self._serial)

    def _leave(self) -> None:
        self._zones.pop()
        self._tags.pop()
        self._serials.pop()

    def _flush(self, texts: list[str], linked: int) -> None:
        text = " ".join("".join(texts).split())
        parts = tuple(p for t in texts if (p := tidy(visible(t)))) if len(texts) > 1 and len(text) <= _SHORT else ()
        texts.clear()
        if not text:
            return
        tag = self._tags[-1]
        self.blocks.append(
            Block(
                text=text if text.isascii() else visible(text),
                line=len(self.blocks),
                group=self._serials[-2],
                zone=self._zones[-1],
                heading=int(tag[1]) if tag in _HEADINGS else 0,
                linked=min(1.0, linked / len(text)),
                kept=False,
                item=tag == "li",
                cell=tag in ("td", "th"),
                parts=parts,
            )
        )


@lru_cache(maxsize=4096)
def _zone(tag: str, name: str) -> str:
    """The part of the page that an element opens, by its tag or its class and id; "" for none."""
    if tag in _ZONES:
        return _ZONES[tag]
    if tag in ("body", "article", "main"):
        return ""
    hint = _HINTS.search(name)
    return (hint.lastgroup or "") if hint else ""


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), tidy(content))
    return found


def _linked_data(tree: html.HtmlElement) -> Iterator[Mapping[str, Any]]:
    for element in tree.iter("script"):
        if (element.get("type") or "").lower().startswith("application/ld+json") and element.text:
            try:
                yield from _flat(json.loads(element.text, strict=False), 0)
            except (ValueError, RecursionError):
                continue


def _flat(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON-LD block: a list of them, a graph, or one."""
    if depth > 3:
        return
    if isinstance(data, list):
        for item in data:
            yield from _flat(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _flat(data.get("@graph", []), depth + 1)
