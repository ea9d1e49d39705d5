"""Each measure before and after a change, from the JSON of an earlier evaluation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retinue.evaluate.gold import GoldError
from retinue.evaluate.measure import Scores

_DIGITS = 4  # of a value in the JSON

__all__ = ["Change", "Earlier", "compared", "read_earlier"]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The documents that a part of the gold held then, and the value of each measure."""

    documents: frozenset[str]
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Change:
    """A measure then and now; None where it was not measured."""

    measure: str
    before: float | None
    after: float | None

    @property
    def gain(self) -> float | None:
        """What was gained (below 0: lost)."""
        return None if self.before is None or self.after is None else round(self.after - self.before, _DIGITS)


def read_earlier(path: Path) -> dict[str, Earlier]:
    """Parts of an earlier evaluation by name. Raises GoldError when the file holds none."""
    try:
        parts: dict[str, Any] = json.loads(path.read_text("utf-8"))["parts"]
        return {
            name: Earlier(
                frozenset(part["documents"]), {name: float(row["value"]) for name, row in part["measures"].items()}
            )
            for name, part in parts.items()
        }
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        wanted = "`retinue evaluate GOLD_DIR --format json` writes one"
        raise GoldError(f"{path}: holds no evaluation ({type(error).__name__}: {error}); {wanted}") from error


def compared(earlier: Earlier, scores: Scores) -> tuple[Change, ...]:
    """Every measure of either evaluation, in the order of the later one."""
    now = {name: round(measure.value, _DIGITS) for name, measure in scores.measures.items()}
    names = dict.fromkeys([*now, *earlier.values])
    return tuple(Change(name, earlier.values.get(name), now.get(name)) for name in names)
