"""What was said, where no quotation marks tell: the clause or phrase that the reporting word takes."""

from __future__ import annotations

from typing import Any

from retinue.annotate.quote_asides import aside
from retinue.annotate.quote_page import DETERMINERS, FINITE, Found, Page, has_subject

__all__ = ["contents_of"]

_QUESTIONS = ("WRB", "WP", "WDT", "WP$")
_OCCASIONS = frozenset(("during", "after", "before", "amid", "following"))
_MOST_BETWEEN = 14  # tokens between a reporting verb and its "that": a listener, a place, a day


def contents_of(page: Page, cue: int, speaker: int | None) -> list[Found]:
    """What the verb `cue` reports, by the first form that fits; two pieces when an aside parts two clauses."""
    verb = page.doc[cue]
    lemma = page.verbs[cue]
    cues = page.cues
    if lemma in cues.particle and (found := _after_particle(page, verb, cues.particle[lemma])):
        return [found]
    if lemma in cues.clause:
        pieces = aside(page, verb, speaker)
        if pieces:
            return pieces
        if lemma != "put" and (found := _clause(page, verb)):
            return [found]
    if (lemma in cues.directive or lemma in cues.infinitive) and (found := _to_do(page, verb, lemma)):
        return [found]
    if lemma in cues.naming and (found := _naming(page, verb)):
        return [found]
    found = _object(page, verb) if lemma in cues.object else None
    return [found] if found else []


# ------------------------------------------------------------------------------------- "said (that) …"
def _clause(page: Page, verb: Any) -> Found | None:
    _, last = page.sentence[verb.i]
    that = _that(page, verb.i, last)
    if that is not None:
        governor = page.doc[that].head
        astray = governor.i <= that or governor.dep_ == "relcl" or governor.i > last
        end = last if astray else _joined(page, _end(page, governor, verb, last), last)
        return _checked(that + 1, end, last, "that-clause")
    complement = next((c for c in verb.children if c.dep_ in ("ccomp", "parataxis") and c.i > verb.i), None)
    if complement is None or complement.i > last:
        return None
    start = max(int(complement.left_edge.i), verb.i + 1)
    start += page.words[start] == "that" and page.tags[start] == "IN"
    if not (page.finite(start, complement.i) or has_subject(complement)):
        return None
    if _is_infinitive(complement) and verb.lemma_ in page.cues.directive:
        return None
    if _asks(page, start) and not page.cues.broad:
        return None
    return _checked(start, _joined(page, _end(page, complement, verb, last), last), last, "clause")


def _joined(page: Page, end: int, last: int) -> int:
    """The end with what "and that …", "and would …" adds, where the parse hangs it on the reporting verb."""
    i = end + 1
    i += i <= last and page.words[i] == ","
    if i + 2 > last or page.words[i] not in ("and", "but", "or"):
        return end
    opener = page.doc[i + 1]
    that = opener.tag_ == "IN" and opener.lower_ == "that"
    if not that and (opener.tag_ != "MD" or i > end + 1):
        return end
    verb = opener.head
    return min(int(verb.right_edge.i), last) if verb.i > opener.i else end


def _is_infinitive(verb: Any) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def _asks(page: Page, start: int) -> bool:
    """An indirect question states nothing: "did not say why …", "asked whether …"."""
    return page.tags[start] in _QUESTIONS or page.words[start].lower() in ("whether", "if")


def _that(page: Page, cue: int, last: int) -> int | None:
    """The complementiser that follows the verb, with at most a listener, a time or a place between."""
    for i in range(cue + 1, min(last, cue + _MOST_BETWEEN)):
        if page.words[i] == "that" and page.doc[i].dep_ not in DETERMINERS:
            after_noun = page.doc[i - 1].pos_ in ("NOUN", "PROPN", "PRON") and page.doc[i - 1].ent_type_ != "DATE"
            relative = after_noun and page.tags[i + 1] in FINITE and page.doc[i].dep_ != "mark"
            return None if relative else i
        if (page.tags[i] in FINITE and page.doc[i].dep_ != "relcl") or page.words[i] in (";", ":"):
            return None
    return None


