"""Which event, or which document's report of one, somebody means by a name."""

from __future__ import annotations

from dataclasses import dataclass

from retinue.errors import NotFoundError, UsageError
from retinue.model import Event, Happening, Passage
from retinue.store import Page, Store

__all__ = ["Found", "find", "report_in"]

CANDIDATES = 8  # named when a short form fits several


@dataclass(frozen=True, slots=True)
class Found:
    """The event meant, and the passages that tell it; where one report was meant, only its passage and reading."""

    happening: Happening
    passages: tuple[Passage, ...]
    reading: Event | None = None


def find(store: Store, name: str) -> Found:
    """The event of this key (or a beginning, or the last six characters), or the report "document/event".

    Raises NotFoundError when there is none or more than one, UsageError when its documents were read anew and not
    fused since.
    """
    if happening := store.happening(name):
        return _event(store, happening)
    doc, _, event = name.rpartition("/")
    if passages := store.passages_of([(doc, event)]):
        return _report(store, name, passages)
    keys = store.called(name, Page(CANDIDATES))[0] if name else ()
    if len(keys) > 1:
        raise NotFoundError(f"{name!r} fits several: {', '.join(keys)}{', …' if len(keys) >= CANDIDATES else ''}")
    happening = store.happening(keys[0]) if keys else None
    if happening is None:
        raise NotFoundError(f"no event and no report is called {name!r}; `retinue events` lists events, "
                            "`retinue show DOC` the reports of a document, to be named DOC/ID")  # fmt: skip
    return _event(store, happening)


def _event(store: Store, happening: Happening) -> Found:
    passages = store.passages_telling(happening.key)
    if not passages:
        raise UsageError(f"the documents of {happening.key} were read anew since events were last joined; "
                         "let `retinue run` reach its end first")  # fmt: skip
    return Found(happening, passages)


def _report(store: Store, name: str, passages: tuple[Passage, ...]) -> Found:
    [passage] = passages
    home = store.homes([(passage.doc, passage.event)]).get(passage.ref)
    happening = store.happening(home[0]) if home else None
    record = store.record(passage.doc)
    if happening is None or record is None:
        raise UsageError(f"{name} has not been joined into an event yet; let `retinue run` reach its end first")
    return Found(happening, passages, next(one for one in record.events if one.id == passage.event))


def report_in(found: Found, name: str) -> Passage:
    """The passage of the event found that `name` means: "document/event", or the document alone where it has one.

    Raises NotFoundError.
    """
    exact = [one for one in found.passages if one.ref == name]
    fitting = exact or [one for one in found.passages if one.doc == name]
    if len(fitting) == 1:
        return fitting[0]
    offered = ", ".join(one.ref for one in fitting or found.passages)
    what = "has several reports there" if fitting else "is no report of it"
    raise NotFoundError(f"{name!r} {what}; the reports of {found.happening.key} are {offered}")
