"""Macros, embedded objects and groups without end in the old office formats: told from their bytes, never run."""

from __future__ import annotations

import re

from clausecheck.model.document import Problem
from clausecheck.readers.problems import problem, unreadable

_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_OBJECTS = re.compile(rb"\\objdata\b")
_RTF = b"{\\rt"
_GROUPS = re.compile(rb"\\[\\{}]|[{}]")
_DEEPEST = 1_000
"""Groups one in the other: Word writes some dozens; LibreOffice takes 2 KiB of memory and more for each."""


def active_content(data: bytes) -> tuple[Problem, ...]:
    """Return what is to be said of a .doc, .ppt or .rtf that carries macros or objects."""
    found = []
    if _MACROS in data:
        found.append(
            problem("macros", "Ce document contient des macros : elles n’ont pas été exécutées.", lost=False)
        )
    if data.startswith(_RTF) and _OBJECTS.search(data):
        found.append(problem("embedded_part", "Un objet incorporé à ce document RTF n’a pas été lu."))
    return tuple(found)


def refuse_nesting(data: bytes) -> None:
    """Let no rich text through whose groups are nested to exhaust what converts it.

    Raises:
        UnreadableError: It is one.
    """
    if not data.startswith(_RTF) or data.count(b"{") <= _DEEPEST:
        return
    depth = 0
    for mark in _GROUPS.finditer(data):
        depth += {b"{": 1, b"}": -1}.get(mark.group(), 0)
        if depth > _DEEPEST:
            raise unreadable("damaged_file", "Ce document RTF est fait de groupes imbriqués sans fin.")
