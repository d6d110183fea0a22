"""What is drawn on every page: running lines, "Page 3 sur 12", the town's emblem."""

# mypy: disable-error-code="import-untyped"
# (reportlab has no types)

from __future__ import annotations

from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, Rect, String
from reportlab.lib.colors import white
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas

from corpus.generators.pdf_text import Styles
from corpus.generators.source import SourcePiece


class CountingCanvas(Canvas):  # type: ignore[misc]  # reportlab is untyped
    """Keeps pages until the end, when their number is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[dict[str, Any]] = []
        self.page_text = ""

    def showPage(self) -> None:  # reportlab's name
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for state in self._pages:
            self.__dict__.update(state)
            if self.page_text:
                self.setFont("Helvetica", 8)
                self.drawRightString(
                    A4[0] - 2.2 * cm,
                    1.2 * cm,
                    self.page_text.format(page=self._pageNumber, total=len(self._pages)),
                )
            super().showPage()
        super().save()


def draw_running_lines(canvas: Any, _document: Any, *, piece: SourcePiece, styles: Styles) -> None:
    """Header with buyer and reference; footer with the piece's name and the page."""
    meta = piece.meta
    left, right, top = 2.2 * cm, A4[0] - 2.2 * cm, A4[1] - 1.6 * cm
    canvas.saveState()
    canvas.setFont("Helvetica", 8)
    canvas.drawString(left, top, meta["buyer"])
    canvas.drawRightString(right, top, meta.get("reference", ""))
    canvas.setStrokeColor(styles.accent)
    canvas.line(left, top - 4, right, top - 4)
    canvas.line(left, 1.6 * cm, right, 1.6 * cm)
    canvas.drawString(left, 1.2 * cm, meta.get("footer", f"{piece.name} – {meta['object']}")[:95])
    canvas.restoreState()
    canvas.page_text = "Page {page} of {total}" if piece.english else "Page {page} sur {total}"


def emblem(buyer: str, styles: Styles) -> Drawing:
    """A town's coat of arms, made of its initial."""
    drawing = Drawing(16.6 * cm, 2.4 * cm)
    middle = 8.3 * cm
    drawing.add(Rect(middle - 30, 4, 60, 56, rx=8, fillColor=styles.accent, strokeColor=styles.accent))
    drawing.add(Circle(middle, 32, 22, fillColor=white, strokeColor=white))
    initial = next((word[0] for word in reversed(buyer.split()) if word[0].isupper()), "V")
    letter = String(
        middle, 23, initial, textAnchor="middle", fontName="Times-Bold", fontSize=26, fillColor=styles.accent
    )
    drawing.add(letter)
    return drawing
