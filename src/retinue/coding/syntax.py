"""Who does what in a parse: the arguments of a verb or an event noun, whatever the construction.

Labels are spaCy's English ones (ClearNLP). Passives, relative clauses, shared subjects, control ("ordered X to
stop"), participles and light verbs ("paid a visit to") are undone here, so that frames only speak of slots:
`subj` (who acts), `obj` (who is acted on), `dative`, `attr`, `poss`, `mod` (words before a noun) and `prep:WORD`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from retinue.coding.words import words

Token = Any  # spaCy's Token: the library ships no types
Slots = dict[str, list[Token]]

_SUBJECTS = {"nsubj", "csubj"}
_PASSIVE_SUBJECTS = {"nsubjpass", "csubjpass"}
_MONTHS = frozenset(
    "january february march april june july august september october november december jan feb mar apr jun jul aug "
    "sept sep oct nov dec jan. feb. mar. apr. aug. sept. oct. nov. dec.".split()
)
_RELATIVES = {"which", "that", "who", "whom", "whose"}
_CLAUSES = {"relcl", "acl", "advcl", "ccomp", "xcomp", "conj", "parataxis", "ROOT", "pcomp"}
_PREPOSITION_LABELS = {"prep", "agent", "dative", "prt", "advmod"}


def is_passive(verb: Token) -> bool:
    """True for "was fined", and for a bare participle after a noun ("the firm fined by Beijing")."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if _set_off(verb) is not None or _is_suffered(verb):
        return True
    helped = any(c.dep_ == "aux" for c in verb.children)
    # after a noun the tagger often takes a participle for a finite form: "33 firms put on the list"
    return not helped and (
        (verb.dep_ == "acl" and verb.tag_ != "VBG") or (verb.dep_ == "advcl" and verb.tag_ == "VBN")
    )


def _is_suffered(verb: Token) -> bool:
    """ "had its licence revoked", "saw their waivers cut": what was revoked is the participle's subject."""
    if verb.tag_ != "VBN" or verb.dep_ != "ccomp" or verb.head.lemma_ not in ("have", "get", "see"):
        return False
    return not any(c.dep_ == "aux" for c in verb.children)


def _set_off(verb: Token) -> Token | None:
    """The noun that a participle set off by a comma describes: "SenseTime, added to a blacklist, denied it"."""
    if verb.tag_ not in ("VBN", "VBD") or verb.dep_ not in ("advcl", "parataxis", "acl") or verb.i < 2:
        return None
    if any(c.dep_ in _SUBJECTS | _PASSIVE_SUBJECTS | {"aux"} for c in verb.children):
        return None
    comma, noun = verb.nbor(-1), verb.nbor(-2)
    return (
        noun if comma.text == "," and noun.pos_ in ("NOUN", "PROPN") and noun.sent.start == verb.sent.start else None
    )


def slots_of(trigger: Token) -> Slots:
    """Every argument of a verb or noun, by slot; coordinated arguments are listed one by one.

    Worked out once per token and kept with the parse: many frames ask for the same word.
    """
    memo = trigger.doc.user_data.setdefault("retinue.slots", {})
    found: Slots | None = memo.get(trigger.i)
    if found is None:
        noun = trigger.pos_ in ("NOUN", "PROPN")
        found = memo[trigger.i] = _noun_slots(trigger) if noun else _verb_slots(trigger)
    return found


