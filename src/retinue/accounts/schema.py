"""The tables of the accounts' file, on one page.

accounts ── sessions        logins that hold, by the hash of their token
trail                       what was done: rows are only ever added
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

from retinue.store.schema import Moment

__all__ = ["VERSION", "accounts", "metadata", "sessions", "trail", "version"]

VERSION = 1
metadata = MetaData()

version = Table("retinue_accounts", metadata, Column("version", Integer, primary_key=True, autoincrement=False))

accounts = Table(
    "accounts", metadata,
    Column("name", Text, primary_key=True),
    Column("role", String(10), nullable=False),
    Column("password", Text, nullable=False),  # Argon2id, with its salt and costs
    Column("made", Moment, nullable=False),
)  # fmt: skip

sessions = Table(
    "sessions", metadata,
    Column("token", String(64), primary_key=True),  # SHA-256 of it: who reads the file can't log in with it
    Column("name", ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
    Column("ends", Moment, nullable=False),
    Index("sessions_name", "name"),
)  # fmt: skip

trail = Table(
    "trail", metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("what", String(20), nullable=False),
    Column("name", Text), Column("address", Text, nullable=False), Column("detail", Text, nullable=False),
    Index("trail_what", "what", "at"),
)  # fmt: skip
