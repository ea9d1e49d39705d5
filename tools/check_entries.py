"""Compare outlets and public bodies with what public lists say of them; mark those that agree.

    python tools/check_entries.py CLAIMS.csv... [--mark]

A claim is a row `host,name,country,state,source`. One with a host is about the outlet that has it (or the host
without `www.`); one without is about the body that bears the name in that country, whatever the order of its words
and with or without the country's own name. `country` is ISO 3166-1 alpha-2, `state` yes, no or empty. An entry is

    agreed        every claim on it says the same country, and the same of its owner where it tells one
    contradicted  a claim says another country or owner
    not found     no claim is about it

`--mark` writes the first claim's source and today as `source` and `checked` into entries that rest on the public
record alone.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from check_terms import DATA, UNREAD, folded

SMALL = frozenset("the of for and in to".split())
UNREAD_TOO = (UNREAD, "editors' knowledge")


@dataclass(frozen=True)
class Known:
    """An outlet or body as its file gives it; `source` is its own or its file's."""

    id: str
    type: str
    names: tuple[str, ...]
    country: str
    hosts: tuple[str, ...]
    state: bool
    source: str
    path: Path


@dataclass(frozen=True)
class Claim:
    """What a list says of an outlet or body."""

    host: str
    name: str
    country: str
    state: str
    source: str


def entries(data: Path) -> Iterator[Known]:
    """Every outlet and body below a folder."""
    for path in sorted(data.rglob("*.yml")):
        content = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
        for entry in (content.get("organisations") or ()) if isinstance(content, dict) else ():
            if entry["type"] in ("media", "government_body"):
                yield _known(entry, content.get("source", ""), path)


def _known(entry: dict[str, Any], source: str, path: Path) -> Known:
    names, hosts = (entry["name"], *entry.get("aliases", ())), tuple(entry.get("domains", ()))
    state, source = entry.get("state") == "true", entry.get("source") or source
    return Known(entry["id"], entry["type"], names, entry.get("country", ""), hosts, state, source, path)


def read(paths: Iterable[str]) -> Iterator[Claim]:
    """The claims of some files."""
    for path in paths:
        with Path(path).open(encoding="utf-8", newline="") as file:
            yield from (Claim(**row) for row in csv.DictReader(file))


def spoken(name: str, countries: frozenset[str]) -> frozenset[str]:
    """The words of a name that tell bodies of one country apart; `countries` are words that mean the country."""
    words = frozenset(folded(re.sub(r"[’']s\b", "", name)).split()) - SMALL
    return words - countries or words


def compare(
    known: Iterable[Known], claims: Iterable[Claim], countries: dict[str, frozenset[str]]
) -> Iterator[tuple[Known, str, list[Claim]]]:
    """Each entry with its verdict and the claims on it."""
    by_host: dict[str, list[Claim]] = defaultdict(list)
    by_name: dict[tuple[str, frozenset[str]], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.host:
            by_host[claim.host.removeprefix("www.")].append(claim)
        else:
            words = countries.get(claim.country, frozenset())
            by_name[claim.country, spoken(claim.name, words)].append(claim)
    for entry in known:
        told = [claim for host in entry.hosts for claim in by_host[host]]
        if entry.type == "government_body":
            words = countries.get(entry.country, frozenset())
            keys = dict.fromkeys((entry.country, spoken(name, words)) for name in entry.names)
            told = [claim for key in keys for claim in by_name[key]]
        yield entry, verdict(entry, told), told


def verdict(entry: Known, claims: list[Claim]) -> str:
    """What the claims on an entry say of it."""
    if not claims:
        return "not found"
    states = {claim.state for claim in claims} - {""}
    same = {claim.country for claim in claims} == {entry.country} and states <= {"yes" if entry.state else "no"}
    return "agreed" if same else "contradicted"


def mark(entry: Known, source: str) -> None:
    """Write the source into the entry, in its file: at the end of its block, or of its one line."""
    text = entry.path.read_text("utf-8")
    quoted = source.replace("'", "''")
    line = re.search(rf"^ *- \{{id: {re.escape(entry.id)}, .*(?=\}}$)", text, re.M)
    if line:
        new = f", source: '{quoted}', checked: {dt.date.today()}"
        entry.path.write_text(text[: line.end()] + new + text[line.end() :], "utf-8")
        return
    block = re.search(rf"^( *)- id: {re.escape(entry.id)}\n(?:\1  .*\n)+", text, re.M)
    if block is None:
        raise SystemExit(f"{entry.path} has no entry {entry.id}; read the data again")
    new = f"{block[1]}  source: '{quoted}'\n{block[1]}  checked: {dt.date.today()}\n"
    entry.path.write_text(text[: block.end()] + new + text[block.end() :], "utf-8")


def country_words(data: Path) -> dict[str, frozenset[str]]:
    """The words of each country's names and adjectives, by its code."""
    content = yaml.load((data / "demonyms.yml").read_text("utf-8"), Loader=yaml.CBaseLoader)
    return {
        row["country"]: frozenset(
            word for name in (*row["names"], *row.get("adjectives", ())) for word in folded(name).split()
        )
        for row in content["countries"]
    }


def main() -> None:
    """Print the verdicts' counts and each contradiction; with `--mark`, write what agreed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("claims", nargs="+")
    parser.add_argument("--mark", action="store_true")
    asked = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    for entry, said, claims in compare(list(entries(DATA)), read(asked.claims), country_words(DATA)):
        counts[entry.type, said] += 1
        if said == "contradicted":
            told = "; ".join(f"{claim.source}: {claim.country} {claim.state}".strip() for claim in claims)
            sys.stdout.write(f"contradicted: {entry.id} {entry.country}{' state' * entry.state}, {told}\n")
        if asked.mark and said == "agreed" and entry.source.startswith(UNREAD_TOO):
            mark(entry, claims[0].source)
    for (type_, said), number in sorted(counts.items()):
        sys.stdout.write(f"{type_}: {number} {said}\n")


if __name__ == "__main__":
    main()
