"""Marked news as labels: snippets, one a line, or whole articles, one a file, with acts and parties marked in them.

    {{a1|Margrethe Vestager}} [[visit#1|toured]] {{r1|Northvolt}} {{t1|on Monday}}.

`[[TYPE#N|words]]` or `[[TYPE#N/STATUS|words]]` tells act N; `{{aN|words}}`, `{{rN|…}}`, `{{pN|…}}`, `{{tN|…}}` are
its actor, recipient, place and time; one phrase may have several roles (`{{a1,r2|the bank}}`). A line without marks
tells no act. The first line of an article is its headline; what tells an act again has its number again.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from coder.example import Act, Example
from retinue.annotate import annotate
from retinue.model import Annotation, Article, MentionKind, Published
from retinue.pipeline import Tools

_MARK = re.compile(
    r"\[\[(?P<kind>\w+)#(?P<act>\d+)(?:/\w+)?\|(?P<words>[^\[\]{}|]+)\]\]"
    r"|\{\{(?P<roles>[arpt]\d+(?:,[arpt]\d+)*)\|(?P<party>[^\[\]{}|]+)\}\}"
)
_DAY = dt.date(2024, 6, 19)  # snippets carry no date; features do not look at it


class Marked(NamedTuple):
    """A snippet without its marks: acts as (number, type, start, end), parties as (role, number, start, end)."""

    text: str
    acts: list[tuple[str, str, int, int]]
    parties: list[tuple[str, str, int, int]]


def parse(line: str) -> Marked:
    """Take the marks out of a line."""
    marked, position = Marked("", [], []), 0
    text = ""
    for mark in _MARK.finditer(line):
        text += line[position : mark.start()]
        position, start = mark.end(), len(text)
        text += mark["words"] or mark["party"]
        if mark["kind"]:
            marked.acts.append((mark["act"], mark["kind"], start, len(text)))
        else:
            marked.parties.extend((role[0], role[1:], start, len(text)) for role in mark["roles"].split(","))
    return marked._replace(text=text + line[position:])


def examples(folder: Path, tools: Tools) -> Iterator[Example]:
    """Every snippet in the .txt files of a folder and its subfolders."""
    for path in sorted(folder.rglob("*.txt")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield _example(f"{path.parent.name}/{path.stem}:{number}", parse(line.strip()), tools)


def articles(folder: Path, tools: Tools) -> Iterator[Example]:
    """Every marked article (.txt) of a folder."""
    for path in sorted(folder.glob("*.txt")):
        marked = parse(path.read_text("utf-8").strip())
        yield _example(path.stem, marked, tools, title_end=marked.text.index("\n"))


def _example(name: str, marked: Marked, tools: Tools, title_end: int = 0) -> Example:
    title = marked.text[:title_end] or None
    article = Article(name, name, marked.text, title, title_end, published=Published(_DAY, "given"))
    annotation = annotate(article, tools.reader, tools.knowledge)
    example = Example.of(name, annotation, tools.knowledge)
    for act, kind, start, end in marked.acts:
        token = example.head(start, end)
        if token is None:
            continue
        places = [[(a, b) for side, of, a, b in marked.parties if (side, of) == (role, act)] for role in "ar"]
        actors, recipients = (_meant(one, annotation) for one in places)
        known = [bool(found) or not one for found, one in zip((actors, recipients), places, strict=True)]
        example.add(Act(token, kind, actors, recipients, *known))
    return example


def _meant(places: Sequence[tuple[int, int]], annotation: Annotation) -> frozenset[int]:
    """The referents of the phrases that one role has.

    Where a name is among them, the others ("it", "the lender") say no more, but might be misread.
    """
    inside = [
        m for first, last in places for m in annotation.mentions if first <= annotation.parsed[m.head].idx < last
    ]
    named = [m for m in inside if m.kind is MentionKind.NAME]
    return frozenset(r for m in named or inside for r in m.referents)
