"""Read a tender, grade its responsible clauses, propose wording.

The whole public API. Importing it is cheap: the parsers are imported when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clausecheck.checking import check, load_rules, read
    from clausecheck.errors import ClausecheckError, InputError, RuleError, UnreadableError
    from clausecheck.model.assessment import Report
    from clausecheck.model.limits import Limits
    from clausecheck.model.tender import Options, Tender
    from clausecheck.readers.settings import Ocr, ReadSettings, Revisions
    from clausecheck.render import render

_HOMES = {
    "ClausecheckError": "clausecheck.errors",
    "InputError": "clausecheck.errors",
    "Limits": "clausecheck.model.limits",
    "Ocr": "clausecheck.readers.settings",
    "Options": "clausecheck.model.tender",
    "ReadSettings": "clausecheck.readers.settings",
    "Report": "clausecheck.model.assessment",
    "Revisions": "clausecheck.readers.settings",
    "RuleError": "clausecheck.errors",
    "Tender": "clausecheck.model.tender",
    "UnreadableError": "clausecheck.errors",
    "check": "clausecheck.checking",
    "load_rules": "clausecheck.checking",
    "read": "clausecheck.checking",
    "render": "clausecheck.render",
}
__all__ = [
    "ClausecheckError",
    "InputError",
    "Limits",
    "Ocr",
    "Options",
    "ReadSettings",
    "Report",
    "Revisions",
    "RuleError",
    "Tender",
    "UnreadableError",
    "check",
    "load_rules",
    "read",
    "render",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its home on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'clausecheck' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
