"""Who is meant by a name, for `firm` and `person`."""

from __future__ import annotations

from retinue.cli.options import Form, missing
from retinue.cli.views.name import say_history, show_history
from retinue.knowledge import load
from retinue.model import EntityType
from retinue.settings import Settings
from retinue.store import History, Page, Store

__all__ = ["show_name"]

NEAR = 5  # names offered when none fits


def show_name(name: str, settings: Settings, form: Form, *, person: bool) -> None:
    """Print all on the person, or firm or body, of this name; leave with a hint when there is none."""
    with Store.open(settings.database, readonly=True) as store:
        history = _find(store, name)
    if (history.type is EntityType.PERSON) != person:
        verb = "firm" if person else "person"
        missing(f"{history.name} is a {history.type.value}: `retinue {verb}` shows it")
    (say_history if form is Form.JSON else show_history)(history, load(settings.layers))


def _find(store: Store, name: str) -> History:
    """By name, alias or id; else by a part of a name that only one bears."""
    found = store.history(name)
    near = store.names(name, Page(NEAR)) if found is None and name else ()
    if len({one.known or one.name for one in near}) == 1:
        found = store.history(near[0].name)
    if found is None:
        offered = "; did you mean " + ", ".join(dict.fromkeys(n.name for n in near)) + "?" if near else ""
        missing(f"nobody is called {name!r} in the record{offered}")
    return found
