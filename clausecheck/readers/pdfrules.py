"""The ruled lines of a PDF page, as PDFium lists them: level and upright strokes."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2.raw as pdfium_c

from clausecheck.readers.pdflines import PageText

_MOST_OBJECTS = 6_000
"""Objects of a page past which it is a drawing or a map, not a table."""
_MOST_SEGMENTS = 4_000
_MOST_FORMS_DEPTH = 3
_MOST_SHADES = 600
_PADDING = 12.0
"""Points between a cell's border and its text, at most."""
_DARK, _OPAQUE = 90, 255
_THIN = 3.0
"""Points: a filled box thinner than this is a stroke."""
_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1, 0, 0, 1, 0, 0)
_DRAWN = frozenset((pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_FORM))
# Filled anew by every call: making them each time costs as much as the call.
_BOUNDS = tuple(ctypes.c_float() for _ in range(4))
_COLOUR = tuple(ctypes.c_uint() for _ in range(4))
_MODE = ctypes.c_int(), pdfium_c.FPDF_BOOL()


class Rule(NamedTuple):
    """A stroke: ``at`` is its place across, ``start`` to ``end`` its extent (points, as displayed)."""

    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A box, as displayed."""

    left: float
    top: float
    right: float
    bottom: float


class Cover(NamedTuple):
    """A box filled with a dark colour that nothing shines through: black ground, or a redaction."""

    box: Box
    item: pdfium_c.FPDF_PAGEOBJECT


class Rules(NamedTuple):
    """The strokes of a page."""

    level: list[Rule]
    upright: list[Rule]
    covers: tuple[Cover, ...] = ()
    """Dark boxes, in the order in which they are drawn."""

    def moved(self, left: float, top: float) -> Rules:
        """Return the strokes shifted to the right and down."""
        return Rules(
            [Rule(at + top, start + left, end + left) for at, start, end in self.level],
            [Rule(at + left, start + top, end + top) for at, start, end in self.upright],
        )


class _Mark(NamedTuple):
    """Two corners of a stroke or a box.

    Attributes:
        shade: It is filled and has no outline.
        filled: What is filled.
    """

    xa: float
    ya: float
    xb: float
    yb: float
    shade: bool = False
    filled: pdfium_c.FPDF_PAGEOBJECT | None = None


def rules_of(text: PageText) -> Rules:
    """Return the level and upright strokes of a page, edges of boxes among them.

    Shaded boxes without an outline count where they are cells: between strokes, or side by side.
    """
    rules = Rules([], [])
    if pdfium_c.FPDFPage_CountObjects(text.page.raw) > _MOST_OBJECTS:
        return rules
    width, height = text.page.get_size()
    shades: list[Box] = []
    covers: list[Cover] = []
    for mark in _marks(text):
        (left, top), (right, bottom) = text.place(mark.xa, mark.ya), text.place(mark.xb, mark.yb)
        box = Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))
        wide, high = box.right - box.left, box.bottom - box.top
        if wide > 0.97 * width and high > 0.9 * height:
            continue
        large = wide > _THIN and high > _THIN
        if mark.filled and large and _is_dark(mark.filled):
            covers.append(Cover(box, mark.filled))
        if mark.shade and large:
            shades.append(box)
        else:
            _sort(rules, *box)
    for box in _cells(shades, rules.level):
        _sort(rules, *box)
    return rules._replace(covers=tuple(covers)) if covers else rules


def _is_dark(item: pdfium_c.FPDF_PAGEOBJECT) -> bool:
    """Tell a filling that hides what is under it, and is dark enough not to be the ground of words."""
    if not _is_box(item):
        return False
    red, green, blue, alpha = _COLOUR
    known = pdfium_c.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    dark = known and max(red.value, green.value, blue.value) <= _DARK and alpha.value == _OPAQUE
    return bool(dark and not pdfium_c.FPDFPageObj_HasTransparency(item))


def _is_box(item: pdfium_c.FPDF_PAGEOBJECT) -> bool:
    """Tell a box from a triangle or a round thing, by its sides."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(pdfium_c.FPDFPath_CountSegments(item)):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return False
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
    return all(abs(a[0] - b[0]) < 1 or abs(a[1] - b[1]) < 1 for a, b in pairwise([*points, points[0]]))


def _cells(shades: list[Box], level: list[Rule]) -> list[Box]:
    """Keep the shaded boxes that are cells; shading behind words or lines of text is none."""
    if not shades or len(shades) > _MOST_SHADES:
        return []
    shades = sorted(set(shades))
    lefts = [box.left for box in shades]
    kept = [
        box
        for box in shades
        if not any(
            _insets(outer, box)
            for outer in shades[bisect_left(lefts, box.left - _PADDING) : bisect_left(lefts, box.left - 1)]
        )
    ]
    return [
        box
        for box in kept
        if (_on(level, box.top, box) and _on(level, box.bottom, box))
        or any(_abreast(box, other) for other in kept)
    ]


