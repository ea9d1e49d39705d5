"""What was said around an aside: "Prices will rise, she said." and "Prices, she said, will rise."."""

from __future__ import annotations

from typing import Any

from retinue.annotate.quote_page import DASHES, DETERMINERS, FINITE, Found, Page, after_dateline, has_subject

__all__ = ["aside"]

_BEFORE = (",", "”", '"', "?", *DASHES)
_WHY = "clause with an aside"


def aside(page: Page, verb: Any, speaker: int | None) -> list[Found]:
    """The content, when the verb `verb` and its speaker are an aside in it; two pieces when it parts two clauses."""
    first, last = page.sentence[verb.i]
    if not (page.tags[verb.i] in FINITE or has_subject(verb)) or _takes_object(page, verb):
        return []
    begin = _begin(page, verb, speaker, first)
    end = _end(page, verb.i, last) if begin is not None else None
    if begin is None or end is None:
        return []
    left = (after_dateline(page, first, begin), begin - 2)
    closes = end >= last - 1
    right = None if closes else (end + 1, last)
    return [(a, b, _WHY) for a, b in _pieces(page, left, right) if a <= b]


def _pieces(page: Page, left: tuple[int, int], right: tuple[int, int] | None) -> list[tuple[int, int]]:
    """A whole clause before the aside, with what goes on after it; else the longer half of the clause it parts."""
    if _main_clause(page, *left) or (right is None and page.tags[left[0]] == "VB"):
        return [left, right] if right is not None and _goes_on(page, *right) else [left]
    if right is None or not (page.finite(*right) or page.tags[right[0]] == "VB"):
        return []
    return [max(left, right, key=lambda piece: piece[1] - piece[0])]


def _main_clause(page: Page, first: int, last: int) -> bool:
    """True when a finite verb that no relative or adverbial clause owns stands there."""
    for i in range(first, last + 1):
        if page.tags[i] in FINITE:
            token = page.doc[i]
            verb = token.head if token.dep_ in ("aux", "auxpass") else token
            if verb.i <= last and verb.dep_ not in ("relcl", "acl", "advcl"):
                return True
    return False


def _goes_on(page: Page, first: int, last: int) -> bool:
    """True when the speaker's words go on after the aside: a clause with a subject of its own, or "to …"."""
    if page.tags[first] == "TO":
        return True
    start = first + 1 if page.tags[first] == "CC" else first
    if start > last or page.tags[start] in ("IN", "VBG", "WP", "WDT", "WRB", "VBN", *FINITE):
        return False
    verb = next((i for i in range(start, last + 1) if page.tags[i] in FINITE), None)
    return verb is not None and verb > start and not any(i in page.verbs for i in range(start, verb + 1))


def _takes_object(page: Page, verb: Any) -> bool:
    """A direct object makes the verb no aside, save the listener ("he told reporters") and "as he put it"."""
    lemma = page.verbs[verb.i]
    if lemma in page.cues.told:
        return False
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    return not any(c.lower_ == "it" for c in objects) if lemma == "put" else bool(objects)


def _begin(page: Page, verb: Any, speaker: int | None, first: int) -> int | None:
    """The first token of the aside when a comma or a closing mark stands before it."""
    begin = int(verb.i)
    if speaker is not None and first <= speaker < verb.i:
        begin = max(first, int(page.doc[speaker].left_edge.i))
        begin = next((i + 1 for i in range(speaker - 1, begin, -1) if page.words[i] in (",", *DASHES)), begin)
    else:
        while begin > first and page.tags[begin - 1] in ("RB", *FINITE):
            begin -= 1
    begin = _with_opener(page, begin, first)
    return begin if begin > first + 1 and page.words[begin - 1] in _BEFORE else None


def _with_opener(page: Page, begin: int, first: int) -> int:
    """Back over "as", "was how", and a title the parse cut off (", Under Secretary Li said")."""
    if begin > first + 1 and page.words[begin - 1] in ("as", "how"):
        how = page.words[begin - 1] == "how" and page.tags[begin - 2] in FINITE
        return begin - 2 if how else begin - 1
    if begin > first + 1 and page.words[begin - 2] == "," and page.tags[begin - 1] in ("IN", "NNP", "NN", "JJ"):
        return begin - 1
    return begin


def _end(page: Page, cue: int, last: int) -> int | None:
    """The comma or the sentence's end that closes the aside, None when a clause follows the verb directly."""
    for i in range(cue + 1, last + 1):
        if page.words[i] in (",", ";", *DASHES) and not _appositive_comma(page, i, cue):
            return i
        if page.tags[i] in FINITE or page.words[i] == ":":
            return None
        if page.words[i] == "that" and page.doc[i].dep_ not in DETERMINERS:
            return None
        if page.tags[i] == "TO" and i < last and page.tags[i + 1] == "VB":
            return None
    return last


def _appositive_comma(page: Page, comma: int, cue: int) -> bool:
    """A comma inside the speaker's own phrase, as in "said Ross, the secretary"."""
    return comma + 1 < len(page.words) and page.doc[comma + 1].head.i > cue and page.doc[comma].head.dep_ == "nsubj"
