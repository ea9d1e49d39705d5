"""Whom an article credits for its news: for the whole, and for each act.

Credits come from the page's furniture ("Source: Xinhua", an agency's dateline) and from the text ("according to
CCTV", "the ministry said in a notice", "he told Bloomberg"). The outlet that put the page out is not its own source,
save a news agency that signs its own dateline.
"""

from __future__ import annotations

from retinue.sourcing.credits import credit

__all__ = ["credit"]
