"""`retinue match`: do two names mean the same?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from retinue.ask.bulk import Row
from retinue.cli.asking import AsJson, InFile, Known, OutFile, ask_file, given, known
from retinue.cli.views.answers import say_match, show_match
from retinue.names import match as ask_match


def match(
    left: Annotated[str | None, typer.Argument(help="A name.", show_default=False)] = None,
    right: Annotated[str | None, typer.Argument(help="Another.", show_default=False)] = None,
    as_json: AsJson = False,
    file: InFile = None,
    out: OutFile = None,
) -> None:
    """Tell whether two names mean the same, and why.

    Names of people, firms and bodies, in Han characters, pinyin, Wade-Giles or other spellings. A file has the
    columns left and right; same (yes, no), score (0 to 1, the same from 0.7) and why are added.

    \b
    retinue match 李强 "Li Qiang"
    retinue match --file pairs.csv -o matched.csv
    """
    with known() as asked:
        if file:
            added = ("same", "score", "why")
            ask_file(file, out, (("left", "right"), added), lambda row: _row(asked, row))
        found = ask_match(given(left, "two names"), given(right, "a second name"), asked.knowledge)
    (say_match if as_json else show_match)(found)


def _row(asked: Known, row: Row) -> Iterable[Row]:
    found = ask_match(row["left"], row.get("right", ""), asked.knowledge)
    yield {"same": "yes" if found.same else "no", "score": f"{found.score:.3f}", "why": found.why}
