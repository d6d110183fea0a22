"""A YAML file as plain values that remember their line and column, so that errors can point."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import yaml

from clausecheck.errors import RuleError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML value with its place.

    Attributes:
        value: dict of str to Node, list of Node, or a scalar (str, int, Decimal, bool, date, None).
        path: The file.
        line: From 1.
        column: From 1.
    """

    value: Any
    path: Path
    line: int
    column: int

    def fail(self, code: str, message: str, help_text: str = "") -> NoReturn:
        """Raise a RuleError that shows the place, the line and how to mend it."""
        raise RuleError(_message(self, code, message, help_text))

    def mapping(self, allowed: Iterable[str] | None = None) -> dict[str, Node]:
        """Return the value as a mapping; refuse other kinds and keys that are not allowed."""
        if not isinstance(self.value, dict):
            self.fail("R101", "a mapping (key: value) is wanted here")
        if allowed is not None:
            names = sorted(allowed)
            for key, node in self.value.items():
                if key not in names:
                    near = difflib.get_close_matches(key, names, n=1)
                    hint = f' Did you mean "{near[0]}"?' if near else ""
                    node.fail("R102", f'unknown key "{key}"', f"Allowed here: {', '.join(names)}.{hint}")
        return self.value

    def items(self) -> list[Node]:
        """Return the value as a list of nodes; a single scalar is a list of one."""
        if isinstance(self.value, list):
            return self.value
        return [self]

    def text(self) -> str:
        """Return the value as text; refuse mappings, lists and empty values."""
        if not isinstance(self.value, str | int | Decimal | date) or self.value == "":
            self.fail("R103", "a text is wanted here")
        return str(self.value).strip()

    def one_of(self, allowed: Iterable[str]) -> str:
        """Return the value as text from a closed list."""
        names = list(allowed)
        text = self.text()
        if text not in names:
            near = difflib.get_close_matches(text, names, n=1)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            self.fail("R104", f'unknown value "{text}"', f"Allowed here: {', '.join(names)}.{hint}")
        return text

    def number(self) -> Decimal:
        """Return the value as an exact number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | Decimal):
            self.fail("R105", "a number is wanted here")
        return Decimal(self.value)


def _message(node: Node, code: str, message: str, help_text: str) -> str:
    lines = node.path.read_text("utf-8").split("\n") if node.path.is_file() else []
    shown = lines[node.line - 1] if node.line <= len(lines) else ""
    text = f"{node.path}:{node.line}:{node.column}: {code} {message}\n  {node.line:4} | {shown}\n"
    text += f"       | {' ' * (node.column - 1)}^\n"
    if help_text:
        text += f"  {help_text}\n"
    return text + "  How to write a rule: docs/how-to/add-a-rule.md"


def read_yaml(path: Path) -> Node:
    """Read one YAML file.

    Raises:
        RuleError: The file is not YAML, not UTF-8, empty, or holds a key twice.
    """
    try:
        with path.open(encoding="utf-8") as handle:
            root = yaml.compose(handle, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = getattr(error, "problem", None) or str(error)
        raise RuleError(
            _message(Node(None, path, line, column), "R100", f"not YAML: {problem}", "")
        ) from error
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}:1:1: R100 not UTF-8: save the file as UTF-8") from error
    if root is None:
        raise RuleError(f"{path}:1:1: R100 the file is empty")
    return _node(root, path)


def _node(raw: yaml.Node, path: Path) -> Node:
    mark = raw.start_mark
    place = (path, mark.line + 1, mark.column + 1)
    if isinstance(raw, yaml.MappingNode):
        mapping: dict[str, Node] = {}
        for key, value in raw.value:
            name = str(key.value)
            if name in mapping:
                Node(None, path, key.start_mark.line + 1, key.start_mark.column + 1).fail(
                    "R106", f'the key "{name}" stands twice', "Keep one of the two."
                )
            child = _node(value, path)
            mapping[name] = Node(child.value, path, key.start_mark.line + 1, key.start_mark.column + 1)
        return Node(mapping, *place)
    if isinstance(raw, yaml.SequenceNode):
        return Node([_node(child, path) for child in raw.value], *place)
    return Node(_scalar(raw), *place)


def _scalar(raw: yaml.Node) -> Any:
    text = raw.value
    kind = raw.tag.rsplit(":", 1)[-1]
    if kind == "null":
        return None
    if kind == "bool" and text.lower() in ("true", "false"):  # « no » and « on » are words in a list of terms
        return text.lower() == "true"
    if kind == "int":
        return (
            int(text.replace("_", ""), 0)
            if text.lower().startswith(("0x", "0o"))
            else int(text.replace("_", ""))
        )
    if kind == "float":
        return Decimal(text.replace("_", ""))
    if kind == "timestamp" and len(text) == 10:
        return date.fromisoformat(text)
    return text


def texts(node: Node) -> dict[str, str]:
    """Return a mapping of language to text (``{fr: …, en: …}``)."""
    return {language: child.text() for language, child in node.mapping(("fr", "en")).items()}


def listed(fields: Mapping[str, Node], key: str) -> tuple[str, ...]:
    """Return the texts under ``key``; a single one is a list of one, a missing key none."""
    return tuple(item.text() for item in fields[key].items()) if key in fields else ()


Nodes = Mapping[str, Node]
