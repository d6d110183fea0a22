"""What is filled in or laid over a PDF page: form fields, boxes, free text; and what strikes text out.

Comments, highlights, links and signatures are no content of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2.raw as pdfium_c

from clausecheck.readers.pdflines import Line, PageText
from clausecheck.readers.pdftables import Item
from clausecheck.readers.signs import readable

_TICKED, _UNTICKED = "☒", "☐"
_HIDDEN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
_WRITTEN = frozenset(
    (pdfium_c.FPDF_FORMFIELD_TEXTFIELD, pdfium_c.FPDF_FORMFIELD_COMBOBOX, pdfium_c.FPDF_FORMFIELD_LISTBOX)
)
_TICKABLE = frozenset((pdfium_c.FPDF_FORMFIELD_CHECKBOX, pdfium_c.FPDF_FORMFIELD_RADIOBUTTON))
_HIGHEST_LINE = 24.0
"""Points over which a field holds several lines, so that its value begins at its top."""
_USUAL_SIZE = 10.0
_SAME_ROW = 0.6
_FAR = 200.0
"""Points past which a box or a value does not belong to the words beside it."""
_MOST_NOTES = 2_000
_MOST_UNITS = 100_000
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Overlay:
    """What the annotations of a page add to it.

    Attributes:
        lines: Values, boxes and free text; of no character of the page (``first`` is -1).
        struck: Left, top, right, bottom of what is struck out.
    """

    lines: tuple[Line, ...] = ()
    struck: tuple[_Box, ...] = ()


def overlay_of(text: PageText) -> Overlay:
    """Return what the annotations of a page add; nothing for a page without any, at no cost."""
    count = pdfium_c.FPDFPage_GetAnnotCount(text.page.raw)
    if count <= 0:
        return Overlay()
    lines: list[Line] = []
    struck: list[_Box] = []
    for index in range(min(count, _MOST_NOTES)):
        note = pdfium_c.FPDFPage_GetAnnot(text.page.raw, index)
        if not note:
            continue
        try:
            if not pdfium_c.FPDFAnnot_GetFlags(note) & _HIDDEN:
                lines += _line(text, note)
                struck += _struck(text, note)
        finally:
            pdfium_c.FPDFPage_CloseAnnot(note)
    return Overlay(tuple(lines), tuple(struck))


def _line(text: PageText, note: pdfium_c.FPDF_ANNOTATION) -> Iterator[Line]:
    """Yield what an annotation shows, where it stands on the page."""
    shown = _shown(text, note).strip()
    rect = pdfium_c.FS_RECTF()
    if not shown or not pdfium_c.FPDFAnnot_GetRect(note, rect):
        return
    left, top, right, bottom = _placed(text, rect.left, rect.top, rect.right, rect.bottom)
    high = bottom - top
    size = min(high, _USUAL_SIZE)
    base = (top + bottom) / 2 + 0.35 * size if high <= _HIGHEST_LINE else top + 1.2 * size
    wide = min(right, left + 0.5 * size * len(shown))
    yield Line(" ".join(readable(shown).split()), text.number, left, max(wide, left), base, size)


def _placed(text: PageText, left: float, top: float, right: float, bottom: float) -> _Box:
    (xa, ya), (xb, yb) = text.place(left, top), text.place(right, bottom)
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def _shown(text: PageText, note: pdfium_c.FPDF_ANNOTATION) -> str:
    kind = pdfium_c.FPDFAnnot_GetSubtype(note)
    if kind == pdfium_c.FPDF_ANNOT_FREETEXT:
        return _string(
            lambda buffer, size: pdfium_c.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size)
        )
    form = text.page.formenv
    if kind != pdfium_c.FPDF_ANNOT_WIDGET or form is None:
        return ""
    field = pdfium_c.FPDFAnnot_GetFormFieldType(form, note)
    if field in _TICKABLE:
        return _TICKED if pdfium_c.FPDFAnnot_IsChecked(form, note) else _UNTICKED
    if field not in _WRITTEN:
        return ""
    return _string(lambda buffer, size: pdfium_c.FPDFAnnot_GetFormFieldValue(form, note, buffer, size))


def _string(get: Callable[[object, int], int]) -> str:
    """Call a function of PDFium that fills a buffer with UTF-16, its end mark included."""
    size = min(get(None, 0), _MOST_UNITS)
    if size <= 2:
        return ""
    buffer = (pdfium_c.FPDF_WCHAR * (size // 2 + 1))()
    get(buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace").rstrip("\x00")


def _struck(text: PageText, note: pdfium_c.FPDF_ANNOTATION) -> Iterator[_Box]:
    """Yield the boxes of what a reader struck out."""
    if pdfium_c.FPDFAnnot_GetSubtype(note) != pdfium_c.FPDF_ANNOT_STRIKEOUT:
        return
    quad = pdfium_c.FS_QUADPOINTSF()
    for index in range(min(pdfium_c.FPDFAnnot_CountAttachmentPoints(note), _MOST_NOTES)):
        if pdfium_c.FPDFAnnot_GetAttachmentPoints(note, index, quad):
            across, up = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            yield _placed(text, min(across), max(up), max(across), min(up))


def with_overlay(text: PageText, lines: Sequence[Line], added: Sequence[Line]) -> list[Line]:
    """Put what is laid over a page among its lines: beside what stands on its row, else below it."""
    found = list(lines)
    for mark in sorted(added, key=lambda mark: (mark.y, mark.x0)):
        found = [part for line in found for part in _around(text, line, mark)]
        row = [line for line in found if line.size and _is_beside(line, mark)]
        before = [line for line in row if line.x0 <= mark.x0]
        if row:
            near = max(before, key=lambda line: line.x0) if before else min(row, key=lambda line: line.x0)
            at = found.index(near) + bool(before)
            found.insert(at, replace(mark, y=near.y, size=near.size))
            continue
        above = [line for line in found if line.size and line.y < mark.y]
        at = found.index(max(above, key=lambda line: line.y)) + 1 if above else 0
        found.insert(at, mark)
    return found


def _is_beside(line: Line, mark: Line) -> bool:
    return abs(line.y - mark.y) < _SAME_ROW * max(line.size, mark.size)


def _around(text: PageText, line: Line, mark: Line) -> list[Line]:
    """Cut a line that has words on both sides of a mark, and room for it between them."""
    across = line.x0 < mark.x0 - 1 and mark.x1 < line.x1 - 1 and line.first >= 0
    if not across or not _is_beside(line, mark):
        return [line]
    parts = text.parted(line, mark.x0)
    room = all(part.x1 <= mark.x0 + 2 or part.x0 >= mark.x1 - 2 for part in parts)
    return parts if room else [line]


def glued(items: Sequence[Item]) -> list[Item]:
    """Join each value to the words before it on its row, and each box to those that follow."""
    joined: list[Item] = []
    for item in items:
        before = joined[-1] if joined else None
        if isinstance(before, Line) and isinstance(item, Line) and _belongs(before, item):
            joined[-1] = replace(before, text=f"{before.text} {item.text}", x1=max(before.x1, item.x1))
        else:
            joined.append(item)
    return joined


def _belongs(before: Line, line: Line) -> bool:
    """Tell whether two pieces of a row are a label and its value, or a box and its label."""
    if before.y != line.y or not before.size or before.column != line.column:
        return False
    box = before.text.endswith((_TICKED, _UNTICKED))
    value = line.first < 0 and line.text not in (_TICKED, _UNTICKED)
    return (box or value) and -1 <= line.x0 - before.x1 < _FAR
