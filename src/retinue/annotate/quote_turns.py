"""Turns of a transcript: "Ann Lee: We have noted the report." as a paragraph of its own, more than once in a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from retinue.annotate.quote_page import Page
from retinue.model import Span

__all__ = ["turns"]

_TURN = re.compile(r"^(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}): +(?P<said>\S.*\S)[ \t]*$", re.MULTILINE)
_OPENERS = re.compile(r"^[“\"']|\?$")  # quoted words are found as such; a question states nothing


def turns(page: Page) -> Iterator[tuple[Span, int]]:
    """What was said and the last token of the name before it, for names that open two paragraphs or more."""
    found = list(_TURN.finditer(page.text))
    often = Counter(turn["name"] for turn in found)
    if max(often.values(), default=0) < 2:
        return
    token_at = {start + len(word): i for i, (start, word) in enumerate(zip(page.starts, page.words, strict=True))}
    for turn in found:
        token = token_at.get(turn.end("name"))
        if often[turn["name"]] > 1 and token is not None and not _OPENERS.search(turn["said"]):
            yield Span(*turn.span("said")), token
