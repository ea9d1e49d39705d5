"""`retinue explain`: how a sentence is read."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.options import Form, One, PublishedOn, date_of, settings_for
from retinue.cli.say import read_sentence
from retinue.cli.views.reading import say_reading, show_reading


def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence, or a short text.")],
    day: PublishedOn = None,
    form: One = Form.TEXT,
) -> None:
    """Explain how a sentence is read.

    Shows names and whom they stand for, times and their days, every trigger with its roles and why it became an event
    or not, and reported speech. Without --date, words such as "on Monday" have no day.

    \b
    retinue explain "Premier Li Qiang visited Hikvision on Saturday." --date 2023-10-08
    """
    reading = read_sentence(sentence, date_of(day), settings_for())
    (say_reading if form is Form.JSON else show_reading)(reading)
