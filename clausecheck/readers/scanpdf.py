"""Which pages of a PDF are pictures of text, and those pages recognised."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from clausecheck.model.document import Problem
from clausecheck.readers.language import guess_language
from clausecheck.readers.pdflines import Line
from clausecheck.readers.pdftables import Item, Table
from clausecheck.readers.scanpages import (
    Recognised,
    Sheet,
    missing_data,
    odd_share,
    recognise_sheets,
    unread_page,
)
from clausecheck.readers.scanpicture import has_ink, is_paper
from clausecheck.readers.settings import Ocr, Progress, ReadSettings

_LEAST_DPI, _MOST_DPI = 200, 300
"""Under 200 Tesseract loses words, over 300 it gains none and takes longer (measured)."""
_MOST_DOTS = 40_000_000
"""Of one picture: an A2 sheet at 300 dpi; larger ones are drawn coarser."""
_GLANCE_DPI = 50
_MOST_OBJECTS = 6_000
_LEAST_TEXT = 40
_THIN_TEXT = 300
"""Characters under which a page with a large picture has a stamp or a heading, not a text layer."""
_LEAST_NATIVE = 90
"""Dots an inch under which a picture within a text is a logo or a drawing: no scan is as coarse."""
_LARGE = 0.25
_HALF = 0.2
_WHOLE = 0.6
_MORE = 1.5
"""Times as many characters as the digital layer has: then the picture held the page's text."""
_BAD_LAYER = 0.3
_SURE = 70.0
_LEAST_WORDS = 8
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn on a page.

    Attributes:
        box: Left, top, right, bottom in points, as displayed and as digital lines count them.
        share: Of the page that it covers.
        dpi: Its own resolution there.
    """

    box: _Box
    share: float
    dpi: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """What is known of a page before recognition.

    Attributes:
        items: Its digital text without running lines.
        pictures: On it, the small ones left out.
        pictured: It may hold text as a picture: one covers much of it, or it is drawn as outlines.
        code: Of the problem that it has, if any.
    """

    items: Sequence[Item] = ()
    pictures: Sequence[Picture] = ()
    pictured: bool = False
    code: str | None = None

    @property
    def covered(self) -> float:
        """Share of the page that pictures cover."""
        return min(1.0, sum(picture.share for picture in self.pictures))

    @property
    def text(self) -> str:
        """Its digital text."""
        return "\n".join(line.text for item in self.items for line in lines_of(item))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What recognition changes about a page.

    Attributes:
        items: Its text; None where the digital text stands as it was.
        confidence: Mean of its recognised words.
        problem: What is wrong with it now.
    """

    items: tuple[Item, ...] | None = None
    confidence: float | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A page to recognise; ``parts``: only these pictures of it; ``sure``: it has no text otherwise."""

    index: int
    sure: bool
    parts: tuple[Picture, ...] = ()


def lines_of(item: Item) -> Sequence[Line]:
    """Return the lines of an item."""
    return item.lines if isinstance(item, Table) else (item,)


def pictures_on(page: pdfium.PdfPage) -> tuple[Picture, ...]:
    """Return the pictures of a page that cover a hundredth of it or more."""
    count = min(pdfium_c.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)
    kinds = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM)
    drawn = (pdfium_c.FPDFPage_GetObject(page.raw, index) for index in range(count))
    found = [item for item in drawn if pdfium_c.FPDFPageObj_GetType(item) in kinds]
    if not found:
        return ()
    width, height = page.get_size()
    pictures = (_picture(page, item, max(1.0, width * height)) for item in found)
    return tuple(picture for picture in pictures if picture is not None and picture.share >= 0.01)


def _picture(page: pdfium.PdfPage, item: pdfium_c.FPDF_PAGEOBJECT, area: float) -> Picture | None:
    """Return an image, or a form that holds nothing but one."""
    inner = item
    if pdfium_c.FPDFPageObj_GetType(item) == pdfium_c.FPDF_PAGEOBJ_FORM:
        if pdfium_c.FPDFFormObj_CountObjects(item) != 1:
            return None
        inner = pdfium_c.FPDFFormObj_GetObject(item, 0)
        if pdfium_c.FPDFPageObj_GetType(inner) != pdfium_c.FPDF_PAGEOBJ_IMAGE:
            return None
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    box = _displayed(page, (left.value, bottom.value, right.value, top.value))
    surface = (box[2] - box[0]) * (box[3] - box[1])
    across, down = ctypes.c_uint(), ctypes.c_uint()
    pdfium_c.FPDFImageObj_GetImagePixelSize(inner, across, down)
    if surface <= 0:
        return None
    return Picture(box, min(1.0, surface / area), 72 * math.sqrt(across.value * down.value / surface))


def _displayed(page: pdfium.PdfPage, box: _Box) -> _Box:
    """Turn left, bottom, right, top of the page's own space as ``PageText.place`` turns points."""
    places = [
        {90: (y, x), 180: (-x, y), 270: (-y, -x)}.get(page.get_rotation(), (x, -y))
        for x, y in (box[:2], box[2:])
    ]
    (xa, ya), (xb, yb) = places
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def recognised_pages(
    pdf: pdfium.PdfDocument,
    states: Sequence[PageState],
    settings: ReadSettings,
    progress: Progress | None = None,
) -> dict[int, Outcome]:
    """Recognise the pages that need it.

    Args:
        pdf: The open document.
        states: One a page.
        settings: Which pages, at what cost.
        progress: Told after every page.

    Returns:
        Index of the page (from 0) -> what changes about it; pages that need nothing are not in it.
    """
    wanted = [page for index, state in enumerate(states) if (page := _wanted(pdf, index, state, settings))]
    lacking = missing_data() if wanted and settings.ocr is not Ocr.OFF else None
    if settings.ocr is Ocr.OFF or lacking:
        return {page.index: _unread(page, lacking) for page in wanted}
    sheets = [sheet for page in wanted for sheet in _sheets(pdf, page, states[page.index])]
    text = "\n".join(state.text for state in states)
    found: dict[int, list[Recognised]] = {}
    for result in recognise_sheets(sheets, settings, language=guess_language(text), progress=progress):
        found.setdefault(result.number - 1, []).append(result)
    return {
        page.index: _outcome(page, states[page.index], found.get(page.index, []), settings) for page in wanted
    }


