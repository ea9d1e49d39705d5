"""Across documents: reports of one event share a key, copies are known as copies, contradictions show.

`join` keeps the events of a store up to date, `fuse` works them out from records alone: the same events. `stand`
tells what people's judgements come to.
"""

from retinue.fuse.decided import assign
from retinue.fuse.fusion import Fusion, fuse
from retinue.fuse.incremental import join
from retinue.fuse.judged import Outcome, Standing, State, concerned, stand
from retinue.model import Copy

__all__ = ["Copy", "Fusion", "Outcome", "Standing", "State", "assign", "concerned", "fuse", "join", "stand"]
