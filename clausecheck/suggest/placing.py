"""Where a wording belongs in the buyer's own files."""

from __future__ import annotations

from collections.abc import Sequence

from clausecheck.model.assessment import Target
from clausecheck.model.finding import Finding
from clausecheck.model.outline import Piece, PieceKind, Section
from clausecheck.model.rule import Rule
from clausecheck.model.tender import Tender
from clausecheck.text.folding import fold
from clausecheck.text.words import stems_of


def find_target(rule: Rule, tender: Tender, findings: Sequence[Finding]) -> Target | None:
    """Return the place for the wording of ``rule``, or None when no piece fits.

    A weak or unlawful passage is mended where it stands; a missing clause goes after the article
    whose title is closest to the rule's ``after``, in the best piece of ``belongs_in``.
    """
    pieces = {piece.document.id: piece for piece in tender.pieces}
    for finding in findings:
        piece = pieces.get(finding.evidence.document_id)
        if piece is not None and piece.outline.kind in (*rule.belongs_in, *rule.look_in):
            return Target(
                document_id=piece.document.id, after=finding.evidence.span.end, section=finding.section
            )
    piece = _best_piece(rule, tender)
    if piece is None:
        return None
    section = _closest_section(rule, piece)
    if section is None:
        return Target(document_id=piece.document.id, after=len(piece.document.text.rstrip()), section="")
    end = section.span.start + len(piece.document.text[section.span.start : section.span.end].rstrip())
    return Target(
        document_id=piece.document.id, after=end, section=f"{section.number} {section.title}".strip()
    )


def _best_piece(rule: Rule, tender: Tender) -> Piece | None:
    for kind in rule.belongs_in:
        for piece in tender.pieces:
            if piece.outline.kind is kind:
                return piece
    if {PieceKind.CCAP, PieceKind.CCTP} & set(rule.belongs_in):
        return next((piece for piece in tender.pieces if piece.outline.kind is PieceKind.CCP), None)
    return None


def _closest_section(rule: Rule, piece: Piece) -> Section | None:
    """Return the section whose title shares most with the earliest of the rule's terms."""
    language = piece.document.language
    titles = [(section, set(stems_of(fold(section.title), language))) for section in piece.outline.sections]
    for term in rule.after:
        wanted = set(stems_of(fold(term), language))
        fitting = [(section, title) for section, title in titles if wanted and wanted <= title]
        if fitting:
            return min(fitting, key=lambda pair: (len(pair[1]), -pair[0].level))[0]
    return None
