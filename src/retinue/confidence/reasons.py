"""Features in plain words."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["in_words"]

_WORDS = {
    "tellings:1": "told once",
    "tellings:2": "told twice",
    "tellings:3": "told three times or more",
    "crowd:1": "the only act in its sentence",
    "crowd:2": "two acts in one sentence",
    "crowd:3": "three acts in one sentence",
    "crowd:4": "many acts in one sentence",
    "headline:only": "told in the headline alone",
    "place_in_text:head": "told near the head of the article",
    "place_in_text:middle": "told in the middle of the article",
    "place_in_text:end": "told near the end of the article",
    "learned:odds": "the learned coder's own probability",
    "form:noun": "told by a noun",
    "form:verb": "told by a verb",
    "form:phrase": "told by a phrase of several words",
    "clause:ROOT": "told by the main clause",
    "clause:relcl": "told in a relative clause",
    "clause:advcl": "told in a subordinate clause",
    "clause:ccomp": "told as somebody's words or thought",
    "clause:xcomp": "told by an infinitive or participle",
    "clause:conj": "told by a coordinated clause",
    "clause:acl": "told beside a noun",
    "clause:depth": "deep in its sentence",
    "length:sentence": "a long sentence",
    "voice:passive": "told in the passive",
    "hypothetical:words": "the sentence speaks of what could or should be",
    "hypothetical:question": "the sentence asks",
    "quoted:yes": "told inside reported speech",
    "actors:0": "nobody is said to act",
    "actors:1": "one actor",
    "actors:2": "two actors",
    "actors:3": "many actors",
    "recipients:0": "nobody is said to be acted upon",
    "recipients:1": "one recipient",
    "recipients:2": "two recipients",
    "recipients:3": "many recipients",
    "place:0": "no place was read",
    "place:1": "one place was read",
    "place:2": "several places were read",
    "place:elsewhere": "place taken from another sentence",
    "date:day": "a day is told",
    "date:week": "a week is told",
    "date:month": "a month is told, no day",
    "date:year": "a year is told, no day",
    "date:unknown": "no date was read",
    "date:none": "no date was read",
    "date:undated_article": "the article has no date of its own",
    "date:0_in_sentence": "no date in the sentence",
    "date:1_in_sentence": "one date in the sentence",
    "date:2_in_sentence": "two dates in the sentence",
    "date:3_in_sentence": "several dates in the sentence",
    "date:from_absolute": "date written out in full",
    "date:from_publication": "date counted from the publication day",
    "date:from_narrative": "date counted from the last date told",
    "date:from_event": "date counted from another event",
    "date:elsewhere": "date taken from another sentence",
    "date:near": "date beside the act's word",
    "date:far": "date far from the act's word",
    "date:same_clause": "date in the same clause",
    "date:other_clause": "date in another clause",
    "cue:finite_verb": "status read from a finite verb",
    "cue:noun_of_the_act": "status read from a noun",
    "cue:word": "status read from a word that tells it",
    "cue:modal": "status read from a modal verb",
    "cue:progressive_tense": "status read from a progressive tense",
    "cue:taken_for_granted": "status taken for granted",
    "signal:usual": "the usual signal of its type",
    "signal:special": "signal read from the words",
    "origin:given": "a source is credited for this act",
    "origin:none": "no source is credited for this act",
    "origin:0_in_article": "the article credits nobody",
    "origin:1_in_article": "the article credits one source",
    "origin:2_in_article": "the article credits several sources",
    "origin:one_of_several": "one of several sources in the article",
}
_TENSES = {
    "VBD": "told in the past tense", "VBN": "told by a participle", "VBZ": "told in the present tense",
    "VBP": "told in the present tense", "VBG": "told by an -ing form", "VB": "told by an infinitive",
}  # fmt: skip
_PARTY = {
    "name": "found by name", "role": "found by office", "nominal": "found by a description",
    "pronoun": "found by a pronoun", "elsewhere": "taken from another sentence", "far": "far from the act's word",
    "after": "stands after the act's word", "known": "known by name", "unknown": "not known by name",
    "person": "is a person", "company": "is a firm", "government_body": "is a public body",
    "organization": "is an organisation", "media": "is a news outlet", "place": "is a place",
}  # fmt: skip


@lru_cache(maxsize=8192)
def in_words(feature: str) -> str | None:
    """What a feature says; None for what would tell a reader nothing."""
    group, _, value = feature.partition(":")
    if group in ("actor", "recipient"):
        return f"{group} {_PARTY[value]}" if value in _PARTY else None
    if group == "tense":
        return _TENSES.get(value)
    plain = {"type": f"events of type {value}", "rule": f"what the rule {value} finds", "status": f"status {value}",
             "signal": f"signal {value}"}  # fmt: skip
    return _WORDS.get(feature) or plain.get(group)
