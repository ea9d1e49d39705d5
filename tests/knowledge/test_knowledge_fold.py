from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retinue.knowledge import bare, fold


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Xi'an", "xian"),
        ("China's premier", "china premier"),
        ("the ministers’ visit", "the ministers visit"),
        ("U.S.", "us"),
        ("U.S. Commerce Department", "us commerce department"),
        ("J.P. Morgan", "jp morgan"),
        ("Élysée", "elysee"),
        ("Ørsted", "orsted"),
        ("Tsai Ing-wen", "tsai ing wen"),
        ("李 强", "李强"),
        ("ＨＵＡＷＥＩ", "huawei"),
        ("  Co.,\tLtd. ", "co ltd"),
        ("삼성전자", "삼성전자"),
        ("…", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=40))
def test_fold_ignores_case_and_outer_space(name: str) -> None:
    assert fold(f"  {name}\n") == fold(name)


@given(st.text(max_size=40))
def test_a_folded_name_has_single_spaces_only(name: str) -> None:
    assert fold(name) == " ".join(fold(name).split())


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Foo Technology Co., Ltd.", "foo technology"),
        ("Foo Inc.", "foo"),
        ("Foo Holdings Limited", "foo"),
        ("Bar GmbH & Co. KG", "bar"),
        ("Foo Sdn. Bhd.", "foo"),
        ("某某科技股份有限公司", "某某科技"),
        ("株式会社サンプル", "サンプル"),
        ("Inc", "inc"),
    ],
)
def test_legal_forms_go(name: str, short: str) -> None:
    assert bare(fold(name)) == short


@given(st.text(min_size=1, max_size=40).map(fold).filter(bool))
def test_bare_never_empties_a_name(folded: str) -> None:
    assert bare(folded)
    assert bare(bare(folded)) == bare(folded)