def _wanted(pdf: pdfium.PdfDocument, index: int, state: PageState, settings: ReadSettings) -> _Wanted | None:
    if state.code == "page_unreadable":
        return None
    if state.code == "page_garbled":
        return _Wanted(index, sure=True)
    shown = len(state.text.replace("\n", ""))
    if state.pictured and shown < _LEAST_TEXT:
        return _Wanted(index, sure=True) if has_ink(_glance(pdf, index)) else _Wanted(index, sure=False)
    if settings.ocr is Ocr.FORCE:
        return _Wanted(index, sure=False)
    return _perhaps(pdf, index, state, shown)


def _perhaps(pdf: pdfium.PdfDocument, index: int, state: PageState, shown: int) -> _Wanted | None:
    """Tell of a page that has some text whether its pictures hold more, or better, text."""
    if state.covered < _HALF:
        return None
    layered = shown >= _THIN_TEXT
    if layered and state.covered >= _WHOLE and odd_share(state.text) <= _BAD_LAYER:
        return None
    glance = _glance(pdf, index)
    if not layered or state.covered >= _WHOLE:
        whole = state.covered >= _LARGE and is_paper(glance) and has_ink(glance)
        return _Wanted(index, sure=False) if whole else None
    parts = tuple(picture for picture in state.pictures if _is_scanned_part(pdf, index, picture, state))
    return _Wanted(index, sure=False, parts=parts) if parts else None


def _is_scanned_part(pdf: pdfium.PdfDocument, index: int, picture: Picture, state: PageState) -> bool:
    """Tell a scanned half page from photographs, drawings and backgrounds of text."""
    if picture.share < _HALF or picture.dpi < _LEAST_NATIVE:
        return False
    left, top, right, bottom = picture.box
    lines = [line for item in state.items for line in lines_of(item)]
    over = sum(left <= line.x0 <= right and top <= line.y - line.size / 3 <= bottom for line in lines)
    glance = _glance(pdf, index, picture.box)
    return over * 10 <= len(lines) and is_paper(glance) and has_ink(glance)


def _glance(pdf: pdfium.PdfDocument, index: int, box: _Box | None = None) -> Image.Image:
    """Return a coarse picture of a page; one with ink where it cannot be drawn, so that it is tried."""
    return _drawn_or_none(pdf, index, _GLANCE_DPI, box) or Image.linear_gradient("L")


