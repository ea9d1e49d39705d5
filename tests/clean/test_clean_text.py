"""Plain-text crawls: headline, body, furniture by its place; nothing is lost."""

from __future__ import annotations

import pytest
from clean_made import BODY, FIRST, HEADLINE, SECOND, THIRD, read_text
from hypothesis import given, settings
from hypothesis import strategies as st

from retinue.clean.blocks import from_text, visible
from retinue.clean.furniture import furniture
from retinue.errors import UnreadableError
from retinue.model import Article


def plain(text: str) -> str:
    return " ".join(visible(text).split())


def reasons(article: Article) -> dict[str, str]:
    return {d.text: d.reason for d in article.dropped}


def test_text_is_headline_then_paragraphs() -> None:
    article = read_text(f"{HEADLINE}\n\n{BODY}\n")
    assert article.text == f"{HEADLINE}\n\n{BODY}"
    assert article.text[: article.title_end] == article.title == HEADLINE
    assert article.dropped == ()
    assert article.language == "en"


@pytest.mark.parametrize("headline", ["", "Keller visits Halden", "Keller visits the works of Halden on Monday"])
def test_a_flash_of_one_short_sentence_is_read(headline: str) -> None:
    text = "Premier Anna Keller visited Halden in the capital on Monday."
    article = read_text(f"{headline}\n\n{text}\n")
    assert article.text == (f"{headline}\n\n{text}" if headline else text)
    assert article.title == (headline or None)
    assert article.dropped == ()


def test_header_and_foot_go_with_their_reasons() -> None:
    article = read_text(
        f"The Harbour Post\nMarkets | Tech | Opinion\n9 February 2024 · 4 min read · By Anna Keller\n\n{HEADLINE}\n\n"
        f"{BODY}\n\nRead next: The bank that said no\nComments (3)\nA reader who disagrees strongly\n"
        "© 2024 Harbour Post"
    )
    assert article.text == f"{HEADLINE}\n\n{BODY}"
    assert reasons(article) == {
        "The Harbour Post": "masthead",
        "Markets | Tech | Opinion": "navigation",
        "9 February 2024 · 4 min read · By Anna Keller": "datestamp",
        "Read next: The bank that said no": "related",
        "Comments (3)": "comments",
        "A reader who disagrees strongly": "comments",
        "© 2024 Harbour Post": "copyright",
    }


def test_standfirst_bullets_and_subheads_stay() -> None:
    head = f"{HEADLINE}\nRegulator loses patience with chip industry over leaks\n• The fine is the first of its kind"
    text = f"{head}\n\n{FIRST}"
    article = read_text(f"{text}\n\nA second front\n\n{SECOND}\n\n{THIRD}")
    assert article.dropped == ()
    assert "A second front" in article.text


def test_a_byline_below_the_headline_goes() -> None:
    article = read_text(f"{HEADLINE}\nBeatriz Salgado\nCOLUMN\n\n{BODY}")
    assert reasons(article) == {"Beatriz Salgado": "byline", "COLUMN": "section"}


def test_a_list_under_a_label_ends_at_the_next_paragraph() -> None:
    article = read_text(
        f"{HEADLINE}\n\n{FIRST}\n\nRelated stories\nMinister opens bridge\nBoy finds tooth on beach\n\n"
        f"{SECOND}\n\n{THIRD}"
    )
    assert article.text == f"{HEADLINE}\n\n{BODY}"
    assert {d.reason for d in article.dropped} == {"related"}


def test_an_advertisement_takes_its_next_line_but_no_paragraph() -> None:
    article = read_text(
        f"{HEADLINE}\n\n{FIRST}\n\nAdvertisement\nShoes for every season\n\n{SECOND}\n\nAdvertisement\n{THIRD}"
    )
    assert article.text == f"{HEADLINE}\n\n{BODY}"
    assert reasons(article)["Shoes for every season"] == "advert"


def test_a_short_last_sentence_stays() -> None:
    article = read_text(f"{HEADLINE}\n\n{BODY}\n\nIt did not comment further.\n\nShare this article")
    assert article.text.endswith("It did not comment further.")


def test_a_stray_date_prefix_goes_and_counts() -> None:
    article = read_text(f" date 2023-10-10 {HEADLINE}\n\n{BODY}")
    assert article.title == HEADLINE
    assert (str(article.published.date), article.published.witness) == ("2023-10-10", "prefix")
    assert article.dropped[0].reason == "date_prefix"


