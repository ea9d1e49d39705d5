"""The made record as fusing makes it, to decide on."""

from __future__ import annotations

from pathlib import Path

from web_made import make_record

from retinue.judge.fusing import bring_together
from retinue.settings import Settings
from retinue.store import Store

__all__ = ["fused"]


def fused(folder: Path) -> Settings:
    """Settings of a record in this folder: one visit told by three documents, contradicted on its day."""
    settings = Settings(
        database=str(make_record(folder / "own.db")), own=str(folder / "own"), lists=str(folder / "lists.db"),
        accounts=str(folder / "accounts.db"), user="lena",
    )  # fmt: skip
    with Store.open(settings.database) as store:
        bring_together(store, settings)
        store.put_happenings(store.happenings(), store.links(), "anything older")  # the next judgement fuses
    return settings