def _end(page: Page, governor: Any, verb: Any, last: int) -> int:
    """Where the content ends: the governor's last word, less what belongs to the narrator again."""
    end = min(int(governor.right_edge.i), last)
    for i in range(governor.i + 1, end):
        if page.words[i] == "," and (_resumes(page, i + 1) or _remark(page, i + 1, end)):
            return i - 1
        if page.tags[i] == "CC" and _parallel(page, i + 1, verb, governor):
            return i - 1
    return end


def _resumes(page: Page, i: int) -> bool:
    """A reporting participle after a comma: "…, adding that …"."""
    return page.tags[i] == "VBG" and page.verbs.get(i) in page.cues.clause


def _remark(page: Page, i: int, end: int) -> bool:
    """The narrator's own addition at the end: ", who heads the agency", ", during a visit to the plant"."""
    if page.words[i] in _OCCASIONS:
        opener = page.doc[i]
        clause = opener.head if opener.dep_ == "mark" else opener
        return bool(clause.right_edge.i >= end - 1)
    start = i + 1 if page.tags[i] == "IN" else i
    if start >= end or page.tags[start] not in ("WDT", "WP", "WP$"):
        return False
    node = page.doc[start]
    while node.dep_ != "relcl" and node.head.i != node.i:
        node = node.head
    return bool(node.right_edge.i >= end - 1)


def _parallel(page: Page, i: int, verb: Any, governor: Any) -> bool:
    """A second reporting verb in the tense of the first: "said that it is late and promised …"."""
    if i >= len(page.words) or i not in page.verbs or page.tags[i] != verb.tag_:
        return False
    subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in page.doc[i].children)
    return not subject and verb.tag_ in FINITE and governor.tag_ != verb.tag_


# ---------------------------------------------------------------------------------------- "urged … to …"
def _to_do(page: Page, verb: Any, lemma: str) -> Found | None:
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("xcomp", "ccomp", "advcl") and child.tag_ == "VB":
            return _infinitive(page, verb, child, lemma)
    listener = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i > verb.i), None)
    if listener is None or lemma not in page.cues.directive:
        return None
    last = page.sentence[verb.i][1]
    for i in range(listener.i + 1, min(last, verb.i + _MOST_BETWEEN)):
        if page.tags[i] in FINITE or page.words[i] in (",", ";", ":"):
            return None
        if page.tags[i] == "TO" and page.doc[i].head.tag_ == "VB":
            return _infinitive(page, verb, page.doc[i].head, lemma)
    return None


def _infinitive(page: Page, verb: Any, deed: Any, lemma: str | None) -> Found | None:
    """From "to" on; with those who are to act where they are not merely the listener."""
    _, last = page.sentence[verb.i]
    to = next((c.i for c in deed.children if c.tag_ == "TO" and c.i < deed.i), None)
    if to is None or to <= verb.i:
        return None
    start = to - 1 if page.words[to - 1] == "not" and to - 1 > verb.i else to
    named = page.tags[verb.i + 1] != "PRP" and lemma in page.cues.directive and lemma not in page.cues.told
    if named and 1 < to - verb.i <= _MOST_BETWEEN:
        start = verb.i + 1
    return _checked(start, _end(page, deed, verb, last), last, "what was asked for")


# ------------------------------------------------------------------------------------ "called for …"
def _after_particle(page: Page, verb: Any, particles: frozenset[str]) -> Found | None:
    for child in verb.children:
        if child.i <= verb.i or child.lower_ not in particles:
            continue
        if child.dep_ == "prt":
            return _clause(page, verb) or _object(page, verb)
        if child.dep_ == "prep" and (found := _prepositional(page, verb, child)):
            return found
    return None


def _prepositional(page: Page, verb: Any, preposition: Any) -> Found | None:
    _, last = page.sentence[verb.i]
    if page.verbs[verb.i] == "call" and any(c.dep_ == "dobj" for c in verb.children):  # "called a vote for June"
        return None
    thing = next((c for c in preposition.children if c.dep_ in ("pobj", "pcomp")), None)
    if preposition.lower_ in ("on", "upon", "to"):
        later = [c for node in (verb, thing) if node is not None for c in node.children if c.i > preposition.i]
        deed = next((c for c in later if c.tag_ == "VB"), None)
        if deed is not None:
            return _infinitive(page, verb, deed, None)
        if verb.lemma_ in ("call", "appeal"):  # "called on the plant" is a visit
            return None
    if thing is None:
        return None
    return _checked(preposition.i + 1, min(preposition.right_edge.i, last), last, "object of the preposition")


