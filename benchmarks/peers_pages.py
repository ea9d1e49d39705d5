"""One peer's reading of saved pages, in an environment of its own; started by peers_bench.py.

    python peers_pages.py trafilatura|newspaper4k|news-please PAGES.json

PAGES.json maps a name to HTML. Prints one JSON object: by name title, text and date as the peer gives them, and the
least CPU seconds of four readings of all.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
Found = dict[str, str | None]


def by_trafilatura() -> Callable[[str], Found]:
    import trafilatura  # noqa: PLC0415  only one of the peers is installed with each environment

    def read(page: str) -> Found:
        found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
        return _found(found.title, found.text, found.date) if found else _found(None, None, None)

    return read


def by_newspaper() -> Callable[[str], Found]:
    import newspaper  # noqa: PLC0415

    config = newspaper.Config()
    config.fetch_images = False

    def read(page: str) -> Found:
        article = newspaper.Article("", config=config)
        article.download(input_html=page)
        article.parse()
        return _found(article.title, article.text, article.publish_date)

    return read


def by_newsplease() -> Callable[[str], Found]:
    from newsplease import NewsPlease  # noqa: PLC0415

    def read(page: str) -> Found:
        article = NewsPlease.from_html(page, url=None, fetch_images=False)
        return _found(article.title, article.maintext, article.date_publish)

    return read


def _found(title: Any, text: Any, date: Any) -> Found:
    return {"title": title or None, "text": text or None, "date": str(date)[:10] if date else None}


PASSES = 4  # over all pages; the least CPU time counts
READERS = {"trafilatura": by_trafilatura, "newspaper4k": by_newspaper, "news-please": by_newsplease}


def main() -> None:
    read, pages = READERS[sys.argv[1]](), json.loads(Path(sys.argv[2]).read_text("utf-8"))
    least = float("inf")
    for _ in range(PASSES):
        started, found = time.process_time(), {}
        for name, page in pages.items():
            try:
                found[name] = read(page)
            except Exception as error:  # noqa: BLE001  a peer's failure on a page is a result
                found[name] = _found(None, None, None) | {"error": type(error).__name__}
        least = min(least, time.process_time() - started)
    print(json.dumps({"seconds": least, "found": found}))


if __name__ == "__main__":
    main()
