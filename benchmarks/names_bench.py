"""Do two names mean the same? Retinue and nomenklatura's logic-v2 side by side on our pairs, or on a file of pairs.

    python benchmarks/names_bench.py                        both halves, by group
    python benchmarks/names_bench.py --half dev --errors    the half that rules may be made from, with what went wrong
    python benchmarks/names_bench.py --cases cases.csv      nomenklatura's own bench (contrib/name_bench/cases.csv)

logic-v2 needs nomenklatura (dependency group `bench`: a C++ compiler and ICU); without it its column is left out.
 A pair counts as the same from a score of 0.7 on, for both. The held-out half is told apart by a digest of the
first name, so all pairs of one person or firm are in one half.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from retinue.knowledge import load
from retinue.names import SAME, Kind, match

NAMES = Path(__file__).parent / "names" / "names.txt"
KINDS = {"Person": Kind.PERSON, "Company": Kind.ORGANISATION, "Organization": Kind.ORGANISATION}
SCHEMA = {"person": "Person", "firm": "Organization"}
Scorer = Callable[["Pair"], float]


@dataclass(frozen=True)
class Pair:
    """Two names, whether they mean the same, what they are names of, and the groups the pair counts in."""

    left: str
    right: str
    same: bool
    schema: str
    groups: tuple[str, ...]
    held: bool = False


def ours() -> list[Pair]:
    """The pairs of names.txt."""
    found = []
    for line in NAMES.read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        same, _, other = line.partition("!")
        kind, first, *forms = (part.strip() for part in same.split("|"))
        others = [part.strip() for part in other.split("|") if part.strip()]
        held = hashlib.sha256(first.encode()).digest()[0] % 2 == 1
        for name in forms + others:
            script = (
                "with Han or Hangul" if any(letter > "\u3040" for letter in first + name) else "in Latin or Cyrillic"
            )
            groups = ({"person": "people", "firm": "firms"}[kind], script)
            found.append(Pair(first, name, name in forms, SCHEMA[kind], groups, held))
    return found


def theirs(path: Path) -> list[Pair]:
    """The pairs of nomenklatura's name bench."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            Pair(row["name1"], row["name2"], row["is_match"] == "true", row["schema"], (row["case_group"],))
            for row in csv.DictReader(stream)
        ]


def logic_v2() -> Scorer | None:
    """nomenklatura's matcher on two entities that have nothing but a name, or None where it is not installed."""
    try:
        from followthemoney import ValueEntity, model  # noqa: PLC0415
        from nomenklatura.matching.logic_v2.model import LogicV2  # noqa: PLC0415
    except ImportError:
        return None
    config = LogicV2.default_config()

    def entity(name: str, schema: str) -> ValueEntity:
        made = ValueEntity(model.get(schema), {"id": f"x-{name}"})
        made.add("name", name)
        return made

    return lambda pair: LogicV2.compare(entity(pair.left, pair.schema), entity(pair.right, pair.schema), config).score


def figures(pairs: Iterable[Pair], scorer: Scorer) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    hits = [(pair.same, scorer(pair) >= SAME) for pair in pairs]
    right = sum(same and said for same, said in hits)
    said, same = sum(said for _, said in hits), sum(same for same, _ in hits)
    return right / max(said, 1), right / max(same, 1), 2 * right / max(said + same, 1)


def report(pairs: list[Pair], scorers: dict[str, Scorer]) -> None:
    groups: dict[str, list[Pair]] = defaultdict(list, {"all": pairs})
    for pair in pairs:
        for group in pair.groups:
            groups[group].append(pair)
    print(f"{'':24}{'pairs':>6}" + "".join(f"{name + ' P':>22}{'R':>7}{'F1':>7}" for name in scorers))
    for group, members in groups.items():
        rows = [figures(members, scorer) for scorer in scorers.values()]
        print(f"{group:24}{len(members):6}" + "".join(f"{p:22.3f}{r:7.3f}{f:7.3f}" for p, r, f in rows))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--half", choices=["dev", "held"])
    options.add_argument("--errors", action="store_true")
    options.add_argument("--cases", type=Path)
    given = options.parse_args()
    knowledge = load()
    scorers: dict[str, Scorer] = {"names alone": lambda p: match(p.left, p.right, kind=KINDS.get(p.schema)).score}
    if given.cases is None:
        scorers = {
            "names alone": lambda p: match(p.left, p.right).score,
            "with knowledge": lambda p: match(p.left, p.right, knowledge).score,
        }
    if other := logic_v2():
        scorers["logic-v2"] = other
    pairs = theirs(given.cases) if given.cases else ours()
    if given.half:
        pairs = [pair for pair in pairs if pair.held == (given.half == "held")]
    report(pairs, scorers)
    if given.errors and given.half == "dev":
        for pair in pairs:
            found = match(pair.left, pair.right, knowledge)
            if found.same != pair.same:
                print(f"{'missed' if pair.same else 'WRONG '} {pair.left} | {pair.right}: {found.score} {found.why}")


if __name__ == "__main__":
    main()
