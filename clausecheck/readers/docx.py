"""Word: body text in order, with tables, lists, notes, text boxes and tracked insertions."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from clausecheck.model.document import BlockKind, Problem
from clausecheck.readers.contents import is_contents_title
from clausecheck.readers.docxlists import Numbering
from clausecheck.readers.docxparts import Parts, open_parts
from clausecheck.readers.docxstyles import Styles
from clausecheck.readers.docxtext import TextOf, W, boxes_of
from clausecheck.readers.headers import header_row
from clausecheck.readers.layout import Layout, LayoutBuilder
from clausecheck.readers.paragraphs import is_item
from clausecheck.readers.problems import problem
from clausecheck.readers.settings import Progress, ReadSettings

_WRAPPERS = {f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent")}
_MOST_SPAN = 63
_DEEPEST = 30
"""Tables within tables past which a file is made to hurt, not to be read."""
_LONG_CELL = 2_500
"""Characters of a cell past which its row is a page layout: paragraphs, not a row."""
_EMBEDDED = ("Excel", "Word", "Package", "Acro", "PowerPoint", "opendocument")


def read_docx(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read a Word document; headers and footers are no content, deleted and struck text is out.

    Args:
        data: The file's bytes.
        settings: Choices and limits.
        progress: Where the pages recognised so far are told.

    Returns:
        Text and blocks, notes at the end; no pages, for the format has none.

    Raises:
        UnreadableError: The file is not a Word document or is damaged or encrypted.
    """
    parts = open_parts(data, settings.limits)
    builder = LayoutBuilder()
    styles = Styles(parts.styles)
    reader = _BodyReader(builder, styles, Numbering(parts.numbering, styles))
    reader.blocks(parts.body)
    for notes in parts.notes:
        reader.notes(notes)
    return Layout(
        text=builder.text(),
        blocks=tuple(builder.blocks),
        problems=tuple(_problems(parts, empty=not builder.blocks)),
    )


def _problems(parts: Parts, *, empty: bool) -> Iterator[Problem]:
    if next(parts.body.iter(f"{W}altChunk"), None) is not None:
        yield problem("embedded_part", "Un document inséré dans celui-ci (« altChunk ») n’a pas été lu.")
    ids = [str(mark.get("ProgID") or "") for mark in parts.body.iter("{*}OLEObject")]
    if any(name in given for given in ids for name in _EMBEDDED):
        yield problem("embedded_part", "Un objet incorporé (classeur, document) n’a pas été lu.")
    pictured = next(parts.body.iter("{*}blip", "{*}imagedata"), None) is not None
    if empty and pictured:
        yield problem("no_text", "Ce document ne contient que des images : aucun texte n’a été lu.")


