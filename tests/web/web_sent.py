"""Forms as a browser sends them: with the token of the page they stand on."""

from __future__ import annotations

from typing import Any

import lxml.html


def token_of(client: Any, url: str = "/login") -> str:
    """The token that forms carry in this client's visit."""
    told = client.get(url, headers={"accept": "text/html"}, follow_redirects=True).text
    return str((lxml.html.fromstring(told).xpath("//input[@name='token']/@value") or [""])[0])


def sent(client: Any, url: str, page: str = "/search", **fields: Any) -> Any:
    """What comes of sending a form that stands on `page`; `headers` go with it."""
    headers = fields.pop("headers", {})
    fields.setdefault("token", token_of(client, page))
    return client.post(url, data={name.rstrip("_"): value for name, value in fields.items()}, headers=headers)
