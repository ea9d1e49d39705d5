"""The reader that a worker builds once: kept apart so that only who needs the language model loads it."""

from __future__ import annotations

import gc
from functools import partial

from retinue.pipeline import Tools, read
from retinue.run.attempt import Read
from retinue.settings import Settings

__all__ = ["build_reader"]


def build_reader(settings: Settings) -> Read:
    """`pipeline.read` with its tools. A plain function, so that worker processes can be told to call it."""
    gc.unfreeze()  # an earlier reader may be garbage by now
    gc.collect()
    tools = Tools.build(settings)
    gc.collect()
    gc.freeze()  # what is only read is walked by no later collection: a twentieth of the time of reading
    return partial(read, tools=tools)
