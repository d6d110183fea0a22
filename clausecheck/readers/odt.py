"""OpenDocument text, packed or flat: body text in order, with tables, lists, notes, boxes and changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree

from clausecheck.model.document import BlockKind, Problem
from clausecheck.readers.contents import is_contents_title
from clausecheck.readers.docxlists import Label
from clausecheck.readers.figures import whole
from clausecheck.readers.layout import Layout, LayoutBuilder, Member
from clausecheck.readers.odtchanges import Changes
from clausecheck.readers.odtlists import Counts, OdtNumbering
from clausecheck.readers.odtobjects import Objects, notices
from clausecheck.readers.odtparts import DRAW, OFFICE, TABLE, TEXT, OdtParts, open_odt, parts_of
from clausecheck.readers.odtrows import columns_of, has_words, rows_of
from clausecheck.readers.odtstyles import OdtStyles
from clausecheck.readers.odttext import OdtText, Printed
from clausecheck.readers.paragraphs import is_item
from clausecheck.readers.problems import problem
from clausecheck.readers.settings import Progress, ReadSettings
from clausecheck.readers.tablerows import DEEPEST, headed, is_layout, too_deep

_INDEXES = {
    f"{TEXT}{name}" for name in ("table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index")
}  # fmt: skip
_OUT = _INDEXES | {f"{OFFICE}forms", f"{TEXT}tracked-changes", f"{TEXT}index-title", f"{TEXT}page-sequence"}
_CHANGES = {f"{TEXT}{name}" for name in ("change", "change-start", "change-end")}
_DEEPEST_LIST = 10
_Sink = Callable[[str, BlockKind, int | None], None]


def read_odt(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read an OpenDocument text; headers and footers are no content, hidden and struck text is out.

    Args:
        data: The file's bytes: a package, or one flat XML document.
        settings: Choices and limits.
        progress: Where the pages recognised so far are told.

    Returns:
        Text and blocks, notes at the end; no pages, for the format has none.

    Raises:
        UnreadableError: The file is no OpenDocument text or is damaged or encrypted.
    """
    with open_odt(data, settings.limits) as package:
        parts = parts_of(package)
        objects = Objects(package)
        builder = LayoutBuilder()
        reader = _BodyReader(builder, parts, settings, objects)
        reader.blocks(parts.text)
        reader.finish()
        carried = list(objects.carried(parts.text))
        problems = [*reader.problems(), *notices(parts, empty=not builder.blocks)]
    return Layout(
        text=builder.text(),
        blocks=tuple(builder.blocks),
        problems=(*(each for each in carried if isinstance(each, Problem)), *problems),
        members=tuple(each for each in carried if isinstance(each, Member)),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a list an element stands: what counts it, its style, its depth from 1."""

    counts: Counts
    style: str
    depth: int


class _BodyReader:
    """Walks block-level elements and hands their texts to the builder, or to the cell that holds them."""

    def __init__(
        self, builder: LayoutBuilder, parts: OdtParts, settings: ReadSettings, objects: Objects
    ) -> None:
        self._builder = builder
        self._styles = OdtStyles(parts.roots)
        self._numbering = OdtNumbering(self._styles.lists, self._styles.outline)
        changes = Changes(parts.text, settings.revisions)
        self._texts = OdtText(self._styles, changes, parts.forms, objects.formula)
        self._sink: _Sink = self._add
        self._aside: list[etree._Element] | None = None
        self._notes: dict[etree._Element, str] = {}
        self._counting = True
        self._carried = ""
        self._depth = 0
        self._cut = False
        self._plain = False
        self._hidden_sections = 0

    def problems(self) -> Iterator[Problem]:
        """Yield what was left out on purpose and is said."""
        if self._cut:
            yield too_deep()
        if self._hidden_sections:
            yield problem(
                "hidden_part", f"Sections masquées, non lues : {self._hidden_sections}.", lost=False
            )

    def finish(self) -> None:
        """Add the notes: footnotes first, then endnotes."""
        self._flush_carried()
        for kind in ("footnote", "endnote"):
            for body, text in list(self._notes.items()):
                note = body.getparent()
                if note is not None and (note.get(f"{TEXT}note-class") or "footnote") == kind:
                    self._builder.add(text, BlockKind.FOOTNOTE)

    def blocks(self, parent: etree._Element) -> None:
        """Add the paragraphs, lists, tables and shapes of ``parent``, in order."""
        for element in parent:
            tag = element.tag
            if not isinstance(tag, str) or tag in _OUT:
                continue
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                self._paragraph(element, None)
            elif tag == f"{TEXT}list":
                self._list(element, None)
            elif tag == f"{TEXT}numbered-paragraph":
                self._numbered(element)
            elif tag == f"{TABLE}table":
                self._table(element)
            elif tag == f"{TEXT}section":
                self._section(element)
            elif tag in _CHANGES:
                for paragraph in self._texts.changes.met(element):
                    self._paragraph(paragraph, None)
            elif tag.startswith(DRAW):
                self._page_anchored(element)
            elif tag.startswith((TEXT, OFFICE)):
                self.blocks(element)

    def _section(self, section: etree._Element) -> None:
        display = section.get(f"{TEXT}display")
        if display == "none" or (display == "condition" and section.get(f"{TEXT}is-hidden") == "true"):
            self._hidden_sections += 1
        else:
            self.blocks(section)

    def _page_anchored(self, shape: etree._Element) -> None:
        printed = self._texts.shape(shape)
        for text in printed.texts():
            self._sink(text.strip(), BlockKind.PARAGRAPH, None)
        self._boxes(printed)

    def _list(self, element: etree._Element, above: _Place | None) -> None:
        place = self._placed(element, above)
        if place.depth > _DEEPEST_LIST:
            return
        for item in element:
            if item.tag in (f"{TEXT}list-item", f"{TEXT}list-header"):
                self._item(item, place)

    def _placed(self, element: etree._Element, above: _Place | None) -> _Place:
        """Return where the items of a list stand; a list within a list has its style unless it says so."""
        own = element.get(f"{TEXT}style-name")
        depth = above.depth + 1 if above is not None else 1
        if above is not None and own in (None, above.style):
            return _Place(above.counts, above.style, depth)
        style = own or self._style_of_items(element)
        return _Place(self._numbering.opened(element, style), style, depth)

    def _style_of_items(self, element: etree._Element) -> str:
        first = next(element.iter(f"{TEXT}p", f"{TEXT}h"), None)
        name = first.get(f"{TEXT}style-name") if first is not None else None
        return self._styles.of("paragraph", name).list_style or ""

    def _item(self, item: etree._Element, place: _Place) -> None:
        style = item.get(f"{TEXT}style-override")
        if style is not None:
            place = _Place(place.counts, style, place.depth)
        labelled = item.tag == f"{TEXT}list-header"
        for element in item:
            if element.tag in (f"{TEXT}p", f"{TEXT}h"):
                label = None if labelled else self._counted(item, element, place)
                self._paragraph(element, label, place.depth, in_list=True)
                labelled = True
            elif element.tag == f"{TEXT}list":
                self._list(element, place)
            elif element.tag == f"{TABLE}table":
                self._table(element)
            elif element.tag == f"{TEXT}soft-page-break":
                continue
            elif isinstance(element.tag, str) and element.tag in _CHANGES:
                self._texts.changes.met(element)

    def _counted(self, item: etree._Element, paragraph: etree._Element, place: _Place) -> Label | None:
        if not self._counting or paragraph.get(f"{TEXT}is-list-header") == "true":
            return None
        return self._numbering.item(place.counts, place.style, place.depth, item.get(f"{TEXT}start-value"))

    def _numbered(self, element: etree._Element) -> None:
        """Add a paragraph that is an item of a list without standing in one."""
        level = element.get(f"{TEXT}level") or "1"
        style = element.get(f"{TEXT}style-name") or self._style_of_items(element)
        place = _Place(
            self._numbering.styled(element.get(f"{TEXT}list-id") or style),
            style,
            whole(level, 1, _DEEPEST_LIST),
        )
        for paragraph in element.iter(f"{TEXT}p", f"{TEXT}h"):
            label = self._counted(element, paragraph, place)
            self._paragraph(paragraph, label, place.depth, in_list=True)

    def _paragraph(
        self, element: etree._Element, label: Label | None, depth: int | None = None, *, in_list: bool = False
    ) -> None:
        style = self._styles.of("paragraph", element.get(f"{TEXT}style-name"))
        printed = self._texts.of(element)
        self._plain |= printed.plain
        if style.is_contents:
            return
        level = style.level
        if element.tag == f"{TEXT}h":
            level = _level(element)
            label = label if in_list else self._heading_label(element, style.list_style, level)
        *ended, last = printed.texts()
        for text in [*ended, last]:
            if text is last and self._texts.changes.suppressed:
                # The end of this paragraph was inserted: before that, its words went on in the next one.
                self._carried += text
                break
            self._emit(f"{self._carried}{text}".strip(), label, level, depth)
            self._carried = ""
            label = None
        self._notes_of(printed)
        self._boxes(printed)

    def _emit(self, text: str, label: Label | None, level: int | None, depth: int | None) -> None:
        if not text or is_contents_title(text):
            return
        kind = BlockKind.PARAGRAPH
        if level is not None:
            kind = BlockKind.HEADING
        elif label is not None or is_item(text):
            kind = BlockKind.LIST_ITEM
        shown = level if level is not None else label.depth if label else None
        self._sink(f"{label.text} {text}".strip() if label else text, kind, shown)

    def _heading_label(self, heading: etree._Element, list_style: str | None, level: int) -> Label | None:
        if list_style == "" or heading.get(f"{TEXT}is-list-header") == "true" or not self._counting:
            return None
        start = heading.get(f"{TEXT}start-value")
        if start is None and heading.get(f"{TEXT}restart-numbering") == "true":
            start = "1"
        if list_style and self._numbering.knows(list_style):
            return self._numbering.item(self._numbering.styled(list_style), list_style, level, start)
        return self._numbering.heading(level, start)

    def _notes_of(self, printed: Printed) -> None:
        if printed.hidden:
            return
        for body in printed.notes:
            self._notes[body] = ""
            self._notes[body] = " ".join(self._gathered(body)[0])

    def _boxes(self, printed: Printed) -> None:
        if printed.hidden:
            return
        if self._depth >= DEEPEST:
            self._cut |= any(has_words(box) for box in printed.boxes)
            return
        self._depth += 1
        for box in printed.boxes:
            self.blocks(box)
        self._depth -= 1

    def _flush_carried(self) -> None:
        self._emit(self._carried.strip(), None, None, None)
        self._carried = ""

    def _add(self, text: str, kind: BlockKind, level: int | None) -> None:
        self._builder.add(text, kind, level=level)

    def _gathered(self, parent: etree._Element) -> tuple[list[str], list[etree._Element]]:
        """Return the texts of the blocks in ``parent``, and the tables within it, which are kept apart."""
        texts: list[str] = []
        tables: list[etree._Element] = []
        sink, aside, carried = self._sink, self._aside, self._carried
        self._sink = lambda text, kind, level: texts.append(text)
        self._aside, self._carried = tables, ""
        self.blocks(parent)
        self._flush_carried()
        self._sink, self._aside, self._carried = sink, aside, carried
        return [text for text in texts if text], tables

    @contextmanager
    def _without_counting(self) -> Iterator[None]:
        """Read ahead: nothing is counted, and changes stand afterwards where they stood."""
        counting, held, hidden = self._counting, self._texts.changes.held(), self._hidden_sections
        self._counting = False
        yield
        self._counting, self._hidden_sections = counting, hidden
        self._texts.changes.back_to(held)

    def _table(self, table: etree._Element) -> None:
        if self._aside is not None:
            self._aside.append(table)
            return
        if self._depth >= DEEPEST:
            self._cut |= has_words(table)
            return
        self._depth += 1
        rows = list(rows_of(table))
        with self._without_counting():
            layout = is_layout([self._cells(row)[0] for row, _ in rows])
        if layout:
            for row, _ in rows:
                for cell in row.iterchildren(f"{TABLE}table-cell"):
                    self.blocks(cell)
                    self._flush_carried()
        else:
            self._grid(rows)
        self._depth -= 1

    def _grid(self, rows: list[tuple[etree._Element, bool]]) -> None:
        read = [self._cells(row) for row, _ in rows]
        marked = [flagged or bold for (_, flagged), (_, _, bold) in zip(rows, read, strict=True)]
        for index, cells, header in headed([cells for cells, _, _ in read], marked):
            self._builder.add_row(cells, header)
            for inner in read[index][1]:
                self._table(inner)

    def _cells(self, row: etree._Element) -> tuple[list[str], list[etree._Element], bool]:
        """Return the texts of a row on its grid, the tables within it, and whether all of it is in bold."""
        cells: list[str] = []
        tables: list[etree._Element] = []
        before, self._plain = self._plain, False
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            texts: list[str] = []
            if cell.tag == f"{TABLE}table-cell":
                texts, inner = self._gathered(cell)
                tables += inner
            words = " ".join(" ".join(texts).split())
            cells += [words] * columns_of(cell)
        bold, self._plain = not self._plain and any(cells), before
        return cells, tables, bold


def _level(heading: etree._Element) -> int:
    value = heading.get(f"{TEXT}outline-level") or "1"
    return max(1, whole(value, 1, _DEEPEST_LIST))
