"""The pictures of a PDF page, and the page drawn as a picture."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

_MOST_DOTS = 40_000_000
"""Of one picture: an A2 sheet at 300 dpi; larger ones are drawn coarser."""
_GLANCE_DPI = 50
_MOST_OBJECTS = 6_000
_LEAST_SHARE = 0.01
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn on a page.

    Attributes:
        box: Left, top, right, bottom in points, as displayed and as digital lines count them.
        share: Of the page that it covers.
        dpi: Its own resolution there.
    """

    box: Box
    share: float
    dpi: float


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
    return tuple(picture for picture in pictures if picture is not None and picture.share >= _LEAST_SHARE)


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


def _displayed(page: pdfium.PdfPage, box: Box) -> Box:
    """Turn left, bottom, right, top of the page's own space as ``PageText.place`` turns points."""
    places = [
        {90: (y, x), 180: (-x, y), 270: (-y, -x)}.get(page.get_rotation(), (x, -y))
        for x, y in (box[:2], box[2:])
    ]
    (xa, ya), (xb, yb) = places
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def visible(pdf: pdfium.PdfDocument, index: int) -> Box:
    """Return the part of a page that is shown."""
    page = pdf[index]
    try:
        return _displayed(page, page.get_bbox())
    finally:
        page.close()


def glance(pdf: pdfium.PdfDocument, index: int, box: Box | None = None, *, text: bool = True) -> Image.Image:
    """Return a coarse picture of a page, with or without its digital text.

    One with ink where it cannot be drawn, so that it is tried.
    """
    return drawn_or_none(pdf, index, _GLANCE_DPI, box, text=text) or Image.linear_gradient("L")


def bounded(pdf: pdfium.PdfDocument, index: int, dpi: int) -> int:
    """Return a resolution at which a page has no more dots than are handled."""
    width, height = pdf.get_page_size(index)
    dots = max(1.0, width * height) * (dpi / 72) ** 2
    return max(1, int(dpi * math.sqrt(min(1.0, _MOST_DOTS / dots))))


def drawn_or_none(
    pdf: pdfium.PdfDocument, index: int, dpi: int, box: Box | None, *, text: bool = True
) -> Image.Image | None:
    """Draw a page as ``drawn`` does; None where PDFium cannot, or where there is no memory for it."""
    try:
        return drawn(pdf, index, dpi, box, text=text)
    except (pdfium.PdfiumError, MemoryError):
        return None


def drawn(
    pdf: pdfium.PdfDocument, index: int, dpi: int, box: Box | None = None, *, text: bool = True
) -> Image.Image:
    """Draw a page, or a box of it, in grey.

    Raises:
        PdfiumError: PDFium cannot draw it.
    """
    scale = bounded(pdf, index, dpi) / 72
    page = pdf[index]
    try:
        if not text:
            _hide_text(page)
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        picture: Image.Image = bitmap.to_pil().convert("L")
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


def _hide_text(page: pdfium.PdfPage) -> None:
    """Leave the text out of what is drawn next; the page is not saved, nor used after that."""
    for index in range(min(pdfium_c.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        item = pdfium_c.FPDFPage_GetObject(page.raw, index)
        if pdfium_c.FPDFPageObj_GetType(item) == pdfium_c.FPDF_PAGEOBJ_TEXT:
            pdfium_c.FPDFPageObj_SetIsActive(item, False)
