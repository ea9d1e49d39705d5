"""A web page as blocks and head data: one walk over the tree, before any extractor changes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from retinue.clean.blocks import Block, tidy
from retinue.errors import UnreadableError

_BLOCKS = frozenset(
    "address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr label legend li main menu nav ol option p pre section summary table "
    "tbody td tfoot th thead tr ul".split()
)
_SKIPPED = frozenset("script style noscript template svg iframe object embed head math canvas select textarea".split())
_ZONES = {"nav": "nav", "footer": "footer", "aside": "aside", "figcaption": "figure", "form": "form", "menu": "nav"}
_HINTS = re.compile(
    r"(?P<nav>\bnav|navbar|breadcrumb|crumbs?\b|menu)|(?P<comments>\bcomments?\b|\bcomment-|disqus|respond\b)"
    r"|(?P<figure>\bcap\b|caption|\bcredit\b)"
    r"|(?P<aside>related|newsletter|subscribe|\bshar(?:e|ing)|social|cookie|consent|promo|sponsor|advert|\bads?\b|sidebar"
    r"|recommend|most-?(?:read|popular)|trending|outbrain|taboola|byline|author|tags?\b|paywall)"
    r"|(?P<footer>footer|copyright|\bfoot\b)|(?P<header>masthead|site-title|\blogo|\bbrand)",
    re.IGNORECASE,
)
_MAX_TAGS = 300_000
_MAX_DEPTH = 400  # real pages nest 20 to 60 deep; extractors walk recursively
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]{0,2000}?)(/?)>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr p li td tr th dd dt option".split())
_PARSER_OPTIONS: dict[str, Any] = {"remove_comments": True, "remove_pis": True, "encoding": "utf-8", "collect_ids": False}


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
        tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=html.HTMLParser(**_PARSER_OPTIONS))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"the page holds no markup that can be read: {error}", reason="no_article") from error
    walk = _Walk()
    body = tree.find("body")
    walk.run(tree if body is None else body)
    canonical = next(iter(tree.xpath("//link[@rel='canonical']/@href")), None)
    title = tree.find(".//title")
    return Page(
        tree=tree,
        blocks=walk.blocks,
        meta=_meta(tree),
        linked_data=tuple(_linked_data(tree)),
        title_tag=tidy(" ".join(title.text_content().split())) or None if title is not None else None,
        times=tuple(walk.times),
        canonical=str(canonical) if canonical else None,
    )


def _refuse_bombs(source: str) -> None:
    """Deep nesting makes recursive readers overflow: count before anything is parsed."""
    opening = source.count("<")
    if opening > _MAX_TAGS:
        raise UnreadableError(f"{opening} tags in one page (at most {_MAX_TAGS} are read)", reason="markup")
    if opening <= _MAX_DEPTH:
        return
    depth = deepest = 0
    for match in _TAG.finditer(source):
        if match[4] or match[2].lower() in _VOID:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest > _MAX_DEPTH * 5:
        raise UnreadableError(f"tags nested {deepest} deep (at most {_MAX_DEPTH * 5} are read)", reason="markup")


class _Walk:
    """Collects blocks in document order; iterative, so depth costs no stack."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.times: list[tuple[str, int]] = []
        self._text: list[str] = []
        self._linked = 0
        self._zones: list[str] = [""]
        self._owner: etree._Element | None = None

    def run(self, body: html.HtmlElement) -> None:
        links = 0
        events = etree.iterwalk(body, events=("start", "end"))
        for event, element in events:
            tag = element.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                if event == "start":
                    events.skip_subtree()
                else:
                    self._add(element.tail, links)
                continue
            block = tag in _BLOCKS
            if event == "start":
                if block:
                    self._flush()
                    self._zones.append(self._zone(element, tag))
                    self._owner = element
                elif tag == "a":
                    links += 1
                elif tag == "time" and element.get("datetime"):
                    self.times.append((element.get("datetime"), len(self.blocks)))
                self._add(element.text, links)
            else:
                if block:
                    self._flush()
                    self._zones.pop()
                    self._owner = element.getparent()
                elif tag == "a":
                    links -= 1
                self._add(element.tail, links)
        self._flush()

    def _zone(self, element: html.HtmlElement, tag: str) -> str:
        """The part of the page this element opens; inner parts go on with the outer one."""
        outer = self._zones[-1]
        if outer and outer != "header":
            return outer
        if tag in _ZONES:
            return _ZONES[tag]
        if tag == "button":
            return "form"
        name = f"{element.get('class', '')} {element.get('id', '')}"
        hint = _HINTS.search(name) if len(name) > 3 and tag not in ("body", "article", "main") else None
        return hint.lastgroup or outer if hint else outer

    def _add(self, text: str | None, links: int) -> None:
        if text:
            self._text.append(text)
            if links:
                self._linked += len(text.strip())

    def _flush(self) -> None:
        text = tidy(" ".join("".join(self._text).split()))
        owner, linked = self._owner, self._linked
        self._text.clear()
        self._linked = 0
        if not text:
            return
        tag = owner.tag if owner is not None else "body"
        parent = owner.getparent() if owner is not None else None
        self.blocks.append(
            Block(
                text=text,
                line=len(self.blocks),
                group=hash(parent) if tag != "br" else hash(owner),
                zone=self._zones[-1],
                heading=int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0,
                linked=min(1.0, linked / len(text)),
                item=tag == "li",
                kept=False,
            )
        )


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
