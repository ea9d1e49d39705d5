"""Who speaks: from the word that reports the speech to the head of the phrase that names the speaker."""

from __future__ import annotations

from typing import Any

from retinue.annotate.quote_page import FINITE, Page, after_dateline

__all__ = ["agentless", "named", "on_behalf", "owner_of", "speaker_of"]

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_RELATIVES = ("WP", "WDT")
_CARRIERS = ("conj", "advcl", "xcomp", "ccomp", "pcomp", "prep", "parataxis", "dep", "acl")
_QUOTING = ("quote", "cite")  # "was quoted as saying": the subject speaks, not the agent
_FOR = ("for", "of", "from", "at", "with")
_BY = ("by", "from", "of")


def speaker_of(page: Page, cue: int) -> int | None:
    """The head token of the speaker phrase of the verb `cue`, or None."""
    verb = page.doc[cue]
    if _passive(verb):
        found = _subject(verb) if verb.lemma_ in _QUOTING else _agent(verb)
        return None if found is None else named(page, found)
    for look in (_climbed, _own, _inherited, _beside):
        found = look(page, verb)
        # A parse that reaches into another paragraph took two for one.
        if found is not None and page.paragraph[found] == page.paragraph[cue] and not _is_date(page, found):
            return _past_dateline(page, named(page, found), cue)
    return None


def _past_dateline(page: Page, found: int, cue: int) -> int:
    """The parse may take a town of the dateline for the subject; the first name after it is meant then."""
    first, last = page.sentence[cue]
    start = after_dateline(page, first, cue)
    if not first <= found < start:
        return found
    names = (_run_end(page, i, last) for i in range(start, cue) if page.doc[i].pos_ in _NOMINAL)
    return next((i for i in names if page.words[i + 1 : i + 2] != ["'s"]), found)


def _is_date(page: Page, token: int) -> bool:
    return page.doc[token].ent_type_ in ("DATE", "TIME") and page.doc[token].pos_ != "PRON"


def agentless(page: Page, cue: int) -> bool:
    """True for a passive that hides who spoke: "was told to", "firms said to have"."""
    verb = page.doc[cue]
    reduced = verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod") and not _has(verb, "aux")
    return (_passive(verb) or reduced) and verb.lemma_ not in _QUOTING and _agent(verb) is None


def on_behalf(page: Page, speaker: int | None) -> int | None:
    """The body that an unnamed spokesperson speaks for: "a Huawei spokesperson", "a spokesman for the ministry"."""
    if speaker is None:
        return None
    token = page.doc[speaker]
    if token.lemma_.lower() not in page.cues.spokesperson and token.lower_ not in page.cues.spokesperson:
        return None
    after = _object(token, _FOR)
    if after is not None:
        return after
    nouns = [c for c in token.children if c.dep_ in ("poss", "compound", "nmod", "amod") and c.i < speaker]
    named = [c for c in nouns if c.pos_ in _NOMINAL]
    return int(named[-1].i) if named else None


def owner_of(noun: Any) -> int | None:
    """Whose statement it is: "Li's claim", "a claim by Li", or the subject of "made the claim"."""
    author = _author(noun)
    if author is not None:
        return author
    head = noun.head.head if noun.dep_ == "pobj" else noun.head
    return _subject(head) if head.pos_ in ("VERB", "AUX") else None


def _author(noun: Any) -> int | None:
    possessor = next((int(c.i) for c in noun.children if c.dep_ == "poss"), None)
    return _object(noun, _BY) if possessor is None else possessor


def named(page: Page, found: int) -> int:
    """The name in apposition to a noun ("the minister, Li Wei"); the author of a document that speaks."""
    token = page.doc[found]
    if token.pos_ != "NOUN":
        return found
    name = next((c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > found), None)
    if name is not None:
        return int(name.i)
    author = _author(token) if token.lemma_.lower() in page.cues.document else None
    return found if author is None else author


