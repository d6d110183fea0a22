"""Word: body text in order, with tables, lists, notes, text boxes and tracked changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from clausecheck.model.document import BlockKind, Problem
from clausecheck.readers.contents import is_contents_title
from clausecheck.readers.docxchanges import goes_on, settle
from clausecheck.readers.docxlists import Numbering
from clausecheck.readers.docxobjects import Drawings, carried, notices
from clausecheck.readers.docxparts import WHAT, Parts, parts_of
from clausecheck.readers.docxstyles import Styles
from clausecheck.readers.docxtext import ALTERNATIVES, TextOf, W, boxes_of
from clausecheck.readers.figures import whole
from clausecheck.readers.layout import Layout, LayoutBuilder, Member
from clausecheck.readers.package import Package
from clausecheck.readers.paragraphs import is_item
from clausecheck.readers.settings import Progress, ReadSettings
from clausecheck.readers.tablerows import DEEPEST, MOST_SPAN, headed, is_layout, too_deep

_MOST_COLUMNS = 1_000
"""Of a row, past which cells that span columns are not filled up: Word allows 63."""
_WRAPPERS = {
    f"{W}{name}" for name in ("ins", "del", "moveTo", "moveFrom", "customXml", "smartTag", "sdtContent")
}


def read_docx(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read a Word document; headers, footers and comments are no content, hidden and struck text is out.

    Args:
        data: The file's bytes.
        settings: Choices and limits.
        progress: Where the pages recognised so far are told.

    Returns:
        Text and blocks, notes at the end; no pages, for the format has none.

    Raises:
        UnreadableError: The file is not a Word document or is damaged or encrypted.
    """
    with Package(data, settings.limits, WHAT) as package:
        parts = parts_of(package)
        before = _referenced(parts.body)
        for root in (parts.body, *parts.notes):
            settle(root, settings.revisions)
        builder = LayoutBuilder()
        reader = _BodyReader(builder, parts, settings, Drawings(package, parts.relations))
        reader.blocks(parts.body)
        reader.notes(before - _referenced(parts.body))
        found = [*carried(package, parts), *notices(package, parts, empty=not builder.blocks)]
        found += [too_deep()] if reader.cut else []
    return Layout(
        text=builder.text(),
        blocks=tuple(builder.blocks),
        problems=tuple(each for each in found if isinstance(each, Problem)),
        members=tuple(each for each in found if isinstance(each, Member)),
    )


def _referenced(body: etree._Element) -> set[tuple[str, str]]:
    """Return the kind and number of every note that the text points at."""
    marks = body.iter(f"{W}footnoteReference", f"{W}endnoteReference")
    return {
        (etree.QName(mark).localname.removesuffix("Reference"), mark.get(f"{W}id") or "") for mark in marks
    }


