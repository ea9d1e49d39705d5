"""Dates with their witnesses, publishers, credits."""

from __future__ import annotations

import dataclasses

import pytest
from clean_made import BODY, FIRST, HEADLINE, SECOND, make_outlet, read_page, read_text

from retinue.clean.dateline import find_dateline
from retinue.clean.language import language_of
from retinue.model import Reliability

PARAGRAPHS = "".join(f"<p>{p}</p>" for p in BODY.split("\n\n"))


def page(head: str = "", top: str = "", foot: str = "") -> str:
    return (
        f"<html><head><title>{HEADLINE}</title>{head}</head><body>{top}<article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article>"
        f"{foot}</body></html>"
    )


META = '<meta property="article:published_time" content="2024-03-14T09:12:00+01:00">'
LINKED = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-14"}</script>'


@pytest.mark.parametrize(
    ("source", "witness", "reliability"),
    [
        (page(META), "meta", Reliability.HIGH),
        (page(LINKED), "json_ld", Reliability.HIGH),
        (page(top='<time datetime="2024-03-14">last week</time>'), "time", Reliability.MEDIUM),
        (page(top="<p>Published: Thursday, 14 March 2024, 09:12</p>"), "byline", Reliability.HIGH),
    ],
)
def test_witnesses_of_a_page(source: str, witness: str, reliability: Reliability) -> None:
    found = read_page(source).published
    assert (str(found.date), found.witness, found.reliability) == ("2024-03-14", witness, reliability)
    assert found.wording


def test_the_surroundings_come_first() -> None:
    found = read_page(page(META), published="2024-03-13T20:00:00Z").published
    assert (str(found.date), found.witness) == ("2024-03-13", "given")


def test_an_earlier_printed_date_beats_a_reset_stamp() -> None:
    source = page(
        '<meta property="article:published_time" content="2025-06-02">', "<p>Harbour Post | 14 March 2024</p>"
    )
    assert str(read_page(source).published.date) == "2024-03-14"


def test_a_copyright_year_is_no_date() -> None:
    found = read_page(page(foot="<footer>© 2023 Harbour Post</footer>")).published
    assert (found.date, found.witness, found.reliability) == (None, None, Reliability.NONE)


def test_dates_in_the_body_are_no_witness() -> None:
    source = page().replace("last year", "on March 30, 2023,")
    assert read_page(source).published.date is None


def test_the_url_is_a_weak_witness() -> None:
    found = read_page(page(), url="https://post.example/2024/03/14/fine").published
    assert (str(found.date), found.witness) == ("2024-03-14", "url")


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Harbour Wire | Thu, 13 Apr 2023 11:47 UTC", "2023-04-13"),
        ("PUBLISHED: March 14, 2024 at 6:01 a.m. | UPDATED: March 16, 2024 at 7:22 a.m.", "2024-03-14"),
        ("Updated: March 16, 2024 | Published: March 14, 2024", "2024-03-14"),
        ("Last updated 30 October 2025, 18:40", "2025-10-30"),
        ("2019.10.16 18:40", "2019-10-16"),
    ],
)
def test_printed_lines(line: str, date: str) -> None:
    assert str(read_text(f"{HEADLINE}\n{line}\n\n{BODY}").published.date) == date


def test_slashed_dates_follow_the_outlets_country() -> None:
    text = f"{HEADLINE}\n10/09/2023\n\n{BODY}"
    outlets = (make_outlet("Tri-County Herald", "tricounty.example", "US"),)
    assert str(read_text(text, url="https://www.tricounty.example/a", outlets=outlets).published.date) == "2023-10-09"
    assert read_text(text).published.date is None


def test_a_full_dateline_counts_and_a_bare_one_needs_a_year() -> None:
    full = read_text(f"{HEADLINE}\n\nBEIJING, May 22, 2023 (Yonder News) - {FIRST}").published
    assert (str(full.date), full.witness) == ("2023-05-22", "dateline")
    bare = f"{HEADLINE}\n\nBEIJING, May 22 (Yonder News) - {FIRST}"
    assert read_text(bare).published.date is None
    assert str(read_text(bare, url="https://post.example/2023/05/fine").published.date) == "2023-05-22"


def test_the_foot_may_date_a_release() -> None:
    assert (
        str(read_text(f"{HEADLINE}\n\n{BODY}\n\nEnds/Saturday, April 22, 2023\nNNNN").published.date) == "2023-04-22"
    )


@pytest.mark.parametrize(
    ("text", "city", "agency"),
    [
        ("BEIJING/BOISE, May 22, 2023 (Yonder News) - ", "BEIJING/BOISE", "Yonder News"),
        ("Tokyo, March 31 (Yonder Press)--", "Tokyo", "Yonder Press"),
        ("HAMBURG, Germany, March 14, 2024 /YonderWire/ -- ", "HAMBURG, Germany", "YonderWire"),
        ("SEOUL - ", "SEOUL", None),
        ("CHANGSHA, March 22 -- ", "CHANGSHA", None),
        ("WASHINGTON (AP) — ", "WASHINGTON", "AP"),
    ],
)
def test_datelines(text: str, city: str, agency: str | None) -> None:
    line = find_dateline(text + FIRST)
    assert line is not None
    assert (line.city, line.agency, line.end) == (city, agency, len(text))


@pytest.mark.parametrize(
    "text", ["The company - which said little - was fined.", "It was May 22 (a Monday) - " + FIRST, FIRST]
)
def test_no_datelines(text: str) -> None:
    assert find_dateline(text) is None


