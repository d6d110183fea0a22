"""The shape of a rule file, once: the loader takes its keys from here and editors get it as a JSON schema."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from clausecheck.model.assessment import Severity
from clausecheck.model.finding import Level, Lever, Strength
from clausecheck.model.outline import PieceKind
from clausecheck.model.sheet import PENALTIES, RISKS
from clausecheck.model.theme import THEMES
from clausecheck.rulebook.indicators import DECP, EFORMS, OBSERVATORY, OCDS
from clausecheck.text.quantities import UNITS

LEVELS = tuple(level.name.lower() for level in Level)
STRENGTHS = tuple(strength.name.lower() for strength in Strength)
LANGUAGES = ("fr", "en")
STATUSES = ("draft", "stable", "deprecated")
KINDS = ("clause", "obstacle")
MATCHERS = ("phrase", "near", "under", "criterion")
CRITERIA = ("environmental", "price_only", "social", "token_weight", "undefined")
EXPECTATIONS = ("match", "contradict", "no_match", "todo")
MAX_WITHIN = 40
LEAST_MATCHES = 8
LEAST_SILENT = 12
"""French cases that a rule needs to be on."""

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string", "minLength": 1}
_SCALAR: Schema = {"type": ["string", "number"]}
_NUMBER: Schema = {"type": "number"}
_FLAG: Schema = {"type": "boolean"}
_DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_RULE_ID: Schema = {"type": "string", "pattern": r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"}
_SLUG: Schema = {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*$"}


def _one_of(values: Iterable[str], described: str = "") -> Schema:
    found: Schema = {"enum": list(values)}
    return {**found, "description": described} if described else found


def _some(item: Schema) -> Schema:
    """A list, or a single item written without brackets: the loader takes both."""
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


def _object(properties: dict[str, Schema], needed: Iterable[str] = (), described: str = "") -> Schema:
    found: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    required = list(needed)
    if required:
        found["required"] = required
    return {**found, "description": described} if described else found


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _by_language(item: Schema) -> Schema:
    return _object(dict.fromkeys(LANGUAGES, item))


_TERMS = _some(_SCALAR)
_PIECES = _some(_one_of(PieceKind))
_TEXTS = _ref("texts")

_MATCHER_KEYS: dict[str, Schema] = {
    "phrase": {**_TERMS, "description": "One of these terms stands in the passage."},
    "near": {
        "type": "array",
        "minItems": 2,
        "items": _TERMS,
        "description": "One term of every group, close together.",
    },
    "under": {**_TERMS, "description": "A duty under a heading or a lead-in that names the subject."},
    "criterion": _one_of(CRITERIA, "Looks at the award criteria that were read."),
    "terms": {**_some(_TERMS), "description": "With under: words that must stand in the passage."},
    "level": _one_of(LEVELS),
    "strength": _one_of(STRENGTHS),
    "lever": _one_of(Lever),
    "pieces": _PIECES,
    "unless": _TERMS,
    "measured": _FLAG,
    "within": {"type": "integer", "minimum": 0, "maximum": MAX_WITHIN},
    "ordered": _FLAG,
    "any_bearer": _FLAG,
    "here": _FLAG,
    "because": _TEXT,
}
_WORDING_KEYS: dict[str, Schema] = {
    **dict.fromkeys(LEVELS, _TEXT),
    "proofs": _some(_TEXT),
    "control": _TEXT,
    "penalty": _TEXT,
}
_CASE_KEYS: dict[str, Schema] = {
    "text": _TEXT,
    "level": _one_of(LEVELS),
    "strength": _one_of(STRENGTHS),
    "piece": _one_of(PieceKind),
    "heading": _TEXT,
    "lead_in": _TEXT,
    "because": _TEXT,
    "from": {**_RULE_ID, "description": "Silent case: the neighbour whose clause this is."},
    "false_friend": {**_TEXT, "description": "Silent case: its words that look like the rule's and are not."},
}
_RULE_KEYS: dict[str, Schema] = {
    "id": {**_RULE_ID, "description": "<theme or family>.<requirement>, for ever."},
    "status": _one_of(STATUSES, "draft is off."),
    "kind": _one_of(KINDS, "obstacle: unwanted, a finding contradicts."),
    "theme": _one_of(THEMES),
    "aliases": _some(_RULE_ID),
    "title": _TEXTS,
    "why": _TEXTS,
    "checks": {**_TEXTS, "description": "One sentence: what the rule looks at."},
    "lever": _one_of(Lever),
    "look_in": _PIECES,
    "applies": _ref("applies"),
    "severity": _one_of(Severity),
    "duty": _ref("duty"),
    "legal": _some(_TEXT),
    "legal_floor": {"anyOf": [{"const": "none"}, _ref("legal_floor")]},
    "market": _ref("market"),
    "detect": _by_language(_ref("detect")),
    "satisfied_by": _ref("satisfied_by"),
    "wording": _by_language(_ref("wording")),
    "parameters": {"type": "object", "additionalProperties": _ref("parameter")},
    "labels": {"type": "array", "items": _ref("label")},
    "equivalence": {**_TEXTS, "description": "What else proves the same as the labels."},
    "penalty_styles": _some(_one_of(PENALTIES)),
    "risks": {"type": "array", "items": _ref("risk")},
    "sisters": _some(_RULE_ID),
    "indicators": _ref("indicators"),
    "sources": {"type": "array", "items": _ref("source")},
    "changelog": {"type": "array", "items": _ref("change")},
    "last_review": {"anyOf": [_DAY, {"type": "null"}], "description": "Set by the person who read it again."},
    "covers": {
        **_some(_SLUG),
        "description": "Rows of the catalogue: the rule's own first, merged ones next.",
    },
    "price_line": {
        **_some(_TEXT),
        "description": "Concepts (@name): one of them is expected in the price schedule where the duty stands.",
    },
    "french_law_only": {**_FLAG, "description": "Bound to French law alone: no English detection wanted."},
    "belongs_in": _PIECES,
    "after": _some(_TEXT),
    "tests": _by_language(_ref("tests")),
}
NEEDED = ("id", "status", "theme", "title", "why", "lever", "severity")

_DEFINITIONS: dict[str, Schema] = {
    "texts": _by_language(_TEXT),
    "applies": _object(
        {
            "categories": _some(_TEXT),
            "contract_types": _some(_one_of(("supplies", "services", "works"))),
            "buyer_types": _some(_one_of(("local", "state", "other"))),
            "value_from": _TEXT,
            "needs": _some(_TEXT),
        },
        described="When its absence is reported; empty means always.",
    ),
    "duty": _object({"parameter": _TEXT, "severity": _one_of(Severity)}, ["parameter"]),
    "legal_floor": _object({**dict.fromkeys(LANGUAGES, _TEXT), "parameter": _TEXT}, ["fr"]),
    "market": _object({"readiness": {"enum": [1, 2, 3]}, **dict.fromkeys(LANGUAGES, _TEXT)}, ["readiness"]),
    "detect": _object(
        {
            "levels": _ref("levels"),
            "supports": _some(_ref("matcher")),
            "contradicts": _some(_ref("matcher")),
        }
    ),
    "levels": _object(
        {
            "unit": _one_of(UNITS),
            "better": _one_of(("higher", "lower")),
            **dict.fromkeys(LEVELS, _NUMBER),
        },
        ["unit", *LEVELS],
    ),
    "matcher": {**_object(_MATCHER_KEYS), "oneOf": [{"required": [kind]} for kind in MATCHERS]},
    "satisfied_by": _object(
        {
            "themes": _some(_one_of(THEMES)),
            "at_least": _one_of(STRENGTHS),
            "levers": _some(_one_of(Lever)),
            "pieces": _PIECES,
        },
        ["themes", "at_least"],
    ),
    "wording": _object(_WORDING_KEYS),
    "parameter": _object(
        {
            **dict.fromkeys(LEVELS, _SCALAR),
            "unit": _TEXT,
            "source": _TEXT,
            "market": {**_SCALAR, "description": "Typical market value or range, in the unit."},
            "note": _TEXT,
        },
        LEVELS,
    ),
    "label": _object({"name": _TEXT, "stands_for": _TEXTS}, ["name", "stands_for"]),
    "risk": _object(
        {"code": _one_of(RISKS), **dict.fromkeys(LANGUAGES, _TEXT), "avoid": _TEXTS}, ["code", "fr", "avoid"]
    ),
    "indicators": _object(
        {
            "eforms": _object({field: _some(_one_of(codes)) for field, codes in EFORMS.items()}),
            "ocds": _some(_one_of(OCDS)),
            "decp": _some(_one_of(DECP)),
            "observatory": _some(_one_of(OBSERVATORY)),
        }
    ),
    "source": _object({"title": _TEXT, "href": _TEXT}, ["title"]),
    "change": _object({"on": _DAY, "change": _TEXT}, ["on", "change"]),
    "tests": _object({name: _some(_ref("case")) for name in EXPECTATIONS}),
    "case": _object(_CASE_KEYS, ["text"]),
}


def rule_schema() -> Schema:
    """Return the JSON schema (2020-12) of a rule file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "clausecheck rule",
        **_object(_RULE_KEYS, NEEDED),
        "$defs": _DEFINITIONS,
    }


def schema_text() -> str:
    """Return the schema as the file that editors complete from."""
    return json.dumps(rule_schema(), ensure_ascii=False, indent=1) + "\n"


def keys(name: str = "") -> tuple[str, ...]:
    """Return the keys that the object ``name`` of the schema allows; the rule's own for ""."""
    found: Schema = _DEFINITIONS[name] if name else {"properties": _RULE_KEYS}
    return tuple(found["properties"])


def needed(name: str = "") -> tuple[str, ...]:
    """Return the keys that the object ``name`` may not lack."""
    return tuple(_DEFINITIONS[name].get("required", ())) if name else NEEDED
