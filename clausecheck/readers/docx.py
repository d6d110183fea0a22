"""Word: body text in order, with tables, lists, notes, text boxes and tracked insertions."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from clausecheck.errors import UnreadableError
from clausecheck.model.document import BlockKind, Problem
from clausecheck.readers.docxstyles import Numbering, Styles
from clausecheck.readers.layout import Layout, LayoutBuilder, header_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LARGEST_PART = 200 * 1024 * 1024
_DELETED = {f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}instrText", _FALLBACK}
_CONTENTS_STYLE = re.compile(r"(?:toc|tm|tdm|tabledesmati|contents)", re.IGNORECASE)


def read_docx(data: bytes) -> Layout:
    """Read a Word document; headers and footers are no content, deleted and struck text is out.

    Raises:
        UnreadableError: The file is not a Word document or is damaged or encrypted.
    """
    parts = _parts(data)
    builder = LayoutBuilder()
    reader = _BodyReader(
        builder, Styles(parts.get("word/styles.xml")), Numbering(parts.get("word/numbering.xml"))
    )
    body = parts["word/document.xml"].find(f"{W}body")
    if body is not None:
        reader.blocks(body)
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if name in parts:
            reader.notes(parts[name])
    return Layout(text=builder.text(), blocks=tuple(builder.blocks))


def _parts(data: bytes) -> dict[str, etree._Element]:
    """Parse the XML parts that hold content."""
    wanted = (
        "word/document.xml",
        "word/styles.xml",
        "word/numbering.xml",
        "word/footnotes.xml",
        "word/endnotes.xml",
    )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    parts: dict[str, etree._Element] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in wanted:
                if name in archive.namelist():
                    if archive.getinfo(name).file_size > _LARGEST_PART:
                        raise _damaged("sa partie principale est démesurée")
                    parts[name] = etree.fromstring(archive.read(name), parser)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, EOFError, OSError, RuntimeError) as error:
        raise _damaged(type(error).__name__) from error
    if "word/document.xml" not in parts:
        raise _damaged("le corps du document manque")
    return parts


def _damaged(why: str) -> UnreadableError:
    return UnreadableError(
        Problem(
            code="damaged_file",
            message=f"Ce document Word est abîmé ({why}).",
            remedy="Ouvrez-le dans Word ou LibreOffice et enregistrez-le de nouveau.",
            lost=True,
        )
    )


class _BodyReader:
    """Walks block-level elements and adds them to the builder."""

    def __init__(self, builder: LayoutBuilder, styles: Styles, numbering: Numbering) -> None:
        self._builder = builder
        self._styles = styles
        self._numbering = numbering

    def blocks(self, parent: etree._Element) -> None:
        """Add the paragraphs and tables of ``parent``, in order."""
        for element in parent:
            if element.tag == f"{W}p":
                self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif element.tag == f"{W}sdt":
                content = element.find(f"{W}sdtContent")
                if content is not None and not _is_contents(element):
                    self.blocks(content)
            elif element.tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
                self.blocks(element)

    def notes(self, root: etree._Element) -> None:
        """Add footnotes or endnotes; the separators that Word keeps among them are none."""
        for note in root:
            if note.get(f"{W}type") in (None, "normal"):
                text = " ".join(filter(None, (_text(p).strip() for p in note.iter(f"{W}p"))))
                self._builder.add(text, BlockKind.FOOTNOTE)

    def _paragraph(self, paragraph: etree._Element) -> None:
        style = self._styles.of(paragraph)
        if _CONTENTS_STYLE.match(style.name):
            return
        text = _text(paragraph).strip("\n")
        label, item, depth = self._numbering.label(paragraph, style)
        if text.strip():
            kind = BlockKind.HEADING if style.level else BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH
            self._builder.add(
                f"{label} {text.strip()}".strip(), kind, level=style.level or (depth if item else None)
            )
        for box in _boxes(paragraph):
            self.blocks(box)

    def _table(self, table: etree._Element) -> None:
        rows = [self._cells(row) for row in table.iter(f"{W}tr") if _own_table(row) is table]
        rows = [row for row in rows if any(cell.strip() for cell in row)]
        if not rows:
            return
        if max(len([cell for cell in row if cell.strip()]) for row in rows) == 1:
            for row in table.iter(f"{W}tr"):
                if _own_table(row) is table:
                    for cell in row.iter(f"{W}tc"):
                        self.blocks(cell)
            return
        header = header_of(rows)
        for index, cells in enumerate(rows):
            self._builder.add_row(cells, header if index else ())

    @staticmethod
    def _cells(row: etree._Element) -> list[str]:
        cells = []
        for cell in row.iter(f"{W}tc"):
            if cell.getparent() is row or _owner(cell, f"{W}tr") is row:
                cells.append(" ".join(filter(None, (_text(p).strip() for p in cell.iter(f"{W}p")))))
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                if span is not None and (span.get(f"{W}val") or "").isdigit():
                    cells += [""] * (min(int(span.get(f"{W}val") or 1), 20) - 1)
        return cells


def _owner(element: etree._Element, tag: str) -> etree._Element | None:
    return next(element.iterancestors(tag), None)


def _own_table(row: etree._Element) -> etree._Element | None:
    return _owner(row, f"{W}tbl")


def _is_contents(sdt: etree._Element) -> bool:
    gallery = sdt.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "table of contents" in (gallery.get(f"{W}val") or "").lower()


def _boxes(paragraph: etree._Element) -> list[etree._Element]:
    """Return the text boxes anchored in a paragraph, each once (Word writes a fallback copy)."""
    return [
        box for box in paragraph.iter(f"{W}txbxContent") if next(box.iterancestors(_FALLBACK), None) is None
    ]


def _text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph: insertions in; deletions, hidden and struck text, boxes out."""
    parts: list[str] = []
    _collect(paragraph, parts)
    return "".join(parts)


def _collect(element: etree._Element, parts: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag in _DELETED or tag == f"{W}txbxContent" or (tag == f"{W}r" and _is_out(child)):
            continue
        if tag == f"{W}t":
            parts.append(child.text or "")
        elif tag in (f"{W}tab", f"{W}ptab"):
            parts.append(" ")
        elif tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif tag == f"{W}sym":
            parts.append("• " if not parts else " ")
        else:
            _collect(child, parts)


def _is_out(run: etree._Element) -> bool:
    """Tell whether a run is hidden or struck through."""
    for name in ("vanish", "strike", "dstrike"):
        mark = run.find(f"{W}rPr/{W}{name}")
        if mark is not None and mark.get(f"{W}val") not in ("0", "false"):
            return True
    return False
