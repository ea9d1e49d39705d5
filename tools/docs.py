"""Write the generated parts of docs/: the verbs, the settings, the event types. `make docs` runs it.

A generated part stands between `<!-- generated: NAME -->` and `<!-- end -->`; what surrounds it is written by hand.
With --check nothing is written, and the exit code is 1 when a part is out of date.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from enum import Enum
from functools import partial
from importlib import import_module, resources
from pathlib import Path
from typing import Any, get_args, get_type_hints

import typer
import yaml

from retinue.cli.app import VERBS
from retinue.cli.exits import MEANINGS
from retinue.export import EXPORTERS, geojson, graphml, polecat, rows
from retinue.export.columns import Column
from retinue.settings import Settings

DOCS = Path(__file__).parent.parent / "docs"
PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

SETTINGS = {
    "coder": (
        "What codes acts: `both` (frames and the learned part), `light` (the same without its closer look: quicker) "
        "or `frames` (docs/learned.md)."
    ),
    "gate": "Documents on other matters: `acts` (no acts are looked for), `skip` (not read), `off` (docs/gate.md).",
    "database": "Path of the database file, or an SQLAlchemy URL.",
    "model": "A spaCy pipeline with tagger, parser and named entities: an installed package or a folder.",
    "knowledge": "Folders of YAML laid over the bundled knowledge, later ones over earlier ones (docs/knowledge.md).",
    "own": "Folder of what you told Retinue (`retinue unresolved`, `retinue knowledge add`), laid over all others.",
    "lists": "File of the lists taken in by `retinue knowledge import`.",
    "languages": "ISO 639-1 codes of the languages read, parted by commas in the environment; texts surely in others "
    "are passed over (docs/scale.md). Empty: all are read.",
    "max_bytes": "The largest document read, in bytes; a larger one becomes a row in `retinue problems`.",
    "memory": "The most memory a worker process may take, in MiB (0: no limit); a document that needs more becomes a "
    "row in `retinue problems`. Kept on Linux.",
    "user": "The name that judgements are signed with (docs/judgements.md); empty: the login name.",
    "accounts": "File of those who may log in to the web application, with its trail (`retinue users`).",
    "max_chars": "The longest article parsed, in characters; a longer one becomes a row in `retinue problems`.",
}


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


# ------------------------------------------------------------------------------------------------ verbs
def verbs() -> str:
    """Every verb with its help and its options."""
    return "\n".join(_verb(name) for name in VERBS)


def _verb(name: str) -> str:
    function = getattr(import_module(f"retinue.cli.verbs.{name}"), name)
    prose, _, examples = (inspect.getdoc(function) or "").partition("\b\n")
    rows = list(_options(function))
    usage = " ".join(["retinue", name, *(option for option, _ in rows if not option.startswith("`-"))]).replace(
        "`", ""
    )
    code = "\n".join(line.strip() for line in examples.strip().splitlines())
    text = f"### retinue {name}\n\n{_flowed(prose)}\n\n```text\n{usage} [OPTIONS]\n```\n\n"
    return text + f"```sh\n{code}\n```\n\n" + table(("argument or option", "meaning"), rows)


def _flowed(prose: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in prose.strip().split("\n\n"))


def _options(function: Callable[..., Any]) -> Iterator[tuple[str, str]]:
    hints = get_type_hints(function, include_extras=True)
    for name, parameter in inspect.signature(function).parameters.items():
        kind, info = get_args(hints[name])[:2]
        yield _named(name, kind, info), _meaning(info, parameter.default)


def _named(name: str, kind: Any, info: Any) -> str:
    if isinstance(info, typer.models.ArgumentInfo):
        many = "..." if "list" in str(kind) else ""
        return f"`{info.metavar or name.upper()}{many}`"
    flags = [info.default if isinstance(info.default, str) else "", *(info.param_decls or ())]
    spelt = [flag for flag in flags if flag] or ["--" + name.replace("_", "-")]
    value = "" if _is_flag(kind) else " " + _value(kind, info)
    return ", ".join(f"`{flag}`" for flag in spelt[:-1]) + (", " if spelt[1:] else "") + f"`{spelt[-1]}{value}`"


def _is_flag(kind: Any) -> bool:
    return bool in (kind, *get_args(kind))


def _value(kind: Any, info: Any) -> str:
    choices = next((one for one in (kind, *get_args(kind)) if isinstance(one, type) and issubclass(one, Enum)), None)
    return "|".join(one.value for one in choices) if choices else (info.metavar or "VALUE")


def _meaning(info: Any, default: Any) -> str:
    shown = default.value if isinstance(default, Enum) else default
    given = shown not in (None, False, inspect.Parameter.empty)
    return (info.help or "") + (f" Default: {shown}." if given else "")


def exits() -> str:
    """What each exit code means."""
    return table(("code", "meaning"), [(str(int(code)), meaning) for code, meaning in MEANINGS.items()])


# ------------------------------------------------------------------------------------ settings and types
def settings() -> str:
    """Every setting with its default."""
    rows = [
        (f"`{f.name}`", f"`{_toml(f.default)}`", f"`RETINUE_{f.name.upper()}`", SETTINGS[f.name])
        for f in fields(Settings)
    ]
    return table(("in retinue.toml", "default", "in the environment", "meaning"), rows)


def _toml(value: Any) -> str:
    return str(list(value)) if isinstance(value, tuple) else f'"{value}"' if isinstance(value, str) else f"{value:_}"


def types() -> str:
    """Every event type with its definition and the number of ways of telling it that are known."""
    data = resources.files("retinue") / "data"
    kinds = yaml.safe_load((data / "event_types.yml").read_text("utf-8"))["event_types"]
    rows = []
    for kind in kinds:
        frames = yaml.safe_load((data / "triggers" / "events" / f"{kind['type']}.yml").read_text("utf-8"))["frames"]
        told = (
            f"`{kind['type']}`",
            kind["definition"],
            kind["signal"],
            kind.get("plover", "–"),
            str(len(frames)),
        )
        rows.append(told)
    return table(("type", "what it is", "usual signal", "PLOVER", "frames"), rows)


def confidence() -> str:
    """How far each confidence can be trusted, as measured by tools/confidence.py."""
    found = json.loads((DOCS.parent / "benchmarks" / "results" / "confidence.json").read_text("utf-8"))
    rows = [
        (f"`{field}`", str(one["cases"]), *(f"{one[name]:.3f}" for name in FIGURES))
        for field, one in found["fields"].items()
    ]
    head = ("of", "cases", "right", "Brier", "Brier of the rate", "ECE", "AUC")
    told = f"{found['articles']} articles, {found['events']} events read, {found['checked']}."
    return f"{told}\n\n{table(head, rows)}"


# ---------------------------------------------------------------------------------------------- exports
def formats() -> str:
    """Every format with its files and what it needs."""
    found = [
        (f"`{name}`", ", ".join(f"`{part.name}`" for part in one.parts), one.summary, one.needs or "–")
        for name, one in EXPORTERS.items()
    ]
    return table(("format", "files", "what it is", "needs"), found)


def columns(of: tuple[Column, ...]) -> str:
    """Every column of a flat table."""
    found = [(f"`{one.name}`", one.type, one.meaning, one.source) for one in of]
    return table(("key", "type", "meaning", "where from"), found)


def export_speed() -> str:
    """What benchmarks/export_bench.py found."""
    found = json.loads((DOCS.parent / "benchmarks" / "results" / "export.json").read_text("utf-8"))
    head = ("format", "events", "CPU seconds", "events per CPU second", "MB written", "peak MB of memory")
    told = [
        (f"`{name}`", f"{one['events']:,}", *(f"{one[key]:,}" for key in SPEED))
        for name, ones in found["formats"].items()
        for one in ones
    ]
    return f"{table(head, told)}\n{found['machine']}."


SPEED = ("cpu_seconds", "events_per_second", "megabytes", "peak_mb")
FIGURES = ("right", "brier", "brier_of_the_rate", "ece", "auc")


def torture() -> str:
    """What the reliability suite did, and what was lost."""
    found = json.loads((DOCS.parent / "benchmarks" / "results" / "torture.json").read_text("utf-8"))
    notes: dict[str, list[Any]] = {}
    for note in found["notes"]:
        one = notes.setdefault(note["fault"], [0, 0, note["outcome"]])
        one[0], one[1] = one[0] + note["times"], one[1] + note["lost"]
    told = [(fault, f"{one[0]:,}", one[2], str(one[1] or "nothing")) for fault, one in notes.items()]
    ended = f"{found['date']}, {found['machine']}, seed {found['seed']}."
    return f"{table(('fault', 'times', 'what came of it', 'lost or doubled'), told)}\n{ended}\n"


PARTS: Mapping[str, Callable[[], str]] = {
    "confidence": confidence,
    "verbs": verbs,
    "exits": exits,
    "settings": settings,
    "types": types,
    "formats": formats,
    "export_speed": export_speed,
    "documents_csv": partial(columns, rows.DOCUMENTS),
    "events_csv": partial(columns, rows.EVENTS),
    "claims_csv": partial(columns, rows.CLAIMS),
    "polecat_tsv": partial(columns, polecat.COLUMNS),
    "torture": torture,
    "geojson": partial(columns, geojson.PROPERTIES),
    "graphml_nodes": partial(columns, graphml.NODE),
    "graphml_edges": partial(columns, graphml.EDGE),
}


def renewed(text: str) -> str:
    """A page with its generated parts written anew."""
    return PART.sub(lambda found: f"{found[1]}\n{PARTS[found[2]]()}\n{found[3]}", text)


def stale() -> list[Path]:
    """The pages whose generated parts are out of date."""
    return [page for page in sorted(DOCS.glob("*.md")) if renewed(page.read_text("utf-8")) != page.read_text("utf-8")]


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check name the stale ones."""
    for page in stale():
        print(page)
        if "--check" in arguments:
            continue
        page.write_text(renewed(page.read_text("utf-8")), "utf-8")
    return 1 if "--check" in arguments and stale() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
