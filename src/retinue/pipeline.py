"""One document through the rooms, in order: pure, no database, no network, no clock."""

from __future__ import annotations

from dataclasses import dataclass

from retinue.annotate import Reader, annotate
from retinue.clean import clean, foreign
from retinue.coding import Learned, code
from retinue.confidence import weigh
from retinue.errors import SettingsError
from retinue.gate import Gate, visible
from retinue.knowledge import Knowledge, load
from retinue.model import PassedOver, RawItem, Record
from retinue.resolve import resolve
from retinue.settings import Settings
from retinue.sourcing import credit

__all__ = ["Tools", "read"]


@dataclass(frozen=True, slots=True)
class Tools:
    """What every worker builds once and only reads: settings, knowledge, models."""

    settings: Settings
    knowledge: Knowledge
    reader: Reader
    learned: Learned | None = None
    gate: Gate | None = None

    @classmethod
    def build(cls, settings: Settings) -> Tools:
        """Load knowledge and models. Raises KnowledgeError or SettingsError."""
        if settings.coder not in ("both", "light", "frames"):
            raise SettingsError(f"setting 'coder' can't be {settings.coder!r}: it is `both`, `light` or `frames`")
        if settings.gate not in ("off", "acts", "skip"):
            raise SettingsError(f"setting 'gate' can't be {settings.gate!r}: it is `acts`, `skip` or `off`")
        knowledge = load(settings.layers)
        gate = None if settings.gate == "off" else Gate.bundled()
        learned = None if settings.coder == "frames" else Learned.bundled(closer=settings.coder == "both")
        return cls(settings, knowledge, Reader.load(settings.model, knowledge), learned, gate)


def read(raw: RawItem, tools: Tools) -> Record | PassedOver:
    """Read one document, or pass over one on other matters or in other languages, where settings ask for that.

    Raises DocumentError when there is no article in it.
    """
    if tools.gate is not None and tools.settings.gate == "skip":
        look = tools.gate.look(visible(raw.content))
        if look.outside:
            return PassedOver(raw.doc, raw.source, raw.sha256, round(look.score, 3), look.reason)
    article = clean(raw, tools.knowledge, max_chars=tools.settings.max_chars)
    if language := foreign(article, tools.settings.languages):
        return PassedOver(raw.doc, raw.source, raw.sha256, 0.0, f"language {language}")
    annotation = annotate(article, tools.reader, tools.knowledge)
    far = tools.gate is not None and tools.gate.look(article.text).far
    coded = code(annotation, tools.knowledge, learned=tools.learned, acts=not far)
    coded = credit(annotation, coded, tools.knowledge)
    return resolve(annotation, weigh(annotation, coded), raw.sha256, tools.knowledge)
