"""Find the frames that a parsed article evokes: which words, filling which slots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from retinue.coding.lexicon import Condition, Frame, Lexicon, Trigger
from retinue.coding.syntax import (
    Slots,
    Token,
    compound_of,
    governor,
    is_negated,
    is_passive,
    sentence_text,
    slots_of,
    subject_of,
)
from retinue.coding.words import words as word_class

Ahead = list[tuple[str, str, Token]]  # (word, lemma, token)
_VERBS = ("VERB", "AUX")
_PARTS = ("VERB", "AUX", "NOUN", "PROPN")
_MAX_REACH = 6  # how many tokens to the right a particle may stand ("took the firm off")


@dataclass(frozen=True, slots=True)
class Hit:
    """A frame evoked at a token. `verb` is the verb whose tense and modality bear on it (None: a free noun).

    `chance` is the probability that the act is told here, where a learned part has weighed it.
    """

    frame: Frame
    token: Token
    verb: Token | None
    slots: Slots
    words: tuple[Token, ...]
    chance: float | None = None


def hits(parsed: Any, lexicon: Lexicon) -> Iterator[Hit]:
    """Every frame evoked, in order of the text. A token may evoke frames of several types."""
    for token in parsed:
        part = token.pos_
        triggers = _triggers(token, lexicon) if part in _PARTS else ()
        ahead = _ahead(token) if triggers and part in _VERBS else []
        near = {form for word in ahead for form in word[:2]}
        for trigger in triggers:
            if trigger.noun is (part in _VERBS) or not (trigger.noun or near.issuperset(trigger.rest)):
                continue
            hit = _match(trigger, token, ahead)
            if hit is not None:
                yield hit


def _triggers(token: Token, lexicon: Lexicon) -> tuple[Trigger, ...]:
    """What the word may evoke; a hyphenated one as a whole if it is known ("tie-up"), else by its last part."""
    whole = compound_of(token)
    known = lexicon.by_head.get(whole, ()) if whole else ()
    return known or lexicon.by_head.get(_lemma(token, lexicon), ())


def _ahead(verb: Token) -> Ahead:
    """The words that may belong to a verb of several words, with their lemmas."""
    last = min(verb.i + 1 + 2 * _MAX_REACH, verb.sent.end)
    return [(token.lower_, token.lemma_.lower(), token) for token in verb.doc[verb.i + 1 : last]]


def _lemma(token: Token, lexicon: Lexicon) -> str:
    """The lemma; where the rule lemmatiser cut too much ("fined" → "fin"), the stem that the lexicon knows."""
    lemma, word = str(token.lemma_.lower()), str(token.lower_)
    if lemma in lexicon.by_head or token.pos_ != "VERB":
        return lemma
    stems = (word[:-1], word[:-2], word[:-3], word[:-3] + "e") if word.endswith(("ed", "es", "ing")) else ()
    return next((s for s in stems if s in lexicon.by_head), lemma)


def _match(trigger: Trigger, token: Token, ahead: Ahead) -> Hit | None:
    words = _noun_words(trigger, token) if trigger.noun else _verb_words(trigger, token, ahead)
    if words is None or (trigger.frame.passive and not is_passive(token)):
        return None
    slots = slots_of(token)
    if not trigger.noun and len(words) > 1:
        slots = _shift_object(slots, words)
    hit = Hit(trigger.frame, token, governor(token) if trigger.noun else token, slots, tuple(words))
    if any(not _holds(c, hit) for c in trigger.frame.when):
        return None
    if trigger.frame.not_when and any(_holds(c, hit) for c in trigger.frame.not_when):
        return None
    return None if trigger.noun and is_negated(token) else hit


def _noun_words(trigger: Trigger, token: Token) -> list[Token] | None:
    """ "inspection tour": the words before the head must stand right before it."""
    if token.dep_ == "compound":
        return None
    found = [token]
    for offset, word in enumerate(reversed(trigger.rest), start=1):
        if token.i - offset < 0:
            return None
        before = token.nbor(-offset)
        if before.lemma_.lower() != word and before.lower_ != word:
            return None
        found.insert(0, before)
    return found


def _verb_words(trigger: Trigger, token: Token, ahead: Ahead) -> list[Token] | None:
    """ "call on", "drop in at", "take the firm off": the rest must follow within the verb's own reach."""
    found, position = [token], 0
    most = 2 if trigger.head == "be" else _MAX_REACH  # "is due in Paris", not "is due to meet her in Paris"
    for word in trigger.rest:
        reach = range(position, min(position + most, len(ahead)))
        place = next((n for n in reach if word in ahead[n][:2]), None)
        if place is None or not _belongs(ahead[place][2], token):
            return None
        found.append(ahead[place][2])
        position = place + 1
    return found


