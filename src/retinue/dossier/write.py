"""A brief as a file, by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from retinue.dossier.blocks import Dossier
from retinue.dossier.html import as_html
from retinue.dossier.markdown import as_markdown
from retinue.dossier.pdf import as_pdf
from retinue.errors import UsageError

__all__ = ["FORMATS", "write_dossier"]

FORMATS: Mapping[str, Callable[[Dossier], bytes]] = {
    ".html": lambda dossier: as_html(dossier).encode(),
    ".pdf": as_pdf,
    ".md": lambda dossier: as_markdown(dossier).encode(),
}


def write_dossier(dossier: Dossier, path: Path) -> Path:
    """Write it; nothing is left half-written. Raises UsageError for another ending, or a missing library."""
    if (make := FORMATS.get(path.suffix.lower())) is None:
        raise UsageError(f"{path}: the name must end in {', '.join(FORMATS)}")
    made = make(dossier)
    path.write_bytes(made)
    return path
