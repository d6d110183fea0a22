"""Text of a PDF page that nobody sees, or that a stroke takes back: it is no content."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

import pypdfium2.raw as pdfium_c

from clausecheck.readers.pdflines import Line, PageText
from clausecheck.readers.pdfrules import Rule

_INVISIBLE = 3
"""Text render mode of text that is there to be searched: the text layer of a scan."""
_FILLED = (0, 4)
"""Modes in which the colour that fills letters is all that is seen of them."""
_WHITE = 250
_TINY = 2.0
"""Points under which letters are not printed to be read, on a page whose other letters are larger."""
_OUT = 1.0
_LAYER_IMAGE = 0.25
"""Share of the page that a scan covers at the least under its text layer."""
_OUTLINES = 250
"""Drawn shapes past which invisible text may be that of letters drawn as outlines."""
_STRUCK_FROM, _STRUCK_TO = 0.13, 0.36
"""Heights of a line over its base line between which a stroke goes through its letters."""
_STRUCK_ROOM = 0.5
"""Heights of a line that a stroke through words may reach over them; one behind a title reaches far."""
_MIDDLE = 0.35, 0.72
_SHORTEST_STROKE = 1.2
"""Heights of a line that a stroke is long: the bars of letters drawn as outlines are shorter."""
_LEAST_STRUCK = 3
_MOST_STROKES = 800
_SPACES = re.compile(r" {2,}")
_Bounds = tuple[float, float, float, float]


def without_hidden(text: PageText, lines: Sequence[Line]) -> tuple[list[Line], int]:
    """Return the lines that a reader of the page sees, and how many letters the others have.

    Out of it are lines outside of the page's edges, invisible ones unless a scan or outlines show
    what they say, white ones on white, and tiny ones among larger ones.
    """
    if not lines:
        return [], 0
    left, top, right, bottom = _page_box(text)
    usual = median(line.size for line in lines)
    kept: list[Line] = []
    doubtful: list[tuple[Line, bool]] = []
    for line in lines:
        if not line.size:
            kept.append(line)
            continue
        across, down = (line.x0 + line.x1) / 2, line.y - line.size / 3
        inside = left - _OUT <= across <= right + _OUT and top - _OUT <= down <= bottom + _OUT
        if not inside or (line.size < _TINY and usual > 2 * _TINY and _is_tiny(text, line)):
            continue
        kept.append(line)
        mode = _mode(text, line.first)
        if mode == _INVISIBLE or (mode in _FILLED and _is_white(text, line.first)):
            doubtful.append((line, mode == _INVISIBLE))
    if doubtful:
        gone = _unseen(text, doubtful)
        kept = [line for line in kept if id(line) not in gone]
    if len(kept) == len(lines):
        return kept, 0
    shown = {id(line) for line in kept}
    return kept, sum(len(line.text) for line in lines if id(line) not in shown)


def _is_tiny(text: PageText, line: Line) -> bool:
    """Tell whether a line is tiny at both ends and in the middle: some fonts give a hyphen no height."""
    # Of a line that stands sideways, what is known is the width of a letter, not its height.
    if line.turn is not None or line.last - line.first < _LEAST_STRUCK:
        return False
    boxes = [text.box(index) for index in (line.first, (line.first + line.last) // 2, line.last)]
    return all(box is None or box[3] - box[1] < _TINY for box in boxes)


def _page_box(text: PageText) -> _Bounds:
    left, bottom, right, top = text.page.get_bbox()
    (xa, ya), (xb, yb) = text.place(left, top), text.place(right, bottom)
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def _mode(text: PageText, index: int) -> int:
    """Return how a character is painted; -1 of one that PDFium made up."""
    item = pdfium_c.FPDFText_GetTextObject(text.raw, index)
    return int(pdfium_c.FPDFTextObj_GetTextRenderMode(item))


def _is_white(text: PageText, index: int) -> bool:
    red, green, blue, alpha = text.colour
    known = pdfium_c.FPDFText_GetFillColor(text.raw, index, red, green, blue, alpha)
    if not known or (green.value < _WHITE and alpha.value):
        return False
    return not alpha.value or min(red.value, green.value, blue.value) >= _WHITE


def _unseen(text: PageText, doubtful: Sequence[tuple[Line, bool]]) -> set[int]:
    """Return the ``id`` of the lines that nothing on the page makes seen."""
    white = [line for line, invisible in doubtful if not invisible]
    for box in _painted(text):
        white = [line for line in white if not _is_backed(box, line)]
        if not white:
            break
    gone = {id(line) for line in white}
    invisible = {id(line) for line, invisible in doubtful if invisible}
    return gone | (set() if not invisible or _is_under_layer(text) else invisible)


def _is_backed(box: _Bounds, line: Line) -> bool:
    """Tell whether something is painted behind a white line."""
    left, top, right, bottom = box
    return left <= (line.x0 + line.x1) / 2 <= right and top <= line.y - line.size / 4 <= bottom


def _painted(text: PageText) -> Iterator[_Bounds]:
    """Yield where something other than text and plain white is painted: shapes, pictures, forms."""
    for item, kind in _objects(text):
        if kind != pdfium_c.FPDF_PAGEOBJ_PATH or _is_painted(item, text):
            yield from _bounds(text, item)


def _is_under_layer(text: PageText) -> bool:
    """Tell whether a scan, or letters drawn as outlines, show what invisible text says."""
    kinds = list(_objects(text))
    images = [item for item, kind in kinds if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE]
    boxes = [box for item in images for box in _bounds(text, item)]
    covered = sum((right - left) * (bottom - top) for left, top, right, bottom in boxes)
    width, height = text.page.get_size()
    return covered > _LAYER_IMAGE * width * height or len(kinds) > _OUTLINES


def _objects(text: PageText) -> Iterator[tuple[pdfium_c.FPDF_PAGEOBJECT, int]]:
    """Yield the objects of a page other than text, with their kinds."""
    page = text.page.raw
    for index in range(pdfium_c.FPDFPage_CountObjects(page)):
        item = pdfium_c.FPDFPage_GetObject(page, index)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind != pdfium_c.FPDF_PAGEOBJ_TEXT:
            yield item, kind


def _bounds(text: PageText, item: pdfium_c.FPDF_PAGEOBJECT) -> Iterator[_Bounds]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        (xa, ya), (xb, yb) = text.place(left.value, top.value), text.place(right.value, bottom.value)
        yield min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def _is_painted(item: pdfium_c.FPDF_PAGEOBJECT, text: PageText) -> bool:
    fill, stroke = text.draw_mode
    pdfium_c.FPDFPath_GetDrawMode(item, fill, stroke)
    if fill.value == pdfium_c.FPDF_FILLMODE_NONE:
        return False
    red, green, blue, alpha = text.colour
    pdfium_c.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return bool(alpha.value) and min(red.value, green.value, blue.value) < _WHITE


def without_struck(
    text: PageText, lines: Sequence[Line], level: Sequence[Rule], boxes: Sequence[_Bounds] = ()
) -> list[Line]:
    """Return the lines without the words that are taken back.

    Args:
        text: The page.
        lines: Its lines.
        level: Its level strokes; one through the middle of words takes them back.
        boxes: Of what a reader of the page struck out.
    """
    if boxes:
        lines = [kept for line in lines for kept in _outside(text, line, boxes)]
    strokes = sorted(level)
    if not strokes or len(strokes) > _MOST_STROKES:
        return list(lines)
    places = [rule.at for rule in strokes]
    kept: list[Line] = []
    for line in lines:
        low = bisect_left(places, line.y - _STRUCK_TO * line.size)
        high = bisect_left(places, line.y - _STRUCK_FROM * line.size)
        found = [rule for rule in strokes[low:high] if _is_through(line, rule)]
        kept += _unstruck(text, line, found) if found else [line]
    return kept


def _is_through(line: Line, rule: Rule) -> bool:
    room = _STRUCK_ROOM * line.size
    long = rule.end - rule.start >= _SHORTEST_STROKE * line.size
    return long and line.x0 - room <= rule.start and rule.end <= line.x1 + room and line.first >= 0


def _strikes(rule: Rule, box: _Bounds) -> bool:
    """Tell whether a stroke goes through the middle of a letter; a fraction's bar goes between."""
    down = (rule.at - box[1]) / max(box[3] - box[1], 1)
    return rule.start <= (box[0] + box[2]) / 2 <= rule.end and _MIDDLE[0] <= down <= _MIDDLE[1]


