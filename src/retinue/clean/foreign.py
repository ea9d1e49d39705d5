"""Texts surely in a language that is not wanted: by two witnesses, since short English texts mislead either.

The words and scripts of `language_of` come first: what they place in a wanted language is read. The rest is shown to
py3langid, which knows 97 languages and is believed when it is sure, or when the script says the same. How often they
err is measured in docs/scale.md.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from retinue.clean.language import SCRIPTED
from retinue.model import Article

__all__ = ["foreign"]

SAMPLE = 2000  # characters shown to it
SURE = 0.9  # what it must give its answer, of 1


def foreign(article: Article, wanted: Collection[str]) -> str | None:
    """The ISO 639-1 code of an article's language when that is surely none of the `wanted`; None in doubt.

    With nothing wanted no language is foreign.
    """
    if not wanted or article.language in wanted:
        return None
    code, sure = _identifier().classify(article.text[:SAMPLE])
    if code in wanted:
        return None
    if article.language in SCRIPTED:
        return article.language
    return str(code) if sure >= SURE else None


@cache
def _identifier() -> Any:
    """Its model, read when it is first needed: a second and a half, and 125 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  heavy, and needed by few

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
