"""How far a credit reaches: which acts of its sentence, and of the sentences before, it speaks for."""

from __future__ import annotations

import re
from typing import Any

from retinue.model import Annotation, Span

__all__ = ["governs", "head_of", "token_at"]

_INSIDE_NAME = frozenset({"compound", "appos", "poss", "nmod", "amod", "flat", "det", "nummod"})
_BESIDE = frozenset({"parataxis", "advcl", "ccomp", "prep", "npadvmod", "acl", "relcl"})
_NEAR_END = 8  # tokens from a sentence's end within which a trailing credit begins
_OPENING = re.compile(r"^\W*(?:According to|As reported by|Citing|In an? \w+ (?:with|to))\b", re.IGNORECASE)
_TRAILING = re.compile(r",\s+(?:(?:according to|as reported by|citing|quoting)\b|[^,]{0,80}$)", re.IGNORECASE)


def token_at(parsed: Any, span: Span) -> Any:
    """The token that carries the syntax of the words at `span`; None when they are no tokens."""
    words = parsed.char_span(span.start, span.end, alignment_mode="expand")
    return None if words is None or not len(words) else words.root


def governs(annotation: Annotation, credit: Span, act: Span) -> bool:
    """True when the credit at `credit` speaks for the act told at `act`, in the same sentence.

    It does when the act stands in what the source is said to have told ("Reuters reported that …"), or when the
    credit is set beside the clause of the act or opens or closes the whole sentence ("…, according to Reuters.").
    """
    parsed = annotation.parsed
    name, told = token_at(parsed, credit), token_at(parsed, act)
    if name is None or told is None or name.sent != told.sent:
        return False
    verb = head_of(name)
    if verb is None or _parted(name, told):
        return False
    return _inside(told, verb) or _sentence_wide(name, verb) or _beside(told, verb) or _that_follows(verb, told)


def _parted(name: Any, told: Any) -> bool:
    """True when a semicolon stands between them: the act is in a clause of its own."""
    first, last = sorted((name.i, told.i))
    return any(token.text == ";" for token in name.doc[first:last])


def _that_follows(verb: Any, told: Any) -> bool:
    """True for "reported, citing two officials, that …", however it was parsed."""
    between = [t for t in verb.doc[verb.i : told.i] if t.lower_ == "that" and t.dep_ == "mark"]
    return verb.i < told.i and bool(between) and verb.dep_ in ("ROOT", "conj", "ccomp")


def head_of(name: Any) -> Any:
    """The verb that the credited name depends on: "reported", "told", the verb that "according to" hangs on."""
    token = name
    while token.dep_ in _INSIDE_NAME and token.head.i != token.i:
        token = token.head
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token if token.pos_ in ("VERB", "AUX") else None


def _inside(told: Any, verb: Any) -> bool:
    """True when the act is the verb's own, or in its content: not in a clause merely joined to it by "and"."""
    token = told
    while token.i != verb.i:
        if token.head.i == token.i or (token.dep_ == "conj" and token.head.i == verb.i):
            return False
        token = token.head
    return True


def _beside(told: Any, verb: Any) -> bool:
    """True when the credit is an aside of the act's own clause, or of a noun in it ("a letter seen by Reuters")."""
    if verb.dep_ not in _BESIDE or verb.head.i == verb.i:
        return False
    above = verb.head if verb.head.pos_ in ("VERB", "AUX") else head_of(verb.head)
    return above is not None and _inside(told, above)


def _sentence_wide(name: Any, verb: Any) -> bool:
    """True when the credit opens the sentence, or closes it behind a comma, and is not one of two joined clauses."""
    sentence = name.sent
    if _OPENING.search(sentence.text[:60]) and name.i - sentence.start < _NEAR_END:
        return True
    if sentence.end - name.i > _NEAR_END or (verb.dep_ == "conj" and verb.i > name.i - 1):
        return False
    before = sentence.text[: name.idx - sentence.start_char]
    comma = before.rfind(",")
    return comma >= 0 and bool(_TRAILING.match(before[comma:] + " "))