def _insets(outer: Box, box: Box) -> bool:
    """Tell whether ``box`` shades text inside of the cell ``outer``, a cell's padding away from it."""
    return (
        1 < outer.right - box.right < _PADDING and outer.top <= box.top + 1 and box.bottom <= outer.bottom + 1
    )


def _on(level: list[Rule], at: float, box: Box) -> bool:
    return any(
        abs(rule.at - at) <= _THIN and rule.start - 4 <= box.left and box.right <= rule.end + 4
        for rule in level
    )


def _abreast(box: Box, other: Box) -> bool:
    """Tell whether two boxes stand side by side, as cells of one row."""
    beside = abs(box.right - other.left) <= _THIN or abs(other.right - box.left) <= _THIN
    return beside and abs(box.top - other.top) <= _THIN and abs(box.bottom - other.bottom) <= _THIN


def _sort(rules: Rules, left: float, top: float, right: float, bottom: float) -> None:
    """File a stroke or the four edges of a box."""
    wide, high = right - left, bottom - top
    if high <= _THIN and wide <= _THIN:
        return
    if high <= _THIN:
        rules.level.append(Rule((top + bottom) / 2, left, right))
    elif wide <= _THIN:
        rules.upright.append(Rule((left + right) / 2, top, bottom))
    else:
        rules.level.extend((Rule(top, left, right), Rule(bottom, left, right)))
        rules.upright.extend((Rule(left, top, bottom), Rule(right, top, bottom)))


def _marks(text: PageText) -> Iterator[_Mark]:
    """Yield two corners of every level or upright stroke or box, in the page's own space."""
    page = text.page.raw
    budget = [_MOST_SEGMENTS]
    for index in range(pdfium_c.FPDFPage_CountObjects(page)):
        item = pdfium_c.FPDFPage_GetObject(page, index)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind in _DRAWN:
            yield from _of_object(item, kind, _PLAIN, 0, budget)


def _of_object(
    item: pdfium_c.FPDF_PAGEOBJECT, kind: int, outer: _Matrix, depth: int, budget: list[int]
) -> Iterator[_Mark]:
    if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _MOST_FORMS_DEPTH:
        inner = _times(_matrix(item), outer)
        for index in range(min(pdfium_c.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)):
            part = pdfium_c.FPDFFormObj_GetObject(item, index)
            yield from _of_object(part, pdfium_c.FPDFPageObj_GetType(part), inner, depth + 1, budget)
    elif kind == pdfium_c.FPDF_PAGEOBJ_PATH and budget[0] > 0:
        count = pdfium_c.FPDFPath_CountSegments(item)
        budget[0] -= count
        if count <= 5:
            yield from _simple(item, outer, count)
        else:
            yield from _segments(item, outer, min(count, _MOST_SEGMENTS))


def _simple(item: pdfium_c.FPDF_PAGEOBJECT, outer: _Matrix, count: int) -> Iterator[_Mark]:
    """A stroke or a box: its bounds tell all."""
    left, bottom, right, top = _BOUNDS
    if not pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return
    xa, ya, xb, yb = left.value, bottom.value, right.value, top.value
    if outer is not _PLAIN:
        (xa, ya), (xb, yb) = _at(outer, xa, ya), _at(outer, xb, yb)
    slanted = count < 4 and abs(xb - xa) > _THIN and abs(yb - ya) > _THIN
    if not slanted:
        fill, stroke = _MODE
        filled = (
            count >= 4
            and pdfium_c.FPDFPath_GetDrawMode(item, fill, stroke)
            and fill.value != pdfium_c.FPDF_FILLMODE_NONE
        )
        yield _Mark(xa, ya, xb, yb, shade=bool(filled and not stroke.value), filled=item if filled else None)


def _segments(item: pdfium_c.FPDF_PAGEOBJECT, outer: _Matrix, count: int) -> Iterator[_Mark]:
    """A path of many strokes, such as a whole grid drawn at once: each stroke by itself."""
    matrix = _times(_matrix(item), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        here = _at(matrix, x.value, y.value)
        drawn = pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_LINETO
        if drawn and before and (abs(here[0] - before[0]) < 1 or abs(here[1] - before[1]) < 1):
            yield _Mark(*before, *here)
        before = here


def _matrix(item: pdfium_c.FPDF_PAGEOBJECT) -> _Matrix:
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, matrix):
        return _PLAIN
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    x, y = _at(outer, e, f)
    oa, ob, oc, od, _, _ = outer
    return a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, x, y


def _at(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
