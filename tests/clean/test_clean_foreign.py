"""Texts in languages that are not wanted: told where they surely are, left in where it is doubtful."""

from __future__ import annotations

import pytest

from retinue.clean import foreign
from retinue.clean.language import language_of
from retinue.model import Article

TEXTS = {
    "en": "The regulator fined Acme three million euros on Friday, and the company said that it would appeal.",
    "de": "Die Behörde hat am Freitag gegen die Firma ein Bußgeld von drei Millionen Euro verhängt.",
    "zh": "市场监管总局周五对该公司处以三百万元罚款，公司表示将提起申诉。",
    "ro": "Autoritatea de reglementare a amendat vineri compania cu trei milioane de euro, iar firma va contesta.",
    "fi": "Viranomainen määräsi perjantaina yhtiölle kolmen miljoonan euron sakon, ja yhtiö aikoo valittaa siitä.",
    "uk": "Регулятор у п’ятницю оштрафував компанію на три мільйони євро, і компанія заявила, що оскаржуватиме це.",
}


def an_article(text: str) -> Article:
    return Article("d", "d.txt", text, language=language_of(text))


@pytest.mark.parametrize("language", [code for code in TEXTS if code not in ("en", "uk")])
def test_what_is_surely_in_another_language_is_told(language: str) -> None:
    assert foreign(an_article(TEXTS[language]), ("en",)) == language
    assert foreign(an_article(TEXTS[language]), ("en", language)) is None


def test_another_script_is_another_language() -> None:
    assert foreign(an_article(TEXTS["uk"]), ("en",)) in ("uk", "ru")


def test_english_stays_and_so_does_what_is_doubtful() -> None:
    for text in (TEXTS["en"], "Acme Corp Q3 2024", "Huawei, ZTE, Hikvision", "", "12 + 13"):
        assert foreign(an_article(text), ("en",)) is None


def test_without_a_wish_nothing_is_foreign() -> None:
    assert all(foreign(an_article(text), ()) is None for text in TEXTS.values())
