"""Mixed news as files: relevant articles as they are, among made articles on other matters.

Relevant are the bundled sample and training/articles, and the articles of any further folder; when more are asked
for than there are, they come again with six in a hundred words made up anew. Articles on other matters are put
together from the sentences of general.txt, about as long as the relevant ones, or come from a folder of texts; half
of them are pages with menus, scripts and feet. Everything follows from the seed.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from retinue.cli.demo import sample_folder

__all__ = ["Pool", "other_article", "write"]

HERE = Path(__file__).parent.parent
TRAINING = HERE / "training"
RENEWED = 0.06  # share of words made up anew when a relevant article comes again
_SYLLABLES = "ba ce di fo gu ka le mi no pu ra se ti vo wu za ben cor dal fen gar hol kin lor mar".split()


@dataclass(frozen=True)
class Pool:
    """Relevant documents (name, text), sections of sentences on other matters, whole texts in their place."""

    relevant: Sequence[tuple[str, str]]
    sections: Sequence[Sequence[str]]
    others: Sequence[str] = ()

    @classmethod
    def of(cls, folders: Sequence[Path] = (), others: Path | None = None) -> Pool:
        """The bundled sample, training/articles, and `folders` besides; texts on other matters from `others`."""
        paths = [p for folder in (sample_folder(), TRAINING / "articles", *folders) for p in sorted(folder.iterdir())]
        texts = [(p.name, _text(p)) for p in paths if p.suffix in (".txt", ".html")]
        return cls([(name, text) for name, text in texts if text], _sections(), _others(others))


def _text(path: Path) -> str:
    """A file as text; "" when it is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _others(folder: Path | None) -> list[str]:
    found = sorted(folder.rglob("*.txt")) if folder else []
    return [text for text in map(_text, found) if len(text.split()) > 60]


def _sections() -> list[list[str]]:
    sections: list[list[str]] = []
    for line in (Path(__file__).parent / "general.txt").read_text("utf-8").splitlines()[1:]:
        if line.startswith("#"):
            sections.append([])
        elif line.strip():
            sections[-1].append(line.strip())
    return sections


def write(folder: Path, documents: int, share: float, pool: Pool, seed: int = 7) -> list[Path]:
    """Write so many documents into `folder`, `share` of them relevant and evenly spread; 1,000 files a subfolder."""
    rng = random.Random(seed)
    relevant = _relevant(pool, rng)
    written = []
    for number in range(documents):
        due = int((number + 1) * share) > int(number * share)
        name, text = next(relevant) if due else other_article(pool, rng, page=number % 2 == 0)
        place = folder / f"{number // 1000:04}" / f"{number:06}-{'r' if due else 'o'}{Path(name).suffix}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
        written.append(place)
    return written


def _relevant(pool: Pool, rng: random.Random) -> Iterator[tuple[str, str]]:
    order = list(pool.relevant)
    rng.shuffle(order)
    for again in count():
        for name, text in order:
            yield name, _renewed(text, rng) if again else text


def _renewed(text: str, rng: random.Random) -> str:
    """The text with some of its lower-case words made up anew, outside of tags."""
    parts = re.split(r"(<[^>]*>|\b[a-z]{5,}\b)", text)
    return "".join(_word(rng) if p.isalpha() and p.islower() and rng.random() < RENEWED else p for p in parts)


def _word(rng: random.Random) -> str:
    return "".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4)))


def other_article(pool: Pool, rng: random.Random, *, page: bool) -> tuple[str, str]:
    """One article on other matters, as a page or as plain text."""
    title, paragraphs = _given(rng.choice(pool.others)) if pool.others else _made(rng.choice(pool.sections), rng)
    if not page:
        return "other.txt", "\n\n".join([title, *paragraphs]) + "\n"
    return "other.html", _page(title, paragraphs, rng)


def _given(text: str) -> tuple[str, list[str]]:
    title, *paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    return title, paragraphs


def _made(section: Sequence[str], rng: random.Random) -> tuple[str, list[str]]:
    """6 to 14 paragraphs of one subject."""
    paragraphs = [
        " ".join(_filled(rng.choice(section), rng) for _ in range(rng.choice((1, 2, 2, 3))))
        for _ in range(rng.randint(6, 14))
    ]
    return _filled(rng.choice(section), rng).rstrip(".")[:90], paragraphs


def _filled(sentence: str, rng: random.Random) -> str:
    name, town = f"{_word(rng).title()} {_word(rng).title()}", _word(rng).title()
    return sentence.format(name=name, town=town, n=rng.randint(12, 95))


def _page(title: str, paragraphs: Sequence[str], rng: random.Random) -> str:
    links = "".join(f'<li class="nav-item"><a href="/{_word(rng)}/">{_word(rng).title()}</a></li>' for _ in range(60))
    script = "".join(f'var {_word(rng)}="{_word(rng)}";function {_word(rng)}(){{return 1}}' for _ in range(300))
    style = "".join(f".{_word(rng)}{{margin:0 {rng.randint(1, 40)}px;color:#333}}" for _ in range(200))
    body = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    related = "".join(
        f'<div class="card"><a href="/{_word(rng)}">{_word(rng)} {_word(rng)}</a></div>' for _ in range(20)
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta property="article:published_time" content="2024-05-{rng.randint(1, 28):02}T08:00:00Z">'
        f"<style>{style}</style><script>{script}</script></head><body><nav><ul>{links}</ul></nav>"
        f"<article><h1>{html.escape(title)}</h1>{body}</article><aside>{related}</aside>"
        f"<footer><ul>{links}</ul></footer><script>{script}</script></body></html>\n"
    )
