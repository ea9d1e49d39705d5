"""From an annotated article to the acts it tells: which type, who, whom, where, when, how real, to what effect.

`code` is the coder: frames find acts, and a learned part (`Learned`) weighs them and adds what no frame knows.
Anything of the shape `(Annotation, Knowledge) -> Coded` can stand in its place.
"""

from __future__ import annotations

from retinue.coding.drafts import code
from retinue.coding.explain import explain
from retinue.coding.learned import Learned

__all__ = ["Learned", "code", "explain"]
