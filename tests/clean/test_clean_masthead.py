"""Who put a text out, told by lines of names, places, reporters and dates; the year a dateline leaves out."""

from __future__ import annotations

import pytest
from clean_made import BODY, FIRST, HEADLINE, SECOND, THIRD, make_outlet, read_text

PLACES = ("Brussels", "Ho Chi Minh City", "Washington, D.C.", "Tallinn", "Hong Kong", "Delhi")


def under(line: str) -> str:
    return f"{HEADLINE}\n\n{line}\n\n{BODY}"


def behind(line: str) -> str:
    return f"{HEADLINE}\n\n{BODY}\n\n{line}"


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Lowtide Business Live, Saturday 1 November 2025", "Lowtide Business Live"),
        ("Quayside Politics, November 1, 2025", "Quayside Politics"),
        ("The Quayside, November 1, 2025", "The Quayside"),
        ("Anna Keller, Harbour Post, November 1, 2025", "Harbour Post"),
        ("By Anna Keller, Harbour Post, November 1, 2025", "Harbour Post"),
        ("By Anna Keller for the Harbour Post", "Harbour Post"),
        ("Yonder News (Tallinn), 1 November 2025", "Yonder News"),
        ("Yonder News, Tallinn, 1 November 2025", "Yonder News"),
        ("Tallinn, 1 November 2025, Yonder News", "Yonder News"),
        ("1 November 2025 - Yonder News", "Yonder News"),
        ("1 November 2025 | Yonder News | Anna Keller", "Yonder News"),
        ("Yonder News / 1 November 2025", "Yonder News"),
        ("Quayside Bulletin, Vol. 3, No. 14, 1 November 2025", "Quayside Bulletin"),
        ("Harrow & Lyle LLP, 1 November 2025", "Harrow & Lyle LLP"),
        ("Ministry of Harbours, 1 November 2025", "Ministry of Harbours"),
    ],
)
def test_a_dated_line_names_the_publisher(line: str, publisher: str) -> None:
    assert read_text(under(line), places=PLACES).publisher == publisher


@pytest.mark.parametrize(
    "line",
    [
        "Brussels, 3 May 2024",
        "Brussels | 3 May 2024",
        "Ho Chi Minh City, 3 May 2024",
        "Washington, D.C., May 3, 2024",
        "Smalltown, May 3, 2024",
        "Anna Keller, May 3, 2024",
        "Anna Keller / 3 May 2024",
        "Anna Keller and Tom Ong, 3 May 2024",
        "Anna Keller, Tom Ong, 3 May 2024",
        "Anna Keller in Brussels, 3 May 2024",
        "Anna Keller, Brussels, 3 May 2024",
        "Anna Keller, Brussels Correspondent | 3 May 2024",
        "Business Live, Friday 3 May 2024",
        "3 May 2024 | World News",
        "3 May 2024 | Hong Kong News",
        "Hong Kong Politics, 3 May 2024",
        "Press release | 3 May 2024 | Brussels",
        "Published 3 May 2024 by Anna Keller",
    ],
)
def test_places_people_and_sections_are_no_publisher(line: str) -> None:
    article = read_text(under(line), places=PLACES)
    assert (article.publisher, str(article.published.date)) == (None, "2024-05-03")


@pytest.mark.parametrize("label", ["Brussels", "Hong Kong", "FOR IMMEDIATE RELEASE"])
def test_a_label_above_the_headline_is_no_publisher(label: str) -> None:
    assert read_text(f"{label}\n\n{HEADLINE}\n\n3 May 2024\n\n{BODY}", places=PLACES).publisher is None


def test_an_outlet_called_like_a_place_is_one() -> None:
    outlets = (make_outlet("Brussels", "brussels.example", "BE"),)
    assert read_text(under("Brussels | 3 May 2024"), places=PLACES, outlets=outlets).publisher == "Brussels"


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("— The Harbour Post, November 4, 2022", "Harbour Post"),
        ("Harbour Post, 4 November 2022", "Harbour Post"),
        ("Published in The Harbour Post, November 4, 2022", "Harbour Post"),
        ("Published in the Harbour Post on 4 November 2022.", "Harbour Post"),
        ("This article was published by Harbour Post on 4 November 2022.", "Harbour Post"),
        ("This story appeared in the November 4, 2022 edition of The Harbour Post.", "Harbour Post"),
    ],
)
def test_the_last_line_may_say_where_and_when_it_stood(line: str, publisher: str) -> None:
    article = read_text(behind(line))
    assert article.text == f"{HEADLINE}\n\n{BODY}"
    assert str(article.published.date) == "2022-11-04"
    assert (article.publisher or "").removeprefix("The ") == publisher


