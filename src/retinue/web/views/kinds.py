"""What kind of source goes by a name: state media, a news agency, a public body, an outlet."""

from __future__ import annotations

from retinue.fuse.outlets import outlet, source_kind
from retinue.knowledge import Knowledge
from retinue.model import SourceKind
from retinue.web import words

__all__ = ["kind_called"]


def kind_called(knowledge: Knowledge, name: str) -> str:
    """What kind of source goes by a name, in words; empty where the knowledge has none."""
    kind = source_kind(outlet(name, knowledge), knowledge)
    told = {SourceKind.OFFICIAL: "public body", SourceKind.AGENCY: "news agency", SourceKind.UNKNOWN: ""}
    return told.get(kind, words.label(kind.value))
