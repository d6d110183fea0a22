"""PDF: footnotes stand apart from the text that runs over the end of their page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from clausecheck.intake import read_bytes
from clausecheck.model.document import BlockKind

P, F = BlockKind.PARAGRAPH, BlockKind.FOOTNOTE
LONG = "Le titulaire remet au service, avant la fin de chaque mois, un état des réparations"
PAPER = ["Article 1. Objet", f"{LONG}1"]


def _page(make, lines: Sequence[str], notes: Sequence[str], size: float = 8):
    def print_page(canvas: Canvas) -> None:
        make.draw(canvas, lines)
        canvas.setFont("Helvetica", size)
        for row, note in enumerate(notes):
            canvas.drawString(70, 120 - 11 * row, note)

    return print_page


def _shown(make, notes: Sequence[str], size: float = 8) -> list[tuple[BlockKind, str]]:
    over = ["qui ont été faites.", "", "Une pénalité est due."]
    document = read_bytes("piece.pdf", make.pdf(_page(make, PAPER, notes, size), over)).documents[0]
    make.check_invariants(document)
    return make.shown(document)


def test_a_sentence_runs_over_a_page_with_notes(make) -> None:
    notes = ["1 Au sens de l'article 6 du CCAG, et sans que la commune ait à", "en faire la demande."]
    assert _shown(make, notes)[1:3] == [
        (P, f"{LONG}1\nqui ont été faites."),
        (F, "\n".join(notes)),
    ]


def test_every_note_is_a_block(make) -> None:
    assert [text for kind, text in _shown(make, ["1 Une note.", "2 Une autre note."]) if kind is F] == [
        "1 Une note.",
        "2 Une autre note.",
    ]


@pytest.mark.parametrize(
    ("note", "size"), [("2 Note que rien n'appelle.", 8), ("1 Note en grand.", 11), ("Mention légale.", 8)]
)
def test_small_or_numbered_lines_that_no_mark_calls_are_text(make, note: str, size: float) -> None:
    shown = _shown(make, [note], size)
    assert F not in [kind for kind, _ in shown]
    assert any(note in text for _, text in shown)
