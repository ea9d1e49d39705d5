"""A brief made from the record of a database."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from retinue import __version__
from retinue.cli.options import missing
from retinue.cli.series import find_or_leave
from retinue.dossier import FORMATS, Making, build_dossier, write_dossier
from retinue.errors import UsageError
from retinue.knowledge import load
from retinue.lists import open_register
from retinue.series import Kind, with_units
from retinue.settings import Settings
from retinue.store import Store

__all__ = ["make_dossier"]

ABOUT = (Kind.FIRM, Kind.BODY, Kind.PERSON)


def make_dossier(name: str, settings: Settings, path: Path, choices: tuple[Kind | None, bool], day: dt.date) -> Path:
    """Write the brief on who is meant by `name`; `choices` are what it means, and whether units are taken in.

    Leaves with a hint when nobody is called so. Raises UsageError for a place, a sector, or another ending.
    """
    if path.suffix.lower() not in FORMATS:
        raise UsageError(f"{path}: the name must end in {', '.join(FORMATS)}")
    kind, units = choices
    knowledge = load(settings.layers)
    with Store.open(settings.database, readonly=True) as store, open_register(settings.lists) as register:
        subject = find_or_leave(name, knowledge, store, ABOUT if kind is None else (kind,))
        if subject.kind not in ABOUT:
            missing(f"{subject.name} is a {subject.kind.value}: `retinue signal` draws it; a brief is on one name")
        subject = with_units(subject, knowledge) if units else subject
        return write_dossier(build_dossier(subject, Making(store, knowledge, register, day, __version__)), path)
