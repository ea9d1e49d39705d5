"""Names tied to what they name: one referent for "Naura Technology Group" and "Naura", for "Xi Jinping" and "Xi"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retinue.annotate.governments import acts_as_state, country_of, government_name, known_government
from retinue.annotate.lexicon import Lexicon
from retinue.annotate.names import Name
from retinue.annotate.scene import Draft, Scene
from retinue.annotate.shapes import ALONE
from retinue.annotate.shorts import SURNAME_FIRST, Leaders, abbreviations, is_initials
from retinue.knowledge import find_place
from retinue.knowledge.fold import bare, fold
from retinue.knowledge.types import Knowledge
from retinue.model import EntityType, MentionKind

__all__ = ["tie_names"]

_SEAT, _COMMISSION = "brussels", "eu-commission"
_HONORIFICS = {
    "mr": "m",
    "mr.": "m",
    "ms": "f",
    "ms.": "f",
    "mrs": "f",
    "mrs.": "f",
    "miss": "f",
    "dr": None,
    "dr.": None,
}


def tie_names(
    scene: Scene, names: Sequence[Name], lexicon: Lexicon, knowledge: Knowledge, leaders: Leaders | None = None
) -> None:
    """Put every name into `scene`, tied to a referent: long and known names first, then what abbreviates them."""
    tier = _Tier(scene, lexicon, knowledge, leaders or {})
    pairs = abbreviations(scene.words, names)
    for name in sorted(names, key=lambda n: (not n.known, n.first - n.last, n.first)):
        if not tier.as_country(name):
            tier.tie(name, pairs)


class _Tier:
    """Looks a name up among the referents found so far."""

    def __init__(self, scene: Scene, lexicon: Lexicon, knowledge: Knowledge, leaders: Leaders) -> None:
        self.leaders = leaders
        self.scene, self.lexicon, self.knowledge = scene, lexicon, knowledge
        self.words = scene.words
        self.by_form: dict[str, Draft] = {}
        self.by_known: dict[str, Draft] = {}

    def as_country(self, name: Name) -> bool:
        """Tie a country or capital to its government where it acts, to the place where it doesn't."""
        folded = self.words.folded(name.first, name.last)
        code = country_of(folded, self.knowledge)
        owner = known_government(code, self.knowledge) if code else None
        ours = name.place or not name.known or (owner in name.known)
        if code is None or not ours or name.kind not in (EntityType.PLACE, EntityType.BODY, None, EntityType.COMPANY):
            return False
        if name.source == "shape" and name.kind is EntityType.BODY and not name.known:
            return False
        if not acts_as_state(self.words, name, self.lexicon):
            if name.place:
                return False
            self._see(name, self.place(folded, name))
            return True
        self._see(name, self.commission() if folded == _SEAT else self.government(code))
        return True

    def commission(self) -> Draft:
        """The referent of the European Commission, which acts where the Union's seat is said to."""
        if _COMMISSION not in self.knowledge.organisations:
            return self.government("EU")
        if _COMMISSION not in self.by_known:
            body = self.knowledge.organisations[_COMMISSION]
            self.by_known[_COMMISSION] = self.scene.add(
                EntityType.BODY, body.name, known=(body.id,), sure=True, official=True, country="EU",
                reason="seat of the European Union as actor",
            )  # fmt: skip
        return self.by_known[_COMMISSION]

    def government(self, code: str) -> Draft:
        """The referent of a country's government."""
        key = known_government(code, self.knowledge)
        label = key or f"{code}-government"
        if label not in self.by_known:
            self.by_known[label] = self.scene.add(
                EntityType.BODY, government_name(code, self.knowledge), known=(key,) if key else (), sure=True,
                official=True, country=code, reason="country or capital as actor",
            )  # fmt: skip
        return self.by_known[label]

    def place(self, folded: str, name: Name) -> Draft:
        """The referent of a place."""
        known = find_place(self.knowledge, folded)
        form = f"place:{known.id if known else folded}"
        if form not in self.by_form:
            self.by_form[form] = self.scene.add(
                EntityType.PLACE, self.words.said(name.first, name.last), known=(known.id,) if known else (),
                place=True, sure=known is not None, country=known.country if known else None, reason="place",
            )  # fmt: skip
        return self.by_form[form]

    def tie(self, name: Name, pairs: dict[str, str]) -> None:
        """Tie a name to the referent it shares an id, a spelling or an abbreviation with, else to a new one."""
        folded = self.words.folded(name.first, name.last)
        if name.kind is EntityType.PLACE:
            guessed = None if name.place else self._same(name, folded) or self._shortened(name, folded)
            self._see(name, guessed or self.place(folded, name))
            return
        draft = self._same(name, folded) or self._by_pair(folded, pairs)
        if draft is None and not name.known:
            draft = self._shortened(name, folded) or self._person_turned(name)
            if (
                draft is None
                and folded in self.leaders
                and name.kind in (EntityType.PERSON, EntityType.COMPANY, None)
            ):
                draft = self._leader(self.leaders[folded])
        draft = draft or self._new(name)
        self._learn(draft, name, folded)
        self._see(name, draft)

    def _person_turned(self, name: Name) -> Draft | None:
        turned = self._turned(self.words.said(name.first, name.last))
        return next((self.by_known[key] for key in turned if key in self.by_known), None)

    def _leader(self, key: str) -> Draft:
        """The head of a state or government whom the article only calls by surname."""
        if key not in self.by_known:
            person = self.knowledge.people[key]
            self.by_known[key] = self.scene.add(
                EntityType.PERSON, person.name, known=(key,), sure=True, official=True, country=person.country,
                gender=person.gender, reason="surname of a head of state or government that day",
            )  # fmt: skip
        return self.by_known[key]

    def _same(self, name: Name, folded: str) -> Draft | None:
        for key in name.known:
            if key in self.by_known:
                return self.by_known[key]
        if name.known:
            return None
        found = self.by_form.get(folded) or self.by_form.get(bare(folded))
        return (
            found
            if found and not (found.kind is EntityType.PERSON and name.kind not in (EntityType.PERSON, None))
            else None
        )

    def _by_pair(self, folded: str, pairs: dict[str, str]) -> Draft | None:
        full = pairs.get(folded) or next((short for short, long in pairs.items() if long == folded), None)
        return self.by_form.get(full) if full else None

    def _shortened(self, name: Name, folded: str) -> Draft | None:
        """The referent whose longer name this one shortens best; of several the one named last before it."""
        parts = folded.split()
        ranked = [(rank, d) for d in self.scene.drafts if not d.place and (rank := self._shortens(parts, d, name))]
        best = max((rank for rank, _ in ranked), default=0)
        fitting = [d for rank, d in ranked if rank == best]
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        return self._latest(fitting, name.first)

    def _shortens(self, parts: list[str], draft: Draft, name: Name) -> int:
        """How well a short name fits: 3 but for the legal form, 2 the beginning or initials, 1 inside, 0 not."""
        if draft.kind is EntityType.PERSON:
            return self._fits_person(parts, draft, name)
        if name.kind is EntityType.PERSON and name.source != "model":
            return 0
        telling = [p for p in parts if p not in self.lexicon.legal]
        if not telling or " ".join(parts) in self.knowledge.demonyms or self._generic(parts):
            return 0
        return max((self._fits_form(parts, telling, form.split()) for form in draft.forms), default=0)

    def _fits_person(self, parts: list[str], draft: Draft, name: Name) -> int:
        """2 for the surname, 1 for the other end of the name or some of several names, 0 for neither."""
        if name.kind not in (EntityType.PERSON, EntityType.COMPANY, EntityType.PLACE, None):
            return 0
        forms = [full for form in draft.forms if len(full := form.split()) > 1]
        if len(parts) > 1:
            return int(any(len(full) > len(parts) and set(parts) <= set(full) for full in forms))
        surnames = {full[0] if self._surname_first(full, draft) else full[-1] for full in forms}
        if parts[0] in surnames:
            return 2
        return int(any(parts[0] in (full if len(full) > 2 else (full[0], full[-1])) for full in forms))

    def _surname_first(self, full: Sequence[str], draft: Draft) -> bool:
        if draft.country is not None:
            return draft.country in SURNAME_FIRST
        return full[0] in self.lexicon.surnames and full[0] not in self.lexicon.given

    def _fits_form(self, parts: list[str], telling: list[str], form: list[str]) -> int:
        core = [p for p in form if p not in self.lexicon.legal]
        if telling == core:
            return 3
        if form[: len(parts)] == parts or is_initials(parts, form):
            return 2
        inside = len(parts) == len(telling) and any(form[k : k + len(parts)] == parts for k in (1, 2))
        return int(inside and len(form) > len(parts))

    def _generic(self, parts: list[str]) -> bool:
        if len(parts) != 1 or parts[0].title() in ALONE:
            return False
        return parts[0].title() in self.lexicon.last or parts[0].title() in self.lexicon.first

    def _latest(self, drafts: Sequence[Draft], token: int) -> Draft:
        wanted = {d.index for d in drafts}
        before = [s for s in self.scene.sightings if s.first < token and wanted & set(s.referents)]
        if not before:
            return drafts[0]
        return self.scene.drafts[max(before, key=lambda s: s.first).referents[0]]

    def _new(self, name: Name) -> Draft:
        said = self.words.said(name.first, name.last)
        turned = self._turned(said) if not name.known else ()
        if turned:
            name = replace(name, known=turned)
        if not name.known:
            kind = name.kind or EntityType.COMPANY
            sure = name.source != "model" and name.kind is not None
            return self.scene.add(
                kind,
                said,
                sure=sure,
                official=kind is EntityType.BODY,
                country=name.country,
                reason=f"named ({name.source})",
            )
        key = name.known[0]
        person = self.knowledge.people.get(key)
        if person:
            return self.scene.add(
                EntityType.PERSON,
                said,
                known=name.known,
                sure=True,
                country=person.country,
                gender=person.gender,
                reason="known name",
            )
        body = self.knowledge.organisations[key]
        return self.scene.add(
            body.type, said, known=name.known, sure=True, country=body.country,
            official=body.type is EntityType.BODY, trades=set(body.sectors), reason="known name",
        )  # fmt: skip

    def _turned(self, said: str) -> tuple[str, ...]:
        """Known people of whom `said` is the name with surname and given name the other way round ("Jinping Xi")."""
        parts = fold(said).split()
        known = self.knowledge.names.get(" ".join(reversed(parts)), ()) if len(parts) == 2 else ()
        return tuple(key for key in known if key in self.knowledge.people)

    def _learn(self, draft: Draft, name: Name, folded: str) -> None:
        draft.forms.add(folded)
        self.by_form.setdefault(folded, draft)
        self.by_form.setdefault(bare(folded), draft)
        for key in name.known:
            self.by_known.setdefault(key, draft)
        said = self.words.said(name.first, name.last)
        if len(said) > len(draft.name) and name.source != "repeat":
            draft.name = said

    def _see(self, name: Name, draft: Draft) -> None:
        before = self.words.word(name.first - 1)
        styled = draft.kind is EntityType.PERSON and before in _HONORIFICS
        if styled and draft.gender is None:
            draft.gender = _HONORIFICS[before]
        self.scene.see(name.first - styled, name.last, MentionKind.NAME, (draft.index,))
