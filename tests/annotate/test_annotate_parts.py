"""The parts of annotation that need no language model."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from factory import small_knowledge
from retinue.annotate.gazetteer import Gazetteer
from retinue.annotate.lexicon import load_lexicon
from retinue.annotate.names import Name
from retinue.annotate.segments import split
from retinue.annotate.shapes import kind_of, runs
from retinue.annotate.shorts import abbreviations, is_initials, leader_terms, leaders_on
from retinue.annotate.words import Words
from retinue.errors import KnowledgeError
from retinue.model import EntityType

LEXICON = load_lexicon()


def words(text: str) -> Words:
    """Tokens parted by blanks, capitals tagged as names, one sentence, no syntax."""
    texts = tuple(text.split())
    starts, at = [], 0
    for token in texts:
        starts.append(text.index(token, at))
        at = starts[-1] + len(token)
    size = len(texts)
    return Words(
        source=text,
        text=texts,
        lower=tuple(t.lower() for t in texts),
        lemma=tuple(t.lower() for t in texts),
        pos=tuple("PROPN" if t[0].isupper() else "NOUN" for t in texts),
        tag=tuple("NNP" if t[0].isupper() else "NN" for t in texts),
        dep=("",) * size,
        head=tuple(range(size)),
        start=tuple(starts),
        end=tuple(s + len(t) for s, t in zip(starts, texts, strict=True)),
        sentence=(0,) * size,
        opens=tuple(i == 0 for i in range(size)),
        children=((),) * size,
    )


def found(text: str) -> list[str]:
    read = words(text)
    return [read.said(*run) for run in runs(read, LEXICON)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("officials of the Ministry of Grain , Oil and Timber met", ["Ministry of Grain , Oil and Timber"]),
        ("the Standing Committee of the National Assembly met", ["Standing Committee of the National Assembly"]),
        ("he met Orsa and Belmar on a ship", ["Orsa", "Belmar"]),
        ("then Orsa ( Osaka ) Electronics Co. , Ltd. agreed", ["Orsa ( Osaka ) Electronics Co. , Ltd."]),
        ("it was Liu He who spoke", ["Liu He"]),
        ("it came on Monday in May", []),
    ],
)
def test_runs_follow_how_english_builds_names(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_a_headline_in_capitals_tells_no_names() -> None:
    read = words("Orsa Foods Opens New Plant In Osaka")
    titled = Words(**{f: getattr(read, f) for f in Words.__slots__ if f != "title_end"}, title_end=len(read))
    assert runs(titled, LEXICON) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ministry of Grain", EntityType.BODY),
        ("Bank of Ruritania", EntityType.COMPANY),
        ("University of Osaka", EntityType.ORGANIZATION),
        ("Orsa Semiconductor", EntityType.COMPANY),
        ("Meridian Post", EntityType.MEDIA),
        ("Green River", EntityType.PLACE),
        ("Orsa", None),
        ("Senate", EntityType.BODY),
    ],
)
def test_the_end_of_a_name_tells_its_kind(name: str, kind: EntityType | None) -> None:
    read = words(name)
    assert kind_of(read, 0, len(read), LEXICON) is kind


@pytest.mark.parametrize(
    ("run", "parts"),
    [
        ("US Trade Representative Ann Lee", ["US", "Ann Lee"]),
        ("Secretary of State Ann Lee", ["Ann Lee"]),
        ("Foreign Minister Wei Jun", ["Wei Jun"]),
        ("Orsa Chief Executive Ann Lee", ["Orsa", "Ann Lee"]),
        ("General Motors", ["General Motors"]),
    ],
)
def test_titles_are_cut_out_of_runs(run: str, parts: list[str]) -> None:
    read = words(run)
    assert [read.said(*part) for part in split(read, 0, len(read), LEXICON)] == parts


def test_the_gazetteer_takes_the_longest_name_in_its_own_spelling() -> None:
    gazetteer = Gazetteer.build(small_knowledge())
    read = words("then Lumen Technology Group met the CAC , not the cac , in Beijing")
    hits = gazetteer.find(read)
    assert [(read.said(h.first, h.last), h.known, h.place) for h in hits] == [
        ("Lumen Technology Group", ("lumen",), False),
        ("CAC", ("cn-cac",), False),
        ("Beijing", ("cn-beijing",), True),
    ]


def test_a_name_inside_a_title_that_reaches_further_wins() -> None:
    read = words("it was Premier Han Mei 's tour")
    hits = Gazetteer.build(small_knowledge()).find(read)
    assert [read.said(h.first, h.last) for h in hits] == ["Han Mei"]


@pytest.mark.parametrize(
    ("text", "first", "second", "pair"),
    [
        ("Baltic Grain Authority ( BGA ) spoke", (0, 3), (4, 5), {"bga": "baltic grain authority"}),
        ("Orsa Foods ( formerly Belmar ) spoke", (0, 2), (4, 5), {"belmar": "orsa foods"}),
        ("Orsa Foods , once known as Belmar , spoke", (0, 2), (6, 7), {"belmar": "orsa foods"}),
        ("Orsa Foods ( Osaka ) spoke", (0, 2), (3, 4), {}),
    ],
)
def test_the_text_itself_introduces_short_forms(
    text: str, first: tuple[int, int], second: tuple[int, int], pair: dict[str, str]
) -> None:
    names = [Name(*first, EntityType.COMPANY), Name(*second, EntityType.COMPANY)]
    assert abbreviations(words(text), names) == pair


@pytest.mark.parametrize(("short", "full", "fits"), [
    ("bga", "baltic grain authority", True),
    ("sbga", "state bureau of grain and alcohol", True),
    ("bg", "baltic grain authority", False),
    ("orsa", "orsa foods", False),
])  # fmt: skip
def test_initials(short: str, full: str, fits: bool) -> None:
    assert is_initials([short], full.split()) is fits


def test_leaders_go_by_their_surnames_on_their_days() -> None:
    terms = leader_terms(small_knowledge())
    assert leaders_on(terms, dt.date(2024, 5, 20)) == {"han": "han-mei", "hart": "cole-hart"}
    assert leaders_on(terms, dt.date(2015, 5, 20)) == {"bo": "bo-an"}
    assert leaders_on(terms, None) == {}


def test_a_word_list_with_a_stray_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nominals.yml"
    path.write_text("source: x\nchecked: 2026-01-01\nnouns: {}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"nominals\.yml.*nouns"):
        load_lexicon(path)
