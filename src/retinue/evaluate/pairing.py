"""Which entity and which event of the record is which of the gold's."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from retinue.evaluate.alike import same_name
from retinue.evaluate.measure import Row

__all__ = ["Pairs", "entity_pairs", "event_pairs", "likeness", "matched", "right_slots"]

Pairs = Mapping[str, str]  # our entity ids to gold's


def entity_pairs(read: Row, wanted: Row) -> dict[str, str]:
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


def event_pairs(read: Row, wanted: Row, pairs: Pairs) -> list[tuple[Row, Row]]:
    """Events of a document that are the same happening: (read, expected)."""
    return matched(read.get("events", []), wanted["events"], lambda a, b: likeness(a, b, pairs))


def matched(ours: Sequence[Row], theirs: Sequence[Row], like: Callable[[Row, Row], float]) -> list[tuple[Row, Row]]:
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


def likeness(ours: Row, theirs: Row, pairs: Pairs) -> float:
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


def _sides(ours: Row, theirs: Row, pairs: Pairs, side: str) -> tuple[set[str], set[str]]:
    return {pairs.get(i, i + "?") for i in ours.get(side, [])}, set(theirs[side])


def right_slots(ours: Row, theirs: Row, pairs: Pairs) -> dict[str, bool]:
    """For each slot of a matched event, whether it is as it should be."""
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
