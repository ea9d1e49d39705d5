"""Read a folder of annotated articles: NAME.json with the article beside it, and clusters.json."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retinue.errors import UsageError
from retinue.evaluate.alike import wording
from retinue.evaluate.measure import Row

__all__ = ["Gold", "GoldError", "read_gold"]

CLUSTERS = "clusters.json"


class GoldError(UsageError):
    """A gold folder can't be read; the message names the file."""


@dataclass(frozen=True, slots=True)
class Gold:
    """Annotated articles in the order of their names, the text each should clean to, and known contradictions."""

    documents: tuple[Row, ...]
    texts: Mapping[str, str]
    clusters: Mapping[str, Row]


def read_gold(folder: Path) -> Gold:
    """Read every annotation in `folder`. Raises GoldError naming what is wrong with which file."""
    paths = [path for path in sorted(folder.glob("*.json")) if path.name != CLUSTERS]
    if not paths:
        raise GoldError(f"{folder}: no annotated articles (NAME.json beside NAME.txt or NAME.html) in this folder")
    documents = tuple(_document(path) for path in paths)
    texts = {doc["doc"]: _clean_text(folder / doc["file"], doc["boilerplate"]) for doc in documents}
    clusters = folder / CLUSTERS
    return Gold(documents, texts, _json(clusters) if clusters.exists() else {})


def _document(path: Path) -> Row:
    row = _json(path)
    missing = {"doc", "file", "boilerplate", "entities", "events", "statements", "listed", "published"} - set(row)
    if missing:
        raise GoldError(f"{path}: lacks {', '.join(sorted(missing))}")
    return row


def _json(path: Path) -> dict[str, Any]:
    try:
        loaded = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: {error}") from error
    if not isinstance(loaded, dict):
        raise GoldError(f"{path}: holds no JSON object")
    return loaded


def _clean_text(path: Path, boilerplate: list[str]) -> str:
    """The visible text without every line that the annotation names as debris."""
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise GoldError(f"{path}: {error}") from error
    if path.suffix == ".html":
        text = re.sub(r"(?is)<(script|style|head)\b.*?</\1>", " ", text)
        text = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<!--.*?-->", " ", text)))
    text = wording(text)
    for line in sorted(boilerplate, key=len, reverse=True):
        text = text.replace(wording(line), " ")
    return text
