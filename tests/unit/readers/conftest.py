"""Files made on the fly for the tests of the readers."""

from __future__ import annotations

import io
import struct
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


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a zip with one more member, or with another content of it."""
    return zipped(*((each, part) for each, part in _members(data) if each != name), (name, content))


def with_relations(data: bytes, part: str, relations: str) -> bytes:
    """Return a Word file in which ``word/<part>.xml`` has more relations."""
    name = f"word/_rels/{part}.xml.rels"
    opened = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    before = dict(_members(data)).get(name, f"{opened}</Relationships>".encode()).decode()
    return with_part(data, name, before.replace("</Relationships>", f"{relations}</Relationships>").encode())


def _members(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def ole(stream: str, content: bytes) -> bytes:
    """Return an OLE container of one stream: header, table of sectors, directory, content."""
    content = content.ljust(4096, b"\0")
    sectors = -(-len(content) // 512)
    chain = [*range(3, sectors + 2), 0xFFFFFFFE]
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *chain, *[0xFFFFFFFF] * (126 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    entries = (
        _entry("Root Entry", 5, 0xFFFFFFFE, 0, 1)
        + _entry(stream, 2, 2, len(content), 0xFFFFFFFF)
        + bytes(256)
    )
    return header + table + entries + content.ljust(sectors * 512, b"\0")


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    words = name.encode("utf-16-le") + b"\0\0"
    free = 0xFFFFFFFF
    return words.ljust(64, b"\0") + struct.pack(
        "<HBB3I36xIQ", len(words), kind, 1, free, free, child, start, size
    )


_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{prefix}="{_URN}{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"), ("form", "form"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("script", "script"),
    )
) + (
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:math="http://www.w3.org/1998/Math/MathML"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    ' xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
)  # fmt: skip
ODT = b"application/vnd.oasis.opendocument.text"
_LOOKS = (
    ("Barre", 'style:text-line-through-style="solid"'), ("Net", 'style:text-line-through-style="none"'),
    ("Masque", 'text:display="none"'), ("Gras", 'fo:font-weight="bold"'), ("Signes", 'fo:font-family="Wingdings"'),
)  # fmt: skip
_STYLES = "".join(
    f'<style:style style:name="{name}" style:family="{family}"><style:text-properties {look}/></style:style>'
    for name, look in _LOOKS
    for family in ("text", "paragraph")
)


def odt_content(body: str, styles: str = "", root: str = "document-content", before: str = "") -> bytes:
    """Return the XML of an OpenDocument text: a part, or a flat file where the root is ``document``."""
    return (
        f'<?xml version="1.0"?><office:{root} {_SPACES} office:mimetype="{ODT.decode()}">{before}'
        f"<office:automatic-styles>{_STYLES}{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:{root}>"
    ).encode()


def odt(body: str, styles: str = "", *members: tuple[str, bytes]) -> bytes:
    """Return an OpenDocument text with the styles « Barre », « Net », « Masque », « Gras » and « Signes »."""
    return zipped(("mimetype", ODT), ("content.xml", odt_content(body, styles)), *members)


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