# ---------------------------------------------------------------------------------- "called it a mistake"
def _naming(page: Page, verb: Any) -> Found | None:
    """The predicate, with the thing named when a noun names it."""
    _, last = page.sentence[verb.i]
    if verb.lemma_ == "put":
        return _figure(page, verb, last)
    chosen = next((c for c in verb.children if c.dep_ in ("oprd", "ccomp", "xcomp") and c.i > verb.i), None)
    if chosen is None:
        by = (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > verb.i)
        chosen = next(by, None)
    if chosen is None:
        return _as(page, verb, last) or _pair(page, verb, last)
    start = chosen.i + 1 if chosen.dep_ == "prep" else max(chosen.left_edge.i, verb.i + 1)
    named = [c for node in (chosen, verb) for c in node.children if c.dep_ in ("nsubj", "dobj")]
    thing = next((c for c in named if verb.i < c.i < chosen.i), None)
    if thing is not None and thing.pos_ != "PRON":
        start = min(start, thing.left_edge.i)
    elif thing is not None:
        start = max(start, thing.i + 1)
    return _checked(start, _end(page, chosen, verb, last), last, "what it was called")


def _pair(page: Page, verb: Any, last: int) -> Found | None:
    """ "Called that fiction", "called it "baseless"", where the parse takes the pronoun for part of the name."""
    at = verb.i + 1
    pronoun = at < last and page.words[at].lower() in ("it", "that", "this", "them")
    if verb.lemma_ not in ("call", "label", "term", "deem", "brand") or not pronoun:
        return None
    if page.tags[at + 1] not in ("NN", "NNS", "JJ", "DT", "RB", "``") and page.words[at + 1] not in ("“", '"'):
        return None
    end = at + 1
    while end < last and page.words[end + 1] not in (",", ";", "and", "but", "."):
        end += 1
    return _checked(at + 1, end, last, "what it was called")


def _as(page: Page, verb: Any, last: int) -> Found | None:
    """ "denounced the tax as politically driven", where the parse does not tie "as" to the verb."""
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    at = thing.right_edge.i + 1 if thing is not None else last
    if thing is None or at >= last or page.words[at] != "as":
        return None
    start = at + 1 if thing.pos_ == "PRON" else verb.i + 1
    end = max(page.doc[at].right_edge.i, page.doc[at].head.right_edge.i if page.doc[at].head.i > at else at)
    return _checked(start, end, last, "what it was called")


def _figure(page: Page, verb: Any, last: int) -> Found | None:
    """ "put the loss at $3 million"."""
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    at = next((i for i in range(verb.i + 1, min(last, verb.i + 25)) if page.words[i] == "at"), None)
    if thing is None or at is None or not any(page.tags[i] == "CD" for i in range(at + 1, min(at + 4, last + 1))):
        return None
    return _checked(verb.i + 1, min(page.doc[at].right_edge.i, last), last, "what it was put at")


# -------------------------------------------------------------------------------------- "voiced concern"
def _object(page: Page, verb: Any) -> Found | None:
    """The object, with the reason or light in which it is put: "praised X for Y", "denounced X as Y"."""
    _, last = page.sentence[verb.i]
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if thing is None or thing.pos_ == "PRON":
        return None
    end = thing.right_edge.i
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("for", "as") and child.i == end + 1:
            end = child.right_edge.i
    for i in range(thing.i + 1, min(end, last)):
        if page.tags[i] == "CC" and _parallel(page, i + 1, verb, thing):
            end = i - 1
            break
    return _checked(max(thing.left_edge.i, verb.i + 1), min(end, last), last, "object of the verb")


def _checked(first: int, last: int, limit: int, why: str) -> Found | None:
    return (first, min(last, limit), why) if first <= min(last, limit) else None
