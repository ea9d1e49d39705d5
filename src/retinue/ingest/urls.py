"""Addresses: the form under which one page is known, whatever trackers and crawlers put around it."""

from __future__ import annotations

from urllib.parse import urldefrag, urlsplit

from courlan import normalize_url

__all__ = ["canonical"]

ROOTS = ("http://", "https://")


def canonical(url: str) -> str | None:
    """The address in lower-case scheme and host, without default port, fragment and trackers; None when it is none.

    Parameters are in the order of their names. Nothing is done that could join two pages: `http` and `https`, a
    host with and without `www.`, AMP and mobile forms stay addresses of their own.
    """
    url = url.strip("<> \t\r\n")
    if not url.lower().startswith(ROOTS):
        return None
    try:
        plain = str(normalize_url(urldefrag(url).url))
        parts = urlsplit(plain)
        return parts._replace(path="/").geturl() if not parts.path else plain
    except ValueError:
        return None
