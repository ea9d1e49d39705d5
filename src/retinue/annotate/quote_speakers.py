"""Who speaks: from the word that reports the speech to the head of the phrase that names the speaker."""

from __future__ import annotations

from typing import Any

from retinue.annotate.quote_page import FINITE, Page

__all__ = ["agentless", "on_behalf", "owner_of", "speaker_of", "written_by"]

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_RELATIVES = ("WP", "WDT")
_CARRIERS = ("conj", "advcl", "xcomp", "ccomp", "pcomp", "prep", "aux", "parataxis", "dep")


def speaker_of(page: Page, cue: int) -> int | None:
    """The head token of the speaker phrase of the verb `cue`, or None."""
    verb = page.doc[cue]
    if _passive(verb):
        return _subject(verb) if verb.lemma_ in ("quote", "cite") else _agent(verb)
    found = _climbed(page, verb)
    for look in (_subject, _inherited):
        found = look(verb) if found is None else found
    found = _beside(page, cue) if found is None else found
    return None if found is None else written_by(page, found)


def agentless(page: Page, cue: int) -> bool:
    """True for a passive that hides who spoke: "was told to", "firms said to have"."""
    verb = page.doc[cue]
    reduced = verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod") and not _has_aux(verb)
    return (_passive(verb) or reduced) and verb.lemma_ not in ("quote", "cite") and _agent(verb) is None


def _has_aux(verb: Any) -> bool:
    return any(child.dep_ == "aux" for child in verb.children)


def _climbed(page: Page, verb: Any) -> int | None:
    """ "She said that prices are high and called for cuts": the second verb, in the tense of the first, is hers."""
    if verb.dep_ != "conj" or verb.tag_ not in FINITE or _subject(verb) is not None:
        return None
    inner = verb.head
    outer = inner.head
    if inner.dep_ == "ccomp" and outer.i in page.verbs and outer.tag_ == verb.tag_ != inner.tag_:
        return _subject(outer)
    return None


def written_by(page: Page, noun: int) -> int:
    """The author where the phrase names one: "the ministry's statement", "a letter from Li"; else the noun."""
    token = page.doc[noun]
    if token.lemma_.lower() not in page.cues.document:
        return noun
    for child in token.children:
        if child.dep_ == "poss":
            return int(child.i)
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "of") and child.i > noun:
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return int(grandchild.i)
    return noun


def _subject(verb: Any) -> int | None:
    """The verb's own subject; a relative pronoun gives what it stands for."""
    for child in verb.children:
        if child.dep_ in _SUBJECTS and child.pos_ not in ("PUNCT", "SPACE"):
            if child.tag_ in _RELATIVES:
                return _antecedent(verb)
            return int(child.i)
    return None


def _antecedent(verb: Any) -> int | None:
    node = verb
    while node.dep_ in ("conj", "xcomp"):
        node = node.head
    if node.dep_ in ("relcl", "acl") and node.head.pos_ in _NOMINAL:
        head = node.head
        # "a lawyer for the firm who said": an appositive stands for the name it explains
        return int(head.head.i if head.dep_ == "appos" else head.i)
    return None


def _inherited(verb: Any) -> int | None:
    """The subject of the verb this one hangs on: "…, adding", "went on to say", "met Li and told him"."""
    node = verb
    for _ in range(5):
        if node.dep_ == "acl" and node.head.pos_ in _NOMINAL:
            return owner_of(node.head) or int(node.head.i)
        if node.dep_ == "relcl":
            return _antecedent(node)
        if node.dep_ not in _CARRIERS or node.head is node:
            return None
        if node.dep_ in ("ccomp", "parataxis") and node.head.lemma_ in ("say", "tell") and node is verb:
            return None
        node = node.head
        found = _subject(node)
        if found is not None:
            return found
    return None


def owner_of(noun: Any) -> int | None:
    """Whose statement it is: "Li's claim", "a claim by Li", or the subject of "made the claim"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return int(child.i)
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "of"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return int(grandchild.i)
    head = noun.head.head if noun.dep_ == "pobj" else noun.head
    return _subject(head) if head.pos_ in ("VERB", "AUX") else None


def _passive(verb: Any) -> bool:
    return any(child.dep_ == "auxpass" for child in verb.children)


def _agent(verb: Any) -> int | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((int(g.i) for g in child.children if g.dep_ == "pobj"), None)
    return None


def _beside(page: Page, cue: int) -> int | None:
    """A name or noun right beside the verb, where the parse gives no subject."""
    first, last = page.sentence[cue]
    after = cue + 1
    if after <= last and page.doc[after].pos_ in _NOMINAL and page.tags[cue] in ("VBD", "VBZ", "VBP"):
        return _head_of(page, after, last)
    before = cue - 1
    while before > first and page.tags[before] in ("RB", "MD", "VBZ", "VBD", "VBP") and page.doc[before].pos_ != "NOUN":
        before -= 1
    if before >= first and page.doc[before].pos_ in _NOMINAL and page.tags[cue] in ("VBD", "VBZ", "VBP"):
        return before
    return None


def _head_of(page: Page, token: int, last: int) -> int:
    """The last word of the run of names and nouns that starts at `token`."""
    while token < last and page.tags[token + 1] in ("NNP", "NNPS") and page.tags[token] in ("NNP", "NNPS", "NN"):
        token += 1
    return token


def on_behalf(page: Page, speaker: int | None) -> int | None:
    """The body that an unnamed spokesperson speaks for: "a Huawei spokesperson", "a spokesman for the ministry"."""
    if speaker is None:
        return None
    token = page.doc[speaker]
    if token.lemma_.lower() not in page.cues.spokesperson and token.lower_ not in page.cues.spokesperson:
        return None
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("for", "of", "from", "at", "with"):
            return next((int(g.i) for g in child.children if g.dep_ == "pobj"), None)
    nouns = [c for c in token.children if c.dep_ in ("poss", "compound", "nmod", "amod") and c.i < speaker]
    named = [c for c in nouns if c.pos_ in ("NOUN", "PROPN", "PRON")]
    return int(named[-1].i) if named else None
