"""Files made on the fly for the tests of the readers."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Sequence
from types import ModuleType

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from clausecheck.model.document import BlockKind, Document

LEFT = 70
STEP = 14


@pytest.fixture
def make() -> ModuleType:
    """Return the makers of this file."""
    return sys.modules[__name__]


def pdf(*pages: Sequence[str] | Callable[[Canvas], None], top: float = 760) -> bytes:
    """Return a PDF; a page is its lines (an empty one is a gap), or what draws it."""
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=A4)
    for page in pages:
        if callable(page):
            page(canvas)
        else:
            draw(canvas, page, top)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def draw(canvas: Canvas, lines: Sequence[str], top: float = 760) -> None:
    """Print lines one below the other; « # » before a line prints it in bold."""
    for index, line in enumerate(lines):
        canvas.setFont("Helvetica-Bold" if line.startswith("#") else "Helvetica", 11)
        canvas.drawString(LEFT, top - STEP * index, line.lstrip("#"))


def draw_table(canvas: Canvas, rows: Sequence[Sequence[str]], y: float, *extra: tuple[object, ...]) -> None:
    """Draw a ruled table whose lower edge stands at ``y``."""
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTSIZE", (0, 0), (-1, -1), 10), *extra]
    table = Table([list(row) for row in rows], colWidths=[300, 120][: len(rows[0])], style=TableStyle(style))
    table.wrapOn(canvas, 400, 600)
    table.drawOn(canvas, LEFT, y)


def word(build: Callable[[WordDocument], None]) -> bytes:
    """Return a Word file."""
    document = docx.Document()
    build(document)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def paragraph(document: WordDocument, inner: str) -> None:
    """Append a paragraph of raw WordprocessingML."""
    body = document.element.body
    namespaces = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body.insert(len(body) - 1, parse_xml(f"<w:p {namespaces}>{inner}</w:p>"))


def run(text: str, properties: str = "") -> str:
    """Return a run of raw WordprocessingML."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def zipped(*members: tuple[str, bytes]) -> bytes:
    """Return a zip."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return output.getvalue()


def shown(document: Document) -> list[tuple[BlockKind, str]]:
    """Return the kind and the words of every block."""
    return [(block.kind, document.text[block.span.start : block.span.end]) for block in document.blocks]


def check_invariants(document: Document) -> None:
    """Check what holds for every document, however it was read."""
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end
        assert document.text[end : block.span.start].strip() == ""
        place = block.span.start
        for cell in block.cells:
            assert place <= cell.start <= cell.end <= block.span.end
            place = cell.end
        assert not block.header or block.kind is BlockKind.TABLE_ROW
        end = block.span.end
    assert document.text[end:].strip() == ""
    if document.pages:
        assert document.pages[0].start == 0
        assert document.pages[-1].end == len(document.text)
        assert [page.number for page in document.pages] == list(range(1, len(document.pages) + 1))
        assert all(a.end == b.start for a, b in zip(document.pages, document.pages[1:], strict=False))
