"""One profile file -> ``Profile``, and the shape of such a file."""

from __future__ import annotations

import json
from typing import Any

from clausecheck.model.profile import Expectation, Profile
from clausecheck.rulebook.schema import LANGUAGES
from clausecheck.rulebook.yamltree import Node, texts

LEAST_EXPECTED = 5
MOST_EXPECTED = 12
"""Rules of a whole profile: fewer say nothing of the purchase, more are no core."""

_TEXT = {"type": "string", "minLength": 1}
_SHAPE: dict[str, Any] = {
    "category": {**_TEXT, "description": "Slug of vocabulary/categories.yaml, and the file's name."},
    "expects": {
        "type": "array",
        "minItems": 1,
        "maxItems": MOST_EXPECTED,
        "description": "The weightiest first.",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": ["rule", "reason"],
            "properties": {
                "rule": {"type": "string", "pattern": r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"},
                "reason": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": list(LANGUAGES),
                    "properties": dict.fromkeys(LANGUAGES, _TEXT),
                    "description": "Why this kind of purchase calls for it: one sentence a language.",
                },
            },
        },
    },
}


def profile_schema() -> dict[str, Any]:
    """Return the JSON schema (2020-12) of a profile file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "clausecheck profile",
        "type": "object",
        "additionalProperties": False,
        "required": list(_SHAPE),
        "properties": _SHAPE,
    }


def profile_schema_text() -> str:
    """Return the schema as the file that editors complete from."""
    return json.dumps(profile_schema(), ensure_ascii=False, indent=1) + "\n"


def read_profile(root: Node) -> Profile:
    """Read one profile; every mistake is a RuleError with its line."""
    fields = _whole(root, tuple(_SHAPE))
    items = fields["expects"].items()
    if len(items) > MOST_EXPECTED:
        items[MOST_EXPECTED].fail("R225", f"a core profile expects at most {MOST_EXPECTED} rules")
    expects: list[Expectation] = []
    for item in items:
        found = _expectation(item)
        if found.rule in {known.rule for known in expects}:
            item.fail("R224", f'the rule "{found.rule}" is expected twice', "Keep one of the two.")
        expects.append(found)
    return Profile(category=fields["category"].text(), expects=tuple(expects), source=str(root.path))


def _expectation(node: Node) -> Expectation:
    fields = _whole(node, ("rule", "reason"))
    _whole(fields["reason"], LANGUAGES)
    reason = texts(fields["reason"])
    return Expectation(rule=fields["rule"].text(), reason=(reason["fr"], reason["en"]))


def _whole(node: Node, keys: tuple[str, ...]) -> dict[str, Node]:
    """Return the fields of ``node``, none of ``keys`` lacking."""
    fields = node.mapping(keys)
    for key in keys:
        if key not in fields:
            node.fail("R201", f'the key "{key}" is missing')
    return fields
