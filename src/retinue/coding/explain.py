"""Say of a sentence which triggers it holds, which roles they fill, and why each was kept or not."""

from __future__ import annotations

from dataclasses import dataclass

from retinue.coding.candidates import candidates, fills, surroundings
from retinue.coding.lexicon import Lexicon
from retinue.coding.needs import satisfied
from retinue.coding.roles import roles_of
from retinue.coding.scene import Scene
from retinue.coding.status import status_of
from retinue.knowledge import Knowledge
from retinue.model import Annotation


@dataclass(frozen=True, slots=True)
class Explanation:
    """One trigger found: the frame, the words, the roles' wordings, and the verdict."""

    frame: str
    words: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    verdict: str


def explain(annotation: Annotation, knowledge: Knowledge) -> tuple[Explanation, ...]:
    """Every trigger in an annotated text with what became of it."""
    scene = Scene.of(annotation, knowledge, Lexicon.bundled())
    kept = {(h.token.i, h.frame.id) for h, _ in candidates(scene)}
    found = []
    for hit in scene.hits:
        roles = roles_of(hit, scene.cast)
        around = surroundings(scene, hit, roles)
        status = status_of(hit)
        if not fills(scene, hit, roles):
            verdict = "dropped: a required role is empty"
        elif not satisfied(around, scene.lexicon.words[hit.frame.type]):
            verdict = f"dropped: lacks {', '.join(sorted(hit.frame.needs))}"
        elif (hit.token.i, hit.frame.id) not in kept:
            verdict = "dropped: another frame at this word is more specific"
        elif status is None:
            verdict = "dropped: negated or hypothetical"
        else:
            verdict = f"event, {status[0]} ({status[1]})"
        texts = [
            tuple(scene.cast.mention(i).text for i in side) for side in (roles.actors, roles.recipients, roles.places)
        ]
        found.append(
            Explanation(hit.frame.id, " ".join(w.text for w in hit.words), texts[0], texts[1], texts[2], verdict)
        )
    return tuple(found)