def _sheets(pdf: pdfium.PdfDocument, page: _Wanted, state: PageState) -> Iterator[Sheet]:
    visible = _visible(pdf, page.index)
    for part in page.parts or (None,):
        shown = [part] if part else [picture for picture in state.pictures if picture.share >= 0.02]
        native = max((picture.dpi for picture in shown), default=_MOST_DPI)
        box = part.box if part else None
        dpi = _bounded(pdf, page.index, min(_MOST_DPI, max(_LEAST_DPI, round(native))))
        left, top = (
            max(visible[0], box[0] if box else visible[0]),
            max(visible[1], box[1] if box else visible[1]),
        )
        picture = partial(_drawn_or_none, pdf, page.index, dpi, box)
        yield Sheet(number=page.index + 1, picture=picture, dpi=dpi, left=left, top=top)


def _visible(pdf: pdfium.PdfDocument, index: int) -> _Box:
    """Return the part of a page that is shown."""
    page = pdf[index]
    try:
        return _displayed(page, page.get_bbox())
    finally:
        page.close()


def _bounded(pdf: pdfium.PdfDocument, index: int, dpi: int) -> int:
    """Return a resolution at which a page has no more dots than are handled."""
    width, height = pdf.get_page_size(index)
    dots = max(1.0, width * height) * (dpi / 72) ** 2
    return max(1, int(dpi * math.sqrt(min(1.0, _MOST_DOTS / dots))))


def _drawn_or_none(pdf: pdfium.PdfDocument, index: int, dpi: int, box: _Box | None) -> Image.Image | None:
    try:
        return _drawn(pdf, index, dpi, box)
    except (pdfium.PdfiumError, MemoryError):
        return None


def _drawn(pdf: pdfium.PdfDocument, index: int, dpi: int, box: _Box | None = None) -> Image.Image:
    """Draw a page, or a box of it, in grey.

    Raises:
        PdfiumError: PDFium cannot draw it.
    """
    scale = _bounded(pdf, index, dpi) / 72
    page = pdf[index]
    try:
        drawn = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        picture: Image.Image = drawn.to_pil().convert("L")
        if box is None:
            return picture
        left, top, _, _ = _displayed(page, page.get_bbox())
        corners = ((box[0] - left), (box[1] - top), (box[2] - left), (box[3] - top))
        xa, ya, xb, yb = (int(corner * scale) for corner in corners)
        xa, ya = min(max(0, xa), picture.width - 1), min(max(0, ya), picture.height - 1)
        return picture.crop(
            (xa, ya, max(xa + 1, min(picture.width, xb)), max(ya + 1, min(picture.height, yb)))
        )
    finally:
        page.close()


def _unread(page: _Wanted, lacking: str | None) -> Outcome:
    """Say of a page whose text is a picture that it was not recognised."""
    return Outcome(problem=unread_page(page.index + 1, lacking)) if page.sure else Outcome()


def _outcome(page: _Wanted, state: PageState, found: Sequence[Recognised], settings: ReadSettings) -> Outcome:
    """Weigh what was recognised against what the page has."""
    if page.parts:
        return _joined(state, [result for result in found if _is_sure(result)])
    result = found[0]
    if page.sure or settings.ocr is Ocr.FORCE or not state.items:
        kept = result.problem is not None and result.problem.code in ("ocr_failed", "ocr_time")
        items = None if kept and not page.sure else result.items
        return Outcome(items=items, confidence=result.confidence, problem=result.problem)
    letters = sum(len(line.text) for item in result.items for line in lines_of(item))
    own = len(state.text)
    better = letters > _MORE * own or (letters > 0.5 * own and odd_share(state.text) > _BAD_LAYER)
    if _is_sure(result) and better:
        return Outcome(items=result.items, confidence=result.confidence, problem=result.problem)
    return Outcome()


def _is_sure(result: Recognised) -> bool:
    return result.words >= _LEAST_WORDS and (result.confidence or 0.0) >= _SURE


def _joined(state: PageState, found: Sequence[Recognised]) -> Outcome:
    """Put what pictures say between the digital lines above and below them."""
    items = list(state.items)
    for result in found:
        if not result.items:
            continue
        top = _top(result.items[0])
        at = next((index for index, item in enumerate(items) if _top(item) > top), len(items))
        items[at:at] = result.items
    sure = [result.confidence for result in found if result.confidence is not None]
    return Outcome(items=tuple(items), confidence=min(sure)) if sure else Outcome()


def _top(item: Item) -> float:
    return min(line.y for line in lines_of(item))


def confidences(outcomes: Mapping[int, Outcome]) -> dict[int, float | None]:
    """Return page number -> confidence of the pages whose text was recognised."""
    return {index + 1: out.confidence for index, out in outcomes.items() if out.items is not None}
