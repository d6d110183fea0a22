"""What a spreadsheet holds, whichever format it is in: sheets of rows of cells, as a person sees them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from clausecheck.model.document import Problem
from clausecheck.readers.layout import Member
from clausecheck.readers.signs import readable

_BLANKS = re.compile(r"[ \t\xa0\u2007\u202f]{2,}|[\t\xa0]")
_BREAKS = re.compile(r"\s*\n\s*")
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xAD))
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|K\d{2}[+-]\d{3}|\d{1,3}|[A-Z&])', re.I)
_FIELDS = {"&&": "&", "&l": "\n", "&c": "\n", "&r": "\n"}
_PAGE = re.compile(r"(?:page|feuille)?\W*(?:sur|of|de|/)?\W*", re.I)
_LETTERS = 26
LAST_COLUMN = 16_383
"""Of the widest sheets, from 0."""
_MOST_RANGES = 1_000
_MOST_ANSWERS = 20
"""Columns of one rule that are filled with its answers; wider ones are drawn over blank sheets."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that shows something.

    Attributes:
        column: From 0.
        text: As a person reads it: formatted, without blanks at its ends or blank lines.
        bold: Printed in bold, or flagged by the format as naming columns.
    """

    column: int
    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that shows something.

    Attributes:
        index: From 0.
        cells: Left to right.
    """

    index: int
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells printed as one; rows and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Cells that take one of a few answers: « Oui / Non »."""

    cells: Merge
    answers: str


@dataclass(frozen=True, slots=True)
class Aside:
    """Text that floats over the cells, or hangs on one.

    Attributes:
        row: Where it begins, from 0.
        text: Its paragraphs, one a line.
        column: Of the cell that it hangs on; None for a text box.
    """

    row: int
    text: str
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet.

    Attributes:
        name: On its tab; empty for a format without tabs.
        rows: In order; those that show nothing are left out.
        merges: Of its cells.
        boxes: Text boxes and the labels of form controls.
        notes: Comments and input messages of cells.
        top: What is printed above every page of it.
        bottom: What is printed below.
        hidden: Its tab is not shown.
        hides: Rows or columns with text are not shown.
        problems: What of it was not read.
    """

    name: str
    rows: tuple[SheetRow, ...]
    merges: tuple[Merge, ...] = ()
    boxes: tuple[Aside, ...] = ()
    notes: tuple[Aside, ...] = ()
    top: str = ""
    bottom: str = ""
    hidden: bool = False
    hides: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A file of sheets.

    Attributes:
        sheets: Read one at a time, so that a large file never stands in memory as a whole.
        problems: What bears on the file as a whole.
        members: Files embedded in it.
    """

    sheets: Iterator[Sheet]
    problems: tuple[Problem, ...] = ()
    members: tuple[Member, ...] = ()


@dataclass
class Hidden:
    """Which rows and columns of a sheet are hidden, and whether any of them showed a text."""

    columns: set[int] = field(default_factory=set)
    met: bool = False
    _calls: int = 0

    def hide(self, first: int, last: int) -> None:
        """Take notice of hidden columns, both ends included."""
        self._calls += 1
        if self._calls <= _MOST_RANGES:
            self.columns.update(range(max(first, 0), min(last, LAST_COLUMN) + 1))

    def note(self, row_hidden: bool, cells: tuple[SheetCell, ...]) -> None:
        """Take notice of a row that holds text."""
        if not self.met:
            self.met = row_hidden or any(cell.column in self.columns for cell in cells)


def cleaned(text: str) -> str:
    """Return the text of a cell with plain blanks, its lines kept, blank ones out."""
    if not text or (text.isascii() and text.isalnum()):
        return text
    text = _BLANKS.sub(" ", readable(text).translate(_INVISIBLE))
    return _BREAKS.sub("\n", text).strip()


def reference(row: int, column: int) -> str:
    """Return how a person names a cell: ``B12`` for row 11 and column 1."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"


def place_of(reference: str | None) -> tuple[int, int] | None:
    """Return row and column, from 0, of a reference such as ``B12``; None where it is none."""
    found = _REFERENCE.fullmatch(reference) if reference else None
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * _LETTERS + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def moment_of(text: str) -> datetime | None:
    """Return the moment that a date in ISO 8601 names; None where it is none."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def answered(rows: Sequence[SheetRow], choices: Sequence[Choice], most: int) -> tuple[SheetRow, ...]:
    """Return rows with the answers that may be chosen in cells that are still empty.

    Args:
        rows: In order of their places.
        choices: Which cells take which answers.
        most: Cells that may be added.
    """
    added: dict[int, dict[int, str]] = {}
    places = [row.index for row in rows]
    for choice in choices:
        area = choice.cells
        low, high = bisect_left(places, area.top), bisect_right(places, area.bottom)
        for index in range(low, min(high, low + most)):
            columns = range(area.left, min(area.right, area.left + _MOST_ANSWERS) + 1)
            most -= len(columns)
            for column in columns:
                added.setdefault(index, {})[column] = choice.answers
    return tuple(_with(row, added[index]) if index in added else row for index, row in enumerate(rows))


def _with(row: SheetRow, answers: dict[int, str]) -> SheetRow:
    free = answers.keys() - {cell.column for cell in row.cells}
    cells = (*row.cells, *(SheetCell(column, answers[column]) for column in free))
    return SheetRow(row.index, tuple(sorted(cells, key=lambda cell: cell.column)))


def printed(codes: str) -> str:
    """Return the words of a header or footer, without its fields and page numbers."""
    text = cleaned(_CODE.sub(lambda found: _FIELDS.get(found[0].lower(), ""), codes))
    return "\n".join(line for line in text.split("\n") if not _PAGE.fullmatch(line))
