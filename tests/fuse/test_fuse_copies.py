"""Near-copies of documents: what counts as one, of which kind, and in which direction."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from fuse_made import Paper, Told, report
from hypothesis import given, settings
from hypothesis import strategies as st

from retinue.fuse.copies import find_copies
from retinue.model import Copy, Record

_RNG = random.Random(5)
_LETTERS = "abcdefghijklmnoprstuvw"
VOCABULARY = ["".join(_RNG.choices(_LETTERS, k=_RNG.randint(3, 8))) for _ in range(400)]


def prose(seed: int, words: int = 150) -> str:
    return " ".join(random.Random(seed).choices(VOCABULARY, k=words))


def article(doc: str, body: str, day: str | None = "2031-06-05", **paper: str) -> Record:
    return report(doc, [], Paper(day, body=body, **paper))


def only(*records: Record) -> Copy:
    (found,) = find_copies(records)
    return found


STORY = prose(1)


def test_the_same_words_are_an_exact_copy_of_the_earlier_one() -> None:
    found = only(article("b", STORY, "2031-06-06"), article("a", STORY))
    assert (found.doc, found.copy_of, found.kind, found.score) == ("b", "a", "exact", 1.0)
    assert "published later (2031-06-06, not 2031-06-05)" in found.reason


def test_another_headline_over_the_same_body() -> None:
    found = only(article("a", STORY, title="One headline"), article("b", STORY, "2031-06-06", title="Another"))
    assert found.kind == "headline"


@pytest.mark.parametrize(("share", "kind"), [(0.02, "near"), (0.05, "near")])
def test_a_few_words_changed(share: float, kind: str) -> None:
    rng = random.Random(3)
    words = [rng.choice(VOCABULARY) if rng.random() < share else word for word in STORY.split(" ")]
    assert only(article("a", STORY), article("b", " ".join(words), "2031-06-06")).kind == kind


def test_a_cut_version() -> None:
    short = " ".join(STORY.split(" ")[:60])
    found = only(article("a", STORY), article("b", short, "2031-06-06"))
    assert (found.doc, found.kind) == ("b", "cut")


def test_an_agency_text_inside_a_longer_one() -> None:
    found = only(article("a", STORY), article("b", f"{prose(2, 200)} {STORY} {prose(3, 200)}", "2031-06-06"))
    assert (found.doc, found.kind) == ("b", "within")
    assert found.score > 0.95


def test_who_credits_an_outlet_is_the_copy_even_when_dated_earlier() -> None:
    later = article("a", STORY, "2031-06-07", publisher="The Wire")
    early = article("b", STORY, "2031-06-06", syndicated_from="The Wire")
    found = only(later, early)
    assert (found.doc, found.copy_of) == ("b", "a")
    assert "credits The Wire" in found.reason


def test_a_shared_quotation_makes_no_copy() -> None:
    quote = prose(9, 25)
    assert find_copies([article("a", f"{STORY} {quote}"), article("b", f"{prose(2)} {quote}")]) == ()


def test_empty_and_tiny_texts_are_nobodys_copies() -> None:
    assert find_copies([article("a", ""), article("b", ""), article("c", "a few words only")]) == ()


def test_a_story_that_everybody_carries_points_to_its_first_appearance() -> None:
    everybody = [article(f"d{i:03}", STORY, f"2031-06-{5 + i % 20:02}") for i in range(120)]
    found = find_copies(everybody)
    assert len(found) == 119
    assert {c.copy_of for c in found} == {"d000"}


@given(st.integers(0, 999), st.integers(20, 120))
@settings(max_examples=25, deadline=None)
def test_the_order_of_documents_changes_nothing(seed: int, cut: int) -> None:
    rng = random.Random(seed)
    records = [article("a", STORY), article("b", " ".join(STORY.split(" ")[:cut])), article("c", prose(seed + 10)),
               article("d", f"{prose(seed + 11)} {STORY}", "2031-06-09")]  # fmt: skip
    expected = find_copies(records)
    rng.shuffle(records)
    assert find_copies(records) == expected


def test_a_document_without_events_can_be_a_copy_too() -> None:
    told = report("a", Told(start="2031-06-04"), Paper("2031-06-05", body=STORY))
    found = only(told, replace(article("b", STORY, "2031-06-06")))
    assert found.copy_of == "a"
