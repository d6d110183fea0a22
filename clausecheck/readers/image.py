"""PNG, JPEG and TIFF files as documents: every picture is a page that goes through recognition."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from PIL import Image, ImageOps, UnidentifiedImageError

from clausecheck.errors import UnreadableError
from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.layout import Layout, LayoutBuilder
from clausecheck.readers.pdfblocks import fill
from clausecheck.readers.problems import problem, unreadable
from clausecheck.readers.running import without_running_lines
from clausecheck.readers.scanpages import (
    Recognised,
    Sheet,
    damaged_page,
    missing_data,
    recognise_sheets,
    unread_page,
)
from clausecheck.readers.scanpicture import has_ink
from clausecheck.readers.settings import Ocr, Progress, ReadSettings

_FORMATS = ("PNG", "JPEG", "TIFF")
_SHEET_INCHES = 11.7
"""Long side of an A4 sheet: what a picture shows where its file names no likely resolution."""
_LIKELY_INCHES = (3.0, 50.0)
_LEAST_DPI, _MOST_DPI = 200, 300
_LEAST_SIDE = 40
"""Dots under which a picture is a mark or a line, and holds no text."""
# What Pillow's parsers raise on damaged files, beyond what they document.
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, struct.error, KeyError, IndexError, TypeError, AttributeError,
           ZeroDivisionError, OverflowError, NotImplementedError, RuntimeError, MemoryError)  # fmt: skip


def read_image(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read a picture file by character recognition.

    Args:
        data: The file's bytes; a TIFF may hold several pages.
        settings: Choices and limits.
        progress: Told after every page.

    Returns:
        Text, pages and problems, as of a scanned PDF; no text for a photograph of something else.

    Raises:
        UnreadableError: The file is damaged, or larger than the limits.
    """
    with warnings.catch_warnings():
        # Our own limit decides on size, and Pillow's doubts about metadata are no news to an officer.
        warnings.simplefilter("ignore")
        file = _File(data, settings.limits)
        count = file.count()
        taken = min(count, settings.limits.pages)
        results = _recognised(file, taken, settings, progress)
    if all(result.problem is not None and result.problem.code == "page_unreadable" for result in results):
        raise unreadable("damaged_file", "Cette image est abîmée ou incomplète.")
    builder = LayoutBuilder()
    pages = without_running_lines([result.items for result in results])
    fill(builder, [item for items in pages for item in items])
    problems = [result.problem for result in results if result.problem is not None]
    if count > taken:
        problems.append(_too_many(settings.limits))
    lost = frozenset(found.page for found in problems if found.lost and found.page is not None)
    read = {result.number: result.confidence for result in results if result.items}
    return Layout(
        text=builder.text(),
        pages=builder.pages(taken, lost, read),
        blocks=tuple(builder.blocks),
        problems=tuple(problems),
    )


def picture_text(data: bytes, settings: ReadSettings) -> Layout | None:
    """Return what a picture within another document says; None where it holds no text or is not read.

    For documents that are made of pictures alone: an office file with a scan pasted on each page.
    """
    try:
        layout = read_image(data, settings)
    except UnreadableError:
        return None
    return layout if layout.text.strip() or any(found.lost for found in layout.problems) else None


def _recognised(
    file: _File, count: int, settings: ReadSettings, progress: Progress | None
) -> list[Recognised]:
    lacking = missing_data() if settings.ocr is not Ocr.OFF else None
    if settings.ocr is Ocr.OFF or lacking:
        return [_unread(file, index, lacking) for index in range(count)]
    sheets = [sheet for index in range(count) for sheet in _sheet(file, index)]
    found = {result.number: result for result in recognise_sheets(sheets, settings, progress=progress)}
    return [found.get(number) or damaged_page(number) for number in range(1, count + 1)]


def _sheet(file: _File, index: int) -> Sequence[Sheet]:
    """Return the sheet of one page; nothing where that page is damaged."""
    try:
        picture = file.picture(index)
        dpi = _dpi(picture)
    except _DAMAGE:
        return ()
    if min(picture.size) < _LEAST_SIDE:
        return [Sheet(number=index + 1, picture=_no_text, dpi=dpi)]
    return [Sheet(number=index + 1, picture=partial(_scaled, file, index, dpi), dpi=dpi)]


