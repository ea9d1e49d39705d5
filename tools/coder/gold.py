"""Annotated articles as labels on words: which word tells which act, and who takes part in it.

A gold event may carry `trigger` (the words of its evidence that tell the act) and `retold` (rows `evidence`,
`trigger`: further places that tell it). Where they are missing, a frame's hit of the same type inside the evidence is
taken; where there is none either, the event is a bag: one of its evidence's words tells the act, which one is left to
the first fit. Where only `retold` is given (the evidence tells the act without a word of its own), its places teach
alone. Where no event of an article has `retold`, further places that may tell its acts teach nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coder.example import Act, Example
from coder.reading import annotated
from retinue.annotate import annotate
from retinue.evaluate.alike import same_name
from retinue.knowledge import Knowledge
from retinue.model import Annotation, EntityType
from retinue.pipeline import Tools

Row = dict[str, Any]


def examples(folder: Path, tools: Tools) -> Iterator[Example]:
    """Every annotated article of a folder (NAME.json beside NAME.txt or NAME.html)."""
    for _, article, gold in annotated(folder, tools):
        yield _example(gold, annotate(article, tools.reader, tools.knowledge), tools)


def _example(gold: Row, annotation: Annotation, tools: Tools) -> Example:
    example = Example.of(gold["doc"], annotation, tools.knowledge)
    text, referents = FoldedText(annotation.article.text), _referents(gold, annotation, tools.knowledge)
    marked = any("retold" in event for event in gold["events"])  # else nobody looked for further places
    for event in gold["events"]:
        sides = [set().union(*(referents.get(i, set()) for i in event[side])) for side in ("actors", "recipients")]
        known = [all(i in referents for i in event[side]) for side in ("actors", "recipients")]
        for token in _tokens(event, text, example):
            example.add(Act(token, event["type"], frozenset(sides[0]), frozenset(sides[1]), known[0], known[1]))
    if not marked:
        example.leave_open({event["type"] for event in gold["events"]})
    return example


def _tokens(event: Row, text: FoldedText, example: Example) -> set[int]:
    """The words that tell an event; where that isn't marked and no frame knows, a bag is noted."""
    if event.get("trigger") is None and not event.get("retold"):
        place = text.find(event["evidence"])
        return example.guess(event["type"], *place) if place else set()
    places = [
        (event["evidence"], event.get("trigger")),
        *((r["evidence"], r["trigger"]) for r in event.get("retold", ())),
    ]
    found = set()
    for evidence, trigger in places:
        for around in text.all(evidence) if trigger else ():
            place = text.find(trigger, *around)
            token = example.head(*place) if place else None
            if token is not None:
                found.add(token)
    return found


def _referents(gold: Row, annotation: Annotation, knowledge: Knowledge) -> dict[str, set[int]]:
    """Gold entity → referents that denote it, each referent once."""
    found: dict[str, set[int]] = {}
    for referent in annotation.referents:
        names = {referent.name} if referent.name else set()
        if len(referent.known) == 1:
            entry = knowledge.people.get(referent.known[0]) or knowledge.organisations.get(referent.known[0])
            names |= {entry.name, *entry.aliases} if entry else set()
        for entity in gold["entities"]:
            if entity["type"] != EntityType.PLACE and same_name(names, _names(entity), entity["type"] == "person"):
                found.setdefault(entity["id"], set()).add(referent.index)
                break
    return found


def _names(entity: Row) -> set[str]:
    names = {entity["name"], entity.get("name_en"), *entity.get("aliases", ())} - {None}
    if entity["type"] == "person":
        return names
    return names | {m for m in entity["mentions"] if re.search(r"[A-Z]", re.sub(r"^(The|An?|Its|This) ", "", m))}


class FoldedText:
    """A text in which words are found whatever the white space between them."""

    def __init__(self, text: str) -> None:
        kept = [i for i, c in enumerate(text) if not (c.isspace() and i and text[i - 1].isspace())]
        self._at = kept
        self._folded = "".join(" " if text[i].isspace() else text[i] for i in kept)

    def find(self, words: str, start: int | None = None, end: int | None = None) -> tuple[int, int] | None:
        """The first place of the words between two offsets of the text, (start, end); None when not there."""
        return next(self.all(words, start, end), None)

    def all(self, words: str, start: int | None = None, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Every place of the words."""
        folded = " ".join(words.split())
        position = -1
        while folded:
            position = self._folded.find(folded, position + 1)
            if position < 0:
                return
            place = self._at[position], self._at[position + len(folded) - 1] + 1
            if (start is None or place[0] >= start) and (end is None or place[1] <= end):
                yield place
