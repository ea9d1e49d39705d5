"""Files in folders as articles, for whatever learns from them; one that can't be read is reported and left out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from retinue.clean import clean
from retinue.errors import DocumentError
from retinue.ingest import read_paths
from retinue.model import Article, Failure, RawItem
from retinue.pipeline import Tools


def articles(folders: Sequence[Path], tools: Tools) -> Iterator[tuple[RawItem, Article]]:
    """Every article in the folders, without its page."""
    for item in read_paths(folders, tools.settings):
        if isinstance(item, Failure):
            print(f"left out: {item.source}: {item.message}", file=sys.stderr)
            continue
        try:
            yield item, clean(item, tools.knowledge, max_chars=tools.settings.max_chars)
        except DocumentError as error:
            print(f"left out: {item.source}: {error}", file=sys.stderr)


def annotated(folder: Path, tools: Tools) -> Iterator[tuple[RawItem, Article, dict[str, Any]]]:
    """Every article of a folder that has an annotation beside it (NAME.json), with that."""
    for item, article in articles([folder], tools):
        gold = Path(item.source).with_suffix(".json")
        if gold.exists():
            yield item, article, json.loads(gold.read_text("utf-8"))