class _BodyReader:
    """Walks block-level elements and adds them to the builder."""

    def __init__(
        self, builder: LayoutBuilder, parts: Parts, settings: ReadSettings, drawings: Drawings
    ) -> None:
        self._builder = builder
        self._notes = parts.notes
        self._revisions = settings.revisions
        self._drawings = drawings
        self._styles = Styles(parts.styles)
        self._numbering = Numbering(parts.numbering, self._styles)
        self._texts = TextOf(self._styles)
        self._depth = 0
        self.cut = False
        """Whether words were left out because tables stand too deep in each other."""
        self._carried = ""
        self._counting = True

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
            elif element.tag == ALTERNATIVES:
                self.blocks(element[0] if len(element) else element)
        if parent.tag in (f"{W}body", f"{W}tc", f"{W}txbxContent"):
            self._flush_carried()

    def notes(self, gone: set[tuple[str, str]]) -> None:
        """Add footnotes, then endnotes; the separators that Word keeps among them are none.

        Args:
            gone: Kind and number of the notes whose reference is not of the state that is read.
        """
        for note in (note for root in self._notes for note in root if isinstance(note.tag, str)):
            key = etree.QName(note).localname, note.get(f"{W}id") or ""
            if note.get(f"{W}type") in (None, "normal") and key not in gone:
                texts = (self._texts.of(paragraph).strip() for paragraph in note.iter(f"{W}p"))
                self._builder.add(" ".join(text for text in texts if text), BlockKind.FOOTNOTE)

    def _paragraph(self, paragraph: etree._Element) -> None:
        if not len(paragraph) and not self._carried:
            # Nothing in it, nothing before it that goes on: a file may hold a million of these.
            return
        style = self._styles.of(paragraph)
        text = self._texts.of(paragraph)
        if style.is_contents or self._texts.in_contents:
            return
        if goes_on(paragraph, self._revisions):
            self._carried += text
            return
        # An empty paragraph of a list is counted, as Word does: its number is printed.
        label = self._numbering.label(paragraph, style) if self._counting else None
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
        for drawn in self._drawings.texts_of(paragraph):
            self._builder.add(drawn, BlockKind.PARAGRAPH)

    def _flush_carried(self) -> None:
        if self._carried:
            self._builder.add(self._carried.strip(), BlockKind.PARAGRAPH)
            self._carried = ""

    def _table(self, table: etree._Element) -> None:
        rows = list(_rows(table))
        with self._without_counting():
            layout = is_layout([self._cells(row) for row in rows])
        if layout:
            self._laid_out(rows)
            return
        styled = self._styles.heads(table)
        marked = [(styled and not index) or self._is_header(row) for index, row in enumerate(rows)]
        for index, cells, header in headed([self._cells(row) for row in rows], marked):
            self._builder.add_row(cells, header)
            self._inner_tables(rows[index])

    @contextmanager
    def _without_counting(self) -> Iterator[None]:
        """Read ahead: no list is counted, and fields stand afterwards where they stood."""
        counting, held = self._counting, self._texts.held()
        self._counting = False
        yield
        self._counting = counting
        self._texts.back_to(held)

    def _laid_out(self, rows: list[etree._Element]) -> None:
        """Add the cells of a table that only lays out the page, one after the other."""
        if self._depth >= DEEPEST:
            self.cut |= any(_has_words(row) for row in rows)
            return
        self._depth += 1
        for row in rows:
            for cell in _cell_elements(row):
                self.blocks(cell)
        self._depth -= 1

    def _inner_tables(self, row: etree._Element) -> None:
        """Add the tables within the cells of a row after it, with rows of their own."""
        if self._depth >= DEEPEST:
            self.cut |= any(
                _has_words(inner) for cell in _cell_elements(row) for inner in cell.iter(f"{W}tbl")
            )
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
            spanned = min(_number(cell, "tcPr/gridSpan", 1) - 1, max(0, _MOST_COLUMNS - len(cells)))
            cells += [""] * spanned
        return cells

    def _cell_text(self, cell: etree._Element) -> str:
        texts = []
        for paragraph in _paragraphs(cell):
            text = " ".join(self._texts.of(paragraph).split())
            boxes = [" ".join(self._texts.of(inner).split()) for box in boxes_of(paragraph) for inner in box]
            label = self._numbering.label(paragraph, self._styles.of(paragraph)) if self._counting else None
            texts.append(f"{label.text} {text}".strip() if label and text else text)
            texts += [*boxes, *self._drawings.texts_of(paragraph)]
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


def _has_words(element: etree._Element) -> bool:
    return any((words.text or "").strip() for words in element.iter(f"{W}t"))


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, those in content controls too."""
    for element in parent:
        if element.tag == f"{W}tr":
            yield element
        elif element.tag == f"{W}sdt" or element.tag in _WRAPPERS:
            yield from _rows(element)


def _cell_elements(parent: etree._Element) -> Iterator[etree._Element]:
    for element in parent:
        if element.tag == f"{W}tc":
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
    return whole(value, default, MOST_SPAN)


def _is_contents(sdt: etree._Element) -> bool:
    gallery = sdt.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "table of contents" in (gallery.get(f"{W}val") or "").lower()
