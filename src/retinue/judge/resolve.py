"""Who a name is: kept among the judgements, and put into the folder of the setting `own`, from which runs read it.

The folder can always be brought into line with the judgements again, so that a process killed between the two loses
nothing.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from retinue.ask.answers import Answers, add_answer, drop_answer, has_answer, read_answers, write_answers
from retinue.errors import UsageError
from retinue.knowledge import Knowledge, load
from retinue.model import Judgement, JudgementKind
from retinue.settings import Settings
from retinue.store import Store
from retinue.store.judgements import undone

__all__ = ["bring_into_line", "resolve", "undo_resolve"]


def resolve(store: Store, settings: Settings, judgements: Sequence[Judgement]) -> list[tuple[int, str]]:
    """Keep `resolve` judgements (value: name, answer); their numbers, and what was kept, in words.

    The next run reads all documents with them. Raises UsageError for an answer that leads nowhere; none is kept then.
    """
    bring_into_line(store, settings)
    data, knowledge = read_answers(Path(settings.own)), load(settings.layers)
    said = [add_answer(data, knowledge, *map(str, one.value)) for one in judgements]  # raises before any is kept
    numbers = [store.judge(one) for one in judgements]
    bring_into_line(store, settings)
    return list(zip(numbers, said, strict=True))


def undo_resolve(store: Store, settings: Settings, undo: Judgement) -> int:
    """Keep the undo of a `resolve` or of its undo; its number. Raises UsageError where other answers rest on it."""
    before = store.judgements()
    after = (*before, replace(undo, id=len(before) + 1))
    _agreed(read_answers(Path(settings.own)), after, load(settings.layers))  # raises before anything is kept
    number = store.judge(undo)
    bring_into_line(store, settings)
    return number


def bring_into_line(store: Store, settings: Settings) -> None:
    """Make the folder say what the judgements say, where they differ; answers given otherwise stay."""
    folder, judgements = Path(settings.own), store.judgements()
    if not any(one.kind is JudgementKind.RESOLVE for one in judgements):
        return
    data = read_answers(folder)
    agreed = _agreed(data, judgements, load(settings.layers))
    if agreed != data:  # an unchanged file has nothing read again
        write_answers(folder, agreed, dt.date.today())


def _agreed(data: Answers, judgements: Sequence[Judgement], knowledge: Knowledge) -> Answers:
    """`data` with the answers that hold and without the others; one whose id is gone from the knowledge waits."""
    agreed = copy.deepcopy(data)
    answers = list(_answers(judgements))
    for name, answer, holds in reversed(answers):  # what rests on an earlier answer goes first
        if not holds and (name, answer, True) not in answers and has_answer(agreed, name, answer):
            drop_answer(agreed, name, answer)
    for name, answer, holds in answers:
        if holds and not has_answer(agreed, name, answer):
            with suppress(UsageError):
                add_answer(agreed, knowledge, name, answer)
    return agreed


def _answers(judgements: Sequence[Judgement]) -> Iterator[tuple[str, str, bool]]:
    """(name, answer, does it hold), oldest first: of several answers to one name the last that is not undone."""
    ended = undone([(one.id, one.undoes) for one in judgements])
    given = [one for one in judgements if one.kind is JudgementKind.RESOLVE]
    last = {one.value[0]: one.id for one in given if one.id not in ended}
    for one in given:
        name, answer = map(str, one.value)
        yield name, answer, last.get(name) == one.id
