"""Offices in a text: "the premier", "U.S. Commerce Secretary Gina Raimondo", "Cao Shumin, deputy director of …"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from retinue.annotate.belonging import GROUPS, named_before, thing_meant
from retinue.annotate.lexicon import Lexicon
from retinue.annotate.scene import Scene, Sighting
from retinue.annotate.titles import DETERMINERS, Title, TitleWords
from retinue.knowledge.types import Knowledge
from retinue.model import EntityType

__all__ = ["Title", "find_titles"]

_HEADING = {
    "heads": "head", "headed": "head", "leads": "head", "led": "head", "lead": "head", "runs": "head", "ran": "head",
    "run": "head", "chairs": "chairman", "chaired": "chairman", "owns": "owner", "founded": "founder",
    "co-founded": "co-founder", "manages": "manager",
}  # fmt: skip
_LEFT = {"headed", "led", "ran"}
_BETWEEN = 3  # tokens between "who" and its verb: "who has long run"
_AHEAD = 6  # tokens after "by" where the name stands: "founded by the tycoon Ann Lee"
_BEING = {"is", "was", "becomes", "became", "remains"}
_OPENING = {",", "(", "–", "—"}


def find_titles(scene: Scene, lexicon: Lexicon, knowledge: Knowledge) -> list[Title]:
    """All office wordings in the text, left to right, each with its holder where one stands beside it."""
    reader = _RoleReader(scene, lexicon, knowledge)
    titles: list[Title] = []
    for i, lower in enumerate(scene.words.lower):
        if lower in _HEADING:
            titles += reader.heading(i)
        elif lower in lexicon.roles and (not titles or i >= titles[-1].last) and reader.is_role(i):
            titles.append(reader.held(i, titles[-1] if titles else None))
        elif lower.endswith("s") and lower[:-1] in lexicon.roles:
            titles += reader.shared(i)
    return titles


class _RoleReader:
    def __init__(self, scene: Scene, lexicon: Lexicon, knowledge: Knowledge) -> None:
        self.scene, self.lexicon, self.words = scene, lexicon, scene.words
        self.titles = TitleWords(scene, lexicon, knowledge)
        self.starts, self.ends = self.titles.starts, self.titles.ends
        self.heads: Mapping[int, Sighting] = {s.head: s for s in scene.sightings}

    def is_role(self, i: int) -> bool:
        """True for a role noun that is neither a verb nor part of a name nor only a rank of the next word."""
        words = self.words
        if i in self.titles.inside or words.pos[i] not in ("NOUN", "PROPN", "ADJ"):
            return False
        if words.lower[i] in self.lexicon.ranks and words.word(i + 1) == "-":
            return False
        return not self._only_rank(i) and (words.pos[i] != "ADJ" or words.text[i][0].isupper())

    def _only_rank(self, i: int) -> bool:
        """True for "deputy" in "deputy party secretary": a role follows, parted by ranks and fields alone."""
        between = self.lexicon.ranks | self.lexicon.portfolios.keys() | {"-"}
        k = i + 1
        while self.words.word(k) in between and k < i + 6:
            k += 1
        return self.words.word(k) in self.lexicon.roles

    def held(self, i: int, before: Title | None) -> Title:
        """The title at `i` with the person beside it, if there is one."""
        title = self.titles.read(i)
        return replace(title, holder=self._holder(title, before) or self._by_syntax(i))

    def shared(self, i: int) -> list[Title]:
        """ "Senators Jim Banks and Elizabeth Warren": one title for each of the names that follow."""
        titles, k = [], i + 1
        while (named := self.starts.get(k)) and self._person(named):
            titles.append(replace(self.titles.plural(i), holder=named))
            k = named.last + 1 if self.words.word(named.last) in ("and", ",", "&") else named.last
        return titles

    def heading(self, i: int) -> list[Title]:
        """ "Masakazu Tokura, who heads Keidanren", "Lumen, led by Ann Lee": the verb makes a title."""
        words = self.words
        if words.pos[i] != "VERB":
            return []
        if words.word(i + 1) == "by" or (words.tag[i] == "VBN" and "agent" in self._deps(i)):
            return self._passive(i)
        who = next((k for k in range(i - 1, i - 2 - _BETWEEN, -1) if words.word(k) == "who"), None)
        if who is None or any(words.pos[k] not in ("AUX", "ADV") for k in range(who + 1, i)):
            return []
        k = i + 2 if words.word(i + 1) in DETERMINERS else i + 1
        holder = self._named_until(who - 1) or self.ends.get(who)
        body = self.starts.get(k) or (self._meant(i, k, holder) if holder else None)
        if body is None or holder is None or not self._person(holder):
            return []
        if self.scene.drafts[body.referents[0]].kind is EntityType.PERSON:
            return []
        return [self._verbal(i, max(body.last, i + 1) if body.first > i else i + 1, body, holder)]

    def _deps(self, i: int) -> set[str]:
        return {self.words.dep[c] for c in self.words.children[i]}

    def _verbal(self, i: int, last: int, body: Sighting, holder: Sighting) -> Title:
        """A title made by the verb at `i`."""
        country = self.scene.drafts[body.referents[0]].country
        lower = self.words.lower[i]
        return Title(i, last, i, _HEADING[lower], "", country, body, lower in _LEFT, holder)

    def _meant(self, i: int, k: int, holder: Sighting) -> Sighting | None:
        """What "it" or "the bank" after the verb stands for."""
        words = self.words
        if words.word(i + 1) == "it":
            return named_before(holder.first, self.scene, GROUPS)
        while words.word(k) and words.pos[k] in ("ADJ", "NOUN") and words.pos[k + 1 : k + 2] == ("NOUN",):
            k += 1
        stem = words.word(k)
        return thing_meant(stem, holder.first, self.scene, self.lexicon) if stem in self.lexicon.nominals else None

    def _passive(self, i: int) -> list[Title]:
        """ "Lumen, the insurer founded by the tycoon Ann Lee"."""
        words = self.words
        by = next((c for c in words.children[i] if words.lower[c] == "by"), i + 1)
        holder = next((s for k in range(by + 1, by + _AHEAD) if (s := self.starts.get(k)) and self._person(s)), None)
        body = named_before(i, self.scene, GROUPS)
        if holder is None or body is None or words.sentence[body.first] != words.sentence[i]:
            return []
        return [replace(self._verbal(i, i + 1, body, holder), former=False)]

    def _holder(self, title: Title, before: Title | None) -> Sighting | None:
        """The person right before ("Li, premier of …"), right after ("Premier Li"), or of the title before."""
        words, last = self.words, title.last
        if words.word(title.first - 1) == "," and (named := self._named_until(title.first - 1)):
            return named
        whence = self.starts.get(last + 1) if words.word(last) in ("from", "in") else None
        if whence and self.scene.drafts[whence.referents[0]].place:
            last = whence.last  # "an MP from Kiambu, Ann Lee"
        after = self.starts.get(last) or (self.starts.get(last + 1) if words.word(last) == "," else None)
        if after and self._person(after) and (after.first == last or self._closed(after.last)):
            return after
        return self._preceding(title.first, before)

    def _preceding(self, first: int, before: Title | None) -> Sighting | None:
        words, k = self.words, first - 1
        if words.word(k) in ("and", ",", "then") and before and before.holder and before.last in (k, k - 1):
            return before.holder  # "secretary of X and member of Y"
        k -= words.word(k) == "then"
        if words.word(k) in _OPENING:
            return self._named_until(k)
        if words.word(k) != "as" and words.word(k) not in _BEING:
            return None
        k -= words.word(k) == "as"
        k -= words.word(k) in _BEING
        k -= words.word(k) in ("who", ",")
        return self._named_until(k + 1)

    def _by_syntax(self, head: int) -> Sighting | None:
        """The person a title is said of: "Wu Qing, …, becomes chairman", "named Li Wei as head"."""
        words, dep = self.words, self.words.dep[head]
        verb = words.head[head]
        if dep == "pobj" and words.lower[verb] == "as":
            verb, wanted = self._verb_above(verb), {"dobj", "nsubjpass"}
        elif dep in ("attr", "oprd"):
            wanted = {"nsubj", "nsubjpass"} if dep == "attr" else {"dobj", "nsubjpass"}
        else:
            return None
        named = (self.heads[c] for c in words.children[verb] if words.dep[c] in wanted and c in self.heads)
        return next((s for s in named if self._person(s)), None)

    def _verb_above(self, i: int) -> int:
        for _ in range(3):
            i = self.words.head[i]
            if self.words.pos[i] == "VERB":
                break
        return i

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
