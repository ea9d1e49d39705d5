"""Across documents: reports of one event share a key, copies are known as copies, contradictions show.

`fuse` is the only way in.
"""

from retinue.fuse.fusion import Fusion, fuse
from retinue.model import Copy

__all__ = ["Copy", "Fusion", "fuse"]
