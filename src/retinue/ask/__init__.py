"""Questions to the knowledge and the lists; `retinue.ask.unresolved` also asks the record."""

from retinue.ask.listed import ListedAnswer, Standing, listed
from retinue.ask.screen import Screened, Screener
from retinue.ask.who import Held, Who, who

__all__ = [
    "Held",
    "ListedAnswer",
    "Screened",
    "Screener",
    "Standing",
    "Who",
    "listed",
    "who",
]
