"""The words of a raw page: what is hidden stays out, whatever the markup."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from retinue.gate import visible

# The same said as one pattern: slower, but plain to see.
HIDDEN = re.compile(r"<(script|style|svg|noscript)\b[^>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.S | re.I)
TAG = re.compile(r"<[^<>]*>")
PIECES = [
    "<script>", "</script>", "<SCRIPT a='b'>", "</Script >", "<style", "<!--", "-->", "<!-->", "<svg/>", "</svg>",
    " a ", "<p>", ">", "<", "&amp;", "<scripty>", "<noscript>", "</noscript\n>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_hidden_parts_are_left_out(page: str) -> None:
    plain = html.unescape(TAG.sub(" ", HIDDEN.sub(" ", page))) if "<" in page else page
    assert visible(page) == plain


def test_a_script_without_an_end_hides_the_rest() -> None:
    assert visible("<p>seen</p><script>var hidden").split() == ["seen"]
