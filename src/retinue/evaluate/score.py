"""The measures: what was right, what was given, what there is to find; per field, per type, across documents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from retinue.evaluate.alike import overlap, same_name, shingles, tokens
from retinue.evaluate.gold import Gold, Row

__all__ = ["Difference", "Measure", "Scores", "score"]

_ALIKE = 0.6  # share of words in common from which two reported contents are the same statement
_OFFICE = 0.5  # likewise for office titles
_SAME_FIELD = ({"start", "end", "date"}, {"actor", "actors"}, {"recipient", "recipients"}, {"place", "places"})


@dataclass(slots=True)
class Measure:
    """Right answers, answers given, answers wanted."""

    right: float = 0.0
    given: float = 0.0
    wanted: float = 0.0

    def add(self, right: float, given: float, wanted: float) -> None:
        """Count one more comparison."""
        self.right, self.given, self.wanted = self.right + right, self.given + given, self.wanted + wanted

    @property
    def value(self) -> float:
        """F1; for shares (one answer a question) that is the share of right ones; 1 where there was nothing."""
        total = self.given + self.wanted
        return 2 * self.right / total if total else 1.0

    @property
    def precision(self) -> float:
        """Right among given; 1 when nothing was given and nothing wanted."""
        return self.right / self.given if self.given else float(not self.wanted)

    @property
    def recall(self) -> float:
        """Right among wanted; 1 when nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0


@dataclass(frozen=True, slots=True)
class Difference:
    """An event missed, spurious, or with wrong slots; `read` and `expected` are rows of the contract or None."""

    doc: str
    kind: str
    slots: tuple[str, ...]
    read: Row | None
    expected: Row | None


@dataclass(slots=True)
class Scores:
    """Measures by name, and every event on which record and gold differ."""

    measures: dict[str, Measure] = field(default_factory=lambda: defaultdict(Measure))
    differences: list[Difference] = field(default_factory=list)

    def ask(self, name: str, right: bool) -> None:
        """Count a question with one answer."""
        self.measures[name].add(float(right), 1, 1)


def score(documents: Iterable[Row], fused: Sequence[Row], gold: Gold) -> Scores:
    """Compare exported lines (documents.jsonl, events.jsonl) with gold. A document not exported counts as empty."""
    scores, exported = Scores(), {row["doc"]: row for row in documents}
    gold_keys: dict[tuple[str, str], str] = {}
    read_keys: dict[tuple[str, str], str] = {}
    for wanted in gold.documents:
        read = exported.get(wanted["doc"], {})
        pairs = _pairs(read, wanted)
        _score_head(scores, read, wanted, gold.texts[wanted["doc"]])
        _score_entities(scores, read, wanted, pairs)
        for ours, theirs in _score_events(scores, read, wanted, pairs):
            here = (wanted["doc"], theirs["id"])
            gold_keys[here] = theirs["key"]
            read_keys[here] = ours.get("key") or f"{wanted['doc']}/{ours.get('id')}"
        _score_statements(scores, read, wanted, pairs)
        _score_listed(scores, read, wanted, pairs)
    _score_fusion(scores, gold_keys, read_keys, gold)
    _score_discrepancies(scores, fused, gold)
    return scores


# ------------------------------------------------------------------------------------------- one document
def _pairs(read: Row, wanted: Row) -> dict[str, str]:
    """Our entity ids to gold's, each used once; places are compared by name elsewhere."""
    pairs: dict[str, str] = {}
    for ours in read.get("entities", []):
        for theirs in wanted["entities"]:
            free = theirs["type"] != "place" and theirs["id"] not in pairs.values()
            if free and same_name(_names(ours), _gold_names(theirs), theirs["type"] == "person"):
                pairs[ours["id"]] = theirs["id"]
                break
    return pairs


def _names(entity: Row) -> set[str]:
    return {name for name in (entity.get("name"), entity.get("name_en"), *entity.get("aliases", ())) if name}


def _gold_names(entity: Row) -> set[str]:
    """Names; for all but people, proper-noun mentions name a thing too."""
    proper = re.compile(r"[\u3400-\u9fff]|[A-Z]")
    mentions = () if entity["type"] == "person" else entity["mentions"]
    return _names(entity) | {m for m in mentions if proper.search(re.sub(r"^(The|An?|Its|This) ", "", m))}


