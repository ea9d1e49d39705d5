"""Who stands on a restriction list, by the article's word, without the act of listing being told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retinue.coding.listed import list_meant, since_of
from retinue.coding.scene import Scene
from retinue.coding.syntax import Token, auxiliaries, coordinated, is_negated, subject_of
from retinue.coding.words import words
from retinue.model import EntityType, ListedDraft, Span

__all__ = ["list_near", "standing"]

_MEMBERS = {EntityType.COMPANY, EntityType.ORGANIZATION, EntityType.PERSON, EntityType.BODY, EntityType.MEDIA}
_PREPOSITIONS = frozenset({"on", "in", "under", "to"})
_UNREAL = frozenset({"could", "may", "might", "would", "should", "will"})
_OVER = frozenset({"not", "n't", "n’t", "never", "no", "longer", "neither", "nor", "until", "off", "nobody"})


def standing(scene: Scene) -> Iterator[ListedDraft]:
    """ "which is on the Entity List", "DJI, under US sanctions since 2020,", "the blacklisted chipmaker"."""
    for noun, name in _named(scene):
        yield from _rows(scene, noun, name)


def _named(scene: Scene) -> Iterator[tuple[Token, str]]:
    """Nouns that stand for a list, with the list's name: named lists first, then "the list", "US sanctions"."""
    parsed = scene.annotation.parsed
    taken: set[int] = set()
    for span, name in scene.lists:
        phrase = parsed.char_span(span.start, span.end, alignment_mode="expand")
        if phrase is not None and len(phrase):
            taken.update(t.i for t in phrase)
            yield phrase.root, name
    for token in parsed:
        if token.i not in taken and token.lemma_.lower() in words("list_nouns"):
            meant = _meant(scene, token)
            if meant is not None:
                yield token, meant


def _meant(scene: Scene, noun: Token) -> str | None:
    """Which list "the list", "the European one", "American sanctions", "the Pentagon's list" is."""
    phrase = [t for t in noun.subtree if t.i <= noun.i]
    said = [t.lower_ for t in phrase]
    bodies = {k for t in phrase for i in scene.cast.at(t) for r in scene.cast.referents(i) for k in r.known}
    owners = [r.country for t in phrase for i in scene.cast.at(t) for r in scene.cast.referents(i)]
    spoken = [scene.knowledge.demonyms.get(word.strip(".")) for word in said]
    country = next((c for c in [*spoken, *owners] if c), None)
    if country is not None or bodies:
        return list_meant(scene.knowledge.lists.values(), country, bodies, said)
    return list_near(scene, noun.idx) if noun.lemma_.lower() in words("lists_proper") else None


def list_near(scene: Scene, at: int, country: str | None = None) -> str | None:
    """The list named last before a place in the text, else first after it, if need be of one country."""
    keepers = {(one.name, one.country) for one in scene.knowledge.lists.values()}
    kept = [(span, name) for span, name in scene.lists if country is None or (name, country) in keepers]
    before = [name for span, name in kept if span.start <= at]
    after = [name for span, name in kept if span.start > at]
    return next(iter([*before[-1:], *after[:1]]), None)


def _rows(scene: Scene, noun: Token, name: str) -> Iterator[ListedDraft]:
    sentence = noun.sent
    span = Span(sentence.start_char, sentence.end_char)
    members = [i for t in _holders(noun) for i in scene.cast.at(t) if _may_stand(scene, i)]
    for index in members:
        yield ListedDraft(index, name, _since(scene, sentence, noun), span)
    if members:
        for index, since in _likewise(scene, noun):
            yield ListedDraft(index, name, since, span)


def _may_stand(scene: Scene, index: int) -> bool:
    return any(r.type in _MEMBERS for r in scene.cast.referents(index))


def _holders(noun: Token) -> list[Token]:
    """Whoever the phrase "on the list" is said of."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    preposition = top.head
    if top.dep_ != "pobj" or preposition.lower_ not in _PREPOSITIONS:
        return []
    head = preposition.head
    if head.pos_ == "ADJ":  # "subject to sanctions"
        head = head.head
    if head.pos_ in ("VERB", "AUX"):
        return _subjects(head, preposition)
    if head.lemma_.lower() in words("places_on_list"):
        return [t for c in head.children if c.dep_ == "poss" for t in coordinated(c)]
    return list(coordinated(head)) if head.pos_ in ("NOUN", "PROPN") and not is_negated(head) else []


def _subjects(verb: Token, preposition: Token) -> list[Token]:
    if verb.lemma_.lower() in words("standing"):
        helpers = {a.lower_ for a in auxiliaries(verb)}
        children = {t.lower_ for c in verb.children for t in (c, *(g for g in c.children if c.dep_ == "advmod"))}
        if helpers & _UNREAL or children & _OVER:
            return []
        subjects = [t for s in subject_of(verb) for t in coordinated(s)]
        return [t for t in subjects if not {c.lower_ for c in (t, *t.children)} & _OVER]
    before = preposition.nbor(-2) if preposition.i > preposition.sent.start + 1 else None
    set_off = before is not None and preposition.nbor(-1).text == "," and before.pos_ in ("NOUN", "PROPN")
    return [before] if set_off else []


def _likewise(scene: Scene, noun: Token) -> Iterator[tuple[int, str | None]]:
    """ "Huawei has been on it since 2019 and SMIC since 2020": names right before a "since" of their own."""
    sentence = noun.sent
    for word in sentence.doc[noun.i + 2 : sentence.end]:
        if word.lower_ in ("since", "from", "in") and word.nbor(-1).pos_ == "PROPN":
            for index in scene.cast.at(word.nbor(-1)):
                if _may_stand(scene, index):
                    yield index, _time_after(scene, word.idx, sentence.end_char)


def _since(scene: Scene, sentence: Token, noun: Token) -> str | None:
    """The time after the list's name, else the first of the sentence."""
    return _time_after(scene, noun.idx, sentence.end_char) or _time_after(
        scene, sentence.start_char, sentence.end_char
    )


def _time_after(scene: Scene, start: int, end: int) -> str | None:
    times = [t for t in scene.annotation.times if start <= t.span.start < end and t.start is not None]
    return since_of(times[0]) if times else None


def country_of(scene: Scene, indices: Sequence[int]) -> str | None:
    """The country for which the first of these parties acts."""
    return next((r.country for i in indices for r in scene.cast.referents(i) if r.country), None)
