"""Quotations given to those who said them: speaker tokens to mentions, and whom the words are about."""

from __future__ import annotations

from collections.abc import Sequence

from retinue.annotate.quotes import RawQuote
from retinue.annotate.words import Words
from retinue.model import EntityType, Mention, MentionKind, Quote, Referent, Span

__all__ = ["attribute"]

_SPEAKS = {"spokesman", "spokeswoman", "spokesperson"}
_FILES = (EntityType.COMPANY, EntityType.ORGANIZATION)
_REACH = 4  # sentences back


def attribute(
    raw: Sequence[RawQuote], words: Words, mentions: Sequence[Mention], referents: Sequence[Referent]
) -> tuple[Quote, ...]:
    """Quotes whose speaker the article names or knows; unnamed sources are left out.

    An unnamed spokesperson speaks for the body that sent them.
    """
    quotes = []
    sender: int | None = None  # whom the spokesperson quoted last speaks for
    for said in raw:
        speaker = _mention(said.speaker, words, mentions, referents)
        if speaker is None:
            speaker = _mention(said.on_behalf, words, mentions, referents)
            sender = speaker if speaker is not None else sender
        if speaker is None and said.speaker is not None and words.lower[said.speaker] in _SPEAKS:
            again = words.word(said.speaker - 1) == "the"
            speaker = sender if again and sender is not None else _sender(said, words, mentions, referents)
        if speaker is not None and not _petition(said, words, mentions[speaker], referents):
            about = _about(said.content, mentions, referents)
            quotes.append(Quote(said.content, said.kind, said.cue, speaker, about))
    return tuple(quotes)


def _petition(said: RawQuote, words: Words, speaker: Mention, referents: Sequence[Referent]) -> bool:
    """A firm that asks a court to act, anybody but a person who asks for a thing: they file rather than state."""
    asked = said.cue is not None and words.source[said.cue.start : said.cue.end].lower().startswith("ask")
    kinds = {referents[i].type for i in speaker.referents}
    if said.reason == "object of the preposition":
        return asked and EntityType.PERSON not in kinds
    return asked and said.reason == "what was asked for" and kinds <= set(_FILES)


def _sender(said: RawQuote, words: Words, mentions: Sequence[Mention], referents: Sequence[Referent]) -> int | None:
    """Whom "a spokesman" speaks for, when the text does not say: the firm or body that was subject last before."""
    stop = said.speaker or 0
    groups = [
        i
        for i, m in enumerate(mentions)
        if m.tokens[1] <= stop
        and words.sentence[stop] - words.sentence[m.head] <= _REACH
        and len(m.referents) == 1
        and referents[m.referents[0]].type not in (EntityType.PLACE, EntityType.PERSON)
        and _named(m, referents)
        and not referents[m.referents[0]].name.endswith(" government")  # its ministries have spokespeople
    ]
    subjects = [i for i in groups if words.dep[mentions[i].head] in ("nsubj", "nsubjpass")]
    return next(iter(reversed(subjects or groups)), None)


def _mention(
    token: int | None, words: Words, mentions: Sequence[Mention], referents: Sequence[Referent]
) -> int | None:
    """The mention headed by `token`, else the narrowest that holds it, if it is tied to somebody with a name."""
    if token is None:
        return None
    holding = [i for i, m in enumerate(mentions) if m.tokens[0] <= token < m.tokens[1]]
    holding.sort(key=lambda i: (mentions[i].head != token, mentions[i].tokens[1] - mentions[i].tokens[0]))
    if not holding:
        holding = [i for i, m in enumerate(mentions) if words.head[m.head] == token and words.dep[m.head] == "appos"]
    return next((i for i in holding if _named(mentions[i], referents)), None)


def _named(mention: Mention, referents: Sequence[Referent]) -> bool:
    tied = [referents[i] for i in mention.referents]
    return any((r.name or r.known) and r.type is not EntityType.PLACE for r in tied)


def _about(content: Span, mentions: Sequence[Mention], referents: Sequence[Referent]) -> tuple[int, ...]:
    """Persons and bodies that the quoted words name, in order."""
    found = [
        r
        for m in mentions
        if content.covers(m.span) and m.kind is not MentionKind.ROLE
        for r in m.referents
        if referents[r].type is not EntityType.PLACE
    ]
    return tuple(dict.fromkeys(found))
