"""Who and what the article names, resolved as far as knowledge goes; the rest stays visible as printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge, Organisation, Person
from retinue.model import Annotation, Coded, Entity, EntityType, Mention, MentionKind, Precision, Referent
from retinue.resolve.offices import FORMER, office_of

__all__ = ["entities_of"]

_STYLES = {"mr", "ms", "mrs", "miss", "dr"}


def entities_of(annotation: Annotation, coded: Coded, knowledge: Knowledge) -> dict[int, Entity]:
    """Entities by referent index, in order of first mention; places and people nobody names are left out."""
    mentions: dict[int, list[Mention]] = {}
    for mention in annotation.mentions:
        for index in mention.referents:
            mentions.setdefault(index, []).append(mention)
    days = _event_days(annotation, coded)
    dated = (t.start for t in annotation.times if t.start and t.precision is Precision.DAY)
    written = max(dated, default=None)  # an undated article was written no earlier
    found: dict[int, Entity] = {}
    for index, seen in mentions.items():
        referent = annotation.referents[index]
        if referent.type is not EntityType.PLACE and (referent.name or len(referent.known) == 1):
            day = annotation.article.published.date or days.get(index) or written
            found[index] = _entity(f"e{len(found) + 1}", referent, seen, day, days.get(index), knowledge)
    return found


def _entity(
    id_: str,
    referent: Referent,
    seen: list[Mention],
    day: dt.date | None,
    acted: dt.date | None,
    knowledge: Knowledge,
) -> Entity:
    key = referent.known[0] if len(referent.known) == 1 else None
    known = _thing(key, knowledge)
    forms = _forms(seen, known.name if known else referent.name)
    office = _office(referent, key, day, acted, knowledge) if referent.type is EntityType.PERSON else None
    printed = tuple(dict.fromkeys(m.text for m in seen if m.kind is MentionKind.NAME))
    name = known.name if known else _without_article(referent.name)
    return Entity(
        id=id_,
        type=referent.type,
        name=name,
        known=key,
        aliases=tuple(
            a for a in dict.fromkeys((*(known.aliases if known else ()), *printed)) if _own(a, name, knowledge)
        ),
        name_en=known.name if known else None,
        office=office,
        country=(known.country if known else None) or referent.country,
        wikidata=known.wikidata if known else None,
        mentions=forms,
        spans=tuple(m.span for m in seen),
        reason=referent.reason if len(referent.known) < 2 else f"may be any of {', '.join(referent.known)}",
    )


def _own(alias: str, name: str, knowledge: Knowledge) -> bool:
    """False for the canonical name itself and for the bare name of a place ("Beijing" for a government)."""
    return alias != name and fold(alias) not in knowledge.demonyms and fold(alias) not in knowledge.place_names


def _thing(key: str | None, knowledge: Knowledge) -> Person | Organisation | None:
    return (knowledge.people.get(key) or knowledge.organisations.get(key)) if key else None


def _office(
    referent: Referent, key: str | None, day: dt.date | None, acted: dt.date | None, knowledge: Knowledge
) -> str | None:
    """The office of the article's day, else (for those who have left it) of the day they acted."""
    office = office_of(referent, key, day, knowledge)
    left = office is None or office.startswith(FORMER)
    return (office_of(referent, key, acted, knowledge) if acted and left else None) or office


def _event_days(annotation: Annotation, coded: Coded) -> Mapping[int, dt.date]:
    """The latest day on which each referent takes part in an event."""
    days: dict[int, dt.date] = {}
    for event in coded.events:
        if event.start is None:
            continue
        for index in (*event.actors, *event.recipients):
            for referent in annotation.mentions[index].referents:
                days[referent] = max(days.get(referent, event.start), event.start)
    return days


def _forms(seen: list[Mention], name: str) -> tuple[str, ...]:
    """The distinct wordings used alone; an office that merely explains the name beside it is none."""
    named = [m for m in seen if m.kind is MentionKind.NAME]
    alone = [
        m
        for m in seen
        if m.kind is not MentionKind.PRONOUN
        and not (m.kind is MentionKind.ROLE and any(_beside(m, n) for n in named))
    ]
    return tuple(dict.fromkeys(_plain(m) for m in alone)) or (name,)


def _plain(mention: Mention) -> str:
    """A mention's words; a full name without the "Mr" before it, while "Mr Lee" is a form of its own."""
    lead, _, rest = mention.text.partition(" ")
    styled = mention.kind is MentionKind.NAME and lead.rstrip(".").lower() in _STYLES
    return rest if styled and " " in rest else mention.text


def _beside(role: Mention, name: Mention) -> bool:
    return 0 <= role.tokens[0] - name.tokens[1] <= 2 or 0 <= name.tokens[0] - role.tokens[1] <= 1


def _without_article(name: str) -> str:
    return name[4:] if name[:4].lower() == "the " else name
