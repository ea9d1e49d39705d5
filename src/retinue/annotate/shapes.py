"""Names by their shape: runs of capitalised words, the small words inside them, and what their ends tell.

Nothing here knows any particular name: "Ministry of Economy, Trade and Industry", "Samsung (China) Semiconductor
Co., Ltd." and "Standing Committee of the National People's Congress" are recognised by how English builds them.
"""

from __future__ import annotations

from collections.abc import Collection

from retinue.annotate.lexicon import Lexicon
from retinue.annotate.words import Words
from retinue.model import EntityType

__all__ = ["ALONE", "kind_of", "runs"]

_INNER = {"of", "for", "on", "to"}  # join parts of an institution's name
_PARTICLES = {
    "de", "da", "do", "dos", "di", "van", "von", "der", "den", "bin", "ibn", "al", "la", "le", "du", "del", "el",
}  # fmt: skip
_LEGAL = {
    "co", "co.", "ltd", "ltd.", "inc", "inc.", "corp", "corp.", "llc", "plc", "s.a.", "n.v.", "limited", "ag",
    "gmbh", "pte", "pte.",
}  # fmt: skip
_NEVER = {
    "i", "a", "an", "the", "it", "he", "she", "they", "we", "you", "this", "that", "these", "those", "his", "her",
    "its", "their", "our", "my", "and", "but", "or", "if", "when", "while", "after", "before", "as", "in", "on",
    "at", "by", "for", "from", "to", "of", "with", "there", "here", "what", "who", "why", "how", "no", "not",
    "yes", "also", "then", "now", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "jan.", "feb", "feb.", "mar", "mar.", "apr", "apr.", "jun", "jul", "aug", "aug.", "sept",
    "sept.", "sep", "oct", "oct.", "nov", "nov.", "dec", "dec.", "mr", "mr.", "ms", "ms.", "mrs", "mrs.", "dr",
    "dr.",
}  # fmt: skip
ALONE = {"Congress", "Senate", "Treasury", "Parliament", "Cabinet", "Pentagon", "Kremlin"}
_SYLLABLE = 5  # letters of the second half of a Korean given name
_MADE = {
    "based",
    "led",
    "made",
    "style",
    "born",
    "wide",
    "era",
    "run",
    "owned",
    "level",
    "type",
    "built",
    "bound",
    "only",
}
_OPENERS = {"NNP", "NNPS"}
# given names too: "Liu He"
_GIVEN = {
    "he", "she", "an", "you", "no", "how", "so", "my", "in", "her", "our", "on", "to", "by", "as", "may", "jun",
    "jan", "mar",
}  # fmt: skip


def runs(words: Words, lexicon: Lexicon, bound: Collection[int] = ()) -> list[tuple[int, int]]:
    """Token ranges, left to right, that are written as names. Headlines in title case give none.

    `bound` are tokens that the language model sees inside one name: an "and" or a comma there joins.
    """
    found: list[tuple[int, int]] = []
    i = _start(words)
    while i < len(words):
        if not _capital(words, i):
            i += 1
            continue
        last = _extend(words, i, lexicon, bound)
        found.append((i, last))
        i = last
    return found


def _start(words: Words) -> int:
    """0, or the end of the headline when it capitalises every word."""
    title = [i for i in range(words.title_end) if words.text[i][0].isalpha() and len(words.text[i]) > 3]
    capital = sum(words.text[i][0].isupper() for i in title)
    return words.title_end if len(title) > 3 and capital > 0.7 * len(title) else 0


def _capital(words: Words, i: int) -> bool:
    text = words.text[i]
    if text == words.lower[i] or not any(c.isupper() for c in text[:3]) or not text[0].isalnum():
        return False
    if ")" in text or (words.lower[i] in _NEVER and not _given_name(words, i)):
        return False
    if words.opens[i] or (i and words.text[i - 1] in ("“", '"', "‘", ":", "-", "•")):
        return words.tag[i] in _OPENERS or text.isupper() or _after_opening(words, i)
    return True


def _after_opening(words: Words, i: int) -> bool:
    return i + 1 < len(words) and words.text[i + 1][0].isupper()


def _given_name(words: Words, i: int) -> bool:
    """True for "He" in "Liu He": a small word with a capital inside a sentence, right after a capitalised word."""
    if words.lower[i] not in _GIVEN or words.opens[i] or i < 1 or words.text[i].isupper():
        return False
    before = words.text[i - 1]
    return (
        before[0].isupper()
        and words.lower[i - 1] not in _NEVER
        and words.tag[i] in ("NNP", "NNPS", "PRP")
        and len(before) < 9
    )


def _extend(words: Words, i: int, lexicon: Lexicon, bound: Collection[int]) -> int:
    last = i + 1
    while last < len(words):
        step = _step(words, i, last, lexicon)
        if not step and last in bound and words.lower[last] in ("and", ",", "/") and _after(words, last + 1):
            step = 2 if last - i > 1 or _after(words, last + 2) else 0
        if not step:
            break
        last += step
    return last


