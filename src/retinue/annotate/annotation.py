"""An article read: its mentions tied to referents, its expressions of time, its quotations."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from retinue.annotate.anaphora import tie_anaphors
from retinue.annotate.bodies import Spoken, find_bodies
from retinue.annotate.clues import Clues
from retinue.annotate.cluster import tie_names
from retinue.annotate.context import Context
from retinue.annotate.coref import tie_roles
from retinue.annotate.governments import countries_in
from retinue.annotate.names import find_names
from retinue.annotate.nature import by_nature
from retinue.annotate.paragraphs import parse
from retinue.annotate.quotes import find_quotes
from retinue.annotate.reader import Reader
from retinue.annotate.recognise import recognise
from retinue.annotate.scene import Scene
from retinue.annotate.shorts import leaders_on
from retinue.annotate.speakers import attribute
from retinue.annotate.words import Words, words_of
from retinue.dates import read
from retinue.knowledge.types import Knowledge
from retinue.model import Annotation, Article, Precision, TimeExpression

__all__ = ["annotate"]


def annotate(article: Article, reader: Reader, knowledge: Knowledge) -> Annotation:
    """Parse `article.text` and find who and what it speaks of, when, and who says what.

    Every mention lies in the text; a mention that could not be tied has no referents.
    """
    parsed = parse(reader.language, article)
    times = tuple(read(article.text, article.published.date))
    words = words_of(parsed, article.title_end)
    scene = read_scene(parsed, words, article.published.date or last_day(times), reader, knowledge)
    mentions, referents = scene.mentions(), tuple(d.frozen() for d in scene.drafts)
    return Annotation(
        article=article,
        parsed=parsed,
        mentions=mentions,
        referents=referents,
        times=times,
        quotes=attribute(find_quotes(parsed, reader.cues, words), words, mentions, referents),
    )


def last_day(times: Sequence[TimeExpression]) -> dt.date | None:
    """The latest day an undated article names to the day: it was written no earlier."""
    return max((t.start for t in times if t.start and t.precision is Precision.DAY), default=None)


def read_scene(parsed: Any, words: Words, day: dt.date | None, reader: Reader, knowledge: Knowledge) -> Scene:
    """Names, then offices, then common nouns and pronouns: each step ties to what the former found."""
    scene = Scene(words)
    scene.countries = countries_in(words, knowledge)
    counts = Counter(code for _, code in scene.countries)
    hits = reader.gazetteer.find(words)
    unlabelled = Clues(words, (), reader.lexicon, knowledge)
    sure = [hit for hit in hits if not hit.place or unlabelled.is_place(hit)]  # the others need the model's word
    entities = recognise(parsed, words, sure, reader.recogniser, reader.plain)
    found = find_names(words, entities, hits, reader.lexicon, knowledge, counts.keys())
    names = by_nature(words, found, reader.lexicon)
    leaders = leaders_on(reader.leaders, day)
    names = find_bodies(words, names, reader.bodies, knowledge, Spoken(counts, leaders))
    tie_names(scene, names, reader.lexicon, knowledge, leaders)
    scene.countries = sorted({*scene.countries, *scene.grounds()})
    context = Context(reader.lexicon, knowledge, reader.offices, day)
    tie_roles(scene, context)
    tie_anaphors(scene, context)
    return scene