def _outside(text: PageText, line: Line, boxes: Sequence[_Bounds]) -> list[Line]:
    """Return what is left of a line outside of boxes."""
    y = line.y - line.size / 4
    here = [box for box in boxes if box[1] <= y <= box[3] and box[0] <= line.x1 and line.x0 <= box[2]]
    struck = [
        index
        for index in (range(line.first, line.last + 1) if here else ())
        if (place := text.box(index)) is not None
        and any(box[0] <= (place[0] + place[2]) / 2 <= box[2] for box in here)
    ]
    return without_letters(text, line, struck) if struck else [line]


def _unstruck(text: PageText, line: Line, strokes: Sequence[Rule]) -> list[Line]:
    struck = [
        index
        for index in range(line.first, line.last + 1)
        if (box := text.box(index)) is not None and any(_strikes(rule, box) for rule in strokes)
    ]
    if sum(not text.is_space(index) for index in struck) < _LEAST_STRUCK:
        return [line]
    return without_letters(text, line, struck)


def without_letters(text: PageText, line: Line, struck: Sequence[int]) -> list[Line]:
    """Return what is left of a line without some of its letters, which are none of the page any more."""
    text.gone.update(struck)
    left = text.piece(line.first, line.last)
    # Words were taken out between two spaces.
    return [replace(left, text=_SPACES.sub(" ", left.text))] if left is not None else []
