"""One decision, from a page or a program: kept for good, its reports joined anew at once, and the way back told."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from retinue.errors import RetinueError, StoreError
from retinue.judge import Desk, kept
from retinue.judge.fusing import bring_together
from retinue.settings import Settings
from retinue.store import Store
from retinue.web.doors import Doors
from retinue.web.errors import ChangedError
from retinue.web.forms import Form
from retinue.web.links import event_url, local
from retinue.web.look import Look, Reader
from retinue.web.views.review import seen_of
from retinue.web.visitor import visitor_of

__all__ = ["Joiner", "decide", "keep", "settle"]

WAIT = 10.0  # seconds
LOG = logging.getLogger("retinue.web")


@dataclass
class Joiner:
    """Joins reports anew, one time after the other, in a thread of its own; an answer waits `wait` seconds for it."""

    settings: Settings
    wait: float = WAIT
    deciding: threading.Lock = field(default_factory=threading.Lock)  # one looks and decides at a time
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "joining"))

    def join(self) -> bool:
        """Join what changed; False when that takes longer, or has to wait for a run."""
        try:
            self._pool.submit(self._join).result(self.wait)
        except TimeoutError:
            return False
        except RetinueError as error:  # the decision is kept; the next one, or the run's end, joins
            LOG.warning("reports are not joined yet: %s", error)
            return False
        return True

    def _join(self) -> None:
        with Store.open(self.settings.database) as store:
            if store.needs_fusing():
                bring_together(store, self.settings)

    def close(self) -> None:
        """Begin nothing more; what is being joined is done first."""
        self._pool.shutdown(cancel_futures=True)


def decide(request: Request, look: Look, form: Form, act: Callable[[Desk], int]) -> Response:
    """Keep what `act` decides, in the name of whoever asks; then back to where they were, which tells what was done.

    Raises ChangedError when the event is no longer as its page showed it; nothing is kept then.
    """

    def checked(desk: Desk) -> int:
        _refuse_changed(desk.store, form.get("event"), form.get("seen"))
        return act(desk)

    number = keep(request, look, checked)
    settle(request)
    return RedirectResponse(_onwards(look, form, number), 303)


def keep(request: Request, look: Look, act: Callable[[Desk], int]) -> int:
    """Keep what `act` decides at a desk of whoever asks, and note it in the trail; its number. Raises StoreError."""
    reader: Reader = request.app.state.reader
    doors: Doors = request.app.state.doors
    joiner: Joiner = request.app.state.joiner
    visitor = visitor_of(request)
    with joiner.deciding, _said_to_be_lost(), Store.open(reader.settings.database) as store:
        number = act(Desk(store, look.knowledge, visitor.name, reader.settings))
        [judgement] = [one for one in store.judgements() if one.id == number]
    doors.note(request, visitor, "decision", f"judgement {number}: {judgement.kind}")
    return number


def settle(request: Request) -> None:
    """Join reports anew by what was decided, as far as that can be done now; what is held in memory follows."""
    reader: Reader = request.app.state.reader
    request.app.state.joiner.join()
    reader.look_again()


@contextmanager
def _said_to_be_lost() -> Iterator[None]:
    """A database that can't be written to right now: that nothing was kept is what the reviewer has to know."""
    try:
        yield
    except StoreError as error:
        raise StoreError(f"Nothing was kept; go back and send it again. {error}") from error


def _refuse_changed(store: Store, key: str, seen: str) -> None:
    if not (key and seen):
        return
    happening = store.happening(key)
    if happening is None or seen_of(store, happening) != seen:
        raise ChangedError(
            f"The event {key} is no longer as you saw it: reports came, or somebody decided. Nothing was kept. "
            "Go back, load the page again, and decide on what it says then."
        )


def _onwards(look: Look, form: Form, number: int) -> str:
    """Back to the page that sent the form, else to the event that the judgement bears on now."""
    back = local(form.get("back"), "")
    if not back:
        [one] = [one for one in kept(look.store) if one.judgement.id == number]
        if one.judgement.undoes:
            one = next((other for other in kept(look.store) if other.judgement.id == one.judgement.undoes), one)
        key = form.get("event")
        keys = one.keys or ((key,) if key and look.store.happening(key) else ())
        back = event_url(key if key in keys else keys[0]) if keys else "/judgements"
    path, _, anchor = back.partition("#")
    joined = "&" if "?" in path else "?"
    return f"{path}{joined}done={number}" + (f"#{anchor}" if anchor else "")
