"""Who and what sentences speak of, on sentences written for the purpose."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import DAY, article
from retinue.annotate import Reader, annotate
from retinue.errors import SettingsError
from retinue.knowledge import Knowledge
from retinue.model import Annotation, EntityType, Mention, MentionKind, Referent

pytestmark = pytest.mark.model


def read(text: str, reader: Reader, knowledge: Knowledge, title: str = "", day: dt.date | None = DAY) -> Annotation:
    return annotate(article(text, title=title, published=day), reader, knowledge)


def mention(annotation: Annotation, words: str) -> Mention:
    """The last mention with exactly these words."""
    return [m for m in annotation.mentions if m.text == words][-1]


def meant(annotation: Annotation, words: str) -> list[Referent]:
    return [annotation.referents[i] for i in mention(annotation, words).referents]


def named(annotation: Annotation, name: str) -> Referent:
    return next(r for r in annotation.referents if r.name == name)


def test_a_missing_model_is_a_settings_error_that_tells_the_way_out(knowledge: Knowledge) -> None:
    with pytest.raises(SettingsError, match=r"pip install no_such_model"):
        Reader.load("no_such_model", knowledge)


@pytest.mark.parametrize(
    ("text", "words", "id_"),
    [
        ("Lumen Technology Group Co., Ltd. opened a plant.", "Lumen Technology Group Co., Ltd.", "lumen"),
        ("Officials of the CAC visited Aerix.", "CAC", "cn-cac"),
        ("China's cyberspace regulator fined Aerix.", "China's cyberspace regulator", "cn-cac"),
        ("The U.S. Commerce Department added Aerix.", "U.S. Commerce Department", "us-commerce"),
        ("China's commerce ministry protested.", "China's commerce ministry", "cn-mofcom"),
        ("Mei Han met the press.", "Mei Han", "han-mei"),
        ("Tokyo protested on Friday.", "Tokyo", "jp-government"),
        ("The Hart administration added Aerix.", "Hart administration", "us-government"),
    ],
)
def test_names_and_descriptions_lead_to_what_is_known(
    reader: Reader, knowledge: Knowledge, text: str, words: str, id_: str
) -> None:
    assert [r.known for r in meant(read(text, reader, knowledge), words)] == [(id_,)]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Ministry of Food, Rural Affairs and Forestry fined them.",
         "Ministry of Food, Rural Affairs and Forestry", EntityType.BODY),
        ("He went to Ruby (Osaka) Semiconductor Co., Ltd. on Friday.",
         "Ruby (Osaka) Semiconductor Co., Ltd.", EntityType.COMPANY),
        ("They met at the Baltic Institute of Finance and Law.",
         "Baltic Institute of Finance and Law", EntityType.ORGANIZATION),
        ("The Grain Supervision and Administration Commission issued a rule.",
         "Grain Supervision and Administration Commission", EntityType.BODY),
        ("It was Park Min-seo who spoke.", "Park Min-seo", EntityType.PERSON),
    ],
)  # fmt: skip
def test_unknown_names_are_told_by_their_shape(
    reader: Reader, knowledge: Knowledge, text: str, name: str, kind: EntityType
) -> None:
    referent = named(read(text, reader, knowledge), name)
    assert (referent.type, referent.known) == (kind, ())


@pytest.mark.parametrize(
    "text", ["Exports to China fell.", "He flew to Beijing on Friday.", "China has old factories."]
)
def test_a_country_is_a_place_where_it_does_not_act(reader: Reader, knowledge: Knowledge, text: str) -> None:
    referents = [r for r in read(text, reader, knowledge).referents if r.country == "CN"]
    assert {r.type for r in referents} == {EntityType.PLACE}


@pytest.mark.parametrize(
    "text", ["China accused Lumen of spying.", "Beijing said it would retaliate.", "The list was drawn up by China."]
)
def test_a_country_is_its_government_where_it_acts(reader: Reader, knowledge: Knowledge, text: str) -> None:
    assert any(r.known == ("cn-government",) for r in read(text, reader, knowledge).referents)


def test_a_sanctions_list_is_no_actor(reader: Reader, knowledge: Knowledge) -> None:
    annotation = read("The department put Aerix on the Entity List (EL) last year.", reader, knowledge)
    assert {r.name for r in annotation.referents if r.type is not EntityType.PLACE} == {"Aerix"}


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Premier Han Mei toured Aerix.", "Han Mei", "cn-premier"),
        ("Ada Stone, the US commerce secretary, spoke.", "Ada Stone", "us-commerce-secretary"),
        ("Brazil's Foreign Minister Rui Prado spoke.", "Rui Prado", "Minister of Foreign Affairs of Brazil"),
        ("Lin Tao, deputy director of the CAC, gave a lecture.", "Lin Tao",
         "Deputy Director of Cyberspace Administration of China"),
        ("Lumen chief executive Dana Reyes spoke.", "Dana Reyes", "lumen-chief"),
        ("Kenji Mori, who heads Aerix, spoke.", "Kenji Mori", "Head of Aerix"),
        ("The senators Ann Reed and Tom Vance wrote to Lumen. The US agreed.", "Tom Vance", "US Senator"),
    ],
)  # fmt: skip
def test_titles_bind_to_the_person_beside_them(
    reader: Reader, knowledge: Knowledge, text: str, name: str, office: str
) -> None:
    assert named(read(text, reader, knowledge), name).office == office


@pytest.mark.parametrize(
    ("day", "known"), [(dt.date(2024, 5, 20), ("han-mei",)), (dt.date(2020, 5, 20), ("bo-an",)), (None, None)]
)
def test_the_premier_is_who_held_the_office_that_day(
    reader: Reader, knowledge: Knowledge, day: dt.date | None, known: tuple[str, ...] | None
) -> None:
    referents = meant(read("The premier toured Aerix in China.", reader, knowledge, day=day), "The premier")
    assert [r.known for r in referents] == ([known] if known else [])


def test_an_office_in_two_countries_stays_open_when_neither_is_spoken_of(
    reader: Reader, knowledge: Knowledge
) -> None:
    assert meant(read("The president spoke at the fair.", reader, knowledge), "The president") == []


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Zelbria, the federal environment agency, fined BYD on Monday.", "Zelbria", EntityType.BODY),
        ("The firm bought the brewer Zelbria on Monday.", "Zelbria", EntityType.COMPANY),
        ("Last week Zelbria protested. Zelbria sued Apple on Monday.", "Zelbria", EntityType.COMPANY),
    ],
)
def test_an_unknown_name_is_what_it_is_called_or_does(
    text: str, name: str, kind: EntityType, reader: Reader, knowledge: Knowledge
) -> None:
    assert [referent.type for referent in meant(read(text, reader, knowledge), name)] == [kind]


def test_a_department_is_called_by_its_field_alone(reader: Reader, knowledge: Knowledge) -> None:
    text = "The US Commerce Department fined Apple. On Monday, Commerce also fined Meta."
    assert [r.known for r in meant(read(text, reader, knowledge), "Commerce")] == [("us-commerce",)]


def test_two_ministries_may_be_a_ministry_and_a_department(reader: Reader, knowledge: Knowledge) -> None:
    text = "China's Ministry of Commerce wrote to the US Commerce Department. The two ministries agreed to talk."
    assert len(meant(read(text, reader, knowledge), "The two ministries")) == 2


def test_a_surname_goes_back_to_the_full_name(reader: Reader, knowledge: Knowledge) -> None:
    text = "Wei Jun met Carla Wei in Osaka. Later Wei Jun left. Lopez spoke after Maria Lopez had arrived."
    annotation = read(text, reader, knowledge)
    assert [r.name for r in meant(annotation, "Lopez")] == ["Maria Lopez"]


def test_abbreviations_and_former_names_are_tied_by_the_text(reader: Reader, knowledge: Knowledge) -> None:
    text = (
        "The Baltic Grain Exchange Authority (BGEA) fined Orsa Foods Ltd, formerly known as Nordic Mills Ltd. "
        "The BGEA gave no reason. Nordic Mills Ltd appealed."
    )
    annotation = read(text, reader, knowledge)
    assert [r.name for r in meant(annotation, "BGEA")] == ["Baltic Grain Exchange Authority"]
    assert mention(annotation, "Nordic Mills Ltd").referents == mention(annotation, "Orsa Foods Ltd").referents


@pytest.mark.parametrize(
    ("text", "words", "known"),
    [
        ("Lumen met Aerix. The drone maker agreed.", "The drone maker", ["aerix"]),
        ("Aerix met Lumen. The American company agreed.", "The American company", ["lumen"]),
        ("Lumen and Aerix met in Osaka. Both companies agreed.", "Both companies", ["aerix", "lumen"]),
        ("The CAC fined Aerix. The regulator gave no reason.", "The regulator", ["cn-cac"]),
        ("Aerix objected. The Shenzhen company asked for time.", "The Shenzhen company", ["aerix"]),
    ],
)
def test_common_nouns_stand_for_what_fits(
    reader: Reader, knowledge: Knowledge, text: str, words: str, known: list[str]
) -> None:
    assert sorted(k for r in meant(read(text, reader, knowledge), words) for k in r.known) == known


@pytest.mark.parametrize(
    ("text", "words", "known"),
    [
        ("Han Mei met Cole Hart. She praised Aerix.", "She", "han-mei"),
        ("Han Mei met Cole Hart. He praised Aerix.", "He", "cole-hart"),
        ("Aerix said it opposed the ban.", "it", "aerix"),
        ("Lumen sold its plant.", "its", "lumen"),
        ("Han Mei, who spoke first, left.", "who", "han-mei"),
    ],
)
def test_pronouns_agree_with_what_they_stand_for(
    reader: Reader, knowledge: Knowledge, text: str, words: str, known: str
) -> None:
    assert [r.known for r in meant(read(text, reader, knowledge), words)] == [(known,)]


def test_they_stands_for_several_or_for_nobody(reader: Reader, knowledge: Knowledge) -> None:
    several = read("Lumen and Aerix met. They agreed to talk.", reader, knowledge)
    assert len(mention(several, "They").referents) == 2
    nobody = read("Lumen dismissed engineers. They found new work.", reader, knowledge)
    assert mention(nobody, "They").referents == ()


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        (
            "Li Qiang met Emmanuel Macron in Beijing. The two agreed to meet again.",
            "The two",
            {"Li Qiang", "Emmanuel Macron"},
        ),
        ("Li Qiang met Emmanuel Macron in Beijing. Both spoke of trade.", "Both", {"Li Qiang", "Emmanuel Macron"}),
        ("Huawei and SMIC sued. The ministry says exports to the pair fell.", "the pair", {"Huawei", "SMIC"}),
        (
            "Li Qiang held talks with Emmanuel Macron. Then the two presidents toured a plant.",
            "the two presidents",
            {"Li Qiang", "Emmanuel Macron"},
        ),
        ("Huawei, ZTE and SMIC sued. All three lost.", "All three", {"Huawei", "ZTE", "SMIC"}),
    ],
)
def test_a_number_stands_for_those_named_before(
    reader: Reader, knowledge: Knowledge, text: str, words: str, wanted: set[str]
) -> None:
    names = {r.name.split(" Technologies")[0] for r in meant(read(text, reader, knowledge), words)}
    assert {next((w for w in wanted if w in n or n in w), n) for n in names} == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Li Qiang met Emmanuel Macron and Margrethe Vestager in Beijing. The two agreed to meet again.",  # which two?
        "Huawei and SMIC sued the two banks.",
        "Both Huawei and SMIC sued.",
        "Huawei and SMIC sued on the two counts. The pair of shoes cost 20 euros.",
    ],
)
def test_a_number_that_counts_others_or_may_mean_several_stays_open(
    reader: Reader, knowledge: Knowledge, text: str
) -> None:
    annotation = read(text, reader, knowledge)
    assert not [
        m for m in annotation.mentions if m.text in ("The two", "the two", "Both", "The pair") and m.referents
    ]


def test_quotes_go_to_named_speakers_only(reader: Reader, knowledge: Knowledge) -> None:
    text = (
        'Aerix said the ban was unfair. "We will appeal," a spokesperson for Aerix said. '
        '"Prices will rise," said an analyst who asked not to be named.'
    )
    annotation = read(text, reader, knowledge)
    speakers = [annotation.mentions[q.speaker].text for q in annotation.quotes if q.speaker is not None]
    assert speakers == ["Aerix", "Aerix"]


@settings(max_examples=25)
@given(st.text(alphabet="AaBb Han Mei ,.\"'()\n-–’123The premier of China 中", max_size=120))
def test_any_text_is_read_and_every_mention_lies_in_it(text: str) -> None:
    annotation = annotate(article(text), _READER, _KNOWLEDGE)
    for found in annotation.mentions:
        assert found.span.of(text) == found.text
        assert all(0 <= i < len(annotation.referents) for i in found.referents)
        assert found.kind in MentionKind


@pytest.fixture(autouse=True, scope="module")
def _shared(reader: Reader, knowledge: Knowledge) -> None:
    """Hypothesis draws many texts for one function call; hand it the session's reader by name."""
    global _READER, _KNOWLEDGE
    _READER, _KNOWLEDGE = reader, knowledge


_READER: Reader
_KNOWLEDGE: Knowledge
