"""Plain text and Markdown."""

from __future__ import annotations

import re

from clausecheck.model.document import BlockKind
from clausecheck.readers.headers import header_row
from clausecheck.readers.layout import Layout, LayoutBuilder
from clausecheck.readers.paragraphs import blocks_of
from clausecheck.readers.pdflines import Line
from clausecheck.readers.settings import Progress, ReadSettings
from clausecheck.readers.signs import readable

_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|?)+")
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_ENCODINGS = ("utf-8-sig", "cp1252")


def read_text(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read plain text: UTF-8 where it is, else Windows-1252."""
    return _read(data, markdown=False)


def read_markdown(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read Markdown: its headings and tables are understood."""
    return _read(data, markdown=True)


def _read(data: bytes, *, markdown: bool) -> Layout:
    text = readable(decoded(data)).replace("\r\n", "\n").replace("\r", "\n")
    builder = LayoutBuilder()
    pending: list[Line] = []
    rows: list[list[str]] = []
    for number, line in enumerate(text.split("\n")):
        heading = _HEADING.fullmatch(line) if markdown else None
        row = markdown and line.lstrip().startswith("|")
        if heading or row:
            _add_paragraphs(builder, pending)
        if not row:
            _add_rows(builder, rows)
        if heading:
            builder.add(heading.group(2), BlockKind.HEADING, level=len(heading.group(1)))
        elif row and not _RULE.fullmatch(line.strip()):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
        elif not row and line.strip():
            pending.append(_line(line, number))
    _add_rows(builder, rows)
    _add_paragraphs(builder, pending)
    return Layout(text=builder.text(), blocks=tuple(builder.blocks))


def decoded(data: bytes) -> str:
    """Return the text of bytes: UTF-16 with its mark, UTF-8, else Windows-1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _line(text: str, number: int) -> Line:
    """Return a line of text as if printed: one point a character and a line, blank lines as gaps."""
    indent = len(text) - len(text.lstrip())
    return Line(text.strip(), 1, float(indent), float(len(text.rstrip())), float(number), 0.8)


def _add_paragraphs(builder: LayoutBuilder, pending: list[Line]) -> None:
    for kind, lines in blocks_of(pending):
        builder.add_lines([(line.text, None) for line in lines], kind)
    pending.clear()


def _add_rows(builder: LayoutBuilder, rows: list[list[str]]) -> None:
    # The first row of a Markdown table names its columns, by the format's own rule.
    header = header_row(rows, [index == 0 for index in range(len(rows))]) if rows else None
    for index, row in enumerate(rows):
        builder.add_row(row, tuple(rows[header]) if header is not None and index > header else ())
    rows.clear()