@pytest.mark.parametrize(
    "line",
    [
        "This article first appeared in Yonder Post on 4 November 2022.",
        "This article was published in Yonder Post. Reproduced with permission.",
        "A version of this article appears in print on Nov. 4, 2022, Section B, of the Yonder edition.",
    ],
)
def test_where_a_copy_was_taken_from_is_no_publisher(line: str) -> None:
    assert read_text(behind(line)).publisher is None


def test_a_study_published_elsewhere_is_not_this_text() -> None:
    last = "The findings were published in the Yonder Journal on 4 November 2022, a spokesman for the firm said."
    article = read_text(behind(last))
    assert (article.publisher, article.published.date) == (None, None)
    assert article.text.endswith(last)


@pytest.mark.parametrize(
    ("title", "under_title", "publisher"),
    [
        ("The Quay Dispatch: chips, fines and the fog", "Issue 12 | Friday, 19 November 2021", "The Quay Dispatch"),
        ("The Far Quay letter: chips and fog", "Friday, 19 November 2021. Unsubscribe", "The Far Quay letter"),
        ("The Quay Dispatch: chips, fines and the fog", "19 November 2021", None),
        ("The fine print: chips, fines and the fog", "Issue 12 | Friday, 19 November 2021", None),
        ("Morning letter: chips, fines and the fog", "Issue 12 | Friday, 19 November 2021", None),
        ("Quay newsletter: chips, fines and the fog", "Issue 12 | Friday, 19 November 2021", None),
    ],
)
def test_a_newsletter_is_named_by_its_subject_line(title: str, under_title: str, publisher: str | None) -> None:
    article = read_text(f"{title}\n\n{under_title}\n\n{BODY}")
    assert (article.title, article.publisher, str(article.published.date)) == (title, publisher, "2021-11-19")


@pytest.mark.parametrize(
    ("top", "publisher"),
    [
        ("Posted On: 23 SEP 2024 8:15AM by YIO Delhi", "YIO"),
        ("Posted On: 23 SEP 2024 8:15AM by Yonder Press Delhi", "Yonder Press"),
        ("From: Department for Harbours and Trade\nPublished 23 September 2024", "Department for Harbours and Trade"),
        ("Issued by: Harbour Authority\n23 September 2024", "Harbour Authority"),
    ],
)
def test_releases_name_their_office(top: str, publisher: str) -> None:
    article = read_text(f"{HEADLINE}\n\n{top}\n\n{BODY}", places=PLACES)
    assert (article.publisher, str(article.published.date)) == (publisher, "2024-09-23")


def test_an_acronym_is_spelt_out_when_the_page_does() -> None:
    text = f"Yonder Information Office\n\n{HEADLINE}\n\nPosted On: 23 SEP 2024 8:15AM by YIO Delhi\n\n{BODY}"
    assert read_text(text, places=PLACES).publisher == "Yonder Information Office"


def test_a_menu_running_on_behind_the_name_is_cut_by_the_copyright_line() -> None:
    text = f"Harbour Review Brazil Trade Newsletters\n\n{HEADLINE}\n\n{BODY}\n\n© 2023 Harbour Review"
    assert read_text(text).publisher == "Harbour Review"


@pytest.mark.parametrize(
    ("lead", "rest", "date"),
    [
        ("The talks were held in the harbour on the morning of May 22, 2025.", SECOND, "2025-05-22"),
        ("The talks were held in the harbour on May 22, 2025.", "A first bill was tabled in 2019.", "2025-05-22"),
        ("The talks were held in the harbour on May 21, 2025.", SECOND, None),
        ("The ministry marks the anniversary of the talks of May 22, 2022.", SECOND, None),
        ("The ministry has fined nobody since May 22, 2022.", SECOND, None),
        ("The talks held in the harbour on May 22, 2022, are remembered.", "The next ones are due in 2024.", None),
        ("The ministry held its talks in the harbour.", "The law was passed on May 22, 2019.", None),
    ],
)
def test_a_dateline_takes_its_year_from_the_first_paragraph_only(lead: str, rest: str, date: str | None) -> None:
    text = f"{HEADLINE}\n\nBEIJING, May 22 (Yonder News) -- {lead} Nobody else was present.\n\n{rest}\n\n{THIRD}"
    found = read_text(text).published
    assert (str(found.date) if found.date else None) == date
    assert FIRST not in text
