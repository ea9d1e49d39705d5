"""What was said, where no quotation marks tell: the clause or phrase that the reporting word takes."""

from __future__ import annotations

from typing import Any

from retinue.annotate.quote_cues import SpeechCues
from retinue.annotate.quote_page import Page

__all__ = ["Found", "content_of"]

Found = tuple[int, int, str]
"""First and last token of the content, and why it was taken."""

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_STOPS = (",", ";", ":", "—", "–", "--", "-")


def content_of(page: Page, cue: int, speaker: int | None, cues: SpeechCues) -> Found | None:
    """The content reported by the verb `cue`, by the first form that fits."""
    verb = page.doc[cue]
    lemma = verb.lemma_.lower()
    if lemma in cues.particle and (found := _after_particle(page, verb, cues.particle[lemma])):
        return found
    if lemma in cues.clause:
        found = _aside(page, verb, speaker) or _clause(page, verb)
        if found:
            return found
    if lemma in cues.directive or lemma in cues.infinitive:
        found = _to_do(page, verb, lemma, cues)
        if found:
            return found
    if lemma in cues.naming and (found := _naming(page, verb)):
        return found
    if lemma in cues.object:
        return _object(page, verb)
    return None


# ------------------------------------------------------------------------------------- "said (that) …"
def _clause(page: Page, verb: Any) -> Found | None:
    first, last = page.sentence_of(verb.i)
    that = _that(page, verb.i, last)
    if that is not None:
        governor = page.doc[that].head
        end = _end(page, governor, verb.i, last) if governor.i > that else last
        return _checked(that + 1, end, last, "that-clause")
    complement = next((c for c in verb.children if c.dep_ in ("ccomp", "parataxis") and c.i > verb.i), None)
    if complement is None:
        return None
    start = max(complement.left_edge.i, verb.i + 1)
    if complement.tag_ in ("VB", "VBG", "VBN") and not _has_subject(complement):
        return None
    return _checked(start, _end(page, complement, verb.i, last), last, "clause")


def _has_subject(verb: Any) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in verb.children)


def _that(page: Page, cue: int, last: int) -> int | None:
    """The complementiser that follows the verb, with at most a listener, a time or a place between."""
    for i in range(cue + 1, min(last, cue + 14)):
        if page.words[i] in ("that", "That") and page.tags[i] in ("IN", "WDT", "DT"):
            return i if page.doc[i].dep_ in ("mark", "nsubj", "det", "nsubjpass", "dobj") and _opens(page, i) else None
        if page.tags[i] in _FINITE or page.words[i] in (";", ":"):
            return None
    return None


def _opens(page: Page, that: int) -> bool:
    token = page.doc[that]
    return token.dep_ == "mark" or (token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ != "relcl")


def _end(page: Page, governor: Any, cue: int, last: int) -> int:
    """Where the content ends: the governor's last word, less what hangs on the reporting verb after it."""
    end = min(governor.right_edge.i, last)
    for i in range(governor.i + 1, end):
        if page.words[i] == "," and page.tags[i + 1] == "VBG" and page.words[i + 1].lower() in _SAYING:
            return i - 1
    del cue
    return end


_SAYING = frozenset(("adding", "saying", "noting", "citing", "arguing", "telling", "calling", "warning", "insisting"))


# ------------------------------------------------------------------------------------------ "…, she said"
def _aside(page: Page, verb: Any, speaker: int | None) -> Found | None:
    """The sentence around an aside: "Prices will rise, she said." or "Prices, she said, will rise."."""
    first, last = page.sentence_of(verb.i)
    begin = _aside_begin(page, verb, speaker, first)
    if begin is None:
        return None
    end = _aside_end(page, verb.i, last)
    if end is None:
        return None
    left = (first, begin - 2)
    if end >= last - 1:
        return _checked(*left, last, "clause before an aside") if left[1] - left[0] >= 1 else None
    right = (end + 1, last)
    if _is_clause(page, *left) or page.tags[right[0]] in ("CC", "VBG", "IN", "WP", "WRB"):
        return _checked(*left, last, "clause before an aside") if _is_clause(page, *left) else None
    return _checked(*max(left, right, key=lambda r: r[1] - r[0]), last, "clause around an aside")


def _aside_begin(page: Page, verb: Any, speaker: int | None, first: int) -> int | None:
    """The first token of the aside when a comma stands before it."""
    begin = verb.i
    if speaker is not None and first <= speaker < verb.i:
        begin = min(begin, max(first, page.doc[speaker].left_edge.i))
    else:
        while begin > first and page.tags[begin - 1] in ("MD", "RB", "VBZ", "VBP", "VBD") and page.words[begin - 1] != ",":
            begin -= 1
    if begin <= first + 1 or page.words[begin - 1] not in (",", "—", "–", "--", "”", '"', "?"):
        return None
    if page.tags[verb.i] in ("VBG", "VB", "VBN") and speaker is None:
        return None
    return begin


