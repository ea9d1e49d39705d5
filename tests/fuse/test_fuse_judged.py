"""Where judgements stand: undone, placed on the reports of today, brought into one arrangement."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judged_made import (
    accept,
    correct,
    merge,
    numbered,
    of_report,
    passage,
    passages,
    reject,
    split,
    undo,
)

from retinue.fuse import Standing, State, assign, stand
from retinue.model import EventType, Judgement, JudgementKind, Span

HERE = passages("a b c d e")


def standing(*judgements: Judgement) -> Standing:
    return stand(numbered(*judgements), HERE)


def pairs(found: Standing, verdict: str) -> set[str]:
    """Like "ab" for a/v1 and b/v1."""
    return {one.left[0] + one.right[0] for one in found.links if one.judgement == verdict}


def states(found: Standing) -> list[State]:
    return [found.outcomes[n].state for n in sorted(found.outcomes)]


# ------------------------------------------------------------------------------------------- arrangement
def test_a_merge_joins_all_its_reports() -> None:
    found = standing(merge("a b c", reason="one visit"))
    assert pairs(found, "same") == {"ab", "ac"}
    assert {(one.by, one.reason) for one in found.links} == {("ana", "one visit")}


def test_a_split_parts_its_reports_from_each_of_the_others() -> None:
    assert pairs(standing(split("a b", "c d")), "different") == {"ac", "ad", "bc", "bd"}


def test_a_later_split_takes_one_report_out_of_a_merge_and_leaves_the_rest_together() -> None:
    found = standing(merge("a b c d"), split("b", "a c d"))
    assert pairs(found, "same") == {"ac", "ad"}
    assert pairs(found, "different") == {"ab", "bc", "bd"}
    assert found.outcomes[1].state is State.HOLDS
    assert found.outcomes[1].why == "but for judgement 2"


def test_a_later_merge_overrules_a_split_and_is_said_to() -> None:
    found = standing(split("a", "b"), merge("a b"))
    assert pairs(found, "same") == {"ab"}
    assert pairs(found, "different") == set()
    assert states(found) == [State.OVERRULED, State.HOLDS]
    assert found.outcomes[1].why == "by judgement 2"


def test_what_later_merges_join_in_a_chain_overrules_a_split_too() -> None:
    found = standing(split("a", "c"), merge("a b"), merge("b c"))
    assert pairs(found, "different") == set()
    assert found.outcomes[1].why == "by judgement 2 and 3"


def test_a_merge_that_later_ones_rule_out_falls() -> None:
    found = standing(merge("a c"), split("a", "b"), merge("c b"))
    assert pairs(found, "same") == {"bc"}
    assert states(found) == [State.OVERRULED, State.HOLDS, State.HOLDS]


def test_a_rejected_report_takes_no_part() -> None:
    found = standing(merge("a b c"), of_report(reject("b")))
    assert pairs(found, "same") == {"ac"}
    assert set(found.rejected) == {"b/v1"}
    assert standing(merge("a b"), of_report(reject("b"))).outcomes[1].why == "its reports are rejected"


# ------------------------------------------------------------------------------------------------- undo
def test_an_undo_takes_back_and_its_undo_brings_back() -> None:
    assert standing(merge("a b"), undo(1)).links == ()
    again = standing(merge("a b"), undo(1), undo(2))
    assert pairs(again, "same") == {"ab"}
    assert states(again) == [State.HOLDS, State.UNDONE, State.HOLDS]
    assert standing(merge("a b"), undo(1), undo(2), undo(3)).links == ()


def test_undoing_the_later_word_brings_back_the_earlier() -> None:
    found = standing(split("a", "b"), merge("a b"), undo(2))
    assert pairs(found, "different") == {"ab"}
    assert states(found) == [State.HOLDS, State.UNDONE, State.HOLDS]


# ---------------------------------------------------------------------------------------------- placing
def test_reports_are_found_by_their_words_whatever_number_they_bear() -> None:
    now = [replace(one, event="v7") for one in HERE]
    found = stand(numbered(merge("a b")), now)
    assert [(one.left, one.right) for one in found.links] == [("a/v7", "b/v7")]


WORDS = "toured the plant at Havn on Monday"


@pytest.mark.parametrize(
    ("now", "why"),
    [
        ([], "a is gone or tells no event now"),
        ([("v1", "spoke of quite other things", 200)], "a/v1 is not told any more"),
        ([("v1", WORDS, 0, EventType.MEETING)], "a/v1 is read as meeting now"),
        ([("v1", "toured the plant at Havn", 0), ("v2", "the plant at Havn on Monday", 7)],
         "a/v1 may be a/v1 or a/v2 now: judge anew"),
    ],
)  # fmt: skip
def test_a_judgement_whose_report_is_gone_dangles_and_says_why(now: list[tuple], why: str) -> None:
    then = passage("a/v1", WORDS)
    here = [
        replace(passage(f"a/{event}", words, *kind), anchor="new", span=Span(at, at + len(words)))
        for event, words, at, *kind in now
    ]
    found = stand(numbered(replace(accept("a"), reports=(then,))), here)
    assert found.verdicts == ()
    assert (found.outcomes[1].state, found.outcomes[1].why) == (State.DANGLING, why)


@pytest.mark.parametrize("shift", [0, 900])
def test_words_read_a_little_differently_are_found_when_only_one_passage_can_be_meant(shift: int) -> None:
    then, words = passage("a/v1", WORDS), f"The minister {WORDS}"
    now = replace(passage("a/v4", words), anchor="new", span=Span(shift, shift + len(words)))
    found = stand(numbered(replace(accept("a"), reports=(then,))), [now, passage("a/v5", "quite another act")])
    assert found.verdicts[0].refs == ("a/v4",)
    assert found.outcomes[1].why == "a/v1 is read a little differently now, as a/v4"


def test_a_merge_with_one_report_left_waits_for_the_other() -> None:
    one, other = numbered(merge("a x")), [*HERE, passage("x/v1")]
    assert stand(one, HERE).outcomes[1].state is State.DANGLING
    assert stand(one, HERE).outcomes[1].why == "x is gone or tells no event now"
    assert pairs(stand(one, other), "same") == {"ax"}


# ---------------------------------------------------------------------------------------- single reports
def test_of_two_corrections_of_one_field_the_later_counts() -> None:
    found = standing(
        of_report(correct("a", "start", "2031-06-01")),
        of_report(correct("a", "end", "2031-06-09")),
        of_report(correct("a", "start", "2031-06-02")),
    )
    assert [one.judgement.value for one in found.readings["a/v1"]] == [("2031-06-09",), ("2031-06-02",)]
    assert states(found) == [State.OVERRULED, State.HOLDS, State.HOLDS]


# ---------------------------------------------------------------------------------------------- verdicts
def homes(**parts: str) -> dict[str, tuple[str, int]]:
    """k="a b" puts a/v1 and b/v1 into event k."""
    return {f"{doc}/v1": (key, len(docs.split())) for key, docs in parts.items() for doc in docs.split()}


def test_an_acceptance_goes_with_most_of_its_reports() -> None:
    found = assign(standing(accept("a b c")), homes(one="a", two="b c d"))
    assert list(found.verdicts) == ["two"]
    assert found.verdicts["two"][0].note == "1 of its reports came after that"
    assert list(assign(standing(accept("a b")), homes(one="b", two="a")).verdicts) == ["two"]


def test_the_later_of_two_verdicts_wins_and_is_said_to() -> None:
    judged = standing(accept("a b"), reject("a b"))
    found = assign(judged, homes(one="a b"))
    assert [v.placed.kind for v in found.verdicts["one"]] == [JudgementKind.REJECT]
    assert found.verdicts["one"][0].note == "overrules judgement 1 by ana"
    assert found.outcomes[1].state is State.OVERRULED


def test_a_rejection_lapses_when_more_reports_came_than_it_was_passed_on() -> None:
    judged = standing(reject("a b"))
    assert assign(judged, homes(one="a b c d")).verdicts["one"][0].holds
    found = assign(judged, homes(one="a b c d e"))
    assert not found.verdicts["one"][0].holds
    assert found.outcomes[1].state is State.LAPSED
    assert "2 of its 5 reports" in found.outcomes[1].why


def test_a_rejection_holds_for_each_part_when_the_event_splits() -> None:
    found = assign(standing(reject("a b")), homes(one="a", two="b", three="c"))
    assert sorted(found.verdicts) == ["one", "two"]


def test_a_lapsed_rejection_does_not_displace_an_acceptance() -> None:
    found = assign(standing(accept("a b c"), reject("d")), homes(one="a b c d"))
    assert [v.placed.kind for v in found.verdicts["one"]] == [JudgementKind.ACCEPT]
    assert found.outcomes[1].state is State.HOLDS


# -------------------------------------------------------------------------------------------- properties
REFS = st.lists(st.sampled_from("abcde"), min_size=2, max_size=5, unique=True)


@st.composite
def histories(draw: st.DrawFn) -> list[Judgement]:
    """Any sequence of judgements and undos, as the store lets them in."""
    found: list[Judgement] = []
    for _ in range(draw(st.integers(0, 8))):
        refs = draw(REFS)
        cut = draw(st.integers(1, len(refs) - 1))
        made = [
            merge(" ".join(refs)),
            split(" ".join(refs[:cut]), " ".join(refs[cut:])),
            reject(" ".join(refs)),
            accept(" ".join(refs)),
            of_report(reject(refs[0])),
        ]
        made += [undo(draw(st.integers(1, len(found))))] if found else []
        found.append(draw(st.sampled_from(made)))
    return numbered(*found)


@given(histories())
@settings(max_examples=300)
def test_links_never_contradict_one_another_and_the_last_word_always_holds(judgements: list[Judgement]) -> None:
    found = stand(judgements, HERE)
    group = {one.ref: {one.ref} for one in HERE}
    for link in found.links:
        if link.judgement == "same":
            whole = group[link.left] | group[link.right]
            group |= dict.fromkeys(whole, whole)
    for link in found.links:
        assert link.judgement == "same" or link.right not in group[link.left]
    active = [one for one in judgements if found.outcomes[one.id].state is not State.UNDONE]
    arranging = [one for one in active if one.kind in (JudgementKind.MERGE, JudgementKind.SPLIT)]
    if arranging and not found.rejected:
        last = arranging[-1]
        if last.kind is JudgementKind.MERGE:
            assert {p.ref for p in last.reports} <= group[last.reports[0].ref]
        else:
            assert not any(other.ref in group[one.ref] for one in last.reports for other in last.others)


@given(histories(), st.randoms())
@settings(max_examples=100)
def test_standing_depends_on_the_table_alone(judgements: list[Judgement], rng: object) -> None:
    shuffled, here = list(judgements), list(HERE)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    rng.shuffle(here)  # type: ignore[attr-defined]
    assert stand(shuffled, here) == stand(judgements, HERE)
    assert set(stand(judgements, HERE).outcomes) == {one.id for one in judgements}


@given(histories())
@settings(max_examples=100)
def test_a_judgement_and_its_undo_leave_everything_as_it_was(judgements: list[Judgement]) -> None:
    before = stand(judgements, HERE)
    more = stand(numbered(*judgements, merge("a b c d e"), undo(len(judgements) + 1)), HERE)
    for name in ("links", "rejected", "readings", "verdicts", "arranged"):
        assert getattr(more, name) == getattr(before, name)


def test_every_pair_of_a_large_merge_is_joined_by_few_links() -> None:
    many = " ".join(f"d{n}" for n in range(300))
    found = stand(numbered(merge(many)), passages(many))
    assert len(found.links) == 299
    assert len(list(combinations(range(300), 2))) > 40_000
