"""An evaluation as one page of HTML: nothing is fetched from elsewhere, and without its script it is still whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib import resources
from pathlib import Path

from retinue.errors import UsageError
from retinue.evaluate.browse import Case, Piece
from retinue.evaluate.compare import Change
from retinue.evaluate.measure import Measure, Scores

__all__ = ["write_page"]

Parts = Mapping[str, tuple[Scores, Sequence[Change]]]  # part of the gold → its scores, and what changed
_FILTERS = ("part", "kind", "type", "slot", "document")
_LINE = "\n"  # parts values in an attribute; no document is named with one


def write_page(path: Path, title: str, parts: Parts, cases: Sequence[Case]) -> None:
    """Write the page. Raises UsageError when the file can't be written."""
    page = (resources.files("retinue.evaluate") / "page.html").read_text("utf-8")
    filled = {
        "TITLE": escape(title),
        "SCORES": "\n".join(_part(name, *part) for name, part in parts.items()),
        "FILTERS": "\n".join(_filter(name, cases) for name in _FILTERS),
        "ERRORS": "\n".join(_case(number, case) for number, case in enumerate(cases, 1)),
        "COUNT": str(len(cases)),
    }
    for name, text in filled.items():
        page = page.replace(f"<!-- {name} -->", text)
    try:
        path.write_text(page, "utf-8")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error


# -------------------------------------------------------------------------------------------- scores
def _part(name: str, scores: Scores, changes: Sequence[Change]) -> str:
    general = {key: m for key, m in scores.measures.items() if not key.startswith("type_")}
    types = {key.removeprefix("type_"): m for key, m in sorted(scores.measures.items()) if key not in general}
    before = {change.measure: change for change in changes}
    tables = _scores_table("measure", general, before, "") + _scores_table("event type", types, before, "type_")
    return f"<section><h2>Scores: {escape(name)}</h2><div class=tables>{tables}</div></section>"


def _scores_table(head: str, measures: Mapping[str, Measure], before: Mapping[str, Change], prefix: str) -> str:
    names = [
        head,
        "value",
        "precision",
        "recall",
        "right",
        "given",
        "gold",
        *(["before", "change"] if before else []),
    ]
    top = "".join(f"<th scope=col>{name}</th>" for name in names)
    rows = (_row(name, measure, before.get(prefix + name)) for name, measure in measures.items())
    return f"<table><thead><tr>{top}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _row(name: str, m: Measure, change: Change | None) -> str:
    shares = "".join(f"<td>{value:.3f}</td>" for value in (m.value, m.precision, m.recall))
    counts = "".join(f"<td>{round(count, 3):g}</td>" for count in (m.right, m.given, m.wanted))
    bar = f'style="--share:{100 * min(1.0, m.value):.1f}%"'
    return f"<tr {bar}><th scope=row>{escape(name)}</th>{shares}{counts}{_changed(change)}</tr>"


def _changed(change: Change | None) -> str:
    if change is None:
        return ""
    if change.before is None or change.gain is None:
        return "<td>–</td><td>new</td>"
    style = "gain" if change.gain > 0.0005 else "loss" if change.gain < -0.0005 else ""
    return f"<td>{change.before:.3f}</td><td class='{style}'>{change.gain:+.3f}</td>"


# -------------------------------------------------------------------------------------------- errors
def _values(name: str, case: Case) -> Sequence[str]:
    found = {"part": (case.part.value,), "kind": (case.kind.value,), "type": (case.type,), "document": (case.doc,)}
    return case.slots if name == "slot" else [value for value in found[name] if value]


def _filter(name: str, cases: Iterable[Case]) -> str:
    counts = Counter(value for case in cases for value in _values(name, case))
    options = "".join(
        f'<option value="{escape(value)}">{escape(value)} ({n})</option>' for value, n in sorted(counts.items())
    )
    return f"<label>{name} <select name={name}><option value=''>all</option>{options}</select></label>"


def _case(number: int, case: Case) -> str:
    data = " ".join(f'data-{name}="{escape(_LINE.join(_values(name, case)))}"' for name in _FILTERS)
    what = " ".join(filter(None, (case.kind.value, case.type or case.part.value)))
    slots = f": {', '.join(case.slots)}" if case.slots else ""
    label = f"<a href='#e{number}'>{number}</a> {escape(what + slots)} <small>{escape(case.doc)}</small>"
    words = "".join(map(_piece, case.pieces)) or "<i>not found in the text</i>"
    reasons = [*([f"rule: {case.rule}"] if case.rule else []), *case.reasons]
    why = "".join(f"<li>{escape(reason)}</li>" for reason in reasons)
    body = f"<h3>{label}</h3><blockquote>{words}</blockquote>{_sides(case)}" + (f"<ul>{why}</ul>" if why else "")
    return f"<article id=e{number} tabindex=-1 {data}>{body}</article>"


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    if piece.role in ("context", "evidence"):
        return f"<span class={piece.role}>{text}</span>"
    return f'<mark data-role="{escape(piece.role)}">{text}</mark>'


def _sides(case: Case) -> str:
    """Slot by slot what was read and what was expected; rows that differ are marked."""
    names = dict.fromkeys([*(case.expected or {}), *(case.read or {})])
    rows = []
    for name in names:
        read, expected = (side.get(name, "") if side else "" for side in (case.read, case.expected))
        style = " class=differs" if name in case.slots else ""
        cells = "".join(f"<td>{escape(value) or '–'}</td>" for value in (read, expected))
        rows.append(f"<tr{style}><th scope=row>{escape(name)}</th>{cells}</tr>")
    heads = "".join(f"<th scope=col>{name}</th>" for name in ("slot", "read", "expected"))
    return f"<table class=slots><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
