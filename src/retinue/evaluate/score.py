"""Score a record: what was right, what was given, what there is to find; per field, per type, across documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from retinue.evaluate.across import score_discrepancies, score_fusion
from retinue.evaluate.alike import overlap, same_name, shingles, tokens
from retinue.evaluate.gold import Gold
from retinue.evaluate.measure import Part, Row, Scores
from retinue.evaluate.pairing import Pairs, entity_pairs, event_pairs, matched, right_slots

__all__ = ["score"]

_ALIKE = 0.6  # share of words in common from which two reported contents are the same statement
_OFFICE = 0.5  # likewise for office titles
_EXACT = frozenset({"actors", "recipients", "date", "status"})  # what must be right for an event to be exact


def score(documents: Iterable[Row], fused: Sequence[Row], gold: Gold) -> Scores:
    """Compare exported lines (documents.jsonl, events.jsonl) with gold. A document not exported counts as empty."""
    scores, exported = Scores(), {row["doc"]: row for row in documents}
    gold_keys: dict[tuple[str, str], str] = {}
    read_keys: dict[tuple[str, str], str] = {}
    for wanted in gold.documents:
        read = exported.get(wanted["doc"], {})
        pairs = entity_pairs(read, wanted)
        _score_head(scores, read, wanted, gold.texts[wanted["doc"]])
        _score_origins(scores, read, wanted)
        _score_entities(scores, read, wanted, pairs)
        for ours, theirs in _score_events(scores, read, wanted, pairs):
            here = (wanted["doc"], theirs["id"])
            gold_keys[here] = theirs["key"]
            read_keys[here] = ours.get("key") or f"{wanted['doc']}/{ours.get('id')}"
        _score_statements(scores, read, wanted, pairs)
        _score_listed(scores, read, wanted, pairs)
    score_fusion(scores, gold_keys, read_keys, gold)
    score_discrepancies(scores, fused, gold)
    return scores


def _score_head(scores: Scores, read: Row, wanted: Row, clean: str) -> None:
    got, want = shingles(read.get("text", "")), shingles(clean)
    scores.measures["text"].add((got & want).total(), got.total(), want.total())
    day, publisher = (read.get("published") or "")[:10], read.get("publisher") or ""
    scores.ask("published", day == (wanted["published"] or ""))
    _differ(scores, wanted, Part.PUBLISHED, day, wanted["published"] or "", day == (wanted["published"] or ""))
    if wanted.get("publisher"):
        right = same_name([publisher], [wanted["publisher"]], False)
        scores.ask("publisher", right)
        _differ(scores, wanted, Part.PUBLISHER, publisher, wanted["publisher"], right)


def _differ(scores: Scores, wanted: Row, part: Part, ours: str, theirs: str, right: bool) -> None:
    if not right:
        read, expected = ({part.value: value} if value else None for value in (ours, theirs))
        scores.differ(wanted["doc"], part, read, expected, part.value)


def _score_origins(scores: Scores, read: Row, wanted: Row) -> None:
    credited, expected = read.get("origins", []), wanted.get("origins", [])
    found = [e for e in expected if same_name(credited, [e], False)]
    scores.measures["origins"].add(len(found), len(credited), len(expected))
    for name in (e for e in expected if e not in found):
        scores.differ(wanted["doc"], Part.ORIGIN, None, {"origin": name})
    for name in (c for c in credited if not same_name([c], expected, False)):
        scores.differ(wanted["doc"], Part.ORIGIN, {"origin": name}, None)


def _score_entities(scores: Scores, read: Row, wanted: Row, pairs: Pairs) -> None:
    parties = {i for event in wanted["events"] for i in (*event["actors"], *event["recipients"])}
    for entity in wanted["entities"]:
        if entity["id"] in parties:
            scores.ask("entities_recall", entity["id"] in pairs.values())
    offices = {entity["id"]: entity.get("office") for entity in wanted["entities"]}
    for entity in read.get("entities", []):
        office = offices.get(pairs.get(entity["id"], ""))
        if office:
            scores.ask("office", overlap(entity.get("office") or "", office) >= _OFFICE)


def _score_events(scores: Scores, read: Row, wanted: Row, pairs: Pairs) -> list[tuple[Row, Row]]:
    ours, theirs = read.get("events", []), wanted["events"]
    found = event_pairs(read, wanted, pairs)
    scores.measures["events"].add(len(found), len(ours), len(theirs))
    for rows, given in ((ours, True), (theirs, False)):
        for row in rows:
            scores.measures["type_" + row["type"]].add(0, given, not given)
    exact = sum(_score_slots(scores, wanted["doc"], a, b, pairs) for a, b in found)
    scores.measures["events_exact"].add(exact, len(ours), len(theirs))
    _unmatched(scores, wanted["doc"], Part.EVENT, (ours, theirs), found)
    return found


def _score_slots(scores: Scores, doc: str, ours: Row, theirs: Row, pairs: Pairs) -> bool:
    """Count the slots of a matched event; true when it is exact."""
    scores.measures["type_" + theirs["type"]].right += 1
    right = right_slots(ours, theirs, pairs)
    for name, good in right.items():
        scores.ask("slot_" + name, good)
    wrong = [name for name, good in right.items() if not good]
    if wrong:
        scores.differ(doc, Part.EVENT, ours, theirs, *wrong)
    return not _EXACT & set(wrong)


def _unmatched(
    scores: Scores, doc: str, part: Part, sides: tuple[Sequence[Row], Sequence[Row]], found: Sequence[tuple[Row, Row]]
) -> None:
    ours, theirs = ({id(pair[side]) for pair in found} for side in (0, 1))
    for row in (row for row in sides[1] if id(row) not in theirs):
        scores.differ(doc, part, None, row)
    for row in (row for row in sides[0] if id(row) not in ours):
        scores.differ(doc, part, row, None)


def _score_statements(scores: Scores, read: Row, wanted: Row, pairs: Pairs) -> None:
    def alike(a: Row, b: Row) -> float:
        share = overlap(a.get("content", ""), b["content"])
        return share if share >= _ALIKE else 0.0

    ours, theirs = read.get("statements", []), wanted["statements"]
    said = matched(ours, theirs, alike)
    wrong = [(a, b) for a, b in said if pairs.get(a.get("speaker", "")) != b["speaker"]]
    scores.measures["statements"].add(len(said) - len(wrong), len(ours), len(theirs))
    for a, b in wrong:
        scores.differ(wanted["doc"], Part.STATEMENT, a, b, "speaker")
    _unmatched(scores, wanted["doc"], Part.STATEMENT, (ours, theirs), said)


def _score_listed(scores: Scores, read: Row, wanted: Row, pairs: Pairs) -> None:
    def same(a: Row, b: Row) -> bool:
        shared = set(tokens(a.get("list", ""))) & set(tokens(b["list"]))
        return pairs.get(a.get("entity", "")) == b["entity"] and bool(shared)

    ours, theirs = read.get("listed", []), wanted["listed"]
    rows = {(pairs.get(r.get("entity", "")), tuple(tokens(r.get("list", "")))) for r in ours}
    missed = [want for want in theirs if not any(same(row, want) for row in ours)]
    scores.measures["listed"].add(len(theirs) - len(missed), len(rows), len(theirs))
    for want in missed:
        scores.differ(wanted["doc"], Part.LISTED, None, want)
    for row in (row for row in ours if not any(same(row, want) for want in theirs)):
        scores.differ(wanted["doc"], Part.LISTED, row, None)