def _score_head(scores: Scores, read: Row, wanted: Row, clean: str) -> None:
    got, want = shingles(read.get("text", "")), shingles(clean)
    scores.measures["text"].add((got & want).total(), got.total(), want.total())
    scores.ask("published", (read.get("published") or "")[:10] == (wanted["published"] or ""))
    if wanted.get("publisher"):
        scores.ask("publisher", same_name([read.get("publisher") or ""], [wanted["publisher"]], False))
    credited, expected = read.get("origins", []), wanted.get("origins", [])
    right = sum(any(same_name([c], [e], False) for c in credited) for e in expected)
    scores.measures["origins"].add(right, len(credited), len(expected))


def _score_entities(scores: Scores, read: Row, wanted: Row, pairs: Mapping[str, str]) -> None:
    parties = {i for event in wanted["events"] for i in (*event["actors"], *event["recipients"])}
    for entity in wanted["entities"]:
        if entity["id"] in parties:
            scores.ask("entities_recall", entity["id"] in pairs.values())
    offices = {entity["id"]: entity.get("office") for entity in wanted["entities"]}
    for entity in read.get("entities", []):
        office = offices.get(pairs.get(entity["id"], ""))
        if office:
            scores.ask("office", overlap(entity.get("office") or "", office) >= _OFFICE)


def _score_events(scores: Scores, read: Row, wanted: Row, pairs: Mapping[str, str]) -> list[tuple[Row, Row]]:
    ours, theirs = read.get("events", []), wanted["events"]
    matched = _matched(ours, theirs, lambda a, b: _likeness(a, b, pairs))
    scores.measures["events"].add(len(matched), len(ours), len(theirs))
    for kind, rows, slot in (("given", ours, "given"), ("wanted", theirs, "wanted")):
        for row in rows:
            scores.measures["type_" + row["type"]].add(0, slot == "given", kind == "wanted")
    exact = 0
    for a, b in matched:
        scores.measures["type_" + b["type"]].right += 1
        right = _slots(a, b, pairs)
        for name, good in right.items():
            scores.ask("slot_" + name, good)
        wrong = tuple(name for name, good in right.items() if not good)
        exact += not {"actors", "recipients", "date", "status"} & set(wrong)
        if wrong:
            scores.differences.append(Difference(wanted["doc"], "slots", wrong, a, b))
    scores.measures["events_exact"].add(exact, len(ours), len(theirs))
    _note_unmatched(scores, wanted["doc"], ours, theirs, matched)
    return matched


def _note_unmatched(
    scores: Scores, doc: str, ours: Sequence[Row], theirs: Sequence[Row], matched: Sequence[tuple[Row, Row]]
) -> None:
    found, met = {id(a) for a, _ in matched}, {id(b) for _, b in matched}
    scores.differences.extend(Difference(doc, "missed", (), None, row) for row in theirs if id(row) not in met)
    scores.differences.extend(Difference(doc, "spurious", (), row, None) for row in ours if id(row) not in found)


def _sides(ours: Row, theirs: Row, pairs: Mapping[str, str], side: str) -> tuple[set[str], set[str]]:
    return {pairs.get(i, i + "?") for i in ours.get(side, [])}, set(theirs[side])


def _likeness(ours: Row, theirs: Row, pairs: Mapping[str, str]) -> float:
    """How well two events fit; 0 for another type, nobody in common, or other recipients."""
    if ours.get("type") != theirs["type"]:
        return 0.0
    points, shared = 0.0, False
    for side in ("actors", "recipients"):
        mine, gold = _sides(ours, theirs, pairs, side)
        if mine & gold:
            points, shared = points + len(mine & gold) / len(mine | gold), True
        elif not mine and not gold:
            points += 0.5
        elif side == "recipients" and mine and gold:
            return 0.0
    if not shared and (theirs["actors"] or theirs["recipients"]):
        return 0.0
    return points + 0.6 * _date_right(ours, theirs) + 0.3 * _place_right(ours, theirs)


def _slots(ours: Row, theirs: Row, pairs: Mapping[str, str]) -> dict[str, bool]:
    actors, gold_actors = _sides(ours, theirs, pairs, "actors")
    recipients, gold_recipients = _sides(ours, theirs, pairs, "recipients")
    return {
        "actors": actors == gold_actors,
        "recipients": recipients == gold_recipients,
        "date": _date_right(ours, theirs),
        "place": _place_right(ours, theirs),
        "status": ours.get("status") == theirs["status"],
        "signal": ours.get("signal") == theirs["signal"],
    }


