"""How sure a reading is: a calibrated probability for each event and each of its fields, with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from retinue.confidence.features import FIELDS, Features, Look, pertinent
from retinue.confidence.weights import Model, bundled
from retinue.model import Annotation, Coded, EventDraft, Judged

__all__ = ["FIELDS", "Features", "Look", "Model", "pertinent", "weigh"]


def weigh(annotation: Annotation, coded: Coded, models: Mapping[Judged, Model] | None = None) -> Coded:
    """The same drafts, each with its confidence and that of its fields. To be called when origins are known."""
    look = Look(annotation, coded.events)
    judges = bundled() if models is None else models
    events = tuple(_weighed(draft, look.features(draft, len(coded.origins)), judges) for draft in coded.events)
    return replace(coded, events=events)


def _weighed(draft: EventDraft, features: Features, models: Mapping[Judged, Model]) -> EventDraft:
    found = tuple(models[field].judge(field, pertinent(field, features)) for field in FIELDS)
    return replace(draft, confidence=found[0].value, confidences=found)
