"""Words of a PDF page under a dark box that was drawn over them: redacted, however the file keeps them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence

import pypdfium2.raw as pdfium_c

from clausecheck.readers.pdfhidden import without_letters
from clausecheck.readers.pdflines import Line, PageText
from clausecheck.readers.pdfrules import Box, Cover

_COVERED = 0.6
"""Share of a letter's height that a box hides, at the least; a stroke or a frame hides less."""
_DEEPEST = 3
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 50


def without_covered(text: PageText, lines: Sequence[Line], covers: Sequence[Cover]) -> list[Line]:
    """Return the lines without the letters that a box hides; ``text.covered`` counts them.

    Args:
        text: The page.
        lines: Its lines.
        covers: Its dark boxes. White words on black are drawn after their ground, and stay.
    """
    if not any(_meets(cover.box, line) for cover in covers for line in lines):
        return list(lines)
    order = {_address(item): turn for turn, item in enumerate(_drawn(text.page.raw))}
    boxes = [
        (order[_address(cover.item)], box)
        for cover in covers
        if _address(cover.item) in order and (box := _shown(text, cover))
    ]
    return [kept for line in lines for kept in _outside(text, line, boxes, order)]


def _meets(box: Box, line: Line) -> bool:
    return (
        box.left <= line.x1
        and line.x0 <= box.right
        and box.top <= line.y - line.size / 4 <= box.bottom
        and line.first >= 0
    )


def _outside(
    text: PageText, line: Line, boxes: Sequence[tuple[int, Box]], order: dict[int, int]
) -> list[Line]:
    here = [(turn, box) for turn, box in boxes if _meets(box, line)]
    gone = [
        index
        for index in (range(line.first, line.last + 1) if here else ())
        if _is_hidden(text, index, here, order)
    ]
    if not any(not text.is_space(index) for index in gone):
        return [line]
    text.covered += len(gone)
    return without_letters(text, line, gone)


def _is_hidden(text: PageText, index: int, boxes: Sequence[tuple[int, Box]], order: dict[int, int]) -> bool:
    place = text.box(index)
    turn = order.get(_address(pdfium_c.FPDFText_GetTextObject(text.raw, index)))
    if place is None or turn is None:
        return False
    left, top, right, bottom = place
    return any(
        later > turn
        and box.left <= (left + right) / 2 <= box.right
        and min(bottom, box.bottom) - max(top, box.top) >= _COVERED * (bottom - top)
        for later, box in boxes
    )


def _address(item: pdfium_c.FPDF_PAGEOBJECT) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _drawn(page: pdfium_c.FPDF_PAGE) -> Iterator[pdfium_c.FPDF_PAGEOBJECT]:
    """Yield the objects of a page, and of the forms on it, in the order in which they are drawn."""
    for index in range(min(pdfium_c.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        yield from _of_object(pdfium_c.FPDFPage_GetObject(page, index), 0)


def _of_object(item: pdfium_c.FPDF_PAGEOBJECT, depth: int) -> Iterator[pdfium_c.FPDF_PAGEOBJECT]:
    yield item
    if depth < _DEEPEST and pdfium_c.FPDFPageObj_GetType(item) == pdfium_c.FPDF_PAGEOBJ_FORM:
        for index in range(min(pdfium_c.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)):
            yield from _of_object(pdfium_c.FPDFFormObj_GetObject(item, index), depth + 1)


def _shown(text: PageText, cover: Cover) -> Box | None:
    """Return the part of a box that its clipping path lets show; None where that is nothing."""
    left, top, right, bottom = cover.box
    clip = pdfium_c.FPDFPageObj_GetClipPath(cover.item)
    for index in range(max(pdfium_c.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
        points = list(_corners(text, clip, index))
        if points:
            left, right = max(left, min(x for x, _ in points)), min(right, max(x for x, _ in points))
            top, bottom = max(top, min(y for _, y in points)), min(bottom, max(y for _, y in points))
    return Box(left, top, right, bottom) if left < right and top < bottom else None


def _corners(text: PageText, clip: pdfium_c.FPDF_CLIPPATH, path: int) -> Iterator[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium_c.FPDFClipPath_CountPathSegments(clip, path), _MOST_SEGMENTS)):
        segment = pdfium_c.FPDFClipPath_GetPathSegment(clip, path, index)
        if pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            yield text.place(x.value, y.value)
