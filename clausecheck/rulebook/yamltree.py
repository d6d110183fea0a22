"""A YAML file as plain values that remember their line and column, so that errors can point."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NoReturn

import yaml
from yaml.resolver import Resolver

from clausecheck.errors import RuleError

_MOST_BYTES = 512 * 1024
_MOST_DEPTH = 30
_MOST_DIGITS = 18
_RESOLVER = Resolver()
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
        number = Decimal(self.value)
        if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
            self.fail("R105", f"a number of at most {_MOST_DIGITS} digits is wanted here")
        return number


def _message(node: Node, code: str, message: str, help_text: str) -> str:
    lines = node.path.read_text("utf-8").split("\n") if node.path.is_file() else []
    shown = lines[node.line - 1] if node.line <= len(lines) else ""
    text = f"{node.path}:{node.line}:{node.column}: {code} {message}\n  {node.line:4} | {shown}\n"
    text += f"       | {' ' * (node.column - 1)}^\n"
    if help_text:
        text += f"  {help_text}\n"
    return text + "  How to write a rule: docs/how-to/add-a-rule.md"


def read_yaml(path: Path) -> Node:
    """Read one YAML file: plain values only, one document, no aliases, within limits of size and depth.

    Raises:
        RuleError: The file is not YAML, not UTF-8, empty, too large, nested too deep, or holds a key twice.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise RuleError(f"{path}:1:1: R109 more than {_MOST_BYTES // 1024} KB: split the file")
    tree = _Tree(path)
    try:
        with path.open(encoding="utf-8") as handle:
            for event in yaml.parse(handle, Loader=_LOADER):
                tree.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = getattr(error, "problem", None) or str(error)
        raise RuleError(
            _message(Node(None, path, line, column), "R100", f"not YAML: {problem}", "")
        ) from error
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}:1:1: R100 not UTF-8: save the file as UTF-8") from error
    if tree.root is None:
        raise RuleError(f"{path}:1:1: R100 the file is empty")
    return tree.root


class _Tree:
    """Nodes made from the parser's events, one at a time.

    The library's own composer calls itself a level deeper for every bracket: 100 000 of them end the process.
    """

    def __init__(self, path: Path) -> None:
        self.root: Node | None = None
        self._path = path
        self._open: list[Node] = []
        self._keys: list[Node | None] = []

    def take(self, event: yaml.Event) -> None:
        """Add what an event says to the collection that is open."""
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            self._add(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self._at(event).fail("R100", "a second document begins here", "Write one rule a file.")
        elif isinstance(event, yaml.AliasEvent):
            self._at(event).fail("R107", "an alias (*name) points here", "Write the words out.")

    def _at(self, event: yaml.Event, value: Any = None) -> Node:
        mark = event.start_mark
        assert mark is not None  # the parser gives every event its place
        return Node(value, self._path, mark.line + 1, mark.column + 1)

    def _add(self, event: yaml.NodeEvent) -> None:
        collection = isinstance(event, yaml.CollectionStartEvent)
        if self._open and isinstance(self._open[-1].value, dict) and self._keys[-1] is None:
            self._keys[-1] = self._key(event)
            return
        value: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        node = self._at(event, value if collection else None)
        if isinstance(event, yaml.ScalarEvent):
            node = Node(_scalar(event, node), self._path, node.line, node.column)
        self._attach(node)
        if collection:
            if len(self._open) >= _MOST_DEPTH:
                node.fail("R108", f"nested too deep: at most {_MOST_DEPTH} levels")
            self._open.append(node)
            self._keys.append(None)

    def _key(self, event: yaml.NodeEvent) -> Node:
        place = self._at(event, getattr(event, "value", None))
        if not isinstance(event, yaml.ScalarEvent):
            place.fail("R101", "a key is a plain word")
        if place.value in self._open[-1].value:
            place.fail("R106", f'the key "{place.value}" stands twice', "Keep one of the two.")
        return place

    def _attach(self, node: Node) -> None:
        if not self._open:
            self.root = node
        elif isinstance(self._open[-1].value, list):
            self._open[-1].value.append(node)
        else:
            key = self._keys[-1]
            assert key is not None
            self._open[-1].value[key.value] = Node(node.value, self._path, key.line, key.column)
            self._keys[-1] = None


def _scalar(event: yaml.ScalarEvent, place: Node) -> Any:
    tag = event.tag
    if tag is None or tag == "!":
        if not event.implicit[0]:  # quoted: a text
            return event.value
        tag = str(_RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit))  # type: ignore[no-untyped-call]
    try:
        return _typed(tag.rsplit(":", 1)[-1], event.value)
    except (ValueError, InvalidOperation):
        place.fail("R110", f'"{event.value[:40]}" is not what it looks like', "Quote it for a text.")


def _typed(kind: str, text: str) -> Any:
    """Return a scalar as its tag says; text where none of ours fits."""
    if kind == "null":
        return None
    if kind == "bool" and text.lower() in ("true", "false"):  # « no » and « on » are words in a list of terms
        return text.lower() == "true"
    if kind == "int" and len(text) <= _MOST_DIGITS:
        plain = text.replace("_", "")
        return int(plain, 0) if text.lower().startswith(("0x", "0o")) else int(plain)
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
