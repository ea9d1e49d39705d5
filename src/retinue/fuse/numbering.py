"""Names as numbers: the same on every machine and in every run, in an order that has nothing to do with arrival."""

from __future__ import annotations

from hashlib import blake2b

__all__ = ["number"]


def number(name: str) -> int:
    """63 bits of a digest of `name`; two of a million names share one with a chance of one in ten million."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1
