"""Whom a text credits: outlets that report, bodies that make their own news, furniture, and not itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from retinue.coding import code
from retinue.knowledge import Knowledge
from retinue.model import Annotation, Credit
from retinue.sourcing import credit

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("coding")]
See = Callable[[str], Annotation]


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("Huawei plans a plant, according to Xinhua.", {"Xinhua News Agency"}),
        ("Huawei plans a plant, Bloomberg reported on Monday.", {"Bloomberg"}),
        (
            "Huawei plans a plant, Reuters said, citing the South China Morning Post.",
            {"Reuters", "South China Morning Post"},
        ),
        ("Its chairman told the Financial Times that Huawei plans a plant.", {"Financial Times"}),
        ("Shares fell. Prices rose. Rain came. Huawei said in a statement that it plans a plant.", {"Huawei"}),
        ("Huawei sells telephones to Bloomberg.", set()),
    ],
)  # fmt: skip
def test_origins_in_the_text(text: str, origins: set[str], see: See, everything: Knowledge) -> None:
    annotation = see(text)
    found = credit(annotation, code(annotation, everything), everything).origins
    assert {"Xinhua News Agency" if name == "Xinhua" else name for name in found} == origins


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Xinhua reported a change. Li Qiang visited BYD on Monday, the official news agency said.", "Xinhua"),
        ("Li Qiang visited BYD on Monday, state television said. He smiled, CCTV reported.", "CCTV"),
        (
            "Xinhua reported a rise, Reuters reported a fall. Li Qiang visited BYD on Monday, state radio said.",
            "Xinhua",
        ),
        ("Bloomberg reported a change. Li Qiang visited BYD on Monday, the news agency said.", "Bloomberg"),
        ("The ministry reported a change. Li Qiang visited BYD on Monday, the news agency said.", None),
        ("Reuters reported a change. Li Qiang visited BYD on Monday, the agency said.", None),
    ],
    ids=["before", "after", "the state's", "another", "nobody", "an authority perhaps"],
)
def test_an_outlet_is_credited_again_by_what_it_is(
    text: str, origin: str | None, see: See, everything: Knowledge
) -> None:
    annotation = see(text)
    (visit,) = (e for e in credit(annotation, code(annotation, everything), everything).events if e.type == "visit")
    assert (visit.origin or "").removesuffix(" News Agency") == (origin or "")


def test_an_outlet_is_not_its_own_source(see: See, everything: Knowledge) -> None:
    annotation = see("Huawei plans a plant, Bloomberg reported on Monday.")
    own = dataclasses.replace(annotation, article=dataclasses.replace(annotation.article, publisher="Bloomberg"))
    assert credit(own, code(own, everything), everything).origins == ()


def test_an_agency_that_signs_its_dateline_is_the_source(see: See, everything: Knowledge) -> None:
    annotation = see("The premier visited BYD on Monday.")
    signed = dataclasses.replace(
        annotation.article, publisher="Xinhua", credits=(Credit("Xinhua", "agency", "BEIJING, June 14 (Xinhua)"),)
    )
    own = dataclasses.replace(annotation, article=signed)
    assert len(credit(own, code(own, everything), everything).origins) == 1


def test_a_reporter_is_no_source(see: See, everything: Knowledge) -> None:
    annotation = see("The premier visited BYD on Monday.")
    article = dataclasses.replace(annotation.article, credits=(Credit("Ann Li", "reporter", "By Ann Li"),))
    assert (
        credit(dataclasses.replace(annotation, article=article), code(annotation, everything), everything).origins
        == ()
    )


def test_an_act_takes_the_credit_of_its_own_sentence(see: See, everything: Knowledge) -> None:
    text = "Li Qiang visited BYD on Monday. He met Tim Cook on Tuesday, according to Reuters."
    annotation = see(text)
    events = credit(annotation, code(annotation, everything), everything).events
    assert {event.type.value: event.origin for event in events} == {"visit": None, "meeting": "Reuters"}


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("Huawei has fired a manager, the Pinewood Post reported.", {"Pinewood Post"}),
        ("The website Plankton claimed on Monday that Huawei had fired a manager.", {"Plankton"}),
        ("Two people told the Plankton newspaper that Huawei had fired a manager.", {"Plankton"}),
        ("The blog De Molen had it last week that Huawei pays no tax.", {"De Molen"}),
        ("Huawei pays no tax, the minister was quoted as saying by the daily Plankton.", {"Plankton"}),
        ("The minister explained the ban on Huawei to CNBC.", {"CNBC"}),
        ("Reuters was first to report the ban on Huawei.", {"Reuters"}),
        ("Nikkei had it in May that Huawei would build a plant.", {"Nikkei"}),
        ("Huawei was said by Bloomberg in May to have built a plant.", {"Bloomberg"}),
        ("Reuters was told by an official that Huawei would build a plant.", {"Reuters"}),
        ("Shares fell. Prices rose. Rain came. In a statement on Monday, Huawei called the ban unfair.", {"Huawei"}),
        ("The Danske Bryg brewery reported a loss. The Danske Bryg brewery told its workers.", set()),
        ("The ban was published in the Official Journal on Monday.", set()),
        ("It rained. Officials said after Huawei announced a plant that it would be small.", set()),
    ],
)  # fmt: skip
def test_more_origins_in_the_text(text: str, origins: set[str], see: See, everything: Knowledge) -> None:
    annotation = see(text)
    found = credit(annotation, code(annotation, everything), everything).origins
    assert {"Nikkei" if name.startswith("Nikkei") else name for name in found} == origins


@pytest.mark.parametrize(
    ("publisher", "agency", "origins"),
    [
        ("Pinewood Wire Service", "PWS", ()),
        ("Channel 3 Pinewood", "KXQZ", ()),
        ("The Pinewood Post", "Plankton", ("Plankton",)),
        ("Plankton News Agency", "Plankton", ()),
    ],
)
def test_an_outlets_own_initials_or_call_sign_credit_nobody(
    publisher: str, agency: str, origins: tuple[str, ...], see: See, everything: Knowledge
) -> None:
    annotation = see("The premier visited BYD on Monday.")
    signed = dataclasses.replace(
        annotation.article, publisher=publisher, credits=(Credit(agency, "agency", f"OSLO ({agency}) -"),)
    )
    own = dataclasses.replace(annotation, article=signed)
    assert credit(own, code(own, everything), everything).origins == origins


def events_of(annotation: Annotation, knowledge: Knowledge) -> dict[str, str | None]:
    return {e.type.value: e.origin for e in credit(annotation, code(annotation, knowledge), knowledge).events}


def test_a_report_that_is_denied_is_the_source_of_what_it_told_not_of_the_denial(
    see: See, everything: Knowledge
) -> None:
    found = see("The commerce ministry on Monday rejected a report by Reuters that it had fined Huawei.")
    origins = events_of(found, everything)
    assert origins.get("objection") is None
    assert origins.get("regulatory_action") in (None, "Reuters")


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        (  # the credit is in another clause than the act
            "Regulators fined Huawei in May; Reuters reported on Monday that Li Qiang visited BYD.",
            {"regulatory_action": None, "visit": "Reuters"},
        ),
        (  # joined by "and", each with its own
            "The commerce ministry fined Huawei, and Reuters reported that Li Qiang visited BYD.",
            {"regulatory_action": None, "visit": "Reuters"},
        ),
        ("Li Qiang visited BYD on Monday, according to Xinhua.", {"visit": "Xinhua News Agency"}),
        ("According to Xinhua, Li Qiang visited BYD on Monday.", {"visit": "Xinhua News Agency"}),
        ("Reuters reported, citing two officials, that Li Qiang visited BYD.", {"visit": "Reuters"}),
    ],
)
def test_a_credit_reaches_as_far_as_its_clause(
    text: str, origins: dict[str, str | None], see: See, everything: Knowledge
) -> None:
    assert events_of(see(text), everything) == origins


def test_a_body_that_tells_of_its_own_act_in_a_notice_is_the_source_of_the_lead(
    see: See, everything: Knowledge
) -> None:
    text = (
        "China's cyberspace regulator has fined Didi 8 billion yuan. "
        "The Cyberspace Administration of China said in a notice on Monday that Didi had broken the law."
    )
    assert events_of(see(text), everything) == {"regulatory_action": "Cyberspace Administration of China"}


def test_an_act_keeps_the_words_that_credit_its_source(see: See, everything: Knowledge) -> None:
    annotation = see("Li Qiang visited BYD on Monday, according to Xinhua.")
    (event,) = credit(annotation, code(annotation, everything), everything).events
    assert event.credit is not None
    assert event.credit.of(annotation.article.text) == "Xinhua"


def test_a_firm_that_answers_in_its_own_words_is_no_source(see: See, everything: Knowledge) -> None:
    text = "The regulator fined Didi. “We accept the decision,” Didi wrote in a statement an hour later."
    annotation = see(text)
    assert "Didi" not in " ".join(credit(annotation, code(annotation, everything), everything).origins)


def test_of_a_copy_its_original_goes_without_saying(see: See, everything: Knowledge) -> None:
    annotation = see("Li Qiang visited BYD on Monday, according to Xinhua.")
    copy = dataclasses.replace(annotation, article=dataclasses.replace(annotation.article, syndicated_from="Xinhua"))
    assert events_of(copy, everything) == {"visit": None}
