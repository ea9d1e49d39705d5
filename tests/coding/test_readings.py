"""Status, dates, merging, members of groups, lists, amounts and evidence, in texts of more than one sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from retinue.model import Annotation, EventType, Record, Signal, Status

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("coding")]
Read = Callable[[str], Record]


def _only(record: Record, kind: EventType) -> object:
    found = [event for event in record.events if event.type is kind]
    assert len(found) == 1, record.events
    return found[0]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Li Qiang visited BYD on Monday.", Status.OCCURRED),
        ("Li Qiang will visit BYD next week.", Status.PLANNED),
        ("Li Qiang is due to visit BYD on Sunday.", Status.PLANNED),
        ("Li Qiang is expected to visit BYD this month.", Status.PLANNED),
        ("Li Qiang cancelled a visit to BYD on Monday.", Status.CANCELLED),
        ("A visit to BYD by Li Qiang was called off.", Status.CANCELLED),
        ("Li Qiang reportedly visited BYD on Monday.", Status.ALLEGED),
        ("Li Qiang ended a tour of Guangdong on Monday.", Status.OCCURRED),
        ("Li Qiang urged managers during a visit to BYD to invest more.", Status.OCCURRED),
    ],
)
def test_status_of_a_visit(text: str, status: Status, read: Read) -> None:
    assert _only(read(text), EventType.VISIT).status is status  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        (
            "Reports that the European Commission had fined Apple were false.",
            EventType.REGULATORY_ACTION,
            Status.DENIED,
        ),
        ("The European Commission is said to have fined Apple.", EventType.REGULATORY_ACTION, Status.ALLEGED),
        (
            "The European Commission dropped its investigation into Apple.",
            EventType.REGULATORY_ACTION,
            Status.CANCELLED,
        ),
        ("Japan lifted its export controls on chip tools.", EventType.EXPORT_CONTROL, Status.CANCELLED),
        ("The State Council is mulling a plan for robots.", EventType.POLICY, Status.PLANNED),
        ("Li Qiang's visit to Germany next week will be his second.", EventType.VISIT, Status.PLANNED),
        ("A planned visit to BYD by Li Qiang was scrapped.", EventType.VISIT, Status.CANCELLED),
    ],
)
def test_status_beyond_modals(text: str, kind: EventType, status: Status, read: Read) -> None:
    assert _only(read(text), kind).status is status  # type: ignore[attr-defined]


def test_a_firm_objects_to_whoever_acted_on_it(read: Read) -> None:
    record = read("The European Commission fined Google 2 billion euros on Monday. Google will appeal.")
    event = _only(record, EventType.OBJECTION)
    assert [e.name for e in record.entities if e.id in event.recipients] == ["European Commission"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("The European Commission fined Google 2 billion euros on Monday.", Signal.CONTROL),
        ("The European Commission banned TikTok on Monday.", Signal.RESTRICT),
    ],
)
def test_only_shutting_out_a_foreign_firm_restricts(text: str, signal: Signal, read: Read) -> None:
    assert _only(read(text), EventType.REGULATORY_ACTION).signal is signal  # type: ignore[attr-defined]


def test_headline_and_body_tell_one_event(read: Read) -> None:
    text = (
        "Premier Li Qiang inspected BYD in Shenzhen on Wednesday. "
        "During his visit to BYD, Li praised its engineers. The premier's visit to BYD was his first."
    )
    event = _only(read(text), EventType.VISIT)
    assert event.start == dt.date(2024, 6, 12)  # type: ignore[attr-defined]


def test_stops_of_a_tour_are_events_of_their_own_and_take_its_days(read: Read) -> None:
    text = (
        "Premier Li Qiang toured Guangdong from June 3 to June 5. "
        "He visited Tencent and DJI in Shenzhen. Later he went to Midea."
    )
    visits = [event for event in read(text).events if event.type is EventType.VISIT]
    assert len(visits) == 4
    assert {(v.start, v.end) for v in visits} == {(dt.date(2024, 6, 3), dt.date(2024, 6, 5))}


def test_time_in_an_apposition_dates_no_act(read: Read) -> None:
    event = _only(read("Li Qiang, premier since March 2023, visited BYD on Monday."), EventType.VISIT)
    assert event.start == dt.date(2024, 6, 10)  # type: ignore[attr-defined]


def test_probe_and_fine_are_two_events(read: Read) -> None:
    text = (
        "The European Commission opened an investigation into Google in May 2023. "
        "The European Commission fined Google 2 billion euros on Monday."
    )
    assert len([e for e in read(text).events if e.type is EventType.REGULATORY_ACTION]) == 2


def test_a_country_in_the_headline_gives_way_to_its_ministry(read: Read) -> None:
    text = (
        "Japan's industry ministry on Friday imposed export controls on chip tools. "
        "Japan imposed the export controls on chip tools after long talks."
    )
    record = read(text)
    event = _only(record, EventType.EXPORT_CONTROL)
    names = [e.name for e in record.entities if e.id in event.actors]  # type: ignore[attr-defined]
    assert names == ["Ministry of Economy, Trade and Industry of Japan"]


def test_members_of_a_group_are_recipients_and_listed(read: Read) -> None:
    text = (
        "The US Commerce Department added 37 Chinese firms to its Entity List on Monday. "
        "The firms include Inspur, Loongson and BGI."
    )
    record = read(text)
    event = _only(record, EventType.LISTING)
    names = {e.name for e in record.entities if e.id in event.recipients}  # type: ignore[attr-defined]
    assert {"Inspur", "Loongson"} <= names
    assert {row.list for row in record.listed} == {"US Entity List"}
    assert {row.since for row in record.listed} == {"2024-06-10"}
    assert "37" in event.amounts  # type: ignore[attr-defined]


def test_a_notice_that_names_companies_line_by_line_tells_who_was_added(read: Read) -> None:
    text = (
        "The US Commerce Department on Monday added 28 Chinese organizations to the Entity List.\n\n"
        "Besides a police college, the notice names four companies:\n\n"
        "- Hikvision (a.k.a. Hangzhou Hikvision)\n- Dahua Technology\n- Megvii\n- SenseTime\n\n"
        "Shares of iFlytek fell."
    )
    record = read(text)
    added = next(event for event in record.events if event.type is EventType.LISTING)
    names = {e.name for e in record.entities if e.id in added.recipients}
    assert names == {"Hikvision", "Dahua Technology", "Megvii", "SenseTime"}


def test_standing_on_a_list_is_no_event(read: Read) -> None:
    record = read("Huawei, which has been on the US Entity List since 2019, declined to comment.")
    assert [e for e in record.events if e.type is EventType.LISTING] == []
    assert [(row.list, row.since) for row in record.listed] == [("US Entity List", "2019")]


def test_who_was_taken_off_is_not_listed(read: Read) -> None:
    text = (
        "Xiaomi was put on the Pentagon's list of Chinese military companies in January 2021. "
        "Xiaomi was removed from the list in May 2021."
    )
    record = read(text)
    assert {event.type for event in record.events} == {EventType.LISTING, EventType.DELISTING}
    assert record.listed == ()


def test_officials_act_and_guests_are_recipients_whatever_the_grammar(read: Read) -> None:
    record = read("Tim Cook met Commerce Minister Wang Wentao in Beijing on Wednesday.")
    event = _only(record, EventType.MEETING)
    names = {e.id: e.name for e in record.entities}
    assert [names[i] for i in event.actors] == ["Wang Wentao"]  # type: ignore[attr-defined]
    assert [names[i] for i in event.recipients] == ["Tim Cook"]  # type: ignore[attr-defined]


def test_a_spokeswoman_protests_for_her_ministry(read: Read) -> None:
    record = read("China's foreign ministry spokeswoman Mao Ning condemned the US sanctions on Thursday.")
    event = _only(record, EventType.OBJECTION)
    names = {e.id: e.name for e in record.entities}
    assert [names[i] for i in event.actors] == ["Ministry of Foreign Affairs of China"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "kind", "signal"),
    [
        ("Li Qiang visited BYD on Monday.", EventType.VISIT, Signal.SUPPORT),
        ("Li Qiang travelled to France on Monday.", EventType.VISIT, Signal.NEUTRAL),
        ("Italy's government fined TikTok on Monday.", EventType.REGULATORY_ACTION, Signal.CONTROL),
        ("The State Administration for Market Regulation fined JD.", EventType.REGULATORY_ACTION, Signal.CONTROL),
        ("The State Council issued a plan to support innovation on Monday.", EventType.POLICY, Signal.SUPPORT),
    ],
)  # fmt: skip
def test_signal(text: str, kind: EventType, signal: Signal, read: Read) -> None:
    assert _only(read(text), kind).signal is signal  # type: ignore[attr-defined]


def test_every_slot_leads_to_its_words(read: Read) -> None:
    record = read("The European Commission fined Apple 1.8 billion euros in Brussels on March 4.")
    event = _only(record, EventType.REGULATORY_ACTION)
    assert event.evidence == event.span.of(record.article.text)  # type: ignore[attr-defined]
    for field in event.fields:  # type: ignore[attr-defined]
        if field.span is not None:
            assert field.span.of(record.article.text) == field.wording


def test_the_same_text_gives_the_same_record_again(read: Read, see: Callable[[str], Annotation]) -> None:
    text = "The European Commission fined Apple on March 4. Apple said it would appeal against the fine."
    assert read(text) == read(text)
    assert see(text).mentions == see(text).mentions


def _whom(record: Record, kind: EventType) -> list[set[str]]:
    names = {entity.id: entity.name for entity in record.entities}
    return [{names[i] for i in event.recipients} for event in record.events if event.type is kind]


def test_a_judgement_on_the_deal_is_on_its_firms(read: Read) -> None:
    record = read(
        "Microsoft announced its takeover of Nvidia in March. It will cost $9 billion.\n\n"
        "The European Commission waved the transaction through on Monday."
    )
    assert {"Microsoft", "Nvidia"} in _whom(record, EventType.APPROVAL)


def test_the_same_plant_is_that_of_the_firm_named_before(read: Read) -> None:
    record = read(
        "Premier Li Qiang visited BYD's plant in Xi'an on Monday.\n\nWang Wentao inspected the same plant in April."
    )
    assert _whom(record, EventType.VISIT) == [{"BYD"}, {"BYD"}]


def test_a_plant_of_nobody_named_is_visited_at_nobody(read: Read) -> None:
    record = read("Premier Li Qiang visited BYD on Monday. Wang Wentao inspected a plant in April.")
    assert {"BYD"} not in _whom(record, EventType.VISIT)[1:]


def test_each_person_of_a_reshuffle_is_an_appointment(read: Read) -> None:
    record = read("The State Council appointed Wu Qing and Liu Shiyu vice-ministers on Monday.")
    assert sorted(map(sorted, _whom(record, EventType.APPOINTMENT))) == [["Liu Shiyu"], ["Wu Qing"]]


def test_a_name_after_the_noun_goes_before_the_noun_s_owner(read: Read) -> None:
    record = read("The European Commission fined Alphabet's video site, YouTube, on Monday.")
    assert _whom(record, EventType.REGULATORY_ACTION) == [{"YouTube"}]


def test_a_suit_is_against_whoever_acted_and_a_denial_against_nobody(read: Read) -> None:
    first = "The European Commission fined Google on Monday. "
    assert _whom(read(first + "Google will appeal."), EventType.OBJECTION) == [{"European Commission"}]
    assert _whom(read(first + "Google denied any wrongdoing."), EventType.OBJECTION) in ([], [set()])


@pytest.mark.parametrize(
    "text",
    [
        "Tom Hale was succeeded by Ann Lee as chairman of the China Securities Regulatory Commission in May.",
        "The State Council appointed Ann Lee as chairwoman of the regulator in place of Tom Hale.",
    ],
)
def test_a_change_in_office_tells_of_two(text: str, read: Read) -> None:
    record = read(text)
    names = {entity.id: entity.name for entity in record.entities}
    turns = [e for e in record.events if e.type is EventType.APPOINTMENT]
    assert sorted(names[r] for e in turns for r in e.recipients) == ["Ann Lee", "Tom Hale"]
    assert all(len(e.recipients) == 1 for e in turns)


def test_the_next_stop_is_a_visit_of_its_own(read: Read) -> None:
    record = read("Li Qiang visited BYD on Monday, then Huawei.")
    names = {entity.id: entity.name for entity in record.entities}
    visits = [e for e in record.events if e.type is EventType.VISIT]
    assert sorted(names[r] for e in visits for r in e.recipients) == ["BYD", "Huawei"]
