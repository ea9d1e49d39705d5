"""The command line: one verb per task. `main` is the entry point; exit codes stand in `retinue.cli.exits`."""

from __future__ import annotations

from retinue.cli.app import main

__all__ = ["main"]
