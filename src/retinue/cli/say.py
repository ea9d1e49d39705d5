"""How a sentence is read, for `explain`: the rooms in order on a text that never came from a page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from retinue.annotate import annotate
from retinue.coding import explain
from retinue.coding.explain import Explanation
from retinue.model import Annotation, Article, Published
from retinue.pipeline import Tools
from retinue.settings import Settings

__all__ = ["Reading", "read_sentence"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with all that was seen in it."""

    annotation: Annotation
    triggers: tuple[Explanation, ...]


def read_sentence(sentence: str, day: dt.date | None, settings: Settings) -> Reading:
    """Annotate and code a sentence as if it were an article published on `day` (None: unknown)."""
    tools = Tools.build(settings)
    article = Article(
        "explain", "command line", sentence, language="en", published=Published(day, "given" if day else None)
    )
    annotation = annotate(article, tools.reader, tools.knowledge)
    return Reading(annotation, explain(annotation, tools.knowledge))
