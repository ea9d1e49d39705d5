"""Addresses in their plain form: what trackers add is gone, what tells two pages apart stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retinue.ingest.urls import canonical


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("HTTPS://Www.Post.EXAMPLE:443/a?utm_source=x&id=2#top", "https://www.post.example/a?id=2"),
        ("http://post.example:80/x", "http://post.example/x"),
        ("https://post.example", "https://post.example/"),
        ("https://post.example/?fbclid=1&gclid=2", "https://post.example/"),
        ("https://post.example/x?b=1&a=2", "https://post.example/x?a=2&b=1"),
        (" <https://post.example/x> ", "https://post.example/x"),
        ("https://post.example/amp/x", "https://post.example/amp/x"),
        ("https://m.post.example/x", "https://m.post.example/x"),
        ("https://post.example/新闻?id=1", "https://post.example/%E6%96%B0%E9%97%BB?id=1"),
        ("ftp://post.example/x", None),
        ("dns:post.example", None),
        ("", None),
        ("https://[oops/x", None),
    ],
)
def test_the_plain_form(url: str, plain: str | None) -> None:
    assert canonical(url) == plain


@given(st.text(max_size=40))
def test_the_plain_form_is_its_own(rest: str) -> None:
    plain = canonical(f"https://post.example/{rest}")
    assert plain is None or canonical(plain) == plain
