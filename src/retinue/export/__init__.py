"""The record as files that anyone can read: `write(store, format, folder)`, or `stream` and `archive` to send it.

The names below are loaded when first asked for: the verbs that only print rows need few of the formats.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retinue.export.formats import EXPORTERS
    from retinue.export.material import Contents, Exporter, Material, Part
    from retinue.export.writing import Choice, archive, stream, write, write_material

__all__ = [
    "EXPORTERS",
    "Choice",
    "Contents",
    "Exporter",
    "Material",
    "Part",
    "archive",
    "stream",
    "write",
    "write_material",
]

_FROM = {
    "retinue.export.formats": ("EXPORTERS",),
    "retinue.export.material": ("Contents", "Exporter", "Material", "Part"),
    "retinue.export.writing": ("Choice", "archive", "stream", "write", "write_material"),
}


def __getattr__(name: str) -> Any:
    """Load one of the public names."""
    for module, names in _FROM.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'retinue.export' has no attribute {name!r}")
