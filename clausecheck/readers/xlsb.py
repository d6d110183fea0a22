"""Binary Excel workbooks (xlsb): the parts of an xlsx, their content in records (MS-XLSB)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from clausecheck.errors import UnreadableError
from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.package import Package
from clausecheck.readers.problems import problem, unreadable
from clausecheck.readers.relations import Relation, relations
from clausecheck.readers.sheetformats import BUILT_IN, shown
from clausecheck.readers.sheetgrid import (
    LAST_COLUMN,
    Aside,
    Hidden,
    Merge,
    Sheet,
    SheetCell,
    SheetRow,
    cleaned,
)  # fmt: skip
from clausecheck.readers.xlsxaround import Around, around
from clausecheck.readers.xlsxstyles import CellStyle

_ROW, _BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = range(8)
_RESULT_TEXT, _RESULT_REAL, _RESULT_BOOL, _RESULT_ERROR, _RICH_TEXT = 8, 9, 10, 11, 62
_STRING, _FONT, _FORMAT, _XF, _COLUMN, _SHEET, _BOOK = 19, 43, 44, 47, 60, 156, 153
_MERGE, _CELL_FORMATS, _END_CELL_FORMATS, _COMMENT, _COMMENT_TEXT = 176, 617, 618, 635, 637
_USUAL = "xl/workbook.bin"
_LAST_ROW = 1_048_575
_MOST_MERGES = 100_000
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def xlsb_sheets(package: Package, limits: Limits) -> Iterator[Sheet]:
    """Yield the sheets of a binary workbook in the order of their tabs.

    Raises:
        UnreadableError: The package holds no workbook, or it is damaged.
    """
    if _USUAL not in package.names:
        raise package.damaged("le classeur manque")
    linked = relations(package, _USUAL)
    book = _Book(package, {relation.kind: relation.target for relation in linked}, limits.cells)
    targets = {relation.id: relation for relation in linked}
    try:
        for kind, data in _records(package.content(_USUAL)):
            if kind == _BOOK:
                book.from_1904 = bool(data[:1] and data[0] & 1)
            elif kind == _SHEET:
                link, after = _wide(data, 8)
                relation = targets.get(link)
                if relation is None or relation.kind == "worksheet":
                    yield book.sheet(cleaned(_wide(data, after)[0]), relation, hidden=data[:4] != bytes(4))
    except UnreadableError as error:
        yield Sheet(name="", rows=(), problems=(error.problem,))


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and data of records.

    Raises:
        UnreadableError: After the last whole one, where more was to come.
    """
    at, end = 0, len(content)
    while at < end:
        kind, at = _number(content, at, 2)
        length, at = _number(content, at, 4)
        if at + length > end:
            raise unreadable("damaged_file", "Ce classeur est abîmé : une partie est incomplète.")
        yield kind, content[at : at + length]
        at += length


