"""Which pages of a PDF are pictures of text, and those pages recognised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pypdfium2 as pdfium

from clausecheck.model.document import Problem
from clausecheck.readers.language import guess_language
from clausecheck.readers.pdflines import Line
from clausecheck.readers.pdfpictures import Picture, bounded, drawn_or_none, glance, visible
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
    """A page to recognise.

    Attributes:
        index: From 0.
        sure: It has no text otherwise.
        hidden: It has a line or two (a stamp), and a picture that surely holds more.
        parts: Only these pictures of it.
    """

    index: int
    sure: bool
    hidden: bool = False
    parts: tuple[Picture, ...] = ()


def lines_of(item: Item) -> Sequence[Line]:
    """Return the lines of an item."""
    return item.lines if isinstance(item, Table) else (item,)


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
        return _Wanted(index, sure=True) if has_ink(glance(pdf, index)) else _Wanted(index, sure=False)
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
    seen = glance(pdf, index, text=layered)
    if not layered or state.covered >= _WHOLE:
        whole = state.covered >= _LARGE and is_paper(seen) and has_ink(seen)
        return _Wanted(index, sure=False, hidden=not layered) if whole else None
    parts = tuple(picture for picture in state.pictures if _is_scanned_part(pdf, index, picture, state))
    return _Wanted(index, sure=False, parts=parts) if parts else None


def _is_scanned_part(pdf: pdfium.PdfDocument, index: int, picture: Picture, state: PageState) -> bool:
    """Tell a scanned half page from photographs, drawings and backgrounds of text."""
    if picture.share < _HALF or picture.dpi < _LEAST_NATIVE:
        return False
    left, top, right, bottom = picture.box
    lines = [line for item in state.items for line in lines_of(item)]
    over = sum(left <= line.x0 <= right and top <= line.y - line.size / 3 <= bottom for line in lines)
    seen = glance(pdf, index, picture.box)
    return over * 10 <= len(lines) and is_paper(seen) and has_ink(seen)


def _sheets(pdf: pdfium.PdfDocument, page: _Wanted, state: PageState) -> Iterator[Sheet]:
    shown_box = visible(pdf, page.index)
    for part in page.parts or (None,):
        shown = [part] if part else [picture for picture in state.pictures if picture.share >= 0.02]
        native = max((picture.dpi for picture in shown), default=_MOST_DPI)
        box = part.box if part else None
        dpi = bounded(pdf, page.index, min(_MOST_DPI, max(_LEAST_DPI, round(native))))
        left, top = (
            max(shown_box[0], box[0] if box else shown_box[0]),
            max(shown_box[1], box[1] if box else shown_box[1]),
        )
        picture = partial(drawn_or_none, pdf, page.index, dpi, box)
        yield Sheet(number=page.index + 1, picture=picture, dpi=dpi, left=left, top=top)


def _unread(page: _Wanted, lacking: str | None) -> Outcome:
    """Say of a page whose text is a picture that it was not recognised."""
    return Outcome(problem=unread_page(page.index + 1, lacking)) if page.sure or page.hidden else Outcome()


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
