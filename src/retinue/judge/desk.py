"""One person's desk: each method keeps one judgement for good and gives its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from retinue.errors import UsageError
from retinue.judge.find import Found, find, report_in
from retinue.judge.resolve import resolve, undo_resolve
from retinue.judge.values import Checker
from retinue.knowledge import Knowledge
from retinue.model import EntityType, Judgement, JudgementKind, Scope
from retinue.settings import Settings
from retinue.store import Store

__all__ = ["Desk"]

Kind = JudgementKind


@dataclass(frozen=True, slots=True)
class Desk:
    """Events and reports are named by key (or enough of it) and "document/event".

    `settings` say where the answers to who a name is are kept. `request` is the name (and, after a space, a digest)
    of what a program sends: sent again under that name, it is kept once.

    All methods raise NotFoundError for a name that fits nothing or several, UsageError for what can't be decided so,
    StoreError for the database's troubles.
    """

    store: Store
    knowledge: Knowledge
    by: str
    settings: Settings = field(default_factory=Settings)
    request: str | None = None

    def merge(self, names: Sequence[str], reason: str = "") -> int:
        """All reports of these events, and these reports, tell one event."""
        found = [find(self.store, name) for name in names]
        passages = tuple(dict.fromkeys(passage for one in found for passage in one.passages))
        if len(found) < 2 or len(passages) < 2:
            raise UsageError("name at least two events or reports to bring together")
        for one in found:
            _refuse_rejected(one)
        return self._keep(Judgement(Kind.MERGE, self.by, passages, reason=reason, key=found[0].happening.key))

    def split(self, event: str, reports: Sequence[str], reason: str = "") -> int:
        """These reports tell another event than all others of `event`."""
        found = find(self.store, event)
        apart = tuple(dict.fromkeys(report_in(found, name) for name in reports))
        others = tuple(one for one in found.passages if one not in apart)
        if not apart or not others:
            told = ", ".join(one.ref for one in found.passages)
            raise UsageError(f"name some, not all, of the reports of {found.happening.key}: {told}")
        key = found.happening.key
        return self._keep(Judgement(Kind.SPLIT, self.by, apart, others, reason=reason, key=key))

    def accept(self, event: str, reason: str = "") -> int:
        """The event is as the record tells it. A report's name stands for its event."""
        found = find(self.store, event)
        whole = found if found.reading is None else find(self.store, found.happening.key)
        return self._keep(self._of(whole, Kind.ACCEPT, reason))

    def reject(self, name: str, reason: str = "") -> int:
        """There is no such event; or, of a report, it was misread and tells nothing of the kind."""
        return self._keep(self._of(find(self.store, name), Kind.REJECT, reason))

    def correct(
        self, name: str, field: str, values: Sequence[str], reason: str = "", as_: EntityType | None = None
    ) -> int:
        """`field` of an event, or of one report's reading, says `values`; none of them: it isn't known.

        Names are looked up; with `as_` they are taken as they are, of that type.
        """
        found = find(self.store, name)
        value = Checker(self.store, self.knowledge, as_).checked(field, values, found.reading or found.happening)
        return self._keep(replace(self._of(found, Kind.CORRECT, reason), field=field, value=value))

    def resolve(self, name: str, answer: str, reason: str = "") -> int:
        """`name` stands for an id, for somebody new of a type (`person`, `company`, …), or for nobody (`pass`).

        Kept in the folder of the setting `own` too; the next run reads all documents with it.
        """
        [(number, _)] = self.resolve_all([(name, answer)], reason)
        return number

    def resolve_all(self, answers: Sequence[tuple[str, str]], reason: str = "") -> list[tuple[int, str]]:
        """The same for many names; for each the judgement's number and what was kept, in words."""
        if not all(name.strip() for name, _ in answers):
            raise UsageError("give the name that somebody bears in the record")
        values = [(name.strip(), answer.strip()) for name, answer in answers]
        judgements = [
            Judgement(Kind.RESOLVE, self.by, value=value, reason=reason, request=self.request) for value in values
        ]
        return resolve(self.store, self.settings, judgements)

    def undo(self, number: int, reason: str = "") -> int:
        """Take judgement `number` back; of an undo, bring back what it took back."""
        taken = {one.id: one for one in self.store.judgements()}
        target = taken.get(number)
        while target and target.undoes:
            target = taken[target.undoes]
        undo = Judgement(Kind.UNDO, self.by, reason=reason, undoes=number)
        if target and target.kind is Kind.RESOLVE:
            return undo_resolve(self.store, self.settings, replace(undo, request=self.request))
        return self._keep(undo)

    def _of(self, found: Found, kind: JudgementKind, reason: str) -> Judgement:
        scope = Scope.REPORT if found.reading else Scope.EVENT
        return Judgement(kind, self.by, found.passages, scope=scope, reason=reason, key=found.happening.key)

    def _keep(self, judgement: Judgement) -> int:
        return self.store.judge(replace(judgement, request=self.request))


def _refuse_rejected(found: Found) -> None:
    """A report that was misread tells of no event, so it can't be brought together with others."""
    for one in found.happening.decisions:
        if one.kind is Kind.REJECT and one.report:
            raise UsageError(f"{one.report} was rejected as misread (judgement {one.judgement}); undo that first")
