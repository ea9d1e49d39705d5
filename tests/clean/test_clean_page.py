"""Web pages: body, headline, rescue; hostile pages; a measure on real ones."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from clean_made import BODY, FIRST, HEADLINE, SECOND, THIRD, read_page, read_text

from retinue.errors import UnreadableError

PARAGRAPHS = "".join(f"<p>{p}</p>" for p in BODY.split("\n\n"))
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "pages"


def test_a_page_gives_headline_and_body_and_keeps_the_rest_as_dropped() -> None:
    article = read_page(
        f"""<html><head><title>{HEADLINE} - Harbour Post</title></head><body>
        <nav><a href="/">Home</a> <a href="/m">Markets</a></nav><h1>{HEADLINE}</h1>
        <p class="by">By Anna Keller | 3 May 2024</p><div class="share">Share: X | Email</div>
        <p>{FIRST}</p><div class="ad">Advertisement</div><p>{SECOND}</p>
        <figure><figcaption>The works. Photo: Lena Ortiz</figcaption></figure><p>{THIRD}</p>
        <h3>Read next</h3><ul><li>Minister opens bridge</li><li>Boy finds tooth</li></ul>
        <footer>© 2024 Harbour Post</footer></body></html>"""
    )
    assert article.text == f"{HEADLINE}\n\n{BODY}"
    assert article.publisher == "Harbour Post"
    dropped = {d.text: d.reason for d in article.dropped}
    assert dropped["Advertisement"] == "advert"
    paragraphs = article.text.split("\n\n")
    above = {d.text: paragraphs[d.after - 1] if d.after else "" for d in article.dropped}
    assert above["By Anna Keller | 3 May 2024"] == article.title
    assert above["© 2024 Harbour Post"] == paragraphs[-1]
    assert dropped["Minister opens bridge"] == "related"
    assert {"By Anna Keller | 3 May 2024", "Share: X | Email", "© 2024 Harbour Post"} <= set(dropped)


def test_subheads_and_lists_stay() -> None:
    article = read_page(
        f"<html><body><article><h1>{HEADLINE}</h1><h2>What happened</h2><p>{FIRST}</p><h2>What comes next</h2>"
        f"<p>{SECOND}</p><ul><li>The fine is due in June.</li><li>An appeal is open until May.</li></ul>"
        f"<p>{THIRD}</p>"
        "</article></body></html>"
    )
    for line in ("What happened", "What comes next", "The fine is due in June.", "An appeal is open until May."):
        assert line in article.text


def test_a_page_without_a_headline_takes_the_claimed_one() -> None:
    article = read_page(
        f'<html><head><meta property="og:title" content="{HEADLINE}"></head>'
        f"<body><article>{PARAGRAPHS}</article></body></html>"
    )
    assert article.text[: article.title_end] == HEADLINE


def test_the_headline_is_not_told_twice() -> None:
    article = read_page(
        f"<html><body><article><h1>{HEADLINE}</h1><p>{HEADLINE}</p>{PARAGRAPHS}</article></body></html>"
    )
    assert article.text.count(HEADLINE) == 1


def test_old_pages_of_nested_tables_are_read() -> None:
    cells = "".join(f"<p><font size=3>{p}</font></p>" for p in BODY.split("\n\n"))
    article = read_page(
        f"<html><body><table><tr><td><a href=a>Home</a></td><td><a href=b>Login</a></td></tr></table><table><tr><td>"
        f"<h1>{HEADLINE}</h1></td></tr><tr><td>{cells}</td></tr></table></body></html>"
    )
    assert article.text == f"{HEADLINE}\n\n{BODY}"


def test_a_page_cut_short_is_read_as_far_as_it_goes() -> None:
    article = read_page(f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1>{PARAGRAPHS}<p>And th")
    assert BODY in article.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<div>" * 10_000_000, "too_large"),
        ("<div>" * 1_000_000, "markup"),
        ("<div>" * 50_000 + "x" + "</div>" * 50_000, "markup"),
        ("<html><body><p>" + "word " * 1_000_000, "too_large"),
        ("<p>a b c</p>" * 30_000, "markup"),
        ("<p " + " ".join(f"a{n}='x'" for n in range(30_000)) + f">{FIRST}", "markup"),
        ("<html><body><nav>Home</nav></body></html>", "no_article"),
        ("<html><head><title>A fi", "no_article"),
        ("<!-- nothing -->", "no_article"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
        (b"", "empty"),
    ],
)
def test_hostile_pages_end_soon_and_with_a_reason(content: str | bytes, reason: str) -> None:
    start = time.process_time()
    with pytest.raises(UnreadableError) as caught:
        read_page(content)
    assert caught.value.reason == reason
    assert time.process_time() - start < 5


@pytest.mark.parametrize("text", ["word " * 1_000_000, "w" * 5_000_000])
def test_a_line_of_five_megabytes_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_text(text)
    assert caught.value.reason == "too_large"


def test_the_limit_counts_the_article_not_its_page() -> None:
    padding = "<nav>" + "<a href='/x'>Menu</a> " * 300 + "</nav>"
    assert (
        read_page(f"<html><body>{padding}<h1>{HEADLINE}</h1>{PARAGRAPHS}</body></html>", max_chars=1000).title
        == HEADLINE
    )


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="the real pages are not beside the project")
def test_real_pages_score_above_the_bare_extractor() -> None:
    truth = json.loads((SHARED / "ground-truth.json").read_text(encoding="utf-8"))
    precisions, recalls = [], []
    for path in sorted((SHARED / "html").glob("*.html.gz")):
        article = read_page(gzip.decompress(path.read_bytes()))
        got, want = (
            shingles(article.text[article.title_end :]),
            shingles(truth[path.name.split(".")[0]]["articleBody"]),
        )
        right = sum((got & want).values())
        precisions.append(right / max(1, sum(got.values())))
        recalls.append(right / max(1, sum(want.values())))
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    assert 2 * precision * recall / (precision + recall) >= 0.965


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(tuple(words[i : i + 4]) for i in range(len(words) - 3))


def test_a_page_that_marks_nothing_is_read_like_a_text() -> None:
    lines = ["The Harbour Post", HEADLINE, "Anna Keller", FIRST, SECOND, "A second front", THIRD, "Comments (2)"]
    article = read_page("<html><body>" + "".join(f"<div>{line}</div>" for line in lines) + "</body></html>")
    assert article.text == "\n\n".join((HEADLINE, FIRST, SECOND, "A second front", THIRD))
    assert (article.title, article.publisher) == (HEADLINE, "The Harbour Post")
