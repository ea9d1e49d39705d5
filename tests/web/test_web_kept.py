"""Answers kept: made once however many ask, made anew by their mark, old ones only for a while."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from retinue.web.kept import Kept


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(clock: Clock) -> Iterator[Kept]:
    found = Kept(stale=60, size=3, clock=clock)
    yield found
    found.close()


def counting(made: list[str], word: str) -> Callable[[], str]:
    def make() -> str:
        made.append(word)
        return word

    return make


def settled(kept: Kept, key: str, mark: int, word: str) -> None:
    """Wait until the answer is the new one."""
    for _ in range(200):
        if kept.get(key, mark, lambda: word) == word:
            return
        threading.Event().wait(0.02)
    raise AssertionError("the new answer never came")


def test_an_answer_stands_while_its_mark_does(kept: Kept) -> None:
    made: list[str] = []
    assert [kept.get("a", 1, counting(made, "x")) for _ in range(3)] == ["x"] * 3
    assert made == ["x"]


def test_an_old_answer_does_for_a_while_and_the_new_one_is_made_meanwhile(kept: Kept, clock: Clock) -> None:
    assert kept.get("a", 1, lambda: "old") == "old"
    clock.now = 59
    assert kept.get("a", 2, lambda: "new") == "old"
    settled(kept, "a", 2, "new")
    clock.now = 130
    assert kept.get("a", 3, lambda: "newest") == "newest", "after that one waits"


def test_what_takes_long_is_made_anew_seldom(kept: Kept, clock: Clock) -> None:
    def slow() -> str:
        clock.now += 2
        return "slow"

    made: list[str] = []
    kept.get("a", 1, slow)
    clock.now += 19
    assert kept.get("a", 2, counting(made, "new")) == "slow"
    assert made == []
    clock.now += 2
    settled(kept, "a", 2, "new")


def test_after_a_decision_nobody_sees_the_old_answer(kept: Kept) -> None:
    assert kept.get("a", 1, lambda: "old") == "old"
    kept.forget()
    assert kept.get("a", 1, lambda: "new") == "new"


def test_what_was_begun_before_a_decision_is_not_kept_after_it(kept: Kept) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        go_on.wait(20)
        return "old"

    with ThreadPoolExecutor(1) as asker:
        waiting = asker.submit(kept.get, "a", 1, slow)
        assert begun.wait(20)
        kept.forget()
        go_on.set()
        assert waiting.result(20) == "old"
    assert kept.get("a", 1, lambda: "new") == "new"


def test_many_who_ask_at_once_have_it_made_once(kept: Kept) -> None:
    made: list[str] = []
    all_here = threading.Barrier(8)

    def ask(_: int) -> str:
        all_here.wait(20)
        return kept.get("a", 1, counting(made, "x"))

    with ThreadPoolExecutor(8) as askers:
        assert set(askers.map(ask, range(8))) == {"x"}
    assert made == ["x"]


def test_an_answer_may_be_made_of_others_however_deep(kept: Kept) -> None:
    def outer(number: int) -> str:
        return kept.get(("inner", number), 1, lambda: kept.get(("innermost", number), 1, lambda: "x"))

    with ThreadPoolExecutor(6) as askers:
        assert set(askers.map(lambda n: kept.get(n, 1, lambda: outer(n)), range(6))) == {"x"}


def test_what_fails_is_told_and_tried_again(kept: Kept) -> None:
    def fails() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept.get("a", 1, fails)
    assert kept.get("a", 1, lambda: "x") == "x"


def test_the_answers_asked_for_longest_ago_are_let_go(kept: Kept) -> None:
    made: list[str] = []
    for key in "abcd":
        kept.get(key, 1, counting(made, key))
    kept.get("a", 1, counting(made, "a"))
    assert made == ["a", "b", "c", "d", "a"]