class _BodyReader:
    """Walks block-level elements and adds them to the builder."""

    def __init__(self, builder: LayoutBuilder, styles: Styles, numbering: Numbering) -> None:
        self._builder = builder
        self._styles = styles
        self._numbering = numbering
        self._texts = TextOf(styles)
        self._depth = 0
        self._carried = ""

    def blocks(self, parent: etree._Element) -> None:
        """Add the paragraphs and tables of ``parent``, in order."""
        for element in parent:
            if element.tag == f"{W}p":
                self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif element.tag == f"{W}sdt":
                if not _is_contents(element):
                    self.blocks(element)
            elif element.tag in _WRAPPERS:
                self.blocks(element)
        if parent.tag in (f"{W}body", f"{W}tc", f"{W}txbxContent"):
            self._flush_carried()

    def notes(self, root: etree._Element) -> None:
        """Add footnotes or endnotes; the separators that Word keeps among them are none."""
        for note in root:
            if note.get(f"{W}type") in (None, "normal"):
                texts = (self._texts.of(paragraph).strip() for paragraph in note.iter(f"{W}p"))
                self._builder.add(" ".join(text for text in texts if text), BlockKind.FOOTNOTE)

    def _paragraph(self, paragraph: etree._Element) -> None:
        style = self._styles.of(paragraph)
        text = self._texts.of(paragraph)
        if style.is_contents or self._texts.in_contents:
            return
        if _mark_deleted(paragraph):
            # The end of this paragraph was deleted: its words go on in the next one.
            self._carried += text
            return
        label = self._numbering.label(paragraph, style) if text.strip() or self._carried else None
        text, self._carried = f"{self._carried}{text}".strip(), ""
        if text and not is_contents_title(text):
            kind = BlockKind.PARAGRAPH
            if style.level is not None:
                kind = BlockKind.HEADING
            elif label is not None or is_item(text):
                kind = BlockKind.LIST_ITEM
            level = style.level if style.level is not None else label.depth if label else None
            self._builder.add(f"{label.text} {text}".strip() if label else text, kind, level=level)
        for box in boxes_of(paragraph):
            self.blocks(box)

    def _flush_carried(self) -> None:
        if self._carried:
            self._builder.add(self._carried.strip(), BlockKind.PARAGRAPH)
            self._carried = ""

    def _table(self, table: etree._Element) -> None:
        rows = list(_rows(table))
        texts = [self._cells(row) for row in rows]
        filled = max((sum(bool(cell.strip()) for cell in row) for row in texts), default=0)
        longest = max((len(cell) for row in texts for cell in row), default=0)
        if filled <= 1 or longest > _LONG_CELL:
            self._laid_out(rows)
            return
        kept = [(row, cells) for row, cells in zip(rows, texts, strict=True) if any(c.strip() for c in cells)]
        marked = [self._is_header(row) for row, _ in kept]
        found = header_row([cells for _, cells in kept], marked)
        header = tuple(" ".join(cell.split()) for cell in kept[found][1]) if found is not None else ()
        for index, (row, cells) in enumerate(kept):
            below = found is not None and index > found
            self._builder.add_row(cells, header if below else ())
            self._inner_tables(row)

    def _laid_out(self, rows: list[etree._Element]) -> None:
        """Add the cells of a table that only lays out the page, one after the other."""
        if self._depth >= _DEEPEST:
            return
        self._depth += 1
        for row in rows:
            for cell in _cell_elements(row):
                self.blocks(cell)
        self._depth -= 1

    def _inner_tables(self, row: etree._Element) -> None:
        """Add the tables within the cells of a row after it, with rows of their own."""
        if self._depth >= _DEEPEST:
            return
        self._depth += 1
        for cell in _cell_elements(row):
            for inner in cell.findall(f"{W}tbl"):
                self._table(inner)
        self._depth -= 1

    def _cells(self, row: etree._Element) -> list[str]:
        """Return the texts of a row's cells on its grid: spans filled up with empty cells."""
        cells = [""] * _number(row, "trPr/gridBefore", 0)
        for cell in _cell_elements(row):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val") in (None, "continue")
            cells.append("" if goes_on else self._cell_text(cell))
            cells += [""] * (_number(cell, "tcPr/gridSpan", 1) - 1)
        return cells

    def _cell_text(self, cell: etree._Element) -> str:
        texts = []
        for paragraph in _paragraphs(cell):
            text = " ".join(self._texts.of(paragraph).split())
            boxes = [" ".join(self._texts.of(inner).split()) for box in boxes_of(paragraph) for inner in box]
            label = self._numbering.label(paragraph, self._styles.of(paragraph)) if text else None
            texts.append(f"{label.text} {text}".strip() if label else text)
            texts += boxes
        return " ".join(text for text in texts if text)

    def _is_header(self, row: etree._Element) -> bool:
        """Tell whether a row is flagged as header, or printed in bold."""
        mark = row.find(f"{W}trPr/{W}tblHeader")
        if mark is not None and mark.get(f"{W}val") not in ("0", "false", "off"):
            return True
        runs = [
            run for run in row.iter(f"{W}r") if any((words.text or "").strip() for words in run.iter(f"{W}t"))
        ]
        return bool(runs) and all(self._texts.is_bold(run) for run in runs)


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, those in content controls too, those deleted not."""
    for element in parent:
        if element.tag == f"{W}tr":
            if element.find(f"{W}trPr/{W}del") is None:
                yield element
        elif element.tag == f"{W}sdt" or element.tag in _WRAPPERS:
            yield from _rows(element)


def _cell_elements(parent: etree._Element) -> Iterator[etree._Element]:
    for element in parent:
        if element.tag == f"{W}tc":
            if element.find(f"{W}tcPr/{W}cellDel") is None:
                yield element
        elif element.tag == f"{W}sdt" or element.tag in _WRAPPERS:
            yield from _cell_elements(element)


def _paragraphs(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of a cell, those of tables within it not."""
    for element in parent:
        if element.tag == f"{W}p":
            yield element
        elif element.tag == f"{W}sdt" or element.tag in _WRAPPERS:
            yield from _paragraphs(element)


def _number(element: etree._Element, path: str, default: int) -> int:
    mark = element.find("/".join(f"{W}{name}" for name in path.split("/")))
    value = mark.get(f"{W}val") if mark is not None else None
    return min(int(value), _MOST_SPAN) if value and value.isdigit() else default


def _is_contents(sdt: etree._Element) -> bool:
    gallery = sdt.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "table of contents" in (gallery.get(f"{W}val") or "").lower()


def _mark_deleted(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