def _date_right(ours: Row, theirs: Row) -> bool:
    if theirs["start"] is None:
        return ours.get("start") is None
    mine = (ours.get("start"), ours.get("end") or ours.get("start"))
    return mine == (theirs["start"], theirs["end"] or theirs["start"])


def _place_right(ours: Row, theirs: Row) -> bool:
    if not theirs["places"]:
        return True
    return any(same_name([p], [q], False) for p in ours.get("places", []) for q in theirs["places"])


def _score_statements(scores: Scores, read: Row, wanted: Row, pairs: Mapping[str, str]) -> None:
    def alike(a: Row, b: Row) -> float:
        share = overlap(a.get("content", ""), b["content"])
        return share if share >= _ALIKE else 0.0

    ours, theirs = read.get("statements", []), wanted["statements"]
    said = _matched(ours, theirs, alike)
    right = sum(pairs.get(a.get("speaker", "")) == b["speaker"] for a, b in said)
    scores.measures["statements"].add(right, len(ours), len(theirs))


def _score_listed(scores: Scores, read: Row, wanted: Row, pairs: Mapping[str, str]) -> None:
    rows = {(pairs.get(r.get("entity", "")), tuple(tokens(r.get("list", "")))) for r in read.get("listed", [])}
    right = sum(
        any(entity == want["entity"] and set(words) & set(tokens(want["list"])) for entity, words in rows)
        for want in wanted["listed"]
    )
    scores.measures["listed"].add(right, len(rows), len(wanted["listed"]))


def _matched(ours: Sequence[Row], theirs: Sequence[Row], like: Callable[[Row, Row], float]) -> list[tuple[Row, Row]]:
    """Best pairs first, each row used once; pairs of likeness 0 never."""
    scored = [(like(a, b), i, j) for i, a in enumerate(ours) for j, b in enumerate(theirs)]
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for points, i, j in sorted(scored, key=lambda row: -row[0]):
        if points > 0 and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((ours[i], theirs[j]))
    return pairs


# --------------------------------------------------------------------------------------- across documents
Keys = Mapping[tuple[str, str], str]


def _score_fusion(scores: Scores, gold_keys: Keys, read_keys: Keys, gold: Gold) -> None:
    scores.measures["fusion_b3"].add(_b_cubed(gold_keys, read_keys), 1, 1)
    together = [
        {(a, b) for a, b in combinations(sorted(keys), 2) if a[0] != b[0] and keys[a] == keys[b]}
        for keys in (gold_keys, read_keys)
    ]
    documents = Counter(key for doc in gold.documents for key in {event["key"] for event in doc["events"]})
    pairs = sum(n * (n - 1) // 2 for n in documents.values())
    scores.measures["fusion_links"].add(len(together[0] & together[1]), len(together[1]), pairs)


def _b_cubed(gold_keys: Keys, read_keys: Keys) -> float:
    """B-cubed F1 (Bagga & Baldwin 1998) over the events that both sides hold."""
    groups: list[dict[str, set[Any]]] = []
    for keys in (gold_keys, read_keys):
        group: dict[str, set[Any]] = defaultdict(set)
        for item in gold_keys:
            group[keys[item]].add(item)
        groups.append(group)
    if not gold_keys:
        return 0.0
    precision = recall = 0.0
    for item in gold_keys:
        mine, theirs = groups[1][read_keys[item]], groups[0][gold_keys[item]]
        precision += len(mine & theirs) / len(mine) / len(gold_keys)
        recall += len(mine & theirs) / len(theirs) / len(gold_keys)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _score_discrepancies(scores: Scores, fused: Sequence[Row], gold: Gold) -> None:
    for cluster in gold.clusters.values():
        for clash in cluster.get("discrepancies", []):
            scores.ask("discrepancies_recall", any(_shows(event, clash) for event in fused))


def _shows(event: Row, clash: Row) -> bool:
    fields = next((group for group in _SAME_FIELD if clash["field"] in group), {clash["field"]})
    reports = {report["doc"] for report in event.get("reports", [])}
    return set(clash["values"]) <= reports and any(d.get("field") in fields for d in event.get("discrepancies", []))
