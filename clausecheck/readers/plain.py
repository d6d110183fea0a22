"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clausecheck.model.document import BlockKind
from clausecheck.model.limits import Limits
from clausecheck.readers.encodings import decoded
from clausecheck.readers.headers import header_row
from clausecheck.readers.layout import Layout, LayoutBuilder
from clausecheck.readers.paragraphs import blocks_of
from clausecheck.readers.pdflines import Line
from clausecheck.readers.settings import Progress, ReadSettings
from clausecheck.readers.signs import mended, readable

_RULE = re.compile(r"\|?(?:\s*+:?-{2,}+:?\s*+\|?)++")
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_PAGE_END = "\f"


def read_text(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read plain text; form feeds part its pages, as in the text export of a PDF."""
    return _read(data, settings.limits, markdown=False)


def read_markdown(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read Markdown: its headings and tables are understood."""
    return _read(data, settings.limits, markdown=True)


def _read(data: bytes, limits: Limits, *, markdown: bool) -> Layout:
    sheets = decoded(data).replace("\r\n", "\n").removesuffix(_PAGE_END).split(_PAGE_END)
    builder = LayoutBuilder()
    if markdown:
        _add_markdown(builder, _clean("\n".join(sheets)))
        return Layout(text=builder.text(), blocks=tuple(builder.blocks))
    lines = [line for page, sheet in enumerate(sheets, start=1) for line in lines_of(sheet, page)]
    paged = 1 < len(sheets) <= limits.pages
    add_paragraphs(builder, lines, paged=paged)
    pages = builder.pages(len(sheets)) if paged else ()
    return Layout(text=builder.text(), pages=pages, blocks=tuple(builder.blocks))


def lines_of(text: str, page: int = 1) -> list[Line]:
    """Return the lines of a text as if printed on a page, blank ones left as gaps."""
    lines = _clean(text).split("\n")
    return [_line(line, number, page) for number, line in enumerate(lines) if line.strip()]


def add_paragraphs(builder: LayoutBuilder, lines: Sequence[Line], *, paged: bool = False) -> None:
    """Add lines, those wrapped by hand joined into paragraphs and list items.

    Args:
        builder: Grows.
        lines: In reading order.
        paged: Their page numbers are pages of the document.
    """
    for kind, block in blocks_of(lines):
        builder.add_lines([(line.text, line.page if paged else None) for line in block], kind)


def _clean(text: str) -> str:
    return mended(readable(text)).replace("\r", "\n")


def _add_markdown(builder: LayoutBuilder, text: str) -> None:
    pending: list[Line] = []
    rows: list[list[str]] = []
    for number, line in enumerate(text.split("\n")):
        heading = _HEADING.fullmatch(line)
        row = line.lstrip().startswith("|")
        if heading or row:
            _flush(builder, pending)
        if not row:
            _add_rows(builder, rows)
        if heading:
            builder.add(heading.group(2), BlockKind.HEADING, level=len(heading.group(1)))
        elif row and not _RULE.fullmatch(line.strip()):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
        elif not row and line.strip():
            pending.append(_line(line, number, 1))
    _add_rows(builder, rows)
    _flush(builder, pending)


def _line(text: str, number: int, page: int) -> Line:
    """Return a line of text as if printed: one point a character and a line, blank lines as gaps."""
    indent = len(text) - len(text.lstrip())
    return Line(text.strip(), page, float(indent), float(len(text.rstrip())), float(number), 0.8)


def _flush(builder: LayoutBuilder, pending: list[Line]) -> None:
    add_paragraphs(builder, pending)
    pending.clear()


def _add_rows(builder: LayoutBuilder, rows: list[list[str]]) -> None:
    # The first row of a Markdown table names its columns, by the format's own rule.
    header = header_row(rows, [index == 0 for index in range(len(rows))]) if rows else None
    for index, row in enumerate(rows):
        builder.add_row(row, tuple(rows[header]) if header is not None and index > header else ())
    rows.clear()