def _no_text() -> Image.Image:
    return Image.new("L", (_LEAST_SIDE, _LEAST_SIDE), "white")


def _unread(file: _File, index: int, lacking: str | None) -> Recognised:
    try:
        picture = file.picture(index)
        inked = min(picture.size) >= _LEAST_SIDE and has_ink(_grey(picture))
    except _DAMAGE:
        return damaged_page(index + 1)
    return Recognised(number=index + 1, problem=unread_page(index + 1, lacking) if inked else None)


def _too_many(limits: Limits) -> Problem:
    message = (
        f"Seules les {limits.pages} premières pages de ce fichier ont été lues ({limits.named('pages')})."
    )
    return problem("page_limit", message)


class _File:
    """A picture file; one of several pages is opened once, or finding a page would mean passing all before it."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        self._pages: Image.Image | None = None
        self._broken = False

    def count(self) -> int:
        """Return how many pages the file has, one past the limit at the most; the first is looked at.

        Raises:
            UnreadableError: The first page is damaged or too large.
        """
        try:
            first = self.picture(0)
            if first.format != "TIFF" or not getattr(first, "is_animated", False):
                return 1
        except _DAMAGE as error:
            raise unreadable("damaged_file", "Cette image est abîmée ou incomplète.") from error
        self._pages = first
        return 1 + sum(1 for _ in takewhile(self._has, range(1, self._limits.pages + 1)))

    def _has(self, index: int) -> bool:
        """Tell whether there is such a page: a damaged one too, though nothing leads past it."""
        if self._broken:
            return False
        try:
            self.picture(index)
        except EOFError:
            return False
        except UnreadableError:
            return True
        except _DAMAGE:
            self._broken = True
        return True

    def picture(self, index: int) -> Image.Image:
        """Return one page; its dots are not unpacked yet.

        Raises:
            UnreadableError: It has more dots than the limit.
            OSError: It is damaged (and the other errors of ``_DAMAGE``).
        """
        try:
            picture = self._pages or Image.open(io.BytesIO(self._data), formats=_FORMATS)
            picture.seek(index)
        except Image.DecompressionBombError as error:
            raise _too_large(self._limits) from error
        except UnidentifiedImageError as error:
            raise unreadable("damaged_file", "Cette image est abîmée ou incomplète.") from error
        if picture.width * picture.height > self._limits.image_pixels:
            raise _too_large(self._limits)
        return picture


def _too_large(limits: Limits) -> UnreadableError:
    return unreadable("too_large", f"Cette image a trop de points ({limits.named('image_pixels')}).")


def _native(picture: Image.Image) -> float:
    """Return a picture's own resolution: the one that its file names, where that makes a likely sheet."""
    longest = max(picture.width, picture.height)
    told = picture.info.get("dpi")
    named = float(told[0]) if isinstance(told, tuple) and told else 0.0
    low, high = _LIKELY_INCHES
    return named if named >= 100 and low <= longest / named <= high else longest / _SHEET_INCHES


def _dpi(picture: Image.Image) -> int:
    """Return the resolution at which to recognise a picture."""
    return min(_MOST_DPI, max(_LEAST_DPI, round(_native(picture))))


def _scaled(file: _File, index: int, dpi: int) -> Image.Image | None:
    """Return one page in grey at a resolution; None where its dots cannot be unpacked."""
    try:
        opened = file.picture(index)
        scale, grey = dpi / _native(opened), _grey(opened)
    except _DAMAGE:
        return None
    if abs(scale - 1) < 0.02 or min(grey.size) < _LEAST_SIDE:
        return grey
    size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
    return grey.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _grey(picture: Image.Image) -> Image.Image:
    """Return a picture as it is shown, in grey, on white paper."""
    if picture.format in ("JPEG", "MPO"):
        picture.draft("L", picture.size)
    picture = ImageOps.exif_transpose(picture)
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        shown = picture.convert("RGBA")
        paper = Image.new("RGBA", shown.size, "white")
        return Image.alpha_composite(paper, shown).convert("L")
    return picture.convert("L")
