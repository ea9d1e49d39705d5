"""Offices in a text: "the premier", "U.S. Commerce Secretary Gina Raimondo", "Cao Shumin, deputy director of the CAC"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from retinue.annotate.governments import country_of
from retinue.annotate.lexicon import Lexicon
from retinue.annotate.scene import Scene, Sighting
from retinue.annotate.words import Words
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge
from retinue.model import EntityType

__all__ = ["Title", "find_titles"]

_LINKS = {"of", "for", "at", "to", "in", "on"}
_STOP_AFTER = {"who", "which", "that", "when", "while", "after", "since", "as", "with", "from", "by", "until", "during", "and"}
_UNITS = {"state", "province", "region", "city", "county", "prefecture", "territory", "republic", "district"}
_HEADING = {"heads": "head", "chairs": "chairman", "leads": "head", "runs": "head", "headed": "head", "chaired": "chairman"}
_DETERMINERS = {"the", "a", "an", "its", "his", "her", "their", "this", "that", "our", "one"}
_POSSESSIVE = {"'s", "’s", "'", "’"}


@dataclass(frozen=True, slots=True)
class Title:
    """An office wording: tokens `first` to `last` (exclusive), its role noun at `head`.

    `core` is the role with its rank and field ("deputy foreign minister"), `body` the sighting of the organisation
    or place it belongs to, `within` a lower-case body it names, `country` ISO code, `holder` the sighting of the
    person who is given the title, `bare` True when it stands on its own ("the premier").
    """

    first: int
    last: int
    head: int
    core: str
    determiner: str
    country: str | None = None
    body: Sighting | None = None
    former: bool = False
    holder: Sighting | None = None
    rest: str = ""


def find_titles(scene: Scene, lexicon: Lexicon, knowledge: Knowledge) -> list[Title]:
    """All office wordings in the text, left to right; each role noun counts once."""
    reader = _TitleReader(scene, lexicon, knowledge)
    titles: list[Title] = []
    for i, lower in enumerate(scene.words.lower):
        if named := reader.heading(i):
            titles.append(named)
        elif lower in lexicon.roles and (not titles or i >= titles[-1].last) and reader.is_role(i):
            titles.append(reader.read(i, titles[-1] if titles else None))
        elif lower.endswith("s") and lower[:-1] in lexicon.roles:
            titles += reader.shared(i)
    return titles


class _TitleReader:
    def __init__(self, scene: Scene, lexicon: Lexicon, knowledge: Knowledge) -> None:
        self.scene, self.lexicon, self.knowledge = scene, lexicon, knowledge
        self.words: Words = scene.words
        self.starts: Mapping[int, Sighting] = {s.first: s for s in scene.sightings}
        self.ends: Mapping[int, Sighting] = {s.last: s for s in scene.sightings}
        self.heads: Mapping[int, Sighting] = {s.head: s for s in scene.sightings}
        self.inside = {k for s in scene.sightings for k in range(s.first, s.last)}

    def is_role(self, i: int) -> bool:
        """True for a role noun that is neither a verb nor part of a name nor only a rank of the next word."""
        words = self.words
        if i in self.inside or words.pos[i] not in ("NOUN", "PROPN", "ADJ"):
            return False
        following = words.word(i + 1)
        if words.lower[i] in self.lexicon.ranks and (following in self.lexicon.roles or following == "-"):
            return False
        if self._only_rank(i):
            return False
        return words.pos[i] != "ADJ" or words.text[i][0].isupper()

    def _only_rank(self, i: int) -> bool:
        """True for "deputy" in "deputy party secretary": a role follows, parted by ranks and fields alone."""
        between = self.lexicon.ranks | self.lexicon.portfolios.keys() | {"-"}
        k = i + 1
        while self.words.word(k) in between and k < i + 6:
            k += 1
        return self.words.word(k) in self.lexicon.roles and k > i

    def read(self, head: int, before: Title | None) -> Title:
        first, country, body, former = self._left(head)
        while first < head and _no_start(self.words, first):
            first += 1
        core = self._core(first, head, body)
        last, body, country, rest = self._right(head + 1, body, country)
        determiner = self.words.word(first - 1) if self.words.word(first - 1) in _DETERMINERS else ""
        start = first - 1 if determiner else first
        holder = self._holder(start, last, before) or self._by_syntax(head)
        return Title(start, last, head, core, determiner, country, body, former, holder, rest)

    def shared(self, i: int) -> list[Title]:
        """ "senators Jim Banks and Elizabeth Warren": one title for each of the names that follow."""
        titles, k = [], i + 1
        first, country, body, former = self._left(i)
        while (named := self.starts.get(k)) and self._person(named):
            core = self._core(first, i - 1, body) + " " + self.words.lower[i][:-1]
            titles.append(Title(first, i + 1, i, core.strip(), "", country, body, former, named))
            k = named.last + 1 if self.words.word(named.last) in ("and", ",", "&") else named.last
        return titles

    def heading(self, i: int) -> Title | None:
        """ "Masakazu Tokura, who heads the lobby": the verb makes a title when its object is a name."""
        words = self.words
        core = _HEADING.get(words.lower[i])
        if core is None or words.pos[i] != "VERB" or words.word(i - 1) != "who":
            return None
        k = i + 2 if words.word(i + 1) in _DETERMINERS else i + 1
        body, holder = self.starts.get(k), self._named_until(i - 2) or self.ends.get(i - 1)
        if body is None or holder is None or not self._person(holder):
            return None
        country = self.scene.drafts[body.referents[0]].country
        return Title(i, body.last, i, core, "", country, body, False, holder)

    # ------------------------------------------------------------------ what stands before the role noun
    def _left(self, head: int) -> tuple[int, str | None, Sighting | None, bool]:
        words, first = self.words, head
        country: str | None = None
        body: Sighting | None = None
        former = False
        while first > 0 and not words.opens[first]:
            k = first - 1
            named = self._owner(first)
            if named is None and words.lower[k] in _POSSESSIVE and k > 0:
                named = self.ends.get(k)
                if named is None and not self._adjective(k - 1) and words.pos[k - 1] != "NOUN":
                    break
                if named is None and words.pos[k - 1] == "NOUN":
                    first = k - 1  # "the bloc's policy chief"
                    break
                if named is None:
                    first = k
                    continue
            if named:
                draft = self.scene.drafts[named.referents[0]]
                code = country_of(words.folded(named.first, named.last), self.knowledge)
                if draft.kind is EntityType.PERSON or body or country:
                    break
                country = code or draft.country
                body = None if code else named
                first = named.first
                continue
            if words.lower[k] in self.lexicon.former:
                former, first = True, k
            elif k > 0 and (pair := country_of(words.folded(k - 1, k + 1), self.knowledge)) and words.text[k - 1][0].isupper():
                country, first = pair, k - 1
            elif self._adjective(k):
                country, first = country_of(fold(words.text[k]), self.knowledge), k
            elif self._belongs(k, head):
                first = k
            else:
                break
        return first, country, body, former

    def _owner(self, end: int) -> Sighting | None:
        """The name that ends at `end`, unless it is no more than a minister's field ("Commerce Secretary")."""
        named = self.ends.get(end)
        if named and named.last - named.first == 1 and self.words.lower[named.first] in self.lexicon.portfolios:
            return None
        return named

    def _adjective(self, k: int) -> bool:
        return _code_at(self.words, k, self.knowledge) is not None

    def _belongs(self, k: int, head: int) -> bool:
        words = self.words
        lower = words.lower[k]
        if lower in self.lexicon.ranks or lower in self.lexicon.portfolios or lower in _POSSESSIVE:
            return True
        if words.text[k] in ("-", "–"):
            return k + 1 < head or words.word(k - 1) in self.lexicon.ranks | self.lexicon.former
        if "\n" in lower or lower in _DETERMINERS:
            return False
        if words.dep[k] in ("npadvmod", "dobj", "pobj", "nsubj", "ROOT"):
            return False
        return words.pos[k] in ("NOUN", "PROPN") or (words.pos[k] == "ADJ" and words.head[k] == head)

    def _core(self, first: int, head: int, body: Sighting | None) -> str:
        """The role with rank and field, lower case, without country, body and "former"."""
        words = self.words
        taken = set(range(body.first, body.last)) if body else set()
        parts = [
            words.text[k] if words.text[k].isupper() and len(words.text[k]) < 5 else words.lower[k]
            for k in range(first, head + 1)
            if k not in taken
            and (k not in self.inside or words.lower[k] in self.lexicon.portfolios)
            and words.lower[k] not in self.lexicon.former
            and words.lower[k] not in _POSSESSIVE
            and words.word(k + 1) not in _POSSESSIVE
            and not self._adjective(k)
            and country_of(words.folded(k, k + 2), self.knowledge) is None
        ]
        return " ".join(parts).replace(" - ", "-").strip(" -")

    # ------------------------------------------------------------------- what follows the role noun
    def _right(
        self, last: int, body: Sighting | None, country: str | None
    ) -> tuple[int, Sighting | None, str | None, str]:
        words, begin = self.words, last
        if words.word(last) not in _LINKS or (words.word(last) != "of" and not self._office_follows(last)):
            return last, body, country, ""
        k, named = last + 1, None
        while k < len(words) and k < begin + 14 and not words.opens[k]:
            sighting = self.starts.get(k)
            if sighting:
                draft = self.scene.drafts[sighting.referents[0]]
                if draft.kind is EntityType.PERSON:
                    break
                if named and words.word(k - 1) == "of" and words.word(k - 2) in _UNITS:
                    body = sighting  # "governor of the Amazon state of Para"
                named = named or sighting
                code = country_of(words.folded(sighting.first, sighting.last), self.knowledge)
                country = country or code or draft.country
                body = body or (None if code else sighting)
                k = last = sighting.last
                if words.word(k) in _POSSESSIVE:
                    k += 1
                    continue
                if words.word(k) in _UNITS and words.word(k + 1) == "of":
                    k += 1
                elif words.word(k) != "of":
                    break
                k += 1
                continue
            if not self._continues(k):
                break
            k += 1
            if words.pos[k - 1] in ("NOUN", "PROPN", "NUM") and not named:
                last = k
        return last, body, country, words.said(begin, last) if last > begin and not named else ""

    def _office_follows(self, link: int) -> bool:
        """Whether "for", "at", "to", "in" after a role lead to its field or body ("secretary for commerce")."""
        k = link + 1
        while self.words.word(k) in _DETERMINERS:
            k += 1
        sighting = self.starts.get(k)
        if self.words.lower[link] == "to":
            return self.words.word(link - 1) in ("ambassador", "envoy", "adviser", "advisor", "representative") and k < len(self.words)
        if self.words.lower[link] in ("in", "on"):
            return self.words.word(link - 1) in ("ambassador", "envoy")
        if self.words.lower[link] == "for" and k < len(self.words) and self.words.tag[k] == "NNP" and not sighting:
            return True
        if self.words.word(k) in self.lexicon.portfolios:
            return True
        if sighting is None:
            return False
        draft = self.scene.drafts[sighting.referents[0]]
        return draft.kind is not EntityType.PERSON or (self.words.lower[link] == "at" and not draft.known)

    def _continues(self, k: int) -> bool:
        words = self.words
        lower = words.lower[k]
        if lower in _STOP_AFTER - {"and"} or "\n" in lower:
            return False
        if lower == "and":
            return words.word(k + 1) in self.lexicon.portfolios or words.pos[min(k + 1, len(words) - 1)] == "NOUN" and words.word(
                k - 1
            ) in self.lexicon.portfolios
        return lower in _DETERMINERS or lower in _POSSESSIVE or lower in ("of", "-") or (
            words.pos[k] in ("NOUN", "PROPN", "ADJ", "NUM") or (words.tag[k] == "VBN" and words.text[k - 1] == "-")
        )

    # ------------------------------------------------------------------------------ who is given the title
    def _holder(self, first: int, last: int, before: Title | None) -> Sighting | None:
        words = self.words
        if words.word(first - 1) == "," and (named := self._named_until(first - 1)):
            return named
        after = self.starts.get(last) or (self.starts.get(last + 1) if words.word(last) == "," else None)
        if after and self._person(after) and (after.first == last or self._closed(after.last)):
            return after
        return self._before(first, before)

    def _by_syntax(self, head: int) -> Sighting | None:
        """The person a title is said of: "Wu Qing, …, becomes chairman", "named Li Wei as head"."""
        words, dep = self.words, self.words.dep[head]
        verb = words.head[head]
        if dep == "pobj" and words.lower[verb] == "as":
            verb = self._verb_above(verb)
            wanted = {"dobj", "nsubjpass"}
        elif dep in ("attr", "oprd"):
            wanted = {"nsubj", "nsubjpass"} if dep == "attr" else {"dobj", "nsubjpass"}
        else:
            return None
        for child in words.children[verb]:
            named = self.heads.get(child)
            if words.dep[child] in wanted and named and self._person(named):
                return named
        return None

    def _verb_above(self, i: int) -> int:
        for _ in range(3):
            i = self.words.head[i]
            if self.words.pos[i] == "VERB":
                break
        return i

    def _before(self, first: int, before: Title | None) -> Sighting | None:
        words = self.words
        k = first - 1
        if words.word(k) in ("and", ",", "then") and before and before.holder and before.last in (k, k - 1):
            return before.holder  # "secretary of X and member of Y"
        if words.word(k) == "then":
            k -= 1
        if words.word(k) in (",", "(", "–", "—"):
            return self._named_until(k)
        if words.word(k) == "as" or words.word(k) in ("is", "was", "becomes", "became", "remains"):
            k -= words.word(k) == "as"
            if words.word(k) in ("is", "was", "becomes", "became", "remains"):
                k -= 1
            if words.word(k) in ("who", ","):
                k -= 1
            return self._named_until(k + 1)
        return None

    def _named_until(self, end: int) -> Sighting | None:
        """The person named right before token `end`, past an age or a comma."""
        words = self.words
        for k in (end, end - 1, end - 2):
            named = self.ends.get(k)
            if named and self._person(named) and all(words.pos[j] in ("PUNCT", "NUM") for j in range(k, end)):
                return named
        return None

    def _closed(self, k: int) -> bool:
        return self.words.word(k) in (",", ".", ")", ";", "") or "\n" in self.words.word(k)

    def _person(self, sighting: Sighting) -> bool:
        draft = self.scene.drafts[sighting.referents[0]]
        return draft.kind is EntityType.PERSON or (not draft.sure and not draft.known)


def _no_start(words: Words, k: int) -> bool:
    """Whether a title can't begin at `k`: a dash or a possessive mark."""
    return words.text[k] in ("-", "–") or words.lower[k] in _POSSESSIVE


def _code_at(words: Words, k: int, knowledge: Knowledge) -> str | None:
    """The country that the single word at `k` names as an adjective, None for a country's own name."""
    folded = fold(words.text[k])
    code = knowledge.demonyms.get(folded)
    return code if code and words.text[k][0].isupper() else None
