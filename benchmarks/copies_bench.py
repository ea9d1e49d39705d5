"""How well copies are found, by kind of noise, and against MinHash alone: `python benchmarks/copies_bench.py`.

The texts are those of `training/articles`; each is printed again with what happens to news on its way: other
headlines, words and names changed, parts left out or moved, own text around it, two agencies on one page. Beside
them stand pairs that are no copies: reports that share long quotations, a statement, or a closing paragraph.
Thresholds were chosen on articles with an even number; what is printed is measured on the odd ones.
Everything is made from a fixed seed. `datasketch` is needed for the comparison only.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retinue.fuse.copies import find_copies, suspects, verify
from retinue.fuse.texts import N, read_text, sketch
from retinue.model import Article, Record

ARTICLES = Path(__file__).parents[1] / "training" / "articles"
RESULTS = Path(__file__).parent / "results" / "copies.json"
WORDS = "plan firm trade report state chip market output grant order board talk share minister plant rule".split()
Pair = frozenset[str]


@dataclass(frozen=True)
class Case:
    """Documents, and which pairs of them are copies."""

    kind: str
    texts: tuple[tuple[str, str], ...]  # headline, body
    copies: tuple[tuple[int, int], ...] = ((0, 1),)


def bodies(part: str) -> list[list[str]]:
    """Paragraphs of each article with such a number; lines of a few words are furniture."""
    found = []
    for path in sorted(ARTICLES.glob("*.txt")):
        if (int(re.findall(r"\d+", path.stem)[-1]) % 2 == 1) == (part == "odd"):
            lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
            paragraphs = [line for line in lines if len(line.split()) > 11]
            if sum(len(p.split()) for p in paragraphs) > 150:
                found.append(paragraphs)
    return found


# ------------------------------------------------------------------------------------------------- noise
def changed(text: str, share: float, rng: random.Random) -> str:
    """Some words replaced, some left out."""
    kept = []
    for word in text.split(" "):
        if rng.random() >= share:
            kept.append(word)
        elif rng.random() < 0.7:
            kept.append(rng.choice(WORDS))
    return " ".join(kept)


def renamed(text: str, rng: random.Random) -> str:
    """Every name spelt otherwise, always the same way, as translators do."""
    known: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        name = match[0]
        known.setdefault(name, "".join(rng.choices("aeioubdgklmnrst", k=len(name))).title())
        return known[name]

    return re.sub(r"(?<=[a-z,] )[A-Z][a-z]+", other, text)


def sentences(paragraphs: Sequence[str]) -> list[str]:
    return [s for p in paragraphs for s in re.split(r"(?<=[.!?”\"]) (?=[A-Z“\"])", p)]


def some(paragraphs: Sequence[str], words: int) -> str:
    """The first paragraphs, about so many words."""
    text = " ".join(paragraphs).split(" ")
    return " ".join(text[:words])


def quoted(paragraphs: Sequence[str], words: int) -> str:
    return f"“{some(paragraphs, words).translate({ord(c): None for c in '“”' + chr(34)})},” the ministry said."


Maker = Callable[[list[str], list[str], list[str], random.Random], Case]


def _two(kind: str, one: str, other: str, rng: random.Random, headline: str = "A headline") -> Case:
    return Case(kind, (("A headline", one), (headline, other)))


def _exact(a: list[str], b: list[str], c: list[str], rng: random.Random) -> Case:
    return _two("exact", "\n\n".join(a), "\n\n".join(a), rng)


def _headline(a: list[str], b: list[str], c: list[str], rng: random.Random) -> Case:
    return _two("headline", "\n\n".join(a), "\n\n".join(a), rng, "Quite another one")


def _near(a: list[str], b: list[str], c: list[str], rng: random.Random) -> Case:
    return _two("near", "\n\n".join(a), changed("\n\n".join(a), rng.uniform(0.01, 0.1), rng), rng, "Other")


def _rewritten(a: list[str], b: list[str], c: list[str], rng: random.Random) -> Case:
    return _two("lightly rewritten", "\n\n".join(a), changed("\n\n".join(a), rng.uniform(0.12, 0.2), rng), rng, "O")


def _names(a: list[str], b: list[str], c: list[str], rng: random.Random) -> Case:
    return _two("names spelt otherwise", "\n\n".join(a), changed(renamed("\n\n".join(a), rng), 0.02, rng), rng, "O")


def _cut(a: list[str], b: list[str], c: list[str], rng: random.Random) -> Case:
    whole = sentences(a)
    return _two("cut", " ".join(whole), " ".join(whole[: max(4, int(len(whole) * rng.uniform(0.2, 0.7)))]), rng, "O")


def _moved(a: list[str], b: list[str], c: list[str], rng: random.Random) -> Case:
    kept = [p for p in a if rng.random() < 0.75] or a[:2]
    rng.shuffle(kept)
    return _two("paragraphs moved", "\n\n".join(a), changed("\n\n".join(kept), 0.02, rng), rng, "O")


def _within(a: list[str], b: list[str], c: list[str], rng: random.Random) -> Case:
    at = rng.randint(0, len(b))
    text = some(a, rng.randint(90, 250))
    return _two("inside own text", text, "\n\n".join([*b[:at], text, *b[at:], *c]), rng, "O")


def _partly(a: list[str], b: list[str], c: list[str], rng: random.Random) -> Case:
    part = sentences(a)
    taken = part[: max(5, int(len(part) * rng.uniform(0.42, 0.6)))]
    own, text = sentences(b), []
    for i, sentence in enumerate(taken):
        text += [sentence, *([own[i]] if i < len(own) and i % 2 else [])]
    return _two("part of it in own text", " ".join(part), " ".join(text), rng, "O")


def _agencies(a: list[str], b: list[str], c: list[str], rng: random.Random) -> Case:
    one, other = some(a, rng.randint(100, 220)), some(b, rng.randint(100, 220))
    page = "\n\n".join([one, changed(other, 0.02, rng), some(c, 60)])
    return Case("two agencies on a page", (("A", one), ("B", other), ("C", page)), ((0, 2), (1, 2)))


def _quotes(a: list[str], b: list[str], c: list[str], rng: random.Random) -> Case:
    said = [quoted(c, rng.randint(40, 90)), quoted(c[1:] or c, rng.randint(20, 60))]
    one, other = some(a, rng.randint(80, 260)), some(b, rng.randint(80, 260))
    texts = (("A", f"{one}\n\n{said[0]}\n\n{said[1]}"), ("B", f"{said[0]} {other} {said[1]}"))
    return Case("shared quotations", texts, ())


def _statement(a: list[str], b: list[str], c: list[str], rng: random.Random) -> Case:
    said = some(c, rng.randint(18, 40))
    one, other = some(a, rng.randint(120, 300)), some(b, rng.randint(120, 300))
    return Case("a shared sentence", (("A", f"{one} {said}"), ("B", f"{said} {other}")), ())


def _closing(a: list[str], b: list[str], c: list[str], rng: random.Random) -> Case:
    about = some(c, rng.randint(35, 70))
    one, other = some(a, rng.randint(100, 300)), some(b, rng.randint(100, 300))
    return Case("a shared closing paragraph", (("A", f"{one}\n\n{about}"), ("B", f"{other}\n\n{about}")), ())


MAKERS: tuple[Maker, ...] = (
    _exact, _headline, _near, _rewritten, _names, _cut, _moved, _within, _partly, _agencies, _quotes, _statement,
    _closing,
)  # fmt: skip


def cases(part: str, rounds: int, seed: int) -> Iterator[Case]:
    """`rounds` of every kind, each of three articles of the part."""
    rng = random.Random(seed)
    texts = bodies(part)
    for maker in MAKERS:
        for _ in range(rounds):
            yield maker(*rng.sample(texts, 3), rng)


def records_of(case: Case, number: int) -> list[Record]:
    found = []
    for i, (title, body) in enumerate(case.texts):
        doc = f"c{number:04}-{i}"
        found.append(Record(Article(doc, doc, f"{title}\n\n{body}", title, len(title), publisher=f"Outlet {i}"), doc))
    return found


# --------------------------------------------------------------------------------------------- measuring
Finder = Callable[[Sequence[Record]], set[Pair]]


def ours(records: Sequence[Record]) -> set[Pair]:
    return {frozenset((c.doc, c.copy_of)) for c in find_copies(records)}


def our_candidates(records: Sequence[Record]) -> set[Pair]:
    return {frozenset(pair) for pair in suspects(map(sketch, records))}


def _minhashes(records: Sequence[Record]) -> dict[str, tuple[object, int]]:
    from datasketch import MinHash  # noqa: PLC0415 (only to compare with)

    found = {}
    for record in records:
        words = read_text(record).words
        grams = {" ".join(words[i : i + N]).encode() for i in range(len(words) - N + 1)}
        hashed = MinHash(num_perm=128)
        hashed.update_batch(list(grams))
        found[record.article.doc] = (hashed, len(grams))
    return found


def lsh(threshold: float) -> Finder:
    """datasketch's MinHashLSH alone."""

    def found(records: Sequence[Record]) -> set[Pair]:
        from datasketch import MinHashLSH  # noqa: PLC0415

        hashes = _minhashes(records)
        index = MinHashLSH(threshold=threshold, num_perm=128)
        for doc, (hashed, _) in hashes.items():
            index.insert(doc, hashed)
        pairs = {frozenset((doc, other)) for doc, (h, _) in hashes.items() for other in index.query(h)}
        return {pair for pair in pairs if len(pair) == 2}

    return found