def coordinated(token: Token) -> Iterator[Token]:
    """The token and everything coordinated with it ("A, B and C"), left to right."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX"):
            yield from coordinated(child)


def _all(tokens: Iterable[Token]) -> list[Token]:
    return [part for token in tokens for part in coordinated(token)]


def _verb_slots(verb: Token) -> Slots:
    slots: Slots = {}
    children = list(verb.children)
    objects = [_antecedent(c, verb) for c in children if c.dep_ in ("dobj", "oprd")]
    if is_passive(verb):
        agents = [g for c in children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        slots["subj"] = _all(agents)
        slots["obj"] = _all(subject_of(verb)) or []
        slots["obj2"] = _all(objects)
    else:
        slots["subj"] = _all(subject_of(verb))
        slots["obj"] = _all(objects) or _relative_object(verb)
    slots["dative"] = _all(_datives(children)) or _paid(objects)
    slots["infinitive"] = [c for c in children if c.dep_ in ("xcomp", "ccomp", "advcl") and _has_to(c)]
    slots["clause"] = [c for c in children if c.dep_ in ("xcomp", "ccomp")]
    slots["attr"] = _all(c for c in children if c.dep_ in ("attr", "oprd", "acomp"))
    _add_prepositions(slots, verb)
    _add_particles(slots, children, objects)
    return slots


def _has_to(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _add_particles(slots: Slots, children: Iterable[Token], objects: Iterable[Token]) -> None:
    """ "was taken off the list": the parser calls "off" a particle and "list" an object; read it as a preposition."""
    for particle in (c for c in children if c.dep_ == "prt"):
        after = [o for o in objects if o.i > particle.i]
        if after:
            slots.setdefault("prep:" + particle.lower_, []).extend(_all(after))


def _noun_slots(noun: Token) -> Slots:
    slots: Slots = {
        "poss": _all(c for c in noun.children if c.dep_ == "poss"),
        "mod": _all(c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and c.i < noun.i),
        "appos": _all(c for c in noun.children if c.dep_ == "appos"),
        "head": [noun.head] if noun.dep_ == "appos" else [],
    }
    _add_prepositions(slots, noun)
    by = slots.get("prep:by", [])
    verb = governor(noun)
    slots["aux"] = _helpers_of(noun, verb)
    if verb is not None:
        for name, tokens in slots_of(verb).items():
            kept = [t for t in tokens if t.i != noun.i and noun not in t.ancestors]
            slots["gov." + name] = kept
            if name.startswith("prep:"):
                slots.setdefault(name, []).extend(t for t in kept if t not in slots.get(name, []))
    if noun.dep_ == "pobj" and noun.head.lower_ in ("during", "on"):  # "told X during a tour"
        slots["setting.subj"], slots["setting"] = _told_there(verb)
    slots["subj"] = slots["poss"] + by or _governing_actor(noun, verb, slots)
    return slots


def _helpers_of(noun: Token, verb: Token | None) -> list[Token]:
    """Auxiliaries of the verb that a noun is subject of: "a bill from the ministry would ban X"."""
    return auxiliaries(verb) if verb is not None and noun.dep_ in _SUBJECTS | _PASSIVE_SUBJECTS else []


def _told_there(verb: Token | None) -> tuple[list[Token], list[Token]]:
    """Who did something to whom "during a tour": of the verb it hangs on, or of the nearest above with an object."""
    while verb is not None:
        found = [c for c in verb.children if c.dep_ in ("dobj", "dative")]
        if found or verb.dep_ not in ("xcomp", "conj", "advcl", "ccomp", "acl"):
            return subject_of(verb), found
        verb = verb.head if verb.head.pos_ in ("VERB", "AUX") else None
    return [], []


def _governing_actor(noun: Token, verb: Token | None, slots: Slots) -> list[Token]:
    if verb is None or noun.dep_ == "nsubj" or verb.lemma_.lower() in words("receiving"):
        return []
    if verb.lemma_.lower() == "pay" and noun.lemma_.lower() not in ("visit", "call", "tribute"):
        return []
    return slots.get("gov.subj", [])


def governor(noun: Token) -> Token | None:
    """The verb that a noun is subject or object of, through "of" and coordination; None for a free noun."""
    token = noun
    for _ in range(4):
        if token.dep_ == "conj" or (token.dep_ == "appos" and token.head.pos_ == "NOUN"):
            token = token.head
        elif token.dep_ == "pobj" and token.head.head.pos_ in ("NOUN", "VERB", "AUX"):
            if token.head.head.pos_ in ("VERB", "AUX"):
                return token.head.head
            if token.head.lower_ != "of":
                return None
            token = token.head.head
        elif token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "oprd", "npadvmod") and token.head.pos_ in (
            "VERB",
            "AUX",
        ):
            return token.head
        else:
            return None
    return None


def subject_of(verb: Token) -> list[Token]:
    """The surface subject of a verb, borrowed along coordination, control and relative clauses if need be."""
    own = [c for c in verb.children if c.dep_ in _SUBJECTS | _PASSIVE_SUBJECTS] or _inverted(verb)
    if own:
        return [_antecedent(token, verb) for token in own]
    described = _set_off(verb)
    if described is not None:
        return [described]
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return subject_of(verb.head)
    if verb.dep_ in ("xcomp", "ccomp") and verb.head.pos_ in ("VERB", "AUX", "ADJ"):
        return _controller(verb)
    if verb.dep_ == "acl":
        return _members(verb.head)
    if verb.dep_ == "relcl":
        return [verb.head] if not _has_relative_object(verb) else []
    if verb.dep_ == "advcl" and verb.tag_ in ("VBG", "VBN", "VB") and verb.head.pos_ in ("VERB", "AUX"):
        return subject_of(verb.head)
    if verb.dep_ == "pcomp" and verb.head.head.pos_ in ("VERB", "AUX"):
        return subject_of(verb.head.head)
    return _swallowed_by_date(verb)


def _inverted(verb: Token) -> list[Token]:
    """ "Also designated were A and B": the parser hangs the subject on "were"."""
    helpers = [c for c in verb.children if c.dep_ == "auxpass" and c.i > verb.i]
    return [c for helper in helpers for c in helper.children if c.dep_ in _SUBJECTS]


def _members(noun: Token) -> list[Token]:
    """ "two units were among 33 firms put on the list": the units, not the firms."""
    preposition = noun.head
    if noun.dep_ == "pobj" and preposition.lower_ == "among" and preposition.head.lemma_ == "be":
        return subject_of(preposition.head) or [noun]
    return [noun]


def _swallowed_by_date(verb: Token) -> list[Token]:
    """ "On 2 July BIS rescinded": the parser takes "July BIS" for one noun, which is the subject."""
    for child in verb.lefts:
        if child.dep_ == "prep" and child.lower_ in ("on", "in"):
            for noun in child.children:
                if noun.dep_ == "pobj" and any(c.lower_ in _MONTHS for c in noun.children if c.dep_ == "compound"):
                    return [noun]
    return []


def _controller(verb: Token) -> list[Token]:
    """ "ordered X to stop": X; "plans to visit": the planner."""
    head = verb.head
    objects = [c for c in head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i]
    if objects and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return objects
    if head.pos_ == "ADJ":  # "is due to deliver"
        return subject_of(head.head) if head.head.pos_ in ("VERB", "AUX") else []
    return subject_of(head) if head.pos_ in ("VERB", "AUX") else []


def _antecedent(token: Token, verb: Token) -> Token:
    """The noun that "which", "that", "who" stands for."""
    if token.lower_ in _RELATIVES and token.tag_ in ("WDT", "WP", "IN", "DT"):
        clause = verb
        while clause.dep_ == "conj":
            clause = clause.head
        if clause.dep_ in ("relcl", "acl"):
            return clause.head
    return token


def _has_relative_object(verb: Token) -> bool:
    return any(c.lower_ in _RELATIVES and c.dep_ in ("dobj", "pobj") for c in verb.children)


def _relative_object(verb: Token) -> list[Token]:
    """The head noun of an object relative: "the firm (that) the ministry fined"."""
    own_subject = any(c.dep_ in _SUBJECTS and c.lower_ not in _RELATIVES for c in verb.children)
    return [verb.head] if verb.dep_ == "relcl" and own_subject else []


def _paid(objects: Sequence[Token]) -> list[Token]:
    """ "fined Apple 1.8 billion euros": two objects, or the payee read as a modifier of the sum."""
    sums = [o for o in objects if any(c.dep_ == "nummod" or c.like_num for c in o.children)]
    if not sums:
        return []
    before = [o for o in objects if o.i < sums[0].i and o is not sums[0]]
    return before or [c for c in sums[0].lefts if c.dep_ in ("nmod", "compound") and c.pos_ == "PROPN"]


def _datives(children: Iterable[Token]) -> Iterator[Token]:
    for child in children:
        if child.dep_ == "dative":
            inner = [g for g in child.children if g.dep_ == "pobj"]
            yield from inner or [child]


def _add_prepositions(slots: Slots, token: Token) -> None:
    found = list(_prepositions(token))
    if token.pos_ in ("VERB", "AUX"):
        found += _resumed(token, found)
    for preposition in found:
        objects = [_antecedent(c, token) for c in preposition.children if c.dep_ == "pobj"]
        if preposition.dep_ == "agent" and token.pos_ == "VERB":
            continue
        slots.setdefault("prep:" + preposition.lower_, []).extend(_all(objects))
        clauses = [c for c in preposition.children if c.dep_ == "pcomp" and c.pos_ == "VERB"]
        if clauses:
            slots.setdefault("pcomp:" + preposition.lower_, []).extend(clauses)


def _prepositions(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in _PREPOSITION_LABELS and child.pos_ in ("ADP", "ADV", "SCONJ", "PART"):
            yield child
            yield from _chained(child)


def _resumed(verb: Token, found: Sequence[Token]) -> list[Token]:
    """ "went to A, the largest maker of B, and to C": the parser often hangs the second "to" elsewhere."""
    again, seen, resumed = _resumptions(verb.doc), {p.i for p in found}, []
    for first in [p for p in found if p.i > verb.i and p.lower_ in again]:
        for token in again[first.lower_]:
            if first.i < token.i < verb.sent.end and token.i not in seen:
                seen.add(token.i)
                resumed.append(token)
    return resumed


def _resumptions(doc: Token) -> dict[str, list[Token]]:
    """Prepositions right after "and", "or", "then" or a comma, by word; found once per parse."""
    found: dict[str, list[Token]] | None = doc.user_data.get("retinue.resumptions")
    if found is None:
        found = doc.user_data["retinue.resumptions"] = defaultdict(list)
        lowered = [token.lower_ for token in doc]
        for i in range(1, len(lowered)):
            if lowered[i - 1] in ("and", "or", "then", ",") and doc[i].pos_ == "ADP":
                found[lowered[i]].append(doc[i])
    return found


def _chained(preposition: Token) -> Iterator[Token]:
    """ "from … to …", "to A and to B", "in on", "off": prepositions hung on a preposition."""
    for child in preposition.children:
        if child.dep_ in ("prep", "conj") and child.pos_ in ("ADP", "ADV"):
            yield child
            yield from _chained(child)


def clause_of(token: Token) -> Token:
    """The verb that heads the clause a token stands in (the token itself for a verb)."""
    current = token
    while current.head.i != current.i:
        if current.pos_ in ("VERB", "AUX") and current.dep_ in _CLAUSES:
            return current
        current = current.head
    return current


def auxiliaries(verb: Token) -> list[Token]:
    """Auxiliaries of a verb, borrowed from the verb it is coordinated with when it has none of its own."""
    own = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if not own and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        if any(c.dep_ in _SUBJECTS | _PASSIVE_SUBJECTS for c in verb.children):
            return []
        return auxiliaries(verb.head)
    return own


def compound_of(token: Token) -> str:
    """The hyphenated word that a token ends, with the token's lemma: "go-ahead"; "" when there is none."""
    if token.i < 2 or token.nbor(-1).text != "-":
        return ""
    dash, before = token.nbor(-1), token.nbor(-2)
    if before.idx + len(before.text) != dash.idx or dash.idx + 1 != token.idx:
        return ""
    return f"{compound_of(before) or before.lower_}-{token.lemma_.lower()}"


def sentence_text(token: Token) -> str:
    """The text of the sentence a token stands in; put together once per sentence."""
    memo: dict[int, str] = token.doc.user_data.setdefault("retinue.sentences", {})
    start = token.sent.start
    if start not in memo:
        memo[start] = token.sent.text
    return memo[start]


def sentence_lemmas(token: Token) -> frozenset[str]:
    """The lemmas of the sentence a token stands in, lower-cased; worked out once per sentence."""
    memo: dict[int, frozenset[str]] = token.doc.user_data.setdefault("retinue.lemmas", {})
    start = token.sent.start
    if start not in memo:
        memo[start] = frozenset(word.lemma_.lower() for word in token.sent)
    return memo[start]


def is_negated(token: Token) -> bool:
    """True when "not", "never", "no" or "nor" bears on the token."""
    words = {c.lower_ for c in token.children if c.dep_ in ("neg", "preconj", "det", "advmod")}
    return bool(words & {"not", "n't", "never", "no", "neither", "nor", "n’t"})