def _object(token: Any, prepositions: tuple[str, ...]) -> int | None:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in prepositions and child.i > token.i:
            return next((int(g.i) for g in child.children if g.dep_ == "pobj"), None)
    return None


def _has(verb: Any, dep: str) -> bool:
    return any(child.dep_ == dep for child in verb.children)


def _passive(verb: Any) -> bool:
    return _has(verb, "auxpass")


def _agent(verb: Any) -> int | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((int(g.i) for g in child.children if g.dep_ == "pobj"), None)
    return None


def _own(page: Page, verb: Any) -> int | None:
    return _subject(verb)


def _subject(verb: Any) -> int | None:
    """The verb's own subject; a relative pronoun gives what it stands for."""
    for child in verb.children:
        if child.dep_ in _SUBJECTS and child.pos_ not in ("PUNCT", "SPACE"):
            return _antecedent(verb) if child.tag_ in _RELATIVES else int(child.i)
    return None


def _antecedent(verb: Any) -> int | None:
    node = verb
    while node.dep_ in ("conj", "xcomp") and node.head.i != node.i:
        node = node.head
    if node.dep_ in ("relcl", "acl") and node.head.pos_ in _NOMINAL:
        return int(node.head.i)
    return None


def _climbed(page: Page, verb: Any) -> int | None:
    """ "She said that prices are high, and called for cuts", "…, adding that …": the second verb is hers too.

    The parser hangs it on the verb of the content. A finite one must share the tense of the first.
    """
    if _subject(verb) is not None:
        return None
    inner = verb.head
    outer = inner.head
    if inner.dep_ != "ccomp" or outer.i not in page.verbs or outer.i > verb.i:
        return None
    second = verb.dep_ == "conj" and verb.tag_ in FINITE and outer.tag_ == verb.tag_ != inner.tag_
    participle = verb.dep_ == "advcl" and verb.tag_ == "VBG" and page.words[verb.i - 1] == ","
    return _subject(outer) if second or participle else None


def _inherited(page: Page, verb: Any) -> int | None:
    """The subject of the verb this one hangs on: "…, adding", "went on to say", "met Li and told him"."""
    node = verb
    for _ in range(6):
        if node.dep_ in ("acl", "relcl") and node.head.pos_ in _NOMINAL:
            if node.tag_ == "VB" and verb.tag_ in FINITE:
                # "stressed the need to act and urged …": a finite verb joins a finite one, not the infinitive.
                outer = next((a for a in node.ancestors if a.tag_ == verb.tag_), None)
                return None if outer is None else _subject(outer)
            return _author(node.head) or int(node.head.i)
        if node.dep_ not in _CARRIERS or node.head.i == node.i:
            return None
        if node.i == verb.i and node.dep_ in ("ccomp", "parataxis") and node.head.i in page.verbs:
            return None
        node = node.head
        found = _subject(node)
        if found is not None:
            return found
    return None


def _beside(page: Page, verb: Any) -> int | None:
    """Where the parse gives no subject: a name right after or before the verb, or the sentence's first one."""
    cue = int(verb.i)
    first, last = page.sentence[cue]
    if page.tags[cue] not in FINITE:
        return None
    before: int = cue - 1
    while before > first and page.tags[before] in ("RB", *FINITE):
        before -= 1
    if before >= first and page.doc[before].pos_ in _NOMINAL and not _is_date(page, before):
        return before
    listener = page.verbs.get(cue) in page.cues.told
    if not listener and cue < last and page.doc[cue + 1].pos_ in _NOMINAL and not _is_date(page, cue + 1):
        return _run_end(page, cue + 1, last)
    start = after_dateline(page, first, cue)
    names = (i for i in range(start, before) if page.doc[i].pos_ in _NOMINAL and not _is_date(page, i))
    return next((_run_end(page, i, before) for i in names), None)


def _run_end(page: Page, token: int, last: int) -> int:
    """The last word of the run of names and nouns that starts at `token`."""
    while token < last and page.tags[token + 1] in ("NNP", "NNPS", "NN") and page.tags[token].startswith("NN"):
        token += 1
    return token
