"""Any encoding, and what is no text at all."""

from __future__ import annotations

import pytest

from retinue.clean.decode import decode
from retinue.errors import UnreadableError

ENGLISH = "The café owner’s fine – 4 million euros – was upheld. " * 6
CHINESE = "监管部门周二表示，因未及时报告数据泄露事件，已对该芯片企业处以罚款，涉及约两万名用户的个人信息。" * 4
JAPANESE = "経済産業省は火曜日、半導体メーカーに対して行政指導を行ったと発表した。対象は全国の工場である。" * 4
RUSSIAN = "Министерство сообщило во вторник, что оштрафовало производителя микросхем на четыре миллиона рублей. " * 4


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (CHINESE, "gbk"),
        (CHINESE, "gb18030"),
        (CHINESE, "utf-16"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (RUSSIAN, "windows-1251"),
    ],
)
def test_undeclared_bytes_are_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "label", "encoding"),
    [
        (CHINESE, "gb2312", "gb18030"),
        (CHINESE.replace("数据泄露", "數據洩露"), "GBK", "gbk"),
        ("資料外洩事件處以罰款。" * 9, "big5", "big5"),
        (JAPANESE, "Shift_JIS", "cp932"),
        (ENGLISH, "iso-8859-1", "windows-1252"),
        (RUSSIAN, "koi8-r", "koi8-r"),
    ],
)
def test_the_declaration_counts(text: str, label: str, encoding: str) -> None:
    page = f'<html><head><meta charset="{label}"></head><body>{text}</body></html>'
    assert decode(page.encode(encoding)) == page


def test_a_wrong_declaration_does_not_break_utf8() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">{CHINESE}{ENGLISH}'
    assert decode(page.encode()) == page


@pytest.mark.parametrize(
    "label", ["x-nonsense", "utf-16", "utf-32", "utf-7", "rot13", "base64", "idna", "undefined", "unicode_escape"]
)
def test_a_declaration_that_cannot_be_true_is_passed_over(label: str) -> None:
    page = f'<meta charset="{label}">{ENGLISH}'
    assert decode(page.encode("cp1252")) == page
    assert decode(page.encode()) == page


def test_a_cut_character_at_the_end_does_no_harm() -> None:
    assert decode(CHINESE.encode()[:-1]).startswith(CHINESE[:-1])


def test_nuls_and_carriage_returns_go() -> None:
    assert decode("one\r\ntwo\x00\rthree") == "one\ntwo\nthree"


@pytest.mark.parametrize("content", [b"", b" \n\t ", b"\x00\x00", "", "\u200b\ufeff \n"])
def test_nothing_is_empty(content: bytes | str) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(content)
    assert caught.value.reason == "empty"


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 abc", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04rest", bytes(range(256)) * 20, b"\x7fELF\x02\x01"]
)
def test_binary_data_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(content)
    assert caught.value.reason == "binary"
