"""Results kept while they are asked for often: least recently used, of a bounded number, safe for threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

__all__ = ["Recent"]

T = TypeVar("T")


@dataclass(eq=False)
class Recent:
    """The results made last, by what was asked; safe for threads."""

    size: int
    held: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result for `key`, made when it is not there."""
        found: T | None = self.peek(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def peek(self, key: Hashable) -> Any:
        """The result for `key`; None when it is not there."""
        with self.lock:
            if key in self.held:
                self.held.move_to_end(key)
            return self.held.get(key)

    def put(self, key: Hashable, made: Any) -> None:
        """Keep a result, and let the oldest go."""
        with self.lock:
            self.held[key] = made
            while len(self.held) > self.size:
                self.held.popitem(last=False)
