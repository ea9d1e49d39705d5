"""Parse an article so that no sentence runs over a paragraph's end or from a dateline into the news."""

from __future__ import annotations

from typing import Any

from retinue.model import Article

__all__ = ["parse"]


def parse(language: Any, article: Article) -> Any:
    """spaCy's Doc over exactly `article.text`; a blank line, or the dateline's end, always starts a sentence."""
    words = language.make_doc(article.text)
    news = article.dateline.end if article.dateline else -1
    for token in words[1:]:
        before = token.nbor(-1)
        if not token.is_space and ("\n" in before.text or before.idx < news <= token.idx):
            token.is_sent_start = True
    return language(words)
