"""A reader that takes more than it may: plain functions, so that worker processes can be told to call them."""

from __future__ import annotations

import hashlib
from typing import Any

from retinue.model import Article, RawItem, Record
from retinue.run import Read
from retinue.settings import Settings

ROUNDS = 2_000_000_000  # of a digest: a quarter of an hour in C, without a step of Python


def read(raw: RawItem) -> Record:
    """Does what the text says: burns time in C, eats memory, or reads it."""
    word = raw.content if isinstance(raw.content, str) else raw.content.decode()
    if word == "BURN":
        hashlib.pbkdf2_hmac("sha256", b"salt", b"salt", ROUNDS)
    if word == "EAT":
        eaten: list[Any] = []
        while True:
            eaten.append(bytearray(16 * 1024 * 1024))
    if word == "EAT-IN-C":
        bytes(8 * 1024 * 1024 * 1024)
    return Record(Article(raw.doc, raw.source, word), raw.sha256, (), (), ())


def build(settings: Settings) -> Read:
    """The reader."""
    return read
