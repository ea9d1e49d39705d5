"""The language of a text, from its script and its commonest words; None when unclear."""

from __future__ import annotations

import re

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.08),  # kana among Chinese characters
    ("ko", re.compile(r"[\uac00-\ud7af]"), 0.2),
    ("zh", re.compile(r"[\u3400-\u9fff]"), 0.2),
    ("ru", re.compile(r"[\u0400-\u04ff]"), 0.4),
    ("ar", re.compile(r"[\u0600-\u06ff]"), 0.4),
    ("he", re.compile(r"[\u0590-\u05ff]"), 0.4),
    ("hi", re.compile(r"[\u0900-\u097f]"), 0.4),
    ("th", re.compile(r"[\u0e00-\u0e7f]"), 0.4),
    ("el", re.compile(r"[\u0370-\u03ff]"), 0.4),
)
SCRIPTED = frozenset(code for code, _, _ in _SCRIPTS)  # told by their letters
_COMMON = {
    "en": "the of and to in that is for on with as was by at from has it its said be are were have this not which",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus",
    "fr": "le la les des et en du une est pour que dans qui par sur au pas plus ont aux avec sont ce il",
    "es": "el la los las de y en que del un una por con para se su al es como más ha no lo",
    "it": "il di che la per un in è del della con si da le dei una non sono nel alla più gli",
    "pt": "o de a que do da em um para com uma os no se na por mais as dos como foi ao das não",
    "nl": "de het een van en in op te dat is voor met zijn niet aan er ook door werd naar bij om",
    "sv": "och att det i som en på är av för med till den har inte ett om var de från",
    "pl": "w i na się z do że jest o nie to od po za przez dla jak oraz",
    "tr": "ve bir bu için ile da de olarak çok daha olan gibi ise kadar sonra",
    "id": "yang dan di dengan untuk dari pada ini itu dalam tidak akan oleh adalah juga ke",
    "vi": "của và là các được trong có cho một với không những này người đã tại",
}
_SETS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_FOREIGN = re.compile(r"[\u0370-\u1fff\u3040-\ud7af]")
_WORDS = re.compile(r"[^\W\d_]+")
_SAMPLE = 2000
_ENOUGH = 0.08  # share of common words below which a text is taken for none of the languages


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the text's main language, or None."""
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if letters < 10:
        return None
    for code, script, share in _SCRIPTS if _FOREIGN.search(sample) else ():
        if len(script.findall(sample)) >= share * letters:
            return code
    words = [w.casefold() for w in _WORDS.findall(sample)]
    scores = {code: sum(map(common.__contains__, words)) / len(words) for code, common in _SETS.items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= _ENOUGH else None