def _number(content: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and the place after it."""
    value = 0
    for index, byte in enumerate(content[at : at + most]):
        value |= (byte & 0x7F) << 7 * index
        if not byte & 0x80:
            return value, at + index + 1
    return value, at + most


def _wide(data: bytes, at: int) -> tuple[str, int]:
    """Return a string and the place after it."""
    length = int.from_bytes(data[at : at + 4], "little")
    end = at + 4 + 2 * min(length, len(data))
    return data[at + 4 : end].decode("utf-16-le", errors="replace"), end


@dataclass
class _Book:
    """What the sheets of a workbook share.

    Attributes:
        left: Cells that may still be kept.
    """

    package: Package
    parts: dict[str, str]
    left: int
    from_1904: bool = False
    strings: tuple[str, ...] = ()
    styles: tuple[CellStyle, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def __post_init__(self) -> None:
        """Read strings and styles; where the strings are damaged, the first sheet says so."""
        try:
            self.styles = tuple(_styles(self._part("styles")))
        except UnreadableError:
            self.styles = ()
        strings: list[str] = []
        try:
            records = _records(self._part("sharedStrings"))
            strings.extend(cleaned(_wide(data, 1)[0]) for kind, data in records if kind == _STRING)
        except UnreadableError as error:
            self.problems = (error.problem,)
        self.strings = tuple(strings)

    def _part(self, kind: str) -> bytes:
        name = self.parts.get(kind, "")
        return self.package.content(name) if name in self.package.names else b""

    def sheet(self, name: str, relation: Relation | None, *, hidden: bool) -> Sheet:
        """Read one sheet; damage to it is its problem."""
        problems, self.problems = list(self.problems), ()
        if relation is None or relation.target not in self.package.names:
            missing = problem("damaged_file", f"La feuille « {name} » manque dans le classeur.")
            return Sheet(name=name, rows=(), problems=(*problems, missing))
        reader = _SheetReader(self)
        try:
            reader.read(self.package.content(relation.target))
        except UnreadableError as error:
            problems.append(error.problem)
        extras = around(self.package, relation.target, Around())
        notes = list(extras.notes)
        try:
            notes.extend(self._comments(relation.target))
        except UnreadableError as error:
            problems.append(error.problem)
        return Sheet(
            name=name, rows=tuple(sorted(reader.rows, key=lambda row: row.index)), merges=tuple(reader.merges),
            boxes=extras.boxes, notes=tuple(notes), hidden=hidden,
            hides=reader.hides.met, problems=(*problems, *extras.problems),
        )  # fmt: skip

    def _comments(self, part: str) -> Iterator[Aside]:
        for relation in relations(self.package, part):
            if relation.kind == "comments" and relation.target in self.package.names:
                row = column = 0
                for kind, data in _records(self.package.content(relation.target)):
                    if kind == _COMMENT and len(data) >= 20:
                        row, _, column, _ = struct.unpack_from("<4I", data, 4)
                    elif kind == _COMMENT_TEXT and (words := cleaned(_wide(data, 1)[0])):
                        yield Aside(min(row, _LAST_ROW), words, min(column, LAST_COLUMN))


def _styles(content: bytes) -> Iterator[CellStyle]:
    codes, fonts, inside = dict(BUILT_IN), [], False
    for kind, data in _records(content):
        if kind == _FORMAT:
            codes[int.from_bytes(data[:2], "little")] = _wide(data, 2)[0]
        elif kind == _FONT:
            weight = int.from_bytes(data[4:6], "little")
            fonts.append((weight >= 700, bool(data[2:3] and data[2] & 0x8)))
        elif kind in (_CELL_FORMATS, _END_CELL_FORMATS):
            inside = kind == _CELL_FORMATS
        elif kind == _XF and inside:
            code = codes.get(int.from_bytes(data[2:4], "little"), "General")
            font = int.from_bytes(data[4:6], "little")
            yield CellStyle(code, *(fonts[font] if font < len(fonts) else (False, False)))


class _SheetReader:
    """Reads the records of one sheet."""

    def __init__(self, book: _Book) -> None:
        self._book = book
        self.rows: list[SheetRow] = []
        self.merges: list[Merge] = []
        self.hides = Hidden()
        self._row = -1
        self._hidden = False
        self._cells: dict[int, SheetCell] = {}

    def read(self, content: bytes) -> None:
        """Read all that the part tells; what comes before a damage is kept."""
        try:
            for kind, data in _records(content):
                self._take(kind, data)
        finally:
            self._close()

    def _take(self, kind: int, data: bytes) -> None:
        if kind == _ROW:
            self._close()
            self._row = int.from_bytes(data[:4], "little")
            self._hidden = len(data) > 11 and bool(data[11] & 0x10)
        elif kind in _VALUES and len(data) > 8:
            self._cell(kind, data)
        elif kind == _COLUMN and len(data) >= 18 and data[16] & 1:
            self.hides.hide(*struct.unpack_from("<2I", data))
        elif kind == _MERGE and len(data) >= 16 and len(self.merges) < _MOST_MERGES:
            top, bottom, left, right = struct.unpack_from("<4I", data)
            self.merges.append(Merge(top, left, bottom, right))

    def _close(self) -> None:
        """Keep the row that was read."""
        cells = tuple(self._cells[column] for column in sorted(self._cells))
        self._cells = {}
        if cells and 0 <= self._row <= _LAST_ROW and self._book.left >= 0:
            self._book.left -= len(cells)
            self.hides.note(self._hidden, cells)
            self.rows.append(SheetRow(self._row, cells))

    def _cell(self, kind: int, data: bytes) -> None:
        column, number = struct.unpack_from("<2I", data)
        styles = self._book.styles
        number &= 0xFFFFFF
        style = styles[number] if number < len(styles) else CellStyle()
        text = "" if style.struck else self._text(kind, data, style)
        if text and column <= LAST_COLUMN:
            self._cells[column] = SheetCell(column, text, style.bold)

    def _text(self, kind: int, data: bytes, style: CellStyle) -> str:
        if kind in (_TEXT, _RESULT_TEXT, _RICH_TEXT):
            return cleaned(_wide(data, 9 if kind == _RICH_TEXT else 8)[0])
        if kind == _SHARED:
            index = int.from_bytes(data[8:12], "little")
            return self._book.strings[index] if index < len(self._book.strings) else ""
        if kind in (_BOOL, _RESULT_BOOL):
            return "VRAI" if data[8] else "FAUX"
        if kind in (_ERROR, _RESULT_ERROR):
            return _ERRORS.get(data[8], "#ERREUR")
        value = _packed(data[8:12]) if kind == _RK else _double(data[8:16])
        return shown(value, style.code, from_1904=self._book.from_1904) if value is not None else ""


_VALUES = frozenset(
    (
        _RK,
        _ERROR,
        _BOOL,
        _REAL,
        _TEXT,
        _SHARED,
        _RESULT_TEXT,
        _RESULT_REAL,
        _RESULT_BOOL,
        _RESULT_ERROR,
        _RICH_TEXT,
    )
)


def _packed(data: bytes) -> float | None:
    """Return a number kept in four bytes: an integer, or the upper half of a float, of one or of hundredths."""
    if len(data) < 4:
        return None
    raw = int.from_bytes(data, "little")
    if raw & 2:
        value = float(struct.unpack("<i", data)[0] >> 2)
    else:
        value = float(struct.unpack("<d", bytes(4) + (raw & ~3).to_bytes(4, "little"))[0])
    return value / 100 if raw & 1 else value


def _double(data: bytes) -> float | None:
    return float(struct.unpack("<d", data)[0]) if len(data) == 8 else None
