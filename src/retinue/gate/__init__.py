"""Is a document about what governments do with firms? A first look by its words alone, before the language model.

`Gate.bundled().look(text)` gives a `Look`; `visible(content)` the words of a raw page, debris and all.
"""

from retinue.gate.gate import Gate, Look
from retinue.gate.raw import visible

__all__ = ["Gate", "Look", "visible"]
