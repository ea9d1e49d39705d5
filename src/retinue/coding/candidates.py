"""Which hits of frames are borne out by their roles and surroundings, one per word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from retinue.coding.bridges import with_owners
from retinue.coding.maker import maker
from retinue.coding.match import Hit
from retinue.coding.members import beside
from retinue.coding.needs import Surroundings, satisfied
from retinue.coding.roles import Roles, principals, roles_of
from retinue.coding.scene import Scene
from retinue.coding.syntax import Token, governor
from retinue.model import EntityType, EventType, MentionKind

__all__ = ["candidates", "fills", "surroundings"]

# Where one token evokes two types, the more specific act wins.
_RANK = {
    kind: rank
    for rank, kind in enumerate(
        [EventType.DELISTING, EventType.LISTING, EventType.EXPORT_CONTROL, EventType.APPOINTMENT, EventType.AGREEMENT,
         EventType.APPROVAL, EventType.SUPPORT, EventType.ADDRESS, EventType.VISIT, EventType.MEETING,
         EventType.REGULATORY_ACTION, EventType.OBJECTION, EventType.POLICY]
    )
}  # fmt: skip

_FIRM_ACTS = frozenset({EventType.REGULATORY_ACTION, EventType.SUPPORT, EventType.APPROVAL})
# Where a verb tells the act, its noun tells it no second time: "cancelled a grant", "the bill that the House passed".
_ONCE = frozenset({EventType.POLICY, EventType.SUPPORT})
# Rules are often told without their maker, whom the learned part may find sentences before.
_FILLED_LATER = frozenset({EventType.POLICY})


def candidates(scene: Scene) -> Iterator[tuple[Hit, Roles]]:
    """Hits whose roles and surroundings bear them out; one per token, the most specific type."""
    best: dict[int, tuple[int, Hit, Roles]] = {}
    for hit in scene.hits:
        if _is_named(scene, hit):
            continue
        roles = with_owners(scene, hit, _complete(scene, hit, roles_of(hit, scene.cast)))
        around = surroundings(scene, hit, roles)
        if not fills(scene, hit, roles) or not satisfied(around, scene.lexicon.words[hit.frame.type]):
            continue
        rank = _RANK[hit.frame.type]
        held = best.get(hit.token.i)
        if held is None or (rank, -_weight(roles)) < (held[0], -_weight(held[2])):
            best[hit.token.i] = (rank, hit, roles)
    kinds = {token: hit.frame.type for token, (_, hit, _) in best.items()}
    for _, hit, roles in sorted(best.values(), key=lambda t: t[1].token.i):
        kind, token = hit.frame.type, hit.token
        if kind in _ONCE and any(kinds.get(verb) is kind for verb in _said_of(token)):
            continue
        if token.dep_ == "xcomp" and kinds.get(token.head.i) is kind:
            continue  # "threatened to sue": one act
        yield hit, roles


def _is_named(scene: Scene, hit: Hit) -> bool:
    """The word is part of a party's name: "the Commission for Discipline Inspection" inspects nothing by its name."""
    if hit.token.pos_ not in ("NOUN", "PROPN") or hit.frame.type is EventType.POLICY:
        return False
    index = scene.cast.by_token.get(hit.token.i)
    return index is not None and scene.cast.mention(index).kind is MentionKind.NAME


def _said_of(noun: Token) -> set[int]:
    """The verbs of which a noun is subject, object or antecedent: they tell what became of it."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return set()
    above = governor(noun)
    own = {child.i for child in noun.children if child.dep_ in ("acl", "relcl")}
    return own if above is None else own | {above.i}


def _weight(roles: Roles) -> int:
    return 2 * bool(roles.actors) + 2 * bool(roles.recipients) + bool(roles.places)


def _complete(scene: Scene, hit: Hit, roles: Roles) -> Roles:
    if hit.frame.type in _FIRM_ACTS and not roles.recipients:
        roles = replace(roles, recipients=_lone_firm(scene, hit, roles))
    if hit.frame.type is EventType.POLICY and not roles.actors:
        roles = replace(roles, actors=maker(hit, scene.cast))
    roles = beside(hit, roles, scene.cast)
    if hit.frame.type is EventType.MEETING:
        roles = _hosts_first(scene, roles)
    if hit.frame.type is EventType.OBJECTION:
        roles = replace(roles, actors=principals(roles.actors, scene.cast))
    if hit.frame.joint:
        return replace(roles, actors=roles.actors + roles.recipients, recipients=())
    return roles


def _lone_firm(scene: Scene, hit: Hit, roles: Roles) -> tuple[int, ...]:
    """The one firm the sentence names, where syntax gave no target: "froze 118 accounts linked to the firm's arm"."""
    sentence = hit.token.sent
    found: dict[int, int] = {}
    for index, mention in enumerate(scene.annotation.mentions):
        if sentence.start_char <= mention.span.start < sentence.end_char:
            for referent in scene.cast.referents(index):
                if referent.type is EntityType.COMPANY and not scene.cast.is_barred(index):
                    found.setdefault(referent.index, index)
    people = scene.people(roles.actors)
    if not any(p.type is EntityType.BODY for p in people):
        return ()
    acting = scene.referents(roles.actors)
    return tuple(found.values()) if len(found) == 1 and not acting & set(found) else ()


def _hosts_first(scene: Scene, roles: Roles) -> Roles:
    """Officials hold a meeting, the others take part, whoever is the grammatical subject."""
    sides = (*roles.actors, *roles.recipients)
    official = [i for i in sides if any(scene.cast.official(r) for r in scene.cast.referents(i))]
    if not official:
        return roles
    acting = [i for i in roles.actors if i in official] or official
    return replace(roles, actors=tuple(acting), recipients=tuple(i for i in sides if i not in acting))


def fills(scene: Scene, hit: Hit, roles: Roles) -> bool:
    """True when the roles that the frame requires are filled."""
    filled = {
        "actor": bool(roles.actors) or "actor" in hit.frame.borrow or _may_be_filled(hit),
        "recipient": bool(roles.recipients),
        "place": bool(roles.places),
        "body": any(r.type is EntityType.BODY for r in scene.people(roles.actors)),
        "plural": len(scene.referents(roles.actors)) > 1,
        "symposium": hit.token.lemma_.lower() in ("symposium", "seminar", "roundtable"),
    }
    required = all(filled[name] for name in hit.frame.require)
    return required and (not hit.frame.require_any or any(filled[name] for name in hit.frame.require_any))


def _may_be_filled(hit: Hit) -> bool:
    """A rule told without anybody who acts, as in a passive; a firm that "raised its plans" is not to be replaced."""
    return hit.frame.type in _FILLED_LATER and (hit.frame.of_subject or not hit.slots.get("subj"))


def surroundings(scene: Scene, hit: Hit, roles: Roles) -> Surroundings:
    """What the needs of a frame may look at."""
    return Surroundings(hit, roles, scene.cast, tuple(span for span, _ in scene.lists))
