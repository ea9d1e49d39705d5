"""Joins words quoted in their own right to the words that say whose they are."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from retinue.annotate.quote_cues import SpeechCues
from retinue.annotate.quote_page import Page, Stretch
from retinue.annotate.quote_speakers import speaker_of

if TYPE_CHECKING:
    from retinue.annotate.quotes import RawQuote

__all__ = ["inherited", "link_after", "link_before"]

Link = tuple[int, int | None, str]
"""Cue token, speaker token, reason."""

_ENDS = frozenset(".!?;")
_MARKS = frozenset("“”\"'‘’«»「」")
_FINITE = ("VBD", "VBZ", "VBP")


def link_after(page: Page, stretch: Stretch, after: Stretch | None, verbs: list[int], cues: SpeechCues) -> Link | None:
    """ "…," said Li. The verb follows the closing mark before the sentence ends."""
    start = _past_marks(page, stretch.last + 1)
    end = after.first if after is not None else len(page.words)
    closing = page.words[stretch.last][-1]
    if closing == "." and not page.words[start : start + 1] == [","]:
        return None
    loose = closing not in ",—–-" and "," not in page.words[stretch.last + 1 : start + 1]
    limit = start + (10 if loose else 30)
    for i in range(start, min(end, limit, len(page.words))):
        if page.words[i] in _ENDS or "\n" in page.words[i]:
            return None
        if page.tags[i] in _FINITE or (page.tags[i] in ("VBG", "VBN", "VB") and _among(verbs, i)):
            if _among(verbs, i):
                return i, _speaker_near(page, i, start, cues), "reporting verb after the quotation"
            if page.doc[i].dep_ not in ("aux", "auxpass", "relcl", "acl") and page.doc[i].pos_ != "AUX":
                return None
    return None


def link_before(
    page: Page, stretch: Stretch, before: Stretch | None, verbs: list[int], cues: SpeechCues
) -> Link | None:
    """Li said: "…". The verb stands before the opening mark in the same sentence."""
    start = stretch.first - 1
    while start >= 0 and page.words[start] and set(page.words[start]) <= _MARKS:
        start -= 1
    if start < 0 or "\n" in page.words[start] or page.words[start] in _ENDS:
        return None
    floor = before.last if before is not None else -1
    for i in range(start, max(floor, start - 40), -1):
        if "\n" in page.words[i] or (page.words[i] in _ENDS and i < start):
            return None
        if _among(verbs, i) and (page.words[start] in (",", ":") or start - i <= 3 or page.words[start] == "that"):
            return i, speaker_of(page, i, cues), "reporting verb before the quotation"
    return None


def _speaker_near(page: Page, cue: int, start: int, cues: SpeechCues) -> int | None:
    """The speaker of a verb after a quotation; the parse may have looked for it inside the quotation."""
    speaker = speaker_of(page, cue, cues)
    if speaker is not None and speaker >= start:
        return speaker
    for i in range(cue - 1, start - 1, -1):
        if page.doc[i].pos_ in ("PROPN", "NOUN", "PRON"):
            return i
    return next((i for i in range(cue + 1, min(cue + 6, len(page.words))) if _nameable(page, i)), speaker)


def _nameable(page: Page, i: int) -> bool:
    following = page.tags[i + 1] if i + 1 < len(page.tags) else ""
    return page.doc[i].pos_ in ("PROPN", "NOUN", "PRON") and following not in ("NNP", "NN", "NNS", "NNPS", "POS")


def _past_marks(page: Page, at: int) -> int:
    while at < len(page.words) and page.words[at] and (set(page.words[at]) <= _MARKS or page.words[at] == ","):
        at += 1
    return at


def _among(verbs: list[int], i: int) -> bool:
    at = bisect_left(verbs, i)
    return at < len(verbs) and verbs[at] == i


def inherited(
    page: Page, stretch: Stretch, before: Stretch | None, quotes: list[RawQuote]
) -> tuple[int | None, str]:
    """The speaker of a quotation without a cue: who spoke last, if nothing stands between that changes the speaker."""
    if before is not None and quotes and quotes[-1].content.end <= stretch.quoted.inner.start:
        ends = sum(w in _ENDS for w in page.words[before.last + 1 : stretch.first])
        near = page.paragraph[stretch.first] - page.paragraph[before.last]
        if quotes[-1].content.start >= before.quoted.inner.start and near <= 1 and ends <= 1:
            return quotes[-1].speaker, "continues the quotation before it"
    first, _ = page.sentence_of(stretch.first)
    back = first - 1
    while back >= 0 and (not page.words[back].strip() or set(page.words[back]) <= _MARKS):
        back -= 1
    if back < 0 or page.paragraph[stretch.first] - page.paragraph[back] > 1:
        return None, "no speaker found"
    return _subject_of(page, back), "subject of the sentence before the quotation"


def _subject_of(page: Page, token: int) -> int | None:
    first, last = page.sentence_of(token)
    for i in range(first, last + 1):
        if page.doc[i].dep_ in ("nsubj", "nsubjpass") and page.doc[i].pos_ in ("PROPN", "NOUN", "PRON"):
            return i
    return None
