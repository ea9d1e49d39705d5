"""Joins words quoted in their own right to the words that say whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from retinue.annotate.quote_page import FINITE, Page, Stretch
from retinue.annotate.quote_speakers import speaker_of

__all__ = ["Attributed", "attribute"]

_ENDS = frozenset(".!?;")
_MARKS = frozenset("“”\"'‘’`«»「」『』")
_NOMINAL = ("PROPN", "NOUN", "PRON")
_FAR = 30  # tokens from a quotation to its verb, at most
_NEAR = 10  # the same where no comma ties them
_LONG = 7  # tokens from which an unattributed quotation is taken for speech


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quoted stretch with its reporting verb and its speaker's token."""

    stretch: Stretch
    cue: int | None
    speaker: int | None
    reason: str
    continues: bool = False


def attribute(page: Page) -> Iterator[Attributed]:
    """All stretches quoted in their own right that are speech, in order."""
    whole = [s for s in page.stretches if s.whole]
    latest: Attributed | None = None
    for number, stretch in enumerate(whole):
        before = whole[number - 1] if number else None
        after = whole[number + 1] if number + 1 < len(whole) else None
        found = _by_verb_after(page, stretch, after, latest) or _by_verb_before(page, stretch, before)
        found = found or _by_discourse(page, stretch, latest)
        if found.speaker is not None or page.cues.broad or stretch.last - stretch.first >= _LONG:
            latest = found
            yield found


def _by_verb_after(
    page: Page, stretch: Stretch, after: Stretch | None, latest: Attributed | None
) -> Attributed | None:
    """ "…," said Li. The verb follows the closing mark before the sentence ends."""
    start = _past_marks(page, stretch.last + 1)
    comma = "," in page.words[stretch.last + 1 : start] or page.words[stretch.last][-1] in ",—–-"
    if page.words[stretch.last][-1] == "." and not comma:
        return None
    stop = min(after.first if after else len(page.words), start + (_FAR if comma else _NEAR), len(page.words))
    for i in range(start, stop):
        if page.words[i] in _ENDS or "\n" in page.words[i]:
            return None
        if i in page.verbs:
            speaker = _speaker_near(page, i, start)
            return Attributed(
                stretch, i, speaker, "reporting verb after the quotation", _goes_on(page, stretch, latest)
            )
        if page.tags[i] in FINITE and page.doc[i].dep_ not in ("aux", "auxpass", "relcl", "acl"):
            return None
    return None


def _by_verb_before(page: Page, stretch: Stretch, before: Stretch | None) -> Attributed | None:
    """Li said: "…". The verb stands before the opening mark in the same sentence."""
    start = stretch.first - 1
    while start >= 0 and page.words[start] and set(page.words[start]) <= _MARKS:
        start -= 1
    if start < 0 or "\n" in page.words[start] or page.words[start] in _ENDS:
        return None
    floor = before.last if before is not None else -1
    for i in range(start, max(floor, start - _FAR), -1):
        if "\n" in page.words[i] or (page.words[i] in _ENDS and i < start):
            return None
        if i in page.verbs and (page.words[start] in (",", ":", "that") or start - i <= 3):
            return Attributed(stretch, i, speaker_of(page, i), "reporting verb before the quotation")
    return None


def _by_discourse(page: Page, stretch: Stretch, latest: Attributed | None) -> Attributed:
    """No verb beside it: who spoke last, else the subject of the sentence before."""
    if latest is not None:
        near = page.paragraph[stretch.first] - page.paragraph[latest.stretch.last] <= 1
        between = page.words[latest.stretch.last + 1 : stretch.first]
        if near and sum(w in _ENDS for w in between) <= 1:
            goes_on = _goes_on(page, stretch, latest)
            return Attributed(stretch, None, latest.speaker, "continues the quotation before it", goes_on)
    back = stretch.first - 1
    while back >= 0 and (not page.words[back].strip() or set(page.words[back]) <= _MARKS):
        back -= 1
    if back < 0 or page.paragraph[stretch.first] - page.paragraph[back] > 1:
        return Attributed(stretch, None, None, "no speaker found")
    return Attributed(stretch, None, _subject_in(page, back), "subject of the sentence before the quotation")


def _goes_on(page: Page, stretch: Stretch, latest: Attributed | None) -> bool:
    """True when only the cue of the quotation before stands between them: "A," said Li. "B."."""
    if latest is None or latest.stretch.last + _FAR < stretch.first:
        return False
    if latest.stretch.quoted.open:
        return True
    between = page.words[latest.stretch.last + 1 : stretch.first]
    same = page.paragraph[stretch.first] == page.paragraph[latest.stretch.last]
    return (
        same and latest.cue is not None and latest.cue > latest.stretch.last and sum(w in _ENDS for w in between) <= 1
    )


def _speaker_near(page: Page, cue: int, start: int) -> int | None:
    """The speaker of a verb after a quotation; the parse may have looked for it inside the quotation."""
    speaker = speaker_of(page, cue)
    if speaker is not None and speaker >= start:
        return speaker
    for i in range(cue - 1, start - 1, -1):
        if page.doc[i].pos_ in _NOMINAL:
            return i
    return next((i for i in range(cue + 1, min(cue + 6, len(page.words))) if _name_end(page, i)), speaker)


def _name_end(page: Page, i: int) -> bool:
    following = page.tags[i + 1] if i + 1 < len(page.tags) else ""
    return page.doc[i].pos_ in _NOMINAL and following not in ("NNP", "NN", "NNS", "NNPS", "POS")


def _past_marks(page: Page, at: int) -> int:
    while at < len(page.words) and (set(page.words[at]) <= _MARKS or page.words[at] == ","):
        at += 1
    return at


def _subject_in(page: Page, token: int) -> int | None:
    first, last = page.sentence[token]
    for i in range(first, last + 1):
        if page.doc[i].dep_ in ("nsubj", "nsubjpass") and page.doc[i].pos_ in ("PROPN", "PRON"):
            return i
    return None
