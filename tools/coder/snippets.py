"""Marked snippets as labels: one snippet of news a line, acts and parties marked in it.

    {{a1|Margrethe Vestager}} [[visit#1|toured]] {{r1|Northvolt}} {{t1|on Monday}}.

`[[TYPE#N|words]]` or `[[TYPE#N/STATUS|words]]` tells act N; `{{aN|words}}`, `{{rN|…}}`, `{{pN|…}}`, `{{tN|…}}` are
its actor, recipient, place and time; one phrase may have several roles (`{{a1,r2|the bank}}`). A line without marks
tells no act.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from coder.example import Act, Example
from retinue.annotate import annotate
from retinue.model import Article, Published
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


def _example(name: str, marked: Marked, tools: Tools) -> Example:
    article = Article(name, name, marked.text, published=Published(_DAY, "given"))
    annotation = annotate(article, tools.reader, tools.knowledge)
    example = Example.of(name, annotation, tools.knowledge)
    for act, kind, start, end in marked.acts:
        token = example.head(start, end)
        if token is None:
            continue
        sides, known = {"a": set(), "r": set()}, {"a": True, "r": True}
        for role, of, first, last in marked.parties:
            if of == act and role in sides:
                found = {
                    r
                    for m in annotation.mentions
                    if first <= annotation.parsed[m.head].idx < last
                    for r in m.referents
                }
                sides[role] |= found
                known[role] &= bool(found)
        example.add(Act(token, kind, frozenset(sides["a"]), frozenset(sides["r"]), known["a"], known["r"]))
    return example
