"""The record in a browser: `create_app(settings)` gives the application, `serve` runs it on this machine.

A page is one view function `(Look, parameters) → frozen data` and one template; the same data goes out as JSON under
/api/v1. Nothing here writes.
"""

from __future__ import annotations

from retinue.web.app import create_app

__all__ = ["create_app"]
