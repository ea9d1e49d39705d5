"""Office wordings made standard: the office of knowledge that a title means, or a title put in the usual form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retinue.annotate.lexicon import Lexicon
from retinue.annotate.roles import Title
from retinue.annotate.scene import Draft, Scene
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge
from retinue.model import EntityType

__all__ = ["OfficeIndex", "office_ids", "standard_title"]

_WITH_ARTICLE = {"US", "GB", "NL", "PH", "AE", "CZ", "MV", "BS", "GM", "CD", "DO"}
_AMERICAN = {
    "rep.",
    "sen.",
    "senator",
    "congressman",
    "congresswoman",
    "judge",
    "representative",
    "lawmaker",
}  # "US senator"
_SMALL = {"of", "the", "and", "for", "to", "at", "in", "on"}
_ONE_WORD = {"vice-premier": "vice premier", "vice-president": "vice president", "vice-minister": "vice minister",
             "vice-chairman": "vice chairman", "vice-governor": "vice governor", "vice-mayor": "vice mayor",
             "ceo": "chief executive", "cfo": "chief financial officer", "spokesman": "spokesperson",
             "spokeswoman": "spokesperson", "rep.": "representative", "sen.": "senator", "gov.": "governor",
             "mep": "member of the European Parliament",
             "mp": "member of parliament", "boss": "head", "undersecretary": "under secretary"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfficeIndex:
    """Offices by the organisation they belong to."""

    by_body: Mapping[str, tuple[str, ...]]

    @classmethod
    def build(cls, knowledge: Knowledge) -> OfficeIndex:
        """Index all offices of knowledge."""
        by_body: dict[str, list[str]] = {}
        for office in sorted(knowledge.offices.values(), key=lambda o: o.rank):
            if office.body:
                by_body.setdefault(office.body, []).append(office.id)
        return cls({body: tuple(ids) for body, ids in by_body.items()})


def office_ids(title: Title, scene: Scene, index: OfficeIndex, knowledge: Knowledge) -> tuple[str, ...]:
    """Ids of the offices a title may mean, highest rank first; those of its country or body if it names one."""
    body = scene.drafts[title.body.referents[0]] if title.body else None
    if body and body.kind is EntityType.PERSON:
        return ()
    core = fold(title.core)
    if body and body.known and body.kind is not EntityType.PLACE:
        own = [key for known in body.known for key in index.by_body.get(known, ())]
        named = [key for key in own if _called(knowledge, key, core)]
        if named:
            return tuple(named)
    employed = bool(body and body.kind is not EntityType.PLACE)
    wordings = _wordings(title, core, scene)[: 1 if employed else None]
    found = next((ids for w in wordings if (ids := knowledge.office_names.get(w))), ())
    if title.country:
        found = tuple(key for key in found if knowledge.offices[key].country in (title.country, None))
    if body and body.kind is not EntityType.PLACE and not body.known:
        return ()
    if not body and found and core == _bare(title, scene):
        found = tuple(key for key in found if not _of_firm(knowledge, key))
    return tuple(found)


def _bare(title: Title, scene: Scene) -> str:
    return scene.words.folded(title.first + bool(title.determiner), title.last)


def _of_firm(knowledge: Knowledge, key: str) -> bool:
    """True for the office of a firm or party, which "the founder" alone can't mean."""
    body = knowledge.organisations.get(knowledge.offices[key].body or "")
    return body is not None and body.type is not EntityType.BODY


def _wordings(title: Title, core: str, scene: Scene) -> Sequence[str]:
    words = scene.words
    begin = title.first + bool(title.determiner)
    whole = words.folded(begin, title.last)
    short = words.folded(begin, title.head + 1)
    rest = fold(title.rest)
    plain = _ONE_WORD.get(title.core)
    free = not rest or not scene.drafts or (title.body is None and title.country is not None)
    options = [whole, *([short] if free else []), f"{core} {rest}".strip()]
    if not rest and not title.body:
        options += [core, *([fold(plain)] if plain else [])]
    elif title.country and not title.body:
        options.append(core)
    return list(dict.fromkeys(options))


def _called(knowledge: Knowledge, key: str, core: str) -> bool:
    office = knowledge.offices[key]
    calls = {fold(name) for name in office.names} | {fold(office.title).partition(" of ")[0]}
    plain = {core, fold(_ONE_WORD.get(core, core))}
    return bool(calls & plain) or any(call.endswith(" " + core) or call.startswith(core + " of ") for call in calls)


def standard_title(title: Title, scene: Scene, lexicon: Lexicon, knowledge: Knowledge) -> str:
    """A title in the standard form: "Minister of Foreign Affairs of Brazil", "Chief executive of Intel"."""
    words = _plain(title.core).split()
    role = words[-1] if words else ""
    field = [w for w in words[:-1] if w in lexicon.portfolios and not (w == "general" or w == "party")]
    rank = [w for w in words[:-1] if w not in field]
    body = scene.drafts[title.body.referents[0]] if title.body else None
    country = country_name(title.country, knowledge)
    if role == "minister" and field and "prime" not in rank:
        return _join(rank, "Minister of", _fields(field, lexicon), of=country)
    if role == "secretary" and field and title.country == "US":
        return _join(["US", *rank], "Secretary of", _fields(field, lexicon))
    if title.country == "US" and role in _AMERICAN:
        return _join(["US", *words])
    if title.rest and not body:
        return _join(words, title.rest.strip(), of=country if country and country not in title.rest else "")
    if body:
        return _join(words, title.rest, f"of {_body_name(body, knowledge)}")
    return _join(words, of=country)


def _plain(core: str) -> str:
    return " ".join(_ONE_WORD.get(word, word) for word in core.split())


def _fields(field: Sequence[str], lexicon: Lexicon) -> str:
    return " and ".join(lexicon.portfolios[w] for w in field)


def _body_name(body: Draft, knowledge: Knowledge) -> str:
    known = knowledge.organisations.get(body.known[0]) if body.known else None
    return known.name if known else body.name


def country_name(code: str | None, knowledge: Knowledge) -> str:
    """A country's English name with the article it takes after "of"; "" for none."""
    place = knowledge.places.get(code.lower()) if code and code.lower() in knowledge.places else None
    if place is None or code is None:
        return ""
    return f"the {place.name}" if code in _WITH_ARTICLE and not place.name.startswith("the ") else place.name


def _join(first: Sequence[str], *rest: str, of: str = "") -> str:
    """Words put together, the first letter and those of ranks capital, with "of country" at the end."""
    lead = " ".join(w if w in _SMALL or w[:1].isupper() else w[:1].upper() + w[1:] for w in first)
    parts = [lead, *rest, *([f"of {of}"] if of else [])]
    return " ".join(" ".join(part for part in parts if part).split())
