"""YAML read strictly, and the line on which a value stands.

Values are read with libyaml's fast loader; line marks are looked up only when something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from typing import Any, ClassVar

import yaml

from retinue.errors import KnowledgeError

__all__ = ["line_of", "parse"]

_TRUTH = re.compile(r"^(?:true|false)$")
_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Strict(_BASE):  # type: ignore[misc]  # the C loader is an untyped base
    """A safe loader that refuses a key given twice and knows only `true` and `false` as truth values.

    YAML 1.1 would read Norway's code NO as False.
    """

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [(tag, _TRUTH if tag.endswith(":bool") else pattern) for tag, pattern in resolvers]
        for first, resolvers in _BASE.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in seen:
                problem = f"key {key.value!r} is given twice"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            seen.add(key.value)
        found: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return found


def parse(text: str, path: str) -> dict[str, Any]:
    """The mapping a knowledge file holds. Raises KnowledgeError with file and line when it isn't sound YAML."""
    try:
        data = yaml.load(text, Loader=_Strict)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"not valid YAML: {error.problem or error.context}"
        raise KnowledgeError(message, path=path, line=mark.line + 1 if mark else None) from error
    except yaml.YAMLError as error:
        raise KnowledgeError(f"not valid YAML: {error}", path=path, line=1) from error
    except ValueError as error:  # a date such as 2023-02-30
        raise KnowledgeError(f"not a value YAML can hold: {error}", path=path, line=_bad_date(text)) from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise KnowledgeError("the file must be one mapping (`people: …`, `organisations: …`)", path=path, line=1)
    return data


def line_of(text: str, where: Sequence[str | int]) -> int:
    """The line (from 1) of the value at `where`, a path of keys and indexes; the nearest known one above it."""
    node = yaml.compose(text, Loader=_BASE)
    line = 1
    for step in where:
        child = _child(node, step)
        if child is None:
            break
        node, line = child[1], child[0].start_mark.line + 1
    return line


def _child(node: Any, step: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _bad_date(text: str) -> int | None:
    return next(
        (node.start_mark.line + 1 for node in _scalars(yaml.compose(text, Loader=_BASE)) if _is_bad(node)), None
    )


def _scalars(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        yield from (scalar for pair in node.value for part in pair for scalar in _scalars(part))
    elif isinstance(node, yaml.SequenceNode):
        yield from (scalar for part in node.value for scalar in _scalars(part))


def _is_bad(node: Any) -> bool:
    try:
        yaml.load(node.value, Loader=_BASE) if node.tag.endswith(":timestamp") else None
    except ValueError:
        return True
    return False
