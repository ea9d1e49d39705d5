"""Common nouns, pronouns and numbers, tied in reading order so that each can look back on all before it."""

from __future__ import annotations

from retinue.annotate.context import Context
from retinue.annotate.groups import NUMBERS, GroupLinker
from retinue.annotate.nominals import NounLinker
from retinue.annotate.past import Past
from retinue.annotate.pronouns import PRONOUNS, PronounLinker
from retinue.annotate.scene import Scene

__all__ = ["tie_anaphors"]


def tie_anaphors(scene: Scene, context: Context) -> None:
    """Tie common nouns, pronouns and numbers to what was named; what has no fitting antecedent stays untied."""
    taken = {k for s in scene.sightings for k in range(s.first, s.last)}
    past = Past(scene)
    nouns, pronouns, groups = NounLinker(scene, context, past), PronounLinker(scene, past), GroupLinker(scene, past)
    for i, lower in enumerate(scene.words.lower):
        if i in taken:
            continue
        if lower in NUMBERS and groups.tie(i):
            continue
        if lower in PRONOUNS and scene.words.text[i] != "IT" and scene.words.pos[i] in ("PRON", "DET"):
            pronouns.tie(i)
        elif scene.words.pos[i] in ("NOUN", "PROPN"):
            nouns.tie(i)