def _belongs(candidate: Token, verb: Token) -> bool:
    """True when the particle hangs on the verb, at most two steps down ("in on", "up at")."""
    return any(above == verb for above in (candidate.head, candidate.head.head, candidate.head.head.head))


def _shift_object(slots: Slots, words: list[Token]) -> Slots:
    """For "call on X" the object is X, whatever the parser calls it."""
    last = words[-1]
    if slots.get("obj") and (last.dep_ == "prt" or is_passive(words[0])):
        return slots  # "was sworn in", "shut down the site": the particle governs nothing
    name = "prep:" + last.lower_
    if last.pos_ in ("ADP", "ADV", "SCONJ", "PART") and slots.get(name):
        return {**slots, "obj": slots[name]}
    if last.pos_ == "ADP":
        objects = [c for c in last.children if c.dep_ == "pobj"]
        return {**slots, "obj": objects} if objects else slots
    return slots


def _holds(condition: Condition, hit: Hit) -> bool:
    return any(_slot_holds(slot, condition.words, hit) for slot in condition.slots)


def _slot_holds(slot: str, words: frozenset[str] | None, hit: Hit) -> bool:
    if slot in ("clause", "infinitive") or slot.startswith("pcomp:"):
        return any(words is None or _clause_says(c, words) for c in follow(slot, hit.slots, hit))
    if slot == "governor":
        return words is not None and hit.token.dep_ == "xcomp" and hit.token.head.lemma_.lower() in words
    if slot == "sentence":
        text = sentence_text(hit.token).lower()
        return words is not None and any(phrase in text for phrase in words)
    return any(words is None or _says(t, words) for t in follow(slot, hit.slots, hit))


def _clause_says(verb: Token, words: frozenset[str]) -> bool:
    verbs = [verb, *(c for c in verb.children if c.dep_ in ("conj", "xcomp"))]
    return any(v.lemma_.lower() in words or v.lower_ in words for v in verbs)


def _says(token: Token, words: frozenset[str]) -> bool:
    """The noun itself, or with the word before it ("export ban", "phone call"), is one of `words`."""
    lemma = token.lemma_.lower()
    if lemma in words or token.lower_ in words or compound_of(token) in words:
        return True
    if token.i and token.nbor(-1).head == token:
        pair = f"{token.nbor(-1).lower_} {lemma}"
        if pair in words:
            return True
    heads = [
        c for p in token.children if p.dep_ == "prep" and p.lower_ == "of" for c in p.children if c.dep_ == "pobj"
    ]
    return lemma in word_class("measures") and any(_says(h, words) for h in heads)


def follow(path: str, slots: Slots, hit: Hit) -> list[Token]:
    """The tokens a slot path leads to: "obj>prep:to" = what "to" governs under the object."""
    first, _, rest = path.partition(">")
    if first == "left":
        tokens = _names_before(hit.token)
    elif first == "above":
        tokens = _tellers(hit.token)
    elif first == "list":
        tokens = _list_tokens(hit)
    else:
        tokens = slots.get(first, [])
    if not rest:
        return tokens
    return [inner for token in tokens for inner in follow(rest, slots_of(token), hit)]


def _names_before(token: Token) -> list[Token]:
    """The nearest organisation's name to the left in the sentence: "X, operator of an app, which hosted …"."""
    for before in reversed(token.doc[token.sent.start : token.i]):
        if before.ent_type_ == "ORG" and before.pos_ == "PROPN" and before.dep_ != "compound":
            return [before]
    return []


def _tellers(verb: Token) -> list[Token]:
    """Whoever says what the verb's clause tells: "the reports were false, a spokesman for the regulator said"."""
    return subject_of(verb.head) if verb.dep_ in ("ccomp", "parataxis") and verb.head.pos_ == "VERB" else []


def _list_tokens(hit: Hit) -> list[Token]:
    conditions = [s for c in hit.frame.when for s in c.slots]
    found = [t for s in conditions for t in hit.slots.get(s, [])]
    return found or hit.slots.get("obj", [])
