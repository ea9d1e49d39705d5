"""Serving the record from a verb: the address printed, a clean end."""

from __future__ import annotations

from importlib import import_module

import typer

from retinue.settings import Settings

__all__ = ["HOST", "PORT", "serve_until_stopped"]

HOST = "127.0.0.1"
PORT = 8484


def serve_until_stopped(settings: Settings, port: int = PORT, host: str = HOST, *, browser: bool = False) -> None:
    """Serve until Ctrl-C. Raises UsageError when the address can't be had, StoreError when there is no record."""
    server = import_module("retinue.web.server")  # heavy, and the demo may do without
    server.serve(settings, server.ServeOptions(host, port, browser), _say)
    typer.echo("stopped")


def _say(address: str) -> None:
    typer.echo(f"Retinue is at {address}   (Ctrl-C stops it)")
