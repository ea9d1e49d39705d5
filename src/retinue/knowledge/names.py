"""Indexes from folded wordings to ids, with the variants that news derives from a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from retinue.knowledge.fold import bare, fold, without_initials
from retinue.knowledge.schema import CountryEntry
from retinue.knowledge.types import Office, Organisation, Person, RestrictionList
from retinue.model import EntityType

__all__ = ["demonyms", "list_names", "names", "nominals", "office_names"]

Index = Mapping[str, tuple[str, ...]]
# What is left of a name without its home town or "the" is still a name when it has at least this many words.
_WORDS_LEFT = 2
_LETTERS_LEFT = 2  # X Corp isn't called x


def names(
    people: Iterable[Person],
    organisations: Iterable[Organisation],
    towns: Collection[str],
    words: Collection[str] = (),
) -> Index:
    """Folded names of people and organisations, with derived variants, to the ids they may stand for.

    `towns` are folded place names that a firm's registered name may begin with; `words` folded common words, which
    no variant may be (True Corporation isn't called true). A variant counts only where nobody is called exactly so.
    """
    written: dict[str, list[str]] = {}
    derived: dict[str, list[str]] = {}
    for person in people:
        for name in (person.name, *person.aliases):
            _put(written, fold(name), person.id)
            for variant in _of_person(name):
                _put(derived, variant, person.id)
    for organisation in organisations:
        for name in (organisation.name, *organisation.aliases):
            _put(written, fold(name), organisation.id)
            for variant in (
                _of_firm(fold(name), towns) if organisation.type is EntityType.COMPANY else _of_body(fold(name))
            ):
                _put(derived, variant, organisation.id)
    return _joined(written, {name: ids for name, ids in derived.items() if name not in words})


def _joined(written: Mapping[str, list[str]], derived: Mapping[str, list[str]]) -> Index:
    """Derived wordings count only where nobody is called exactly that."""
    return {wording: tuple(dict.fromkeys(ids)) for wording, ids in {**derived, **written}.items()}


def _put(index: dict[str, list[str]], wording: str, id_: str) -> None:
    if wording:
        index.setdefault(wording, []).append(id_)


def _of_person(name: str) -> Iterator[str]:
    """ "Lee Jae-yong" also as "Lee Jaeyong"; "Gina M. Raimondo" also without the initial."""
    for spelling in (name, name.replace("-", "").replace("‑", "")):
        yield fold(spelling)
        yield without_initials(fold(spelling))


def _of_firm(folded: str, towns: Collection[str]) -> Iterator[str]:
    """A registered name without legal form, and without the home town it begins with."""
    short = bare(folded)
    if len(short) >= _LETTERS_LEFT:
        yield short
    first, _, rest = short.partition(" ")
    if first in towns and len(rest.split()) >= _WORDS_LEFT:
        yield rest


def _of_body(folded: str) -> Iterator[str]:
    """Without "the", unless a bare common word is left (The Times, The Information)."""
    rest = folded.removeprefix("the ")
    if rest != folded and len(rest.split()) >= _WORDS_LEFT:
        yield rest


def nominals(organisations: Iterable[Organisation], countries: Iterable[CountryEntry]) -> Index:
    """Folded descriptions to ids: "cyberspace regulator", "China's cyberspace regulator", "Chinese …"."""
    calls = _calls(countries)
    index: dict[str, list[str]] = {}
    for organisation in organisations:
        for wording in organisation.nominals:
            for variant in _with_country(wording, organisation.country, calls):
                _put(index, variant, organisation.id)
    return _joined(index, {})


def office_names(offices: Iterable[Office], countries: Iterable[CountryEntry]) -> Index:
    """Folded wordings to office ids: the title, the bare wording, and the wording with its country.

    "Trade minister" is "minister of trade" and "minister for trade" too, where nobody is called so.
    """
    calls = _calls(countries)
    index: dict[str, list[str]] = {}
    derived: dict[str, list[str]] = {}
    for office in sorted(offices, key=lambda office: office.rank):
        _put(index, fold(office.title), office.id)
        for wording in office.names:
            for variant in _with_country(wording, office.country, calls):
                _put(index, variant, office.id)
            for turned in _turned(fold(wording)):
                for variant in _with_country(turned, office.country, calls):
                    _put(derived, variant, office.id)
    return _joined(index, derived)


def _turned(folded: str) -> Iterator[str]:
    """ "Trade minister" as "minister of trade", "minister for trade"; ranks ("prime", "vice") aren't fields."""
    *field, role = folded.split()
    if field and role in _SERVING and not _RANKS & set(field):
        yield f"{role} of {' '.join(field)}"
        yield f"{role} for {' '.join(field)}"


_SERVING = frozenset({"minister", "secretary", "commissioner"})
_RANKS = frozenset(
    "prime first deputy vice junior senior assistant under general party press chief cabinet state of".split()
)


def _with_country(wording: str, country: str | None, calls: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """ "premier", "china premier" (which "China's premier" folds to), "chinese premier", "premier of china"."""
    folded = fold(wording)
    own = calls.get(country or "", ())
    stem = next((folded[len(call) + 1 :] for call in own if folded.startswith(call + " ")), folded)
    yield folded
    yield stem
    for call in own:
        yield f"{call} {stem}"
        yield f"{stem} of {call}"
        yield f"{stem} of the {call}"


def _calls(countries: Iterable[CountryEntry]) -> Mapping[str, tuple[str, ...]]:
    """Per country, the folded names, adjectives and (since news writes "Beijing's …") capitals."""
    return {
        entry.country: tuple(dict.fromkeys(fold(call) for call in (*entry.names, *entry.adjectives)))
        for entry in countries
    }


def list_names(lists: Iterable[RestrictionList], countries: Iterable[CountryEntry]) -> Mapping[str, str]:
    """Folded wordings of restriction lists to list ids; wordings as written win over derived ones."""
    calls = _calls(countries)
    written: dict[str, str] = {}
    derived: dict[str, str] = {}
    for known in lists:
        for wording in (known.name, *known.aliases):
            written.setdefault(fold(wording), known.id)
            for variant in list(_with_country(wording, known.country, calls))[2:]:
                derived.setdefault(variant, known.id)
    return {**derived, **written}


def demonyms(countries: Iterable[CountryEntry]) -> Mapping[str, str]:
    """Folded adjectives, names and capitals to ISO countries; names win where two countries share a word."""
    index: dict[str, str] = {}
    entries = list(countries)
    for part in ("names", "adjectives", "capitals"):
        for entry in entries:
            for wording in getattr(entry, part):
                index.setdefault(fold(wording), entry.country)
    return index
