"""What a form of ours sends: its fields, once it is sure to be ours."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request

from retinue.errors import UsageError
from retinue.web.errors import ForbiddenError
from retinue.web.visitor import visitor_of

__all__ = ["Filled", "Form"]

LARGEST = 20_000  # bytes
FIELDS = 400
LONGEST = 2_000  # characters of a reason or a value


class Form:
    """The fields of a form; missing ones are empty."""

    def __init__(self, fields: dict[str, list[str]]) -> None:
        self._fields = fields

    def get(self, name: str) -> str:
        """The last value of a field, without spaces around it."""
        return self._fields.get(name, [""])[-1].replace("\0", " ").strip()

    def raw(self, name: str) -> str:
        """The last value of a field as it was typed."""
        return self._fields.get(name, [""])[-1]

    def all(self, name: str) -> list[str]:
        """All values of a field that hold something."""
        found = (one.replace("\0", " ").strip() for one in self._fields.get(name, []))
        return [one for one in found if one]

    def lines(self, name: str) -> list[str]:
        """The lines of a field of several."""
        return [line.strip() for one in self.all(name) for line in one.splitlines() if line.strip()]

    @property
    def reason(self) -> str:
        """Why, in a person's words."""
        return self.get("reason")[:LONGEST]


async def _form(request: Request) -> Form:
    """Raises ForbiddenError for a form that no page of ours gave this visitor, UsageError for one too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise UsageError("The form is too long.")
    try:
        found = Form(parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=FIELDS))
    except ValueError as error:
        raise UsageError("The form has too many fields.") from error
    if not visitor_of(request).sent(found.get("token")):
        raise ForbiddenError(
            "The form was made for another visit, so nothing was kept. Go back, load its page again, and send it."
        )
    return found


Filled = Annotated[Form, Depends(_form)]
