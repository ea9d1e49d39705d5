"""Compare terms of office with what other sources claim; mark those that agree.

    python tools/check_terms.py CLAIMS.csv... [--mark] [--share]

A claim is a row `person,wikidata,country,office,since,until,seen,source`: `person` and `office` are ids of ours or
the source's own words; `seen` holds days, parted by spaces, on which the source names the person in the office.
`tools/term_claims.py` makes such files from public data sets. Each term becomes one of

    agreed        begin and end may be those of the claim, or it is named in the office and only while it held it
    days          the begin differs by at most ten days
    contradicted  the begin or the end differs by more, or it is named outside its terms
    not found     no claim is about this person in this office

`--mark` writes the claim's source and today as `source` and `checked` into terms that rest on the public record
alone; `--share` only counts how many terms have a source of their own.
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

from retinue.knowledge import fold

DATA = Path(__file__).parents[1] / "src" / "retinue" / "data"
UNREAD = "public record"  # how the source of a fact begins that was not read again
SAME, NEAR = 3, 10  # days
LIKE = 0.6  # how alike two wordings of an office are that mean the same
IDLE = frozenset(
    "of the for and in to a s on state national federal republic people communist party committee".split()
)


@dataclass(frozen=True)
class Held:
    """One term as its file gives it: days as text, `source` that of the term or of its file."""

    person: str
    office: str
    since: str
    until: str
    source: str
    path: Path


@dataclass(frozen=True)
class Claim:
    """What a source says of somebody in an office."""

    person: str
    wikidata: str
    country: str
    office: str
    since: str
    until: str
    seen: tuple[str, ...]
    source: str


class Known:
    """People, offices and terms, as the files have them."""

    def __init__(self, data: Path) -> None:
        self.people: dict[str, dict[str, Any]] = {}
        self.offices: dict[str, dict[str, Any]] = {}
        self.terms: list[Held] = []
        for path in sorted(data.rglob("*.yml")):
            content = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
            if isinstance(content, dict):
                self._take(content, path)
        self._named: dict[str, set[str]] = defaultdict(set)
        for id_, person in self.people.items():
            for name in (person["name"], *person.get("aliases", ()), person.get("wikidata", "")):
                self._named[folded(name)].add(id_)

    def _take(self, content: dict[str, Any], path: Path) -> None:
        self.offices.update({entry["id"]: entry for entry in content.get("offices") or ()})
        for entry in content.get("people") or ():
            self.people[entry["id"]] = entry
            for row in entry.get("held") or ():
                source = row.get("source") or entry.get("source") or content.get("source", "")
                days = row.get("since", ""), row.get("until", "")
                self.terms.append(Held(entry["id"], row["office"], *days, source, path))

    def who(self, claim: Claim) -> str | None:
        """The one person meant; None when nobody or several may be."""
        if claim.person in self.people:
            return claim.person
        found = self._named.get(folded(claim.wikidata), set()) if claim.wikidata else set()
        found = found or {
            id_
            for id_ in self._named.get(folded(claim.person), ())
            if self.people[id_].get("country") == claim.country
        }
        return next(iter(found)) if len(found) == 1 else None

    def alike(self, office: str, wording: str) -> float:
        """How alike an office and a wording are, by the words they share: 1 when the wording is its id."""
        if office == wording:
            return 1.0
        entry, words = self.offices[office], _words(wording)
        return max((_shared(words, _words(name)) for name in (entry["title"], *entry.get("names", ()))), default=0.0)


def folded(name: str) -> str:
    """A name in the form that indexes use, in alphabetical order of its parts."""
    return " ".join(sorted(fold(name).split()))


def _words(text: str) -> frozenset[str]:
    return frozenset(folded(re.sub(r"[’']s\b", "", text)).split()) - IDLE


def _shared(one: frozenset[str], two: frozenset[str]) -> float:
    deputy = {"vice", "deputy"}
    return len(one & two) / len(one | two) if one and two and bool(one & deputy) == bool(two & deputy) else 0.0


def first(day: str) -> dt.date:
    """The first day a date may mean; long ago when there is none."""
    return dt.date.fromisoformat((day + "-01-01")[:10] if day else "1900-01-01")


def last(day: str) -> dt.date:
    """The last day a date may mean; far off when there is none."""
    if not day:
        return dt.date.max
    if len(day) == 10:
        return dt.date.fromisoformat(day)
    year, month = (int(day[:4]), int(day[5:7])) if len(day) == 7 else (int(day), 12)
    return (dt.date(year, month, 28) + dt.timedelta(4)).replace(day=1) - dt.timedelta(1)


def apart(one: str, two: str) -> int:
    """Days between two dates; 0 when one may be the other."""
    return max((first(one) - last(two)).days, (first(two) - last(one)).days, 0)


def read(paths: Iterable[str]) -> Iterator[Claim]:
    """The claims of some files."""
    for path in paths:
        with Path(path).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                seen = tuple(row.pop("seen").split())
                yield Claim(**row, seen=seen)


def verdict(term: Held, terms: list[Held], claims: list[Claim]) -> tuple[str, Claim | None]:
    """What the claims on this person in this office say of the term; `terms` are all of theirs in it."""
    if not claims:
        return "not found", None
    best = min(claims, key=lambda claim: (not claim.seen and not claim.since, _begin(term, claim)))
    if best.seen:
        return _named(term, terms, best), best
    begin = _begin(term, best)
    end = apart(term.until, best.until) if term.until and best.until else 0
    if begin <= SAME and end <= SAME:
        return "agreed", best
    return ("days" if begin <= NEAR and end <= NEAR else "contradicted"), best


def _begin(term: Held, claim: Claim) -> int:
    return apart(term.since, claim.since) if term.since and claim.since else 0


def _named(term: Held, terms: list[Held], claim: Claim) -> str:
    days = [dt.date.fromisoformat(day) for day in claim.seen]
    slack = dt.timedelta(SAME)
    if any(
        not any(first(t.since) - slack <= day <= min(last(t.until), dt.date(9999, 1, 1)) + slack for t in terms)
        for day in days
    ):
        return "contradicted"
    return "agreed" if any(first(term.since) <= day <= last(term.until) for day in days) else "not found"


def compare(known: Known, claims: Iterable[Claim]) -> Iterator[tuple[Held, str, Claim | None]]:
    """Each term with its verdict and the claim that gave it."""
    of: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if person := known.who(claim):
            of[person].append(claim)
    terms: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for term in known.terms:
        terms[term.person, term.office].append(term)
    for term in known.terms:
        told = [claim for claim in of[term.person] if known.alike(term.office, claim.office) >= LIKE]
        yield term, *verdict(term, terms[term.person, term.office], told)


def mark(term: Held, claim: Claim) -> None:
    """Write the claim's source into the term's row, in its file."""
    text = term.path.read_text("utf-8")
    start = re.search(rf"^ *- id: {re.escape(term.person)}$", text, re.M)
    if start is None:
        raise SystemExit(f"{term.path} has no person {term.person}; read the data again")
    row = re.compile(rf"\{{office: {re.escape(term.office)}, since: {re.escape(term.since)}\b[^{{}}]*\}}")
    found = row.search(text, start.end())
    if found is None:
        raise SystemExit(f"{term.path}: {term.person} has no row for {term.office} since {term.since}")
    days = f"since: {term.since}" + (f", until: {term.until}" if term.until else "")
    source = claim.source.replace("'", "''")
    new = f"{{office: {term.office}, {days}, source: '{source}', checked: {dt.date.today()}}}"
    term.path.write_text(text[: found.start()] + new + text[found.end() :], "utf-8")


def main() -> None:
    """Print the verdicts' counts and each contradiction; with `--mark`, write what agreed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("claims", nargs="*")
    parser.add_argument("--mark", action="store_true")
    parser.add_argument("--share", action="store_true")
    asked = parser.parse_args()
    known = Known(DATA)
    if asked.share:
        read_again = sum(not term.source.startswith(UNREAD) for term in known.terms)
        sys.stdout.write(f"{read_again} of {len(known.terms)} terms have a source of their own\n")
        return
    counts: Counter[str] = Counter()
    for term, said, claim in compare(known, read(asked.claims)):
        counts[said] += 1
        if said in ("days", "contradicted") and claim:
            told = f"{claim.since}..{claim.until}" if claim.since else " ".join(claim.seen[:3])
            ours = f"{term.person} {term.office} {term.since}..{term.until}"
            sys.stdout.write(f"{said}: {ours}, {claim.source}: {claim.office} {told}\n")
        if asked.mark and said == "agreed" and claim and term.source.startswith(UNREAD):
            mark(term, claim)
    sys.stdout.write(", ".join(f"{said} {number}" for said, number in counts.most_common()) + "\n")


if __name__ == "__main__":
    main()