def _aside_end(page: Page, cue: int, last: int) -> int | None:
    """The comma or the sentence's end that closes the aside, None when a clause follows the verb directly."""
    for i in range(cue + 1, last + 1):
        if page.words[i] in (",", "—", "–", "--", ";") and not _appositive_comma(page, i, cue):
            return i
        if page.tags[i] in _FINITE or page.words[i] == "that" or page.words[i] == ":":
            return None
        if page.tags[i] == "TO" and i < last and page.tags[i + 1] == "VB":
            return None
    return last


def _appositive_comma(page: Page, comma: int, cue: int) -> bool:
    """A comma inside the speaker's own phrase, as in "said Ross, the secretary"."""
    return comma + 1 < len(page.words) and page.doc[comma + 1].head.i > cue and page.doc[comma].head.dep_ == "nsubj"


def _is_clause(page: Page, first: int, last: int) -> bool:
    return any(page.tags[i] in _FINITE for i in range(first, last + 1))


# ---------------------------------------------------------------------------------------- "urged … to …"
def _to_do(page: Page, verb: Any, lemma: str, cues: SpeechCues) -> Found | None:
    _, last = page.sentence_of(verb.i)
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("xcomp", "ccomp", "advcl") and child.tag_ == "VB":
            return _infinitive(page, verb, child, lemma, last, cues)
    listener = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i > verb.i), None)
    if listener is None or lemma not in cues.directive:
        return None
    for child in listener.children:
        if child.i > listener.i and child.tag_ == "VB" and child.dep_ in ("acl", "relcl"):
            return _infinitive(page, verb, child, lemma, last, cues)
    return None


def _infinitive(page: Page, verb: Any, deed: Any, lemma: str, last: int, cues: SpeechCues) -> Found | None:
    to = next((c.i for c in deed.children if c.tag_ == "TO" and c.i < deed.i), None)
    if to is None:
        return None
    start = to
    if page.words[to - 1] == "not" and to - 1 > verb.i:
        start = to - 1
    between = to - verb.i - 1
    if lemma not in cues.told and lemma in cues.directive and 0 < between <= 12:
        start = verb.i + 1
    return _checked(start, _end(page, deed, verb.i, last), last, "what was asked for")


# ------------------------------------------------------------------------------------ "called for …"
def _after_particle(page: Page, verb: Any, particles: frozenset[str]) -> Found | None:
    _, last = page.sentence_of(verb.i)
    for child in verb.children:
        if child.i <= verb.i or child.lower_ not in particles:
            continue
        if child.lower_ == "out" and (found := _clause(page, verb)):
            return found
        if child.dep_ == "prt":
            return _object(page, verb)
        if child.dep_ != "prep" or child.i + 1 > last:
            continue
        deed = next((c for c in verb.children if c.tag_ == "VB" and c.i > child.i), None)
        thing = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
        if deed is None and thing is not None:
            deed = next((c for c in thing.children if c.tag_ == "VB" and c.i > child.i), None)
        if child.lower_ in ("on", "upon", "to") and deed is not None:
            return _infinitive(page, verb, deed, "tell", last, _NONE) or None
        if thing is not None:
            return _checked(child.i + 1, min(child.right_edge.i, last), last, "object of the preposition")
    return None


# ---------------------------------------------------------------------------------- "called it a mistake"
def _naming(page: Page, verb: Any) -> Found | None:
    """The predicate, with the thing named when a noun names it."""
    _, last = page.sentence_of(verb.i)
    predicate = next((c for c in verb.children if c.dep_ in ("oprd", "ccomp", "xcomp") and c.i > verb.i), None)
    by_as = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > verb.i), None)
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    chosen = predicate if predicate is not None else by_as
    if chosen is None:
        return None
    start = chosen.left_edge.i if chosen is not by_as else chosen.i + 1
    subject = next((c for c in chosen.children if c.dep_ in ("nsubj", "dobj") and c.i > verb.i), None) or thing
    if subject is not None and verb.i < subject.i < chosen.i:
        start = subject.left_edge.i if subject.pos_ != "PRON" else max(subject.i + 1, start)
    elif subject is not None and subject is not chosen and subject.pos_ == "PRON":
        start = max(start, subject.i + 1)
    return _checked(start, min(chosen.right_edge.i, last), last, "what it was called")


# -------------------------------------------------------------------------------------- "voiced concern"
def _object(page: Page, verb: Any) -> Found | None:
    _, last = page.sentence_of(verb.i)
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if thing is None or thing.pos_ == "PRON":
        return None
    return _checked(max(thing.left_edge.i, verb.i + 1), min(thing.right_edge.i, last), last, "object of the verb")


def _checked(first: int, last: int, limit: int, why: str) -> Found | None:
    return (first, min(last, limit), why) if first <= min(last, limit) else None


_NONE = SpeechCues(
    frozenset(), frozenset(), frozenset(), frozenset(), frozenset(), {}, frozenset(), frozenset(), frozenset(),
    frozenset(), frozenset(), frozenset({"tell"}), False, frozenset(),
)  # fmt: skip
