"""Countries in a text: which are spoken of, and where a country's name means its government rather than the land."""

from __future__ import annotations

from collections.abc import Sequence

from retinue.annotate.lexicon import Lexicon
from retinue.annotate.names import Name
from retinue.annotate.words import Words
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge

__all__ = ["acts_as_state", "countries_in", "country_of", "government_name", "known_government"]

_DEALINGS = {
    "accord", "agree", "agreement", "alliance", "bargain", "consult", "consultation", "cooperate", "cooperation",
    "deal", "dialogue", "dispute", "fight", "meet", "meeting", "memorandum", "negotiate", "negotiation", "pact",
    "quarrel", "relation", "sign", "standoff", "talk", "tension", "tie", "treaty", "truce", "war", "work",
}  # fmt: skip
_SENDS = {
    "approval", "assurance", "backing", "clearance", "concession", "demand", "invitation", "licence", "license",
    "objection", "order", "permission", "permit", "pressure", "protest", "request", "response", "support", "threat",
    "warning",
}  # fmt: skip
_HOSTILE = {
    "act",
    "campaign",
    "case",
    "complaint",
    "lodge",
    "measure",
    "move",
    "protest",
    "retaliate",
    "sanction",
    "suit",
    "tariff",
    "win",
}


def country_of(folded: str, knowledge: Knowledge) -> str | None:
    """The ISO code that a country's name, adjective or capital stands for ("chinese", "seoul")."""
    return knowledge.demonyms.get(folded)


def countries_in(words: Words, knowledge: Knowledge) -> list[tuple[int, str]]:
    """Where each country is spoken of, by name, adjective or capital: token and ISO code, left to right."""
    found: list[tuple[int, str]] = []
    size = len(words)
    for i, text in enumerate(words.text):
        if not text[0].isupper():
            continue
        code = knowledge.demonyms.get(fold(text))
        if code is None and i + 1 < size and words.text[i + 1][0].isupper():
            code = knowledge.demonyms.get(words.folded(i, i + 2))
        if code:
            found.append((i, code))
    return found


def acts_as_state(words: Words, name: Name, lexicon: Lexicon) -> bool:
    """True where the syntax makes a country or capital the one who acts ("Beijing said", "China's ban")."""
    return _acts(words, words.head_of(name.first, name.last), lexicon, hops=3)


def _acts(words: Words, i: int, lexicon: Lexicon, hops: int) -> bool:
    dep, head = words.dep[i], words.head[i]
    lemma = words.lemma[head]
    if dep == "conj" and hops:
        return _acts(words, head, lexicon, hops - 1)
    if dep == "nsubj":
        if lemma == "be":
            return any(words.lower[c] in lexicon.attitudes for c in words.children[head])
        return words.pos[head] in ("VERB", "AUX") and lemma not in lexicon.stative
    if dep in ("nsubjpass", "dobj"):
        return lemma in lexicon.address or words.lower[head] in lexicon.attitudes
    if dep in ("poss", "compound", "amod", "nmod"):
        return lemma in lexicon.acts
    if dep == "pobj":
        return _through(words, head)
    return False


def _through(words: Words, prep: int) -> bool:
    """Whether the object of a preposition acts: "by China", "talks with Seoul", "pressure from Washington"."""
    governor = words.lemma[words.head[prep]]
    word = words.lower[prep]
    if word == "by":
        return words.dep[prep] == "agent"
    if word in ("with", "between"):
        return governor in _DEALINGS
    if word == "from":
        return governor in _SENDS
    return word == "against" and governor in _HOSTILE


def known_government(code: str, knowledge: Knowledge) -> str | None:
    """The id of a country's government, when knowledge has it."""
    key = f"{code.lower()}-government"
    return key if key in knowledge.organisations else None


def government_name(code: str, knowledge: Knowledge, wordings: Sequence[str] = ()) -> str:
    """ "Chinese government": from knowledge, else built from the country's adjective."""
    key = known_government(code, knowledge)
    if key:
        return knowledge.organisations[key].name
    adjectives = [w for w, c in knowledge.demonyms.items() if c == code and w not in knowledge.place_names]
    stem = adjectives[0].title() if adjectives else next(iter(wordings), code)
    return f"{stem} government"
