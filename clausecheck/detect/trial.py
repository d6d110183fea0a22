"""A text put in a piece of its own: rule tests, wordings checked again, a passage being written."""

from __future__ import annotations

from clausecheck.model.document import Document
from clausecheck.model.outline import Outline, Passage, PassageKind, Piece, PieceKind, Section
from clausecheck.model.place import Span


def trial_piece(text: str, kind: PieceKind, language: str, *, heading: str = "", lead_in: str = "") -> Piece:
    """Return a piece that holds one passage, under a heading and after a lead-in where given.

    Args:
        text: The passage.
        kind: The piece it is tried in.
        language: ``fr`` or ``en``.
        heading: Title of the article around it; "" for none.
        lead_in: The sentence that introduces it; "" for none.
    """
    whole, spans = "", []
    for part in (heading, lead_in, text):
        start = len(whole)
        whole += part + ("\n" if part else "")
        spans.append(Span(start=start, end=start + len(part)))
    head, lead, body = spans
    sections = (
        (Section(title=heading, number="", level=1, span=Span(start=0, end=len(whole)), heading=head),)
        if heading
        else ()
    )
    row = " | " in text
    passage = Passage(
        kind=PassageKind.TABLE_ROW if row else PassageKind.LIST_ITEM if lead_in else PassageKind.SENTENCE,
        span=body,
        section=0 if heading else None,
        lead_in=lead if lead_in else None,
    )
    document = Document(
        id="trial", name="", sha256="", media_type="text/plain", language=language, text=whole
    )
    return Piece(
        document=document, outline=Outline(kind=kind, kind_reason="", sections=sections, passages=(passage,))
    )
