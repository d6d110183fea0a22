"""Excel workbooks of before 2007 (BIFF): their sheets, one at a time."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.formula import FormulaError
from xlrd.sheet import Sheet as XlsSheet

from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.problems import problem, unreadable
from clausecheck.readers.sheetformats import shown
from clausecheck.readers.sheetgrid import Aside, Hidden, Merge, Sheet, SheetCell, SheetRow, cleaned, printed
from clausecheck.readers.xlsboxes import XlsAround, xls_around

_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_EMBEDDED = re.compile(rb"M\0B\0D\0(?:[0-9A-F]\0){8}")
_BROKEN = (
    XLRDError, CompDocError, FormulaError, struct.error, ArithmeticError, AssertionError, AttributeError, LookupError, NameError,
    TypeError, ValueError, NotImplementedError, RecursionError,
)  # fmt: skip
"""What xlrd raises for files that break the rules: it checks few of their figures before it uses them."""


def xls_sheets(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """Yield the sheets of a workbook in the order of their tabs; charts and macro sheets are none.

    Raises:
        UnreadableError: It is no workbook, or is damaged or encrypted.
    """
    book = _opened(data)
    left = limits.cells
    stream = book.mem or b""
    outside = xls_around(stream[book.base :] if book.biff_version >= 80 else b"")
    for number, name in enumerate(book.sheet_names()):
        title = cleaned(name)
        try:
            reader = _SheetReader(book, book.sheet_by_index(number), left)
            rows = tuple(reader.rows())
        except _BROKEN:
            yield Sheet(name=title, rows=(), problems=(_damaged(title),))
            continue
        left = reader.left
        yield reader.sheet(title, rows, outside[number] if number < len(outside) else XlsAround())
        book.unload_sheet(number)


def xls_carried(data: bytes) -> Iterator[Problem]:
    """Say what a workbook holds beside text."""
    if _MACROS in data:
        yield problem(
            "macros", "Ce classeur contient des macros : elles n’ont été ni lues ni exécutées.", lost=False
        )
    if _EMBEDDED.search(data):
        yield problem(
            "embedded_part", "Un objet incorporé dans ce classeur (document, classeur) n’a pas été lu."
        )


def _opened(data: bytes) -> Book:
    try:
        return xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, on_demand=True, logfile=io.StringIO()
        )
    except _BROKEN as error:
        if "encrypted" in str(error):
            raise unreadable("password", "Ce classeur est protégé par un mot de passe.") from error
        raise unreadable("damaged_file", "Ce classeur est abîmé : contenu incomplet ou illisible.") from error


def _damaged(name: str) -> Problem:
    return problem("damaged_file", f"La feuille « {name} » est abîmée : elle n’a pas été lue.")


class _SheetReader:
    """Reads one sheet."""

    def __init__(self, book: Book, sheet: XlsSheet, left: int) -> None:
        self.left = left
        self._book, self._sheet = book, sheet
        self._hides = Hidden()
        self._errors = 0
        self._styles: dict[int, tuple[str, bool, bool]] = {}
        for column, info in sheet.colinfo_map.items():
            if info.hidden:
                self._hides.hide(column, column)

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows that show something."""
        for index in range(self._sheet.nrows):
            cells = tuple(self._cells(index))
            if not cells:
                continue
            if self.left < 0:
                return
            self.left -= len(cells)
            info = self._sheet.rowinfo_map.get(index)
            self._hides.note(info is not None and bool(info.hidden), cells)
            yield SheetRow(index, cells)

    def sheet(self, name: str, rows: tuple[SheetRow, ...], outside: XlsAround) -> Sheet:
        """Return the sheet with its rows and all that stands around them."""
        merges = (
            Merge(top, left, bottom - 1, right - 1) for top, bottom, left, right in self._sheet.merged_cells
        )
        return Sheet(
            name=name, rows=rows, merges=tuple(merges), notes=tuple(self._notes()),
            boxes=tuple(Aside(0, words) for box in outside.boxes if (words := cleaned(box))),
            top=printed(outside.header), bottom=printed(outside.footer),
            hidden=self._sheet.visibility != 0, hides=self._hides.met, problems=tuple(self._said(name)),
        )  # fmt: skip

    def _notes(self) -> Iterator[Aside]:
        for (row, column), note in self._sheet.cell_note_map.items():
            words = cleaned(str(note.text or ""))
            if words:
                yield Aside(row, words, column)

    def _said(self, name: str) -> Iterator[Problem]:
        if self._errors:
            said = f"Feuille « {name} » : {self._errors} cellule(s) affichent une erreur de calcul (#REF!, #N/A…)."
            yield problem("not_calculated", said, lost=False)

    def _cells(self, index: int) -> Iterator[SheetCell]:
        sheet = self._sheet
        for column in range(sheet.row_len(index)):
            kind = sheet.cell_type(index, column)
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            code, bold, struck = self._style(sheet.cell_xf_index(index, column))
            text = "" if struck else self._text(kind, sheet.cell_value(index, column), code)
            if text:
                yield SheetCell(column, text, bold)

    def _text(self, kind: int, value: object, code: str) -> str:
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE) and isinstance(value, float | int):
            return shown(float(value), code, from_1904=bool(self._book.datemode))
        if kind == xlrd.XL_CELL_BOOLEAN:
            return "VRAI" if value else "FAUX"
        if kind == xlrd.XL_CELL_ERROR:
            self._errors += 1
            return xlrd.error_text_from_code.get(value, "#ERREUR") if isinstance(value, int) else "#ERREUR"
        return cleaned(str(value))

    def _style(self, number: int) -> tuple[str, bool, bool]:
        """Return number format, bold and struck out of a format's number; plain where it has none."""
        known = self._styles.get(number)
        if known is None:
            formats, fonts = self._book.xf_list, self._book.font_list
            style = formats[number] if 0 <= number < len(formats) else None
            found = self._book.format_map.get(style.format_key) if style is not None else None
            font = (
                fonts[style.font_index] if style is not None and 0 <= style.font_index < len(fonts) else None
            )
            known = self._styles[number] = (
                found.format_str if found is not None else "General",
                font is not None and bool(font.bold or font.weight >= 700),
                font is not None and bool(font.struck_out),
            )
        return known
