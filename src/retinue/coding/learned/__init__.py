"""The learned part of the coder: words that tell an act, and its parties, as probabilities.

A small network over what the parse already gives (word vectors, grammar, kinds of parties, frames that fired) says
how likely it is that a word tells an act of each type; a second one, who takes part in it. Fitted by
tools/train_coder.py.
"""

from __future__ import annotations

from retinue.coding.learned.coder import Learned, weighed

__all__ = ["Learned", "weighed"]
