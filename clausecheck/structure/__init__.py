"""Document -> Outline: which piece it is, its articles, its passages; and the facts of the tender."""

from __future__ import annotations

from clausecheck.model.document import Document
from clausecheck.model.outline import Outline
from clausecheck.structure.criteria import find_criteria
from clausecheck.structure.facts import find_facts
from clausecheck.structure.headings import find_sections
from clausecheck.structure.kind import find_kind
from clausecheck.structure.lots import find_lots
from clausecheck.structure.passages import find_passages
from clausecheck.text.folding import fold

__all__ = [
    "find_criteria",
    "find_facts",
    "find_kind",
    "find_lots",
    "find_passages",
    "find_sections",
    "outline",
]


def outline(document: Document) -> Outline:
    """Return the structure of a document: its kind with the reason, its sections, its passages."""
    folded = fold(document.text)
    kind, reason = find_kind(document)
    sections = find_sections(document, folded)
    passages = find_passages(document, folded, sections)
    return Outline(kind=kind, kind_reason=reason, sections=sections, passages=passages)
