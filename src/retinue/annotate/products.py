"""Matrix products by NumPy's own BLAS: the language model spends half of its time in them.

thinc multiplies by the BLIS library it bundles, which on common processors reaches a third of the speed of the
OpenBLAS that NumPy ships (40 against 120 GFLOP/s for the model's own shapes on one core of an AMD EPYC). The sums are
the same but for the last bits.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from thinc.api import NumpyOps

__all__ = ["multiply_by_numpy"]


class _Ops(NumpyOps):  # type: ignore[misc]  # thinc ships no types for its compiled classes
    """thinc's operations on the CPU, with NumPy's product."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices, either turned on its side first; into `out` where it is given."""
        left, right = x.T if trans1 else x, y.T if trans2 else y
        return np.matmul(left, right) if out is None else np.matmul(left, right, out=out)


def multiply_by_numpy(language: Any) -> Any:
    """Let every part of a spaCy pipeline that runs on the CPU multiply by NumPy; others are left as they are."""
    ops = _Ops()
    for _, part in language.components:
        model = getattr(part, "model", None)
        for node in model.walk() if model is not None and hasattr(model, "walk") else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops
    return language
