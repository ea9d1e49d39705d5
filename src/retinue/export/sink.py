"""A file to write to that gives back what was written: for libraries that want a file where we want chunks."""

from __future__ import annotations

import io

__all__ = ["Sink"]


class Sink(io.RawIOBase):
    """Collects bytes until they are taken; can't be read or sought in, but knows how far it is."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: object) -> int:
        """Keep the bytes until they are taken."""
        piece = bytes(memoryview(data))  # type: ignore[arg-type]
        self._pieces.append(piece)
        self._length += len(piece)
        return len(piece)

    def tell(self) -> int:
        """How many bytes were written in all."""
        return self._length

    def taken(self) -> bytes:
        """What was written since last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