def test_hard_wrapped_lines_are_joined() -> None:
    lines = [
        "The ministry said on Tuesday that it had fined the chipmaker four",
        "million euros for failing to report a data breach that exposed the",
        "records of about twenty thousand customers, most of whom had never",
        "been told about it by the company or by its bank in the meantime.",
        "",
        "The regulator opened its inquiry last year after a complaint from",
        "a consumer group, which had asked for a far larger penalty, as it",
        "had done in two other cases that were heard by the same court and",
        "ended without a ruling in the spring of the year before last one.",
    ]
    assert [len(b.text.split("\n")) for b in from_text("\n".join(lines))] == [1, 1]


@pytest.mark.parametrize("kicker", ["Explainer", "Live", "Opinion", "Exclusive"])
def test_a_headline_with_a_kicker_is_the_headline_when_no_other_is(kicker: str) -> None:
    article = read_text(f"{kicker}: {HEADLINE}\n\nThe regulator has lost patience.\n\n{BODY}")
    assert article.title == f"{kicker}: {HEADLINE}"


def test_the_given_title_finds_its_line() -> None:
    article = read_text(f"A museum for the town's oldest quarter\n{HEADLINE}\n\n{BODY}", title=HEADLINE)
    assert article.title == HEADLINE


def test_a_dateline_stays_in_the_text() -> None:
    article = read_text(f"{HEADLINE}\n\nBEIJING, May 22 (Yonder News) - {FIRST}\n\n{SECOND}")
    assert article.dateline is not None
    assert article.dateline.of(article.text) == "BEIJING, May 22 (Yonder News) -"


def test_chinese_pages() -> None:
    paragraph = "监管部门周二表示，因未及时报告数据泄露事件，已对该芯片企业处以400万元罚款，涉及约两万名用户。"
    article = read_text(
        f"首页 > 财经 > 正文\n监管部门对芯片企业罚款400万元\n2024年03月14日 09:12 来源：华北经济报\n字号：大 中 小\n"
        f"{paragraph}\n广告\n{paragraph}\n责任编辑：王芳\nCopyright © 2024 华北经济网 版权所有"
    )
    assert article.text == f"监管部门对芯片企业罚款400万元\n\n{paragraph}\n\n{paragraph}"
    assert (article.language, str(article.published.date)) == ("zh", "2024-03-14")


@pytest.mark.parametrize("text", ["Home\nNews\nSport", "Advertisement", "© 2024 Harbour Post"])
def test_no_article(text: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_text(text)
    assert caught.value.reason == "no_article"


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "",
                "Advertisement",
                "Related stories",
                HEADLINE,
                FIRST,
                SECOND,
                "By Anna Keller",
                "Who pays?",
                "18:10",
                "© 2024 Harbour Post",
                "• One point",
                "Comments (2)",
                "date 2023-10-10",
                "Harbour Post | 3 May 2024",
            ]
        ),
        st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf")), max_size=40),
    ),
    max_size=25,
)


@settings(max_examples=150)
@given(LINES)
def test_every_line_ends_up_in_text_or_dropped(lines: list[str]) -> None:
    text = "\n".join([*lines, "", THIRD])
    article = read_text(text)
    held = plain(" ".join([article.text, *(d.text for d in article.dropped)]))
    for line in text.splitlines():
        assert plain(line) in held
    assert all(d.reason for d in article.dropped)


@settings(max_examples=100)
@given(st.text(max_size=300))
def test_any_line_is_judged_without_a_crash(line: str) -> None:
    assert furniture().reason(line) is None or isinstance(furniture().reason(line), str)


def test_a_list_above_the_headline_is_not_the_headline() -> None:
    article = read_text(
        "The Harbour Post\nTrending now\nRobots win a marathon in the rain\nTown opens its second bypass\n"
        f"{HEADLINE}\nBy Anna Keller\n{FIRST}\n{SECOND}\n{THIRD}"
    )
    assert article.text == f"{HEADLINE}\n\n{BODY}"


def test_a_text_without_blank_lines_keeps_the_subhead_behind_an_advertisement() -> None:
    article = read_text(f"{HEADLINE}\n{FIRST}\nAdvertisement\nWhat comes next\n{SECOND}\n{THIRD}")
    assert "What comes next" in article.text


def test_remarks_of_readers_go_even_as_sentences() -> None:
    long_body = "\n\n".join([BODY] * 3)
    article = read_text(
        f"{HEADLINE}\n\n{long_body}\n\n2 comments\n\n"
        "Anna: I worked there in the eighties, it was a nice place to be at.\n\n"
        "Tom: My uncle says that they knew about it all along and kept it quiet."
    )
    assert article.text == f"{HEADLINE}\n\n{long_body}"
    assert [d.reason for d in article.dropped] == ["comments"] * 3
