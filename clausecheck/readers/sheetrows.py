"""Sheets -> blocks: tables with their column names, the rest as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from clausecheck.model.document import BlockKind, Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.headers import are_names, header_row
from clausecheck.readers.layout import LayoutBuilder
from clausecheck.readers.paragraphs import is_item
from clausecheck.readers.problems import problem
from clausecheck.readers.sheetgrid import Aside, Merge, Sheet, SheetCell, SheetRow, reference

_LONG_CELL = 2_500
"""Characters of a cell past which its table is a page layout: paragraphs, not rows."""
_MOST_HEADER_ROWS = 3
_LOOKED_AT = 40
"""Rows below a candidate that tell whether it names the columns."""
_LONGEST_GOVERNOR = 200
"""Characters of a cell merged downwards that are repeated beside every row that it governs."""
_LONGEST_TITLE = 160
_LONGEST_NAME = 80
_SUM = re.compile(r"\W*(?:(?:sous|sub)[ -]?)?total\b|montant\b", re.I)


@dataclass
class SheetWriter:
    """Adds sheets to a text until a limit bites.

    Attributes:
        builder: Where the blocks go.
        limits: What may be added.
        cells: Added so far, empty ones included.
        stopped: Name of the limit that bit; empty while none did.
        problems: What was left out.
    """

    builder: LayoutBuilder
    limits: Limits
    cells: int = 0
    stopped: str = ""
    problems: list[Problem] = field(default_factory=list)
    _printed: set[str] = field(default_factory=set)

    def add(self, sheet: Sheet) -> None:
        """Add a sheet: its name as a heading, its tables, what floats over them, its notes."""
        self.problems += sheet.problems
        if self.stopped or not (sheet.rows or sheet.boxes or sheet.notes):
            return
        if sheet.name:
            hidden = " (feuille masquée)" if sheet.hidden else ""
            self.builder.add(f"{sheet.name}{hidden}", BlockKind.HEADING, level=1)
        self._running(sheet.top)
        _SheetBlocks(sheet, self).add()
        for note in sorted(sheet.notes, key=lambda note: (note.row, note.column or 0)):
            self._note(note)
        self._running(sheet.bottom)
        if self.stopped:
            said = f"Le classeur est trop grand : la fin de la feuille « {sheet.name} » et la suite n’ont pas été lues"
            self.problems.append(problem("too_large", f"{said} ({self.limits.named(self.stopped)})."))

    def row(self, texts: Sequence[str], header: tuple[str, ...]) -> None:
        """Add a table row, unless it would pass a limit."""
        if self._has_room(cells=len(texts), length=sum(map(len, texts)) + 3 * len(texts)):
            self.builder.add_row(texts, header)

    def prose(self, text: str) -> None:
        """Add the lines of a text, each a block of its own: a cell has no other way to part paragraphs."""
        if text and self._has_room(cells=1, length=len(text) + 1):
            for line in text.split("\n"):
                self.builder.add(line, BlockKind.LIST_ITEM if is_item(line) else BlockKind.PARAGRAPH)

    def _running(self, text: str) -> None:
        """Add what is printed on every page, once."""
        if text not in self._printed:
            self._printed.add(text)
            self.prose(text)

    def _note(self, note: Aside) -> None:
        text = f"{reference(note.row, note.column or 0)} : {note.text}"
        if self._has_room(cells=1, length=len(text) + 1):
            self.builder.add(text, BlockKind.FOOTNOTE)

    def _has_room(self, *, cells: int, length: int) -> bool:
        self.cells += cells
        if not self.stopped and self.cells > self.limits.cells:
            self.stopped = "cells"
        if not self.stopped and self.builder.length + length > self.limits.characters:
            self.stopped = "characters"
        return not self.stopped


class _SheetBlocks:
    """Walks over the rows of one sheet and remembers which names stand over its columns."""

    def __init__(self, sheet: Sheet, writer: SheetWriter) -> None:
        self._sheet = sheet
        self._writer = writer
        self._header: dict[int, str] = {}
        self._columns: tuple[int, ...] = ()
        self._names: tuple[str, ...] = ()
        self._governing: Mapping[int, str] = {}
        self._governed: tuple[str, ...] = ()
        self._across: dict[tuple[int, int], Merge] = {
            (merge.top, merge.left): merge for merge in sheet.merges if merge.right > merge.left
        }
        self._down = _Governors(sheet.merges)

    def add(self) -> None:
        """Add all rows and boxes, in the order of their places."""
        boxes = sorted(self._sheet.boxes, key=lambda box: box.row)
        for group in _groups(self._sheet.rows):
            while boxes and boxes[0].row <= group[0].index:
                self._writer.prose(boxes.pop(0).text)
            self._group(group)
            if self._writer.stopped:
                return
        for box in boxes:
            self._writer.prose(box.text)

    def _group(self, group: Sequence[SheetRow]) -> None:
        """Add rows without a blank one between them."""
        longest = max(len(cell.text) for row in group for cell in row.cells)
        if longest > _LONG_CELL or not self._is_table(group):
            for row in group:
                for cell in row.cells:
                    self._writer.prose(cell.text)
            return
        used = {cell.column for row in group for cell in row.cells}
        if not used <= self._header.keys():
            self._header = {}
        self._set_columns(used | self._header.keys())
        self._table(group, used)

    def _is_table(self, group: Sequence[SheetRow]) -> bool:
        """Tell a table from cells that only stand one below the other."""
        if any(len(row.cells) > 1 for row in group):
            return True
        # Rows to be filled in, of which only the name is there yet, go on with the table above.
        cells = [row.cells[0] for row in group]
        return (
            len(self._header) > 1
            and all(cell.column in self._header for cell in cells)
            and not any(self._is_title(row, group[index + 1 : index + 2]) for index, row in enumerate(group))
        )

    def _set_columns(self, used: Iterable[int]) -> None:
        self._columns = tuple(sorted(used))
        self._names = tuple(self._header.get(column, "") for column in self._columns)
        self._governing = {}

    def _table(self, group: Sequence[SheetRow], used: set[int]) -> None:
        index, opened = 0, True
        while index < len(group) and not self._writer.stopped:
            row = group[index]
            depth = self._header_depth(group[index : index + _LOOKED_AT]) if opened else 0
            if depth:
                self._name_columns(group[index : index + depth], used)
                index, opened = index + depth, False
                continue
            opened = self._is_title(row, group[index + 1 : index + 2])
            if opened:
                self._writer.prose(row.cells[0].text)
            else:
                self._row(row)
            index += 1

    def _is_title(self, row: SheetRow, after: Sequence[SheetRow]) -> bool:
        """Tell a row that titles those below it: one cell, printed across, or bold above plain ones."""
        cell = row.cells[0]
        if len(row.cells) > 1 or _SUM.match(cell.text):
            return False
        if (row.index, cell.column) in self._across:
            return True
        below = after[0].cells if after else ()
        return cell.bold and len(cell.text) <= _LONGEST_TITLE and not (len(below) == 1 and below[0].bold)

    def _header_depth(self, rows: Sequence[SheetRow]) -> int:
        """Return how many rows, from the first one, name the columns; 0 for none."""
        depth = 1
        while (
            depth < _MOST_HEADER_ROWS
            and len(rows) > depth + 1
            and self._refines(*rows[depth - 1 : depth + 1])
        ):
            depth += 1
        if depth > 1:
            return depth
        columns = sorted({cell.column for row in rows for cell in row.cells})
        texts = [_aligned(row, columns) for row in rows]
        if not all(any(map(str.isalpha, cell.text)) for cell in rows[0].cells):
            return 0
        bold = [all(cell.bold for cell in row.cells) for row in rows]
        return int(header_row([[_first_line(text) for text in row] for row in texts], bold) == 0)

    def _refines(self, upper: SheetRow, lower: SheetRow) -> bool:
        """Tell whether a row names what stands below the wide names of the row above it."""
        if lower.index != upper.index + 1 or len(upper.cells) < 2:
            return False
        below = {cell.column for cell in lower.cells}
        own = {cell.column for cell in upper.cells}
        merges = {column: self._across.get((upper.index, column)) for column in own}
        wide = {
            column for column, merge in merges.items() if merge is not None and merge.bottom == upper.index
        }
        covered = {column for column, cell in self._spread(upper) if cell.column in wide} & below
        named = [cell.text[:_LONGEST_NAME] for cell in upper.cells if cell.column in wide]
        names = [_first_line(text) for text in (*named, *(cell.text for cell in lower.cells))]
        return len(covered) > 1 and are_names(names) and not (below - covered) & own

    def _spread(self, row: SheetRow) -> Iterator[tuple[int, SheetCell]]:
        """Yield the columns of the table with the cell of a row that is printed over each."""
        cells = {cell.column: cell for cell in row.cells}
        current, right = None, -1
        for column in self._columns:
            if column in cells:
                current = cells[column]
                merge = self._across.get((row.index, column))
                right = merge.right if merge is not None else column
            if current is not None and column <= right:
                yield column, current

    def _name_columns(self, rows: Sequence[SheetRow], used: set[int]) -> None:
        """Take the names of the columns from rows, those printed across with those below them."""
        self._header = {}
        self._set_columns(used)
        names: dict[int, list[str]] = {}
        for row in rows:
            self._row(row)
            for column, cell in self._spread(row):
                # A longer one is the title of the table, printed beside its first names.
                if len(cell.text) <= _LONGEST_NAME or len(rows) == 1:
                    names.setdefault(column, []).append(" ".join(cell.text.split()))
        self._header = {column: " – ".join(texts) for column, texts in names.items()}
        self._set_columns(self._columns)

    def _row(self, row: SheetRow) -> None:
        self._writer.row(_aligned(row, self._columns), self._names_over(row))

    def _names_over(self, row: SheetRow) -> tuple[str, ...]:
        """Return the header of a row; a cell merged downwards over it stands with the name of its column."""
        governing = self._down.over(row)
        if not governing:
            return self._names if self._header else ()
        if governing != self._governing:
            self._governing = governing
            self._governed = tuple(
                f"{name} : {governing[column]}".removeprefix(" : ") if column in governing else name
                for name, column in zip(self._names, self._columns, strict=True)
            )
        return self._governed


class _Governors:
    """Cells merged over several rows, and what they say to the rows below their first."""

    def __init__(self, merges: Sequence[Merge]) -> None:
        self._merges = {(merge.top, merge.left): merge for merge in merges if merge.bottom > merge.top}
        self._open: dict[int, tuple[int, str]] = {}

    def over(self, row: SheetRow) -> Mapping[int, str]:
        """Return, by column, the texts that go on over a row; rows must come in order."""
        if not self._merges:
            return {}
        filled = {cell.column for cell in row.cells}
        governing = {
            column: text
            for column, (last, text) in self._open.items()
            if row.index <= last and column not in filled
        }
        for cell in row.cells:
            merge = self._merges.get((row.index, cell.column))
            if merge is not None:
                text = " ".join(cell.text[:_LONGEST_GOVERNOR].split())
                self._open[cell.column] = (merge.bottom, text)
        return governing


def _groups(rows: Sequence[SheetRow]) -> Iterator[Sequence[SheetRow]]:
    """Yield runs of rows without a blank one between them."""
    start = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or rows[index].index > rows[index - 1].index + 1:
            yield rows[start:index]
            start = index


def _aligned(row: SheetRow, columns: Sequence[int]) -> list[str]:
    texts = {cell.column: cell.text for cell in row.cells}
    return [texts.get(column, "") for column in columns]


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0]
