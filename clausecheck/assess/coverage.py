"""What was not read, and so forbids to call anything missing."""

from __future__ import annotations

from clausecheck.model.outline import PieceKind
from clausecheck.model.rule import Rule
from clausecheck.model.tender import Tender

_MERGED = {PieceKind.CCP: {PieceKind.CCAP, PieceKind.CCTP}, PieceKind.NOTICE: {PieceKind.RC}}
"""A CCP stands for a CCAP and a CCTP; a notice may stand for the rules of a small consultation."""


def gap(rule: Rule, tender: Tender) -> tuple[str, str] | None:
    """Return why « missing » may not be said of ``rule`` (French, English), or None."""
    # A drawing or a film is named among the unread files, but holds no clause that could be missed.
    lost = [name for name, problem in tender.unread if problem.lost]
    if lost:
        names = ", ".join(lost)
        return f"Des fichiers n'ont pas pu être lus : {names}.", f"Some files could not be read: {names}."
    # Of every kind: buyers put clauses where nobody expects them, and an unread title may hide the kind.
    unread = [piece.document.name for piece in tender.pieces if not piece.document.complete]
    if unread:
        names = ", ".join(unread)
        return f"Une partie n'a pas pu être lue : {names}.", f"A part could not be read: {names}."
    if not any(_stands_for(piece.outline.kind, rule) for piece in tender.pieces):
        kinds = ", ".join(rule.look_in)
        return (
            f"Aucune pièce où la clause est attendue n'a été fournie ({kinds}).",
            f"No piece where the clause is expected was given ({kinds}).",
        )
    return None


def _stands_for(kind: PieceKind, rule: Rule) -> bool:
    return not rule.look_in or kind in rule.look_in or bool(_MERGED.get(kind, set()) & set(rule.look_in))
