"""Outlets that no list and no word gives away: told by where their name stands, and that the page names it again."""

from __future__ import annotations

import dataclasses

import pytest
from clean_made import BODY, FIRST, HEADLINE, SECOND, THIRD, make_outlet, read_page, read_text


def page(top: str = "", foot: str = "", title: str = HEADLINE) -> str:
    body = "".join(f"<p>{p}</p>" for p in (FIRST, SECOND, THIRD))
    return (
        f"<html><head><title>{title}</title></head><body>{top}<h1>{HEADLINE}</h1>"
        f"<article>{body}</article>{foot}</body></html>"
    )


@pytest.mark.parametrize(
    ("top", "publisher"),
    [
        ("<div><b>GRANITE</b> <i>Quarries and roads since 1931</i></div>", "GRANITE"),
        ("<div><b>Pine &amp; Plank</b> Est. 1974</div>", "Pine & Plank"),
        ("<div>OPINION · The Pinewood Review</div>", "The Pinewood Review"),
        ("<div>PINEWOOD TIMES-HERALD · Northern edition · $2</div>", "PINEWOOD TIMES-HERALD"),
        ("<table><tr><td>Pinewood.fi</td><td>News</td><td>Property</td></tr></table>", "Pinewood.fi"),
        ("<div>Government of Pinewood | Pinewood Roads Authority</div>", "Pinewood Roads Authority"),
        ("<div>Pinewood Business Report › Policy</div>", "Pinewood Business Report"),
    ],
)
def test_mastheads_of_pages(top: str, publisher: str) -> None:
    assert read_page(page(top, title="Fined")).publisher == publisher


@pytest.mark.parametrize("title", ["Chipmaker fined", "Opinion", "Markets", "Live: a fine day"])
def test_a_title_tag_that_is_a_short_headline_names_nobody(title: str) -> None:
    assert read_page(page(title=title)).publisher is None


def test_a_title_tag_is_the_outlet_when_the_foot_says_so() -> None:
    foot = "<div>Granite is published by Stone Media.</div>"
    assert read_page(page(foot=foot, title="Granite")).publisher == "Granite"


@pytest.mark.parametrize(
    "foot",
    [
        "Granite is a member of the Press Council",
        "Granite is regulated by nobody. © 2024",
        "Our Standards: The Granite Trust Charter",
        "Download the Granite app",
        "Get Granite's Monday briefing",
        "Granite Oy, Tampere. Imprint.",
        "Imprint | Privacy | Granite AB, Lund",
        "Granite | Contact | Jobs",
        "You're receiving Granite because you signed up",
        "Anna Keller is Granite's roads correspondent",
        "CC BY-NC Granite 2024",
        "© Granite 3 May 2024. Do not forward.",
    ],
)
def test_outlets_speak_of_themselves(foot: str) -> None:
    assert read_page(page(foot=f"<div>{foot}</div>")).publisher == "Granite"


@pytest.mark.parametrize("foot", ["Follow Anna Keller on X", "Tags: chips, fines", "We may earn a commission."])
def test_other_lines_at_the_foot_name_nobody(foot: str) -> None:
    assert read_page(page(foot=f"<div>{foot}</div>")).publisher is None


@pytest.mark.parametrize(
    ("top", "foot"),
    [
        ("Granite Global, May 3, 2024", "Contact reporter Anna Keller (anna@granite.example)"),
        ("Granite\n\nAnna Keller, 3 May 2024", "Write to letters@granite.example"),
    ],
)
def test_an_address_confirms_a_name(top: str, foot: str) -> None:
    found = read_text(f"{HEADLINE}\n\n{top}\n\n{BODY}\n\n{foot}").publisher
    assert found is not None
    assert found.startswith("Granite")


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("3 May 2024 · Pinewood Post political desk", "Pinewood Post"),
        ("3 May 2024 | by Pinewood Law Reporter staff", "Pinewood Law Reporter"),
        ("Pinewood Evening, 3 May 2024", "Pinewood Evening"),
        ("Anna Keller, roads correspondent | The Pinewood Post | 3 May 2024", "The Pinewood Post"),
        ("DEPARTMENT FOR ROADS AND BRIDGES, 3 May 2024", "DEPARTMENT FOR ROADS AND BRIDGES"),
        ("Tue 3:15 PM, Pinewood Post, 3 May 2024", "Pinewood Post"),
    ],
)
def test_lines_with_dates_clocks_and_desks(line: str, publisher: str) -> None:
    assert read_text(f"{HEADLINE}\n\n{line}\n\n{BODY}").publisher == publisher


