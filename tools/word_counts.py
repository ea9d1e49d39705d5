"""Count in how many annotated articles each word stands; fusing weighs words by the table this writes.

Run as `python tools/word_counts.py`; it reads `training/articles` and needs nothing else. The table is fixed: what it
says of a word must not change as a record grows, or the order of arrival would matter.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

from retinue.fuse.telling import content_words

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src" / "retinue" / "data" / "fusion" / "words.txt"
FEWEST = 2  # words of one article only are as rare as words of none


def main() -> None:
    """Write the table: first the number of articles, then a word and its count a line."""
    paths = [p for p in sorted((ROOT / "training" / "articles").iterdir()) if p.suffix in {".txt", ".html"}]
    counts = Counter(word for path in paths for word in content_words(_text(path)) if not word.isdigit())
    rows = [f"{word} {count}" for word, count in sorted(counts.items()) if count >= FEWEST]
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text("\n".join([str(len(paths)), *rows, ""]), encoding="utf-8")


def _text(path: Path) -> str:
    """The page's words; what is markup goes."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = html.unescape(re.sub(r"(?is)<(script|style)\b.*?</\1>|<[^>]+>", " ", text))
    return text


if __name__ == "__main__":
    main()
