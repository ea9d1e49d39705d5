"""One document through the rooms, in order: pure, no database, no network, no clock."""

from __future__ import annotations

from dataclasses import dataclass

from retinue.annotate import Reader, annotate
from retinue.clean import clean
from retinue.coding import code
from retinue.confidence import weigh
from retinue.knowledge import Knowledge, load
from retinue.model import RawItem, Record
from retinue.resolve import resolve
from retinue.settings import Settings
from retinue.sourcing import credit

__all__ = ["Tools", "read"]


@dataclass(frozen=True, slots=True)
class Tools:
    """What every worker builds once and only reads: settings, knowledge, language model."""

    settings: Settings
    knowledge: Knowledge
    reader: Reader

    @classmethod
    def build(cls, settings: Settings) -> Tools:
        """Load knowledge and model. Raises KnowledgeError or SettingsError."""
        knowledge = load(settings.layers)
        return cls(settings, knowledge, Reader.load(settings.model, knowledge))


def read(raw: RawItem, tools: Tools) -> Record:
    """Read one document. Raises DocumentError when there is no article in it."""
    article = clean(raw, tools.knowledge, max_chars=tools.settings.max_chars)
    annotation = annotate(article, tools.reader, tools.knowledge)
    coded = credit(annotation, code(annotation, tools.knowledge), tools.knowledge)
    return resolve(annotation, weigh(annotation, coded), raw.sha256, tools.knowledge)
