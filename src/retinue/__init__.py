"""Retinue turns news into a sourced record of what governments do with firms.

The names below are its public face; each is loaded when it is first asked for:

    who, listed, match, Screener, unresolved, remember    questions (docs/questions.md)
    load, Register, read_file, with_lists                 knowledge and lists to put them to
    Settings, Store                                       a project's settings and record
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retinue.ask import Screener, listed, who
    from retinue.ask.unresolved import remember, unresolved
    from retinue.knowledge import Knowledge, load
    from retinue.lists import Register, read_file, with_lists
    from retinue.names import Index, Kind, Match, match
    from retinue.settings import Settings
    from retinue.store import Store

__version__ = "0.1.0"
__all__ = [
    "Index",
    "Kind",
    "Knowledge",
    "Match",
    "Register",
    "Screener",
    "Settings",
    "Store",
    "__version__",
    "listed",
    "load",
    "match",
    "read_file",
    "remember",
    "unresolved",
    "who",
    "with_lists",
]

_FROM = {
    "retinue.ask": ("Screener", "listed", "who"),
    "retinue.ask.unresolved": ("remember", "unresolved"),
    "retinue.knowledge": ("Knowledge", "load"),
    "retinue.lists": ("Register", "read_file", "with_lists"),
    "retinue.names": ("Index", "Kind", "Match", "match"),
    "retinue.settings": ("Settings",),
    "retinue.store": ("Store",),
}


def __getattr__(name: str) -> Any:
    """Load one of the public names; nobody waits for what they don't use."""
    for module, names in _FROM.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'retinue' has no attribute {name!r}")
