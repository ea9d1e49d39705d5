from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retinue.knowledge import Knowledge, fold, load
from retinue.names import Kind, match


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load()


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        ("王毅然", "Wang Yiran", "read wang yi ran"),
        ("Wáng Yìrán", "WANG Yi-ran", "pinyin"),
        ("Yiran Wang", "Wang Yi Ran", "pinyin"),
        ("Wang, Yiran", "王毅然", "read wang yi ran"),
        ("WangYiran", "Wang Yiran", ""),
        ("曾國強", "Zeng Guoqiang", "read zeng guo qiang"),
        ("Tseng Kuo-ch'iang", "曾国强", "Wade-Giles"),
        ("Hsu Chih-ming", "Xu Zhiming", "Wade-Giles"),
        ("Cheung Kwok-keung", "张国强", "Hong Kong"),
        ("Wong Chi-keung", "Huang Zhiqiang", "Hong Kong"),
        ("Lee Zhiqiang", "Li Zhiqiang", "mixed spelling"),
        ("韩国平", "Han Kuo-p'ing", "Wade-Giles"),
        ("Peter Wong Chi-keung", "Huang Zhiqiang", "peter is a given name"),
        ("Wang Yirna", "Wang Yiran", "one slip"),
        ("President Wang Yiran", "Wang Yiran", ""),
        ("박지훈", "Park Ji-hoon", ""),
        ("Сергей Иванов", "Sergey Ivanov", "short form"),
        ("Ivanov, Sergei", "Sergey Ivanov", ""),
        ("Maria A. Lopez", "Maria Ana Lopez", "initial"),
        ("Bill Hargrave", "William Hargrave", "short form"),
        ("William Hargreve", "William Hargrave", "sound"),
        ("Tom O'Brien PhD", "Thomas O’Brien", "short form"),
    ],
)
def test_spellings_of_one_person(left: str, right: str, why: str) -> None:
    found = match(left, right)
    assert found.same, found
    assert why in found.why
    assert match(right, left).same


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Li Qiang", "Li Keqiang"),
        ("Qin Gang", "Qin Guang"),
        ("李强", "李墙"),
        ("李强", "Li Keqiang"),
        ("Wang Wentao", "Wang Wenbin"),
        ("Zhang Ping", "Zhang Bing"),
        ("Teng Li-hua", "Teng Li-hsia"),
        ("Cheung Kwok-keung", "Zhang Guoliang"),
        ("박지훈", "박지현"),
        ("Maria Lopez", "Maria Perez"),
        ("Hargrave", "William Hargrave"),
        ("William Hargrave Jr.", "William Hargrave"),
        ("Jong Hargrave", "Yong Hargrave"),
        ("Salman bin Rashid", "Rashid bin Salman"),
        ("William Hargrave", "William Hartwell"),
    ],
)
def test_people_who_only_look_alike(left: str, right: str) -> None:
    found = match(left, right)
    assert not found.same, found
    assert not match(right, left).same


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        ("Norvik Bank AG", "Norvik Bank", "legal form"),
        ("NorvikAG", "Norvik AG", ""),
        ("Norvik Aktiengeselschaft", "Norvik AG", ""),
        ("杭州宏远数字技术股份有限公司", "Hangzhou Hongyuan Digital Technology Co., Ltd.", ""),
        ("深圳市宏远科技有限公司", "宏远科技", ""),
        ("國家發展和改革委員會", "National Development and Reform Commission", ""),
        ("Industrial and Commercial Bank of China", "中国工商银行", ""),
        ("NPSC", "Norvik Petroleum and Shipping Corporation", "initials"),
        ("Norviksoft Holdings", "Norviksfot", "slip"),
        ("Sinobright Import and Export", "Sino Bright Import & Export", "joined"),
        ("1st Norvik Bank", "First Norvik Bank", ""),
    ],
)
def test_spellings_of_one_firm(left: str, right: str, why: str) -> None:
    found = match(left, right)
    assert found.same, found
    assert why in found.why
    assert match(right, left).same


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Bank of China", "People's Bank of China"),
        ("CNPC", "CNOOC"),
        ("China Mobile", "China Telecom"),
        ("Norvik", "Norvik Cloud"),
        ("Norvik Electronics", "Norvik Securities"),
        ("Shanghai Hongyuan", "Shenzhen Hongyuan"),
        ("Norvik China", "Norvik"),
        ("Xiaomi", "Xiaoma"),
        ("中国移动", "中国电信"),
        ("Chinese Academy of Sciences", "Chinese Academy of Social Sciences"),
        ("Ministry of Commerce", "Ministry of Finance"),
        ("Pablo Ortega", "Ortega Holdings"),
    ],
)
def test_firms_that_only_look_alike(left: str, right: str) -> None:
    found = match(left, right)
    assert not found.same, found
    assert not match(right, left).same


def test_knowledge_tells_what_spelling_cannot(known: Knowledge) -> None:
    assert match("华为", "Huawei", known).why == "both are names of Huawei"
    assert match("Huwaei", "华为", known).same
    assert not match("Alibaba", "Alibaba Cloud", known).same
    assert "is" in match("Li Qiang", "李克强", known).why


def test_a_name_in_two_scripts_matches_by_either() -> None:
    assert match("Hongyuan (宏远)", "宏远").same
    assert match("Hongyuan (宏远)", "Hongyuan Group").same


def test_the_kind_decides_where_the_caller_knows_it() -> None:
    assert match("Goldsmith Sachs", "Goldsmith Peter Sachs", kind=Kind.PERSON).same
    assert not match("Goldsmith Sachs", "Goldsmith Peter Sachs", kind=Kind.ORGANISATION).same


LETTERS = st.text("abeinorstzLQ ,.-'()李强中国银行公司的韩이재용Вла1", max_size=24)


@settings(max_examples=300)
@given(LETTERS, LETTERS)
def test_the_order_of_two_names_makes_no_difference(left: str, right: str) -> None:
    one, other = match(left, right), match(right, left)
    assert one.same == other.same
    assert 0 <= one.score <= 1
    assert one.why
    assert match(left, left).same == bool(fold(left))


def test_long_names_take_no_time() -> None:
    started = time.process_time()
    assert not match("a an e ou " * 40, "of the and for de la du des " * 40).same
    assert match("Li " * 200, "Li " * 200).same
    assert time.process_time() - started < 2


@pytest.mark.parametrize("name", ["", "   ", "!!", "12"])
def test_names_without_letters_are_compared_without_fuss(name: str) -> None:
    assert not match(name, "Norvik").same
