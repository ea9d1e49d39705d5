"""Near-copies of documents: what counts as one, of which kind, and in which direction."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from fuse_made import Paper, Told, report
from hypothesis import given, settings
from hypothesis import strategies as st

from retinue.fuse.copies import families, find_copies, verify
from retinue.fuse.texts import read_text
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
@settings(max_examples=25)
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


# ------------------------------------------------------------------------------------- in part, and whence
def test_names_spelt_otherwise_hide_no_copy() -> None:
    words = STORY.split(" ")
    spelt = [f"zz{word}" if n % 8 == 0 else word for n, word in enumerate(words)]
    found = only(article("a", STORY), article("b", " ".join(spelt), "2031-06-06"))
    assert found.kind == "near"


def test_paragraphs_may_change_places() -> None:
    parts = [prose(n, 60) for n in range(4)]
    moved = "\n\n".join([parts[2], parts[0], parts[3], parts[1]])
    found = only(article("a", "\n\n".join(parts)), article("b", moved, "2031-06-06"))
    assert (found.kind, len(found.passages)) == ("near", 4)


def test_a_part_of_a_text_inside_another_of_its_own() -> None:
    wire, own = prose(1, 200), prose(2, 160)
    page = " ".join([own[: len(own) // 2], *wire.split(" ")[:95], own[len(own) // 2 :]])
    found = only(article("a", wire, publisher="Wire"), article("b", page, "2031-06-06", publisher="Daily"))
    assert (found.doc, found.kind) == ("b", "partial")
    assert 0.3 < found.share < 0.55
    assert 0.3 < found.share_of < 0.55


def test_two_agencies_on_one_page_are_both_its_originals() -> None:
    one, two = prose(1, 140), prose(2, 140)
    found = find_copies([article("a", one), article("b", two), article("page", f"{one}\n\n{two}", "2031-06-06")])
    assert {(c.doc, c.copy_of) for c in found} == {("page", "a"), ("page", "b")}


def test_passages_are_the_same_words_on_both_sides() -> None:
    original, copy = article("a", STORY), article("b", f"{prose(2, 80)} {STORY} {prose(3, 80)}", "2031-06-06")
    (passage,) = only(original, copy).passages
    assert passage.here.of(copy.article.text) == passage.there.of(original.article.text)
    assert passage.words == len(STORY.split(" "))


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "«{}»", "„{}“"])
def test_long_quotations_of_one_speech_make_no_copy(marks: str) -> None:
    speech = marks.format(prose(9, 120))
    assert find_copies([article("a", f"{STORY} {speech}"), article("b", f"{prose(2)} {speech}")]) == ()


def test_a_common_closing_paragraph_makes_no_copy() -> None:
    about = prose(9, 70)
    assert find_copies([article("a", f"{prose(1, 90)}\n\n{about}"), article("b", f"{prose(2, 90)}\n\n{about}")]) == ()


def test_background_that_one_outlet_repeats_makes_no_copy() -> None:
    background = prose(9, 80)
    texts = [f"{prose(n, 60)} {background} {prose(n + 50, 60)}" for n in (1, 2)]
    same = [article(f"d{n}", text, f"2031-06-0{n + 5}", publisher="Daily") for n, text in enumerate(texts)]
    assert find_copies(same) == ()


def test_who_credits_the_others_outlet_took_it() -> None:
    wire = article("z", STORY, "2031-06-08", publisher="Nordwire")
    page = replace(article("a", STORY, "2031-06-06", publisher="Daily"), origins=("Nordwire",))
    found = only(wire, page)
    assert (found.doc, found.copy_of, found.outlet) == ("a", "z", "Nordwire")


def test_a_chain_keeps_its_links() -> None:
    first = prose(1, 160)
    second = " ".join(w if n % 9 else "altered" for n, w in enumerate(first.split(" ")))
    found = find_copies(
        [article("a", first), article("b", second, "2031-06-06"), article("c", second, "2031-06-07", title="Third")]
    )
    assert {(c.doc, c.copy_of) for c in found} == {("b", "a"), ("c", "b")}
    assert set(families(found).values()) == {"a"}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 8)), min_size=2, max_size=8))
@settings(max_examples=30)
def test_copies_never_run_in_circles(made: list[tuple[int, int, int]]) -> None:
    records = [
        replace(
            article(f"d{n}", f"{prose(text, 90)}", f"2031-06-1{day}", publisher=f"P{outlet}"),
            origins=(f"P{(outlet + 1) % 4}",),
        )
        for n, (text, outlet, day) in enumerate(made)
    ]
    above = {c.doc: c.copy_of for c in find_copies(records)}
    for doc in above:
        seen = set()
        while doc in above:
            assert doc not in seen
            seen.add(doc)
            doc = above[doc]


def test_verifying_a_pair_is_the_same_either_way() -> None:
    one, other = (read_text(r) for r in (article("a", STORY), article("b", f"{prose(2, 90)} {STORY}", "2031-06-06")))
    assert verify(one, other) == verify(other, one) is not None