@pytest.mark.parametrize(
    ("line", "publisher"),
    [("-- Pinewood News Service --", "Pinewood News Service"), ("YNA/The Pinewood Post", "The Pinewood Post")],
)
def test_a_lone_name_behind_the_text(line: str, publisher: str) -> None:
    agency = dataclasses.replace(make_outlet("YNA", "yna.example", "KR"), agency=True)
    assert read_text(f"{HEADLINE}\n\n{BODY}\n\n{line}", outlets=(agency,)).publisher == publisher


@pytest.mark.parametrize(
    "line", ["Source: Pine & Plank", "By Anna Keller for Pine & Plank", "By Anna Keller / Plankton / Oslo"]
)
def test_what_is_left_of_a_line_may_be_the_outlet(line: str) -> None:
    assert read_text(f"{HEADLINE}\n\n{line}\n\n{BODY}").publisher in ("Pine & Plank", "Plankton")


def test_a_headline_with_the_outlet_behind_it() -> None:
    assert read_text(f"{HEADLINE} | Plankton\n\n{BODY}").publisher == "Plankton"


@pytest.mark.parametrize(
    "dateline",
    ["OSLO (Plankton) May 3 - ", "(Plankton) May 3 — ", "May 3 (Plankton) - ", "OSLO (Plankton), 3 May 2024 - "],
)
def test_datelines_in_other_orders(dateline: str) -> None:
    assert read_text(f"{HEADLINE}\n\n{dateline}{FIRST}\n\n{SECOND}\n\n{THIRD}").publisher == "Plankton"


def test_a_masthead_with_a_motto_is_no_dateline() -> None:
    article = read_text(f"PINEWOOD MONITOR — the road builder's daily\n\n{HEADLINE}\n\n{BODY}")
    assert (article.publisher, article.dateline, article.title) == ("PINEWOOD MONITOR", None, HEADLINE)


def test_a_headline_in_sentences_above_a_byline() -> None:
    headline = '"Nobody told us": chipmaker pays. Its customers are still waiting for an answer from it.'
    article = read_text(f"Pinewood Chronicle\n\n3 May 2024\n\n{headline}\n\nBy Anna Keller\n\n{BODY}")
    assert (article.title, article.publisher) == (headline, "Pinewood Chronicle")


@pytest.mark.parametrize(
    ("top", "foot", "date"),
    [
        ("Regular briefing of the Roads Ministry, May 3, 2024 (excerpts)", "", "2024-05-03"),
        ("Published on 03/05/2024 at 19:12", "", "2024-05-03"),
        ("Published 03/05/2024", "", "None"),
        ("3 May 24", "", "2024-05-03"),
        ("Pinewood Post | Tue, May 3 '24", "", "2024-05-03"),
        ("First published: 3 May 2024. Last updated: 9 May 2024.", "", "2024-05-03"),
        ("", "03.05.2024", "2024-05-03"),
        ("", "© Pinewood Post 3 May 2024. Do not forward.", "2024-05-03"),
        ("", "© Pinewood Post 2024", "None"),
    ],
)
def test_more_lines_that_date_an_article(top: str, foot: str, date: str) -> None:
    assert str(read_text(f"{HEADLINE}\n\n{top}\n\n{BODY}\n\n{foot}").published.date) == date


def test_an_updates_stamp_counts_when_nothing_else_does() -> None:
    stamp = '<meta property="article:modified_time" content="2024-05-09">'
    source = page().replace("<head>", f"<head>{stamp}")
    assert str(read_page(source).published.date) == "2024-05-09"
    assert (
        str(read_page(source.replace("<article>", "<div>3 May 2024</div><article>")).published.date) == "2024-05-03"
    )


def test_a_photographers_agency_is_not_credited() -> None:
    agency = make_outlet("YNA", "yna.example", "KR")
    article = read_text(f"{HEADLINE}\n\n{BODY}\n\nShoppers pass a store. (YNA: Anna Keller)", outlets=(agency,))
    assert article.credits == ()


def test_the_dateline_may_stand_below_a_standfirst() -> None:
    standfirst = "The regulator found that the company had waited for eleven weeks before it told anybody."
    article = read_text(f"{HEADLINE}\n\n{standfirst}\n\nOSLO, May 3 (Yonder) - {FIRST}\n\n{SECOND}\n\n{THIRD}")
    assert [(c.name, c.kind) for c in article.credits] == [("Yonder", "agency")]