def test_a_chinese_dateline() -> None:
    line = find_dateline("某某社广州8月24日电　8月22日至24日，监管部门在广东开展调研，并召开企业座谈会。")
    assert line is not None
    assert (line.agency, line.month_day) == ("某某社", (8, 24))


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (f"The Harbour Post\n\n{HEADLINE}\n\n{BODY}", "The Harbour Post"),
        (f"{HEADLINE}\n\n{BODY}\n\nCopyright © 2023 Harbour Today Ltd. All rights reserved.", "Harbour Today"),
        (f"{HEADLINE}\nHarbour Wire | Thu, 13 Apr 2023\n\n{BODY}", "Harbour Wire"),
        (f"{HEADLINE}\n\nBEIJING, May 22, 2023 (Yonder News) - {FIRST}\n\n{SECOND}", "Yonder News"),
        (f"Rotor\nNews | Tech | Jobs\n\n{HEADLINE}\n\n{BODY}\n\n© 2023 Rotor", "Rotor"),
        (f"{HEADLINE}\nWhy you can trust Harbour\n\n{BODY}", "Harbour"),
        (f"{HEADLINE}\nAnna Keller\n\n{BODY}", None),
        (f"{HEADLINE}\n\n{BODY}", None),
    ],
)
def test_publishers_of_texts(text: str, publisher: str | None) -> None:
    assert read_text(text).publisher == publisher


@pytest.mark.parametrize(
    ("source", "publisher"),
    [
        (page('<meta property="og:site_name" content="Harbour Post">'), "Harbour Post"),
        (page().replace("</title>", " | Harbour Post</title>"), "Harbour Post"),
        (page('<script type="application/ld+json">[{"publisher": {"name": "Harbour"}}]</script>'), "Harbour"),
        (page(top='<div class="logo">HARBOUR POST</div>'), "HARBOUR POST"),
        (page(), None),
    ],
)
def test_publishers_of_pages(source: str, publisher: str | None) -> None:
    assert read_page(source).publisher == publisher


def test_the_domain_names_the_publisher() -> None:
    outlets = (make_outlet("Harbour Post", "post.example", "HK"),)
    assert read_page(page(), url="https://www.post.example/a", outlets=outlets).publisher == "Harbour Post"


def test_an_address_that_is_none_names_nobody() -> None:
    outlets = (make_outlet("Harbour Post", "post.example", "HK"),)
    assert read_page(page(), url="http://[::1/post.example", outlets=outlets).publisher is None


def test_the_source_of_a_copy_is_not_its_publisher() -> None:
    article = read_text(
        f"{HEADLINE}\n\n{BODY}\n\n"
        "This article originally appeared in the Yonder Post. Copyright © 2023 Yonder Post Ltd."
    )
    assert (article.syndicated_from, article.publisher) == ("Yonder Post", None)


@pytest.mark.parametrize(
    ("line", "name", "kind"),
    [
        (
            "This article first appeared in Yonder Press. Republished with permission.",
            "Yonder Press",
            "first_published",
        ),
        ("Republished from Yonder Post", "Yonder Post", "first_published"),
        ("2023-03-23 09:12  Source: Yonder", "Yonder", "agency"),
        ("SOURCE Nordlicht Semiconductor AG", "Nordlicht Semiconductor AG", "agency"),
        ("以下文章来源于远方夜话，作者老郭", "远方夜话", "first_published"),
        ("By Anna Keller", "Anna Keller", "reporter"),
        ("(Reporting by Anna Keller; editing by Tom Ong)", "Anna Keller", "reporter"),
    ],
)
def test_credits(line: str, name: str, kind: str) -> None:
    found = read_text(f"{HEADLINE}\n\n{BODY}\n\n{line}").credits
    assert (name, kind) in {(c.name, c.kind) for c in found}


@pytest.mark.parametrize("line", ["YNA, Seoul", "By Yonder News Agency", "Yonder News Agency | 3 May 2024"])
def test_agencies_that_knowledge_has_are_credited_from_short_lines(line: str) -> None:
    agency = make_outlet("Yonder News Agency", "yna.example", "KR")
    agency = dataclasses.replace(agency, agency=True, aliases=("YNA",))
    found = read_text(f"{HEADLINE}\n{line}\n\n{BODY}", outlets=(agency,)).credits
    assert "agency" in {c.kind for c in found}


@pytest.mark.parametrize("ending", [" YONDER", " (Yonder)", " - Yonder"])
def test_an_agency_behind_the_last_sentence_is_credited(ending: str) -> None:
    article = read_text(f"{HEADLINE}\n\n{BODY}{ending}")
    assert [(c.name.casefold(), c.kind) for c in article.credits] == [("yonder", "agency")]
    assert article.text.endswith(ending)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (FIRST, "en"),
        ("监管部门周二表示，已对该企业处以罚款。", "zh"),
        ("経済産業省は火曜日、行政指導を行ったと発表した。", "ja"),
        ("Die Behörde hat den Hersteller mit einer Strafe belegt, weil er die Daten nicht gemeldet hat.", "de"),
        ("Министерство сообщило во вторник о штрафе.", "ru"),
        ("1234 5678", None),
        ("Xyzzy plugh foo bar baz qux", None),
    ],
)
def test_languages(text: str, code: str | None) -> None:
    assert language_of(text) == code
