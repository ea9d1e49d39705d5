"""Which of the times in an article dates an act: by syntax first, by the narrative's thread otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from retinue.coding.syntax import Token, clause_of
from retinue.model import Annotation, TimeExpression

_TOO_FAR = 9.0
_ASIDE = 4.0  # "X, premier since March 2023, turned up": the month belongs to the office
_VAGUE = 5.0  # "recently" dates an act only where no day, month or year does
_DATED = ("DATE", "TIME")


@dataclass(frozen=True)
class Clock:
    """The times of one article by sentence, each with its head token in the parse."""

    annotation: Annotation
    _by_sentence: dict[int, list[tuple[int, Token]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for index, time in enumerate(self.annotation.times):
            if time.type not in _DATED and time.start is None:
                continue
            words = self.annotation.parsed.char_span(time.span.start, time.span.end, alignment_mode="expand")
            if words is not None and len(words):
                self._by_sentence[words.root.sent.start].append((index, words.root))

    def in_sentence(self, token: Token) -> Sequence[tuple[int, Token]]:
        """Times (index, head token) of the sentence a token stands in."""
        return self._by_sentence.get(token.sent.start, ())

    def of(self, trigger: Token, verb: Token | None, rivals: Sequence[Token]) -> int | None:
        """The index of the time that dates the act told by `trigger`; None when no time of its sentence does.

        `rivals` are the triggers of other acts in the sentence: a time that hangs on one of them is theirs.
        """
        scored = [
            (self._distance(head, trigger, verb, rivals) + self._penalty(index, head, trigger), index)
            for index, head in self.in_sentence(trigger)
        ]
        best = min(scored, default=(_TOO_FAR, -1))
        return best[1] if best[0] < _TOO_FAR else None

    def _penalty(self, index: int, head: Token, trigger: Token) -> float:
        """What speaks against a time: it names no days, or it tells since when somebody has been in office."""
        vague = _VAGUE if self.time(index).start is None else 0.0
        since = head.dep_ == "pobj" and head.head.lower_ == "since"
        aside = any(above.dep_ == "appos" and trigger not in above.subtree for above in _phrase(head))
        return vague + (_ASIDE if since or aside else 0.0)

    def time(self, index: int) -> TimeExpression:
        """The time with that index."""
        return self.annotation.times[index]

    def _distance(self, head: Token, trigger: Token, verb: Token | None, rivals: Sequence[Token]) -> float:
        gap: float = abs(head.i - trigger.i) / 100
        own: set[int] = {trigger.i} | ({verb.i} if verb is not None else set())
        holders = _holders(head)
        if holders and holders[0] in own:
            return gap
        for depth, holder in enumerate(holders):
            if holder in own:
                return 1 + depth / 2 + gap
            if any(r.i == holder for r in rivals):
                break
        return self._across(head, trigger, verb, rivals)

    def _across(self, head: Token, trigger: Token, verb: Token | None, rivals: Sequence[Token]) -> float:
        """A time outside the trigger's own phrase: good when it governs the clause, poor when another act owns it."""
        mine = verb if verb is not None else clause_of(trigger)
        owner = clause_of(head)
        owned_by_rival = any(
            r.i == owner.i or (r in owner.subtree and r.i != trigger.i and owner.i != mine.i) for r in rivals
        )
        gap: float = abs(head.i - trigger.i) / 100
        if owner.i == mine.i:
            return 0.5 + gap
        if owner in mine.ancestors or owner.i == mine.sent.root.i:
            fronted = head.i < trigger.i
            return (2.0 if fronted else 4.0) + gap + (2.0 if owned_by_rival and not fronted else 0.0)
        if owner.dep_ in ("relcl", "acl") and owner.head.i == trigger.i:  # "a tour that ended on Sunday"
            return 1.0 + gap
        if mine in owner.ancestors:
            return (6.0 if owned_by_rival else 3.5) + gap
        return (8.5 if owned_by_rival else 6.0) + gap


def _phrase(head: Token) -> list[Token]:
    """The tokens above a time expression up to the first verb, and the time itself."""
    found, token = [head], head
    while token.head.i != token.i and token.head.pos_ not in ("VERB", "AUX"):
        token = token.head
        found.append(token)
    return found


def _holders(head: Token) -> list[int]:
    """Tokens above a time expression up to the first verb, nearest first."""
    found = []
    token = head
    while token.head.i != token.i:
        token = token.head
        if token.pos_ != "ADP":
            found.append(token.i)
        if token.pos_ in ("VERB", "AUX"):
            break
    return found


def by_sentence(triggers: Sequence[Token]) -> Mapping[int, list[Token]]:
    """Triggers grouped by the start of their sentence."""
    grouped: dict[int, list[Token]] = defaultdict(list)
    for token in triggers:
        grouped[token.sent.start].append(token)
    return grouped
