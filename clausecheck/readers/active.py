"""Macros and embedded objects in the old office formats: told from their bytes, never run."""

from __future__ import annotations

import re

from clausecheck.model.document import Problem
from clausecheck.readers.problems import problem

_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_OBJECTS = re.compile(rb"\\objdata\b")


def active_content(data: bytes) -> tuple[Problem, ...]:
    """Return what is to be said of a .doc, .ppt or .rtf that carries macros or objects."""
    found = []
    if _MACROS in data:
        found.append(
            problem("macros", "Ce document contient des macros : elles n’ont pas été exécutées.", lost=False)
        )
    if data.startswith(b"{\\rt") and _OBJECTS.search(data):
        found.append(problem("embedded_part", "Un objet incorporé à ce document RTF n’a pas été lu."))
    return tuple(found)
