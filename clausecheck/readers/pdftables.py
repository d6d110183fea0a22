"""Ruled tables of a PDF as rows of cells, on the pages that seem to hold one.

pdfplumber takes about sixty times as long as PDFium on a page, so it is asked only about pages
with rulings, those that speak of criteria, weights or prices first, and never more than a few.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium

_MOST_PAGES = 20
"""Pages of one document that are looked at for tables."""
_LEAST_RULES = 6
_MOST_OBJECTS = 4_000
"""Objects of a page past which it is a drawing, not a table."""
_WEIGHED = re.compile(r"crit[eè]re|pond[eé]ration|points|note\b|bar[eè]me|\d ?%|weight|criteri", re.I)


@dataclass(frozen=True, slots=True)
class PageTables:
    """A page as texts (str) and tables (lists of rows), from top to bottom."""

    parts: tuple[str | list[list[str]], ...]


def tables_of(pdf: pdfium.PdfDocument, data: bytes, texts: Sequence[str]) -> Mapping[int, PageTables]:
    """Return page number -> its parts, for the pages on which a ruled table was found."""
    candidates = [
        number
        for number in range(1, len(texts) + 1)
        if texts[number - 1].strip() and _is_ruled(pdf[number - 1])
    ]
    candidates.sort(key=lambda number: (not _WEIGHED.search(texts[number - 1]), number))
    if not candidates:
        return {}
    import pdfplumber

    found: dict[int, PageTables] = {}
    with pdfplumber.open(io.BytesIO(data)) as plumbed:
        for number in sorted(candidates[:_MOST_PAGES]):
            parts = _parts(pdf[number - 1], plumbed.pages[number - 1])
            if parts is not None:
                found[number] = parts
    return found


def _is_ruled(page: pdfium.PdfPage) -> bool:
    """Tell whether the page holds both level and upright rules, counted from PDFium's objects."""
    count = pdfium.raw.FPDFPage_CountObjects(page.raw)
    if not _LEAST_RULES <= count <= _MOST_OBJECTS:
        return False
    level = upright = 0
    for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH], max_depth=2):
        left, bottom, right, top = item.get_bounds()
        wide, high = right - left, top - bottom
        level += wide > 30 and high < 3
        upright += high > 8 and wide < 3
        if wide > 30 and high > 8:
            level, upright = level + 1, upright + 1
        if level >= 3 and upright >= 3:
            return True
    return False


def _parts(page: pdfium.PdfPage, plumbed: object) -> PageTables | None:
    """Cut a page into the texts between its tables and the tables themselves."""
    tables = []
    for table in plumbed.find_tables():  # type: ignore[attr-defined]  # pdfplumber is untyped
        rows = [[cell or "" for cell in row] for row in table.extract()]
        rows = [row for row in rows if any(cell.strip() for cell in row)]
        if len(rows) >= 2 and max(len([c for c in row if c.strip()]) for row in rows) >= 2:
            tables.append((table.bbox, rows))
    if not tables:
        return None
    tables.sort(key=lambda pair: pair[0][1])
    height = page.get_height()
    width = page.get_width()
    words = page.get_textpage()
    parts: list[str | list[list[str]]] = []
    top = 0.0
    for (_, y0, _, y1), rows in tables:
        if y0 > top:
            parts.append(_between(words, width, height, top, y0))
        parts.append(rows)
        top = max(top, y1)
    parts.append(_between(words, width, height, top, height))
    return PageTables(parts=tuple(part for part in parts if part))


def _between(words: pdfium.PdfTextPage, width: float, height: float, top: float, bottom: float) -> str:
    text: str = words.get_text_bounded(left=0, right=width, top=height - top, bottom=height - bottom)
    return (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\x02\n", "-\n")
        .replace("\ufffe", "-\n")
        .replace("\x02", "-\n")
        .replace("\0", "")
    )