def ensemble(threshold: float) -> Finder:
    """datasketch's MinHashLSHEnsemble, which looks for containment, alone."""

    def found(records: Sequence[Record]) -> set[Pair]:
        from datasketch import MinHashLSHEnsemble  # noqa: PLC0415

        hashes = _minhashes(records)
        index = MinHashLSHEnsemble(threshold=threshold, num_perm=128, num_part=16)
        index.index((doc, hashed, size) for doc, (hashed, size) in hashes.items())
        pairs = {frozenset((doc, other)) for doc, (h, size) in hashes.items() for other in index.query(h, size)}
        return {pair for pair in pairs if len(pair) == 2}

    return found


def verified(candidates: Finder) -> Finder:
    """Our verification on another's candidates."""

    def found(records: Sequence[Record]) -> set[Pair]:
        texts = {r.article.doc: read_text(r) for r in records}
        return {pair for pair in candidates(records) if verify(*(texts[doc] for doc in sorted(pair)))}

    return found


def measure(name: str, finder: Finder, made: Sequence[Case]) -> dict[str, object]:
    """Precision, recall and F1 over all pairs; each kind's right, wanted and false ones; time for all at once.

    What is right is found one case at a time, since the cases share their articles.
    """
    records = [record for number, case in enumerate(made) for record in records_of(case, number)]
    wanted = {
        frozenset((f"c{n:04}-{a}", f"c{n:04}-{b}")): case.kind for n, case in enumerate(made) for a, b in case.copies
    }
    given = {pair for number, case in enumerate(made) for pair in finder(records_of(case, number))}
    begun = time.process_time()
    finder(records)
    each = 1000 * (time.process_time() - begun) / len(records)
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])  # right, wanted, false
    for pair, kind in wanted.items():
        kinds[kind][0] += pair in given
        kinds[kind][1] += 1
    for pair in given - set(wanted):
        kinds[made[int(next(iter(pair))[1:5])].kind][2] += 1
    right = len(given & set(wanted))
    precision, recall = right / max(1, len(given)), right / len(wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name:34} F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}  {each:.2f} ms a text")
    figures = {"precision": precision, "recall": recall, "f1": f1, "ms_a_text": each}
    return {key: round(value, 3) for key, value in figures.items()} | {"kinds": dict(sorted(kinds.items()))}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--part", choices=["odd", "even"], default="odd")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--alone", action="store_true", help="without the comparison with datasketch")
    parser.add_argument("--save", action="store_true", help=f"write {RESULTS.name}")
    args = parser.parse_args()
    made = list(cases(args.part, args.rounds, args.seed))
    found = {"ours": measure("ours", ours, made)}
    for kind, (right, wanted, false) in found["ours"]["kinds"].items():  # type: ignore[attr-defined]
        print(f"    {kind:28} {right:>3} of {wanted:<3} found, {false} false")
    if not args.alone:
        found["our candidates"] = measure("our candidates, not verified", our_candidates, made)
        for threshold in (0.5, 0.3):
            found[f"lsh {threshold}"] = measure(f"MinHashLSH {threshold} alone", lsh(threshold), made)
            name = f"MinHashLSH {threshold}, verified"
            found[f"lsh {threshold} verified"] = measure(name, verified(lsh(threshold)), made)
        found["ensemble 0.5"] = measure("MinHashLSHEnsemble 0.5 alone", ensemble(0.5), made)
        name = "MinHashLSHEnsemble 0.5, verified"
        found["ensemble 0.5 verified"] = measure(name, verified(ensemble(0.5)), made)
    if args.save:
        saved = {"part": args.part, "cases": len(made), "found": found}
        RESULTS.write_text(json.dumps(saved, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