def _step(words: Words, first: int, last: int, lexicon: Lexicon) -> int:
    """How many tokens after `last` still belong to the name begun at `first`; 0 when it ends there."""
    text, lower = words.text[last], words.lower[last]
    if words.opens[last] or "\n" in text:
        return 0
    if _capital(words, last) or (text[0].isdigit() and _capital(words, last - 1) and _after(words, last + 1)):
        return 1
    if text == "-" and _hyphenated(words, last):
        return 2
    if text == "&" and _after(words, last + 1):
        return 2
    if text == "," and words.word(last + 1) in _LEGAL:
        return 2
    if text == "(" and words.word(last + 2) == ")" and _bracket_inside(words, first, last, lexicon):
        return 3
    if text == "(" and words.word(last + 3) == ")" and _after(words, last + 1) and _after(words, last + 4):
        return 4  # "Orsa Foods (Hong Kong) Co."
    if lower in _PARTICLES and _after(words, last + 1):
        return 2
    return _institution_step(words, first, last, lexicon)


def _after(words: Words, i: int) -> bool:
    return i < len(words) and not words.opens[i] and _capital(words, i)


def _hyphenated(words: Words, dash: int) -> bool:
    """True for the dash of "Lee Jae-yong" and "T-Platforms", not of "China-based" or "Beijing - Shanghai"."""
    if dash + 1 >= len(words) or words.end[dash - 1] != words.start[dash] or words.end[dash] != words.start[dash + 1]:
        return False
    if _after(words, dash + 1):
        return True
    after, given = words.text[dash + 1], words.tag[dash - 1] in _OPENERS and words.text[dash - 1].istitle()
    if not after.isalpha() or not given:
        return False
    third = dash > 1 and words.tag[dash - 2] in _OPENERS  # "Park Min-seo", whatever the tagger makes of "seo"
    return words.tag[dash + 1] in _OPENERS or (third and len(after) <= _SYLLABLE and after not in _MADE)


def _bracket_inside(words: Words, first: int, last: int, lexicon: Lexicon) -> bool:
    """True for "Samsung (China) Semiconductor" and "Three-Circle (Group) Co", not for an abbreviation."""
    inside = words.text[last + 1]
    if not inside[0].isupper():
        return False
    following = words.text[last + 3] if last + 3 < len(words) else ""
    legal = following == "," and words.word(last + 4) in _LEGAL
    if inside.isupper() and len(inside) > 2:
        return lexicon.last.get(following) is EntityType.BODY
    return (
        _after(words, last + 3)
        or legal
        or (
            words.text[last - 1] in lexicon.last
            and words.text[last - 1][0] != inside[0]
            and words.text[first][0] != inside[0]
        )
    )


def _institution_step(words: Words, first: int, last: int, lexicon: Lexicon) -> int:
    lower = words.lower[last]
    heads = [words.text[k] for k in range(first, last)]
    institution = any(t in lexicon.last or t in lexicon.first for t in heads)
    office = any(words.lower[k] in lexicon.roles for k in range(first, last))
    if lower in _INNER and (institution or (lower == "of" and words.lower[last - 1] in lexicon.roles)):
        skip = 2 if words.word(last + 1) == "the" else 1
        return skip + 1 if _after(words, last + skip) else 0
    if lower in ("'s", "’s") and words.text[last - 1] == "People" and _after(words, last + 1):
        return 2
    inner = any(words.lower[k] in _INNER for k in range(first, last))
    if lower == "and" and _after(words, last + 1):
        if office:
            return 2 if inner and words.word(last + 1) in lexicon.portfolios else 0
        closes = _closes(words, last + 1, lexicon)
        if (inner and institution and not closes) or (not inner and closes and heads[-1] not in lexicon.last):
            return 2
    if lower == "," and inner and (institution or office) and _list_ahead(words, last):
        return 2
    return 0


def _closes(words: Words, i: int, lexicon: Lexicon) -> bool:
    """True when the words from `i` close a name begun before: "… and Administration Commission"."""
    begin = i
    while _after(words, i + 1):
        i += 1
    kind = lexicon.last.get(words.text[i])
    return kind is EntityType.BODY or (
        kind is EntityType.COMPANY
        and i > begin
        and lexicon.last.get(words.text[begin]) is EntityType.COMPANY
        and words.lower[i] in _LEGAL
    )


def _list_ahead(words: Words, comma: int) -> bool:
    """True for ", Trade and Industry": one or two words, then "and" and a capital."""
    for ahead in (2, 3):
        if words.word(comma + ahead) == "and":
            return all(_after(words, comma + k) for k in range(1, ahead)) and _after(words, comma + ahead + 1)
    return False


def kind_of(words: Words, first: int, last: int, lexicon: Lexicon) -> EntityType | None:
    """What the words of a name tell about its kind, None when they don't."""
    texts = [words.text[i] for i in range(first, last) if words.text[i][0].isalnum()]
    if not texts:
        return None
    head = next((i for i, t in enumerate(texts) if t in _INNER), len(texts))
    lead = texts[head - 1] if head else texts[0]
    if head < len(texts) and (kind := lexicon.last.get(lead) or lexicon.first.get(lead)):
        return EntityType.COMPANY if kind is EntityType.COMPANY and lead != "Bank" else kind
    if len(texts) > 1 and (kind := lexicon.last.get(texts[-1])):
        return kind
    if len(texts) > 1 and texts[-1].lower().rstrip(".") in lexicon.legal:
        return EntityType.COMPANY
    if len(texts) > 2 and (kind := lexicon.first.get(texts[0])):
        return kind
    if len(texts) == 1 and texts[0] in ALONE:
        return EntityType.BODY
    return None
