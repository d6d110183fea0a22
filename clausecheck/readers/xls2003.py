"""Excel 2003 XML (SpreadsheetML, often named .xls or .xml): its sheets, one at a time."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from clausecheck.model.limits import Limits
from clausecheck.readers.package import Package
from clausecheck.readers.sheetformats import date_text, shown
from clausecheck.readers.sheetgrid import (
    LAST_COLUMN,
    Aside,
    Hidden,
    Merge,
    Sheet,
    SheetCell,
    SheetRow,
    cleaned,
    moment_of,
)  # fmt: skip
from clausecheck.readers.xlsxstyles import CellStyle

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_NAMED_FORMATS = {
    "Percent": "0.00%", "Fixed": "0.00", "Standard": "#,##0.00", "Currency": '#,##0.00 "€"', "Euro Currency": '#,##0.00 "€"',
}  # fmt: skip
_LAST_ROW = 1_048_575


def xls2003_sheets(package: Package, part: str, limits: Limits) -> Iterator[Sheet]:
    """Yield the sheets of a workbook in the order of their tabs.

    Raises:
        UnreadableError: The XML is damaged, unsafe, or no workbook.
    """
    root = package.xml(part)
    if root is None or root.tag != f"{_SS}Workbook":
        raise package.damaged("le classeur manque")
    styles = dict(_styles(root))
    left = limits.cells
    for table in root.iterfind(f"{_SS}Worksheet"):
        reader = _SheetReader(styles, left)
        yield reader.sheet(table)
        left = reader.left


def _styles(root: etree._Element) -> Iterator[tuple[str, CellStyle]]:
    for style in root.iterfind(f"{_SS}Styles/{_SS}Style"):
        number, font = style.find(f"{_SS}NumberFormat"), style.find(f"{_SS}Font")
        code = number.get(f"{_SS}Format") or "General" if number is not None else "General"
        bold = font is not None and font.get(f"{_SS}Bold") == "1"
        struck = font is not None and font.get(f"{_SS}StrikeThrough") == "1"
        yield style.get(f"{_SS}ID") or "", CellStyle(_NAMED_FORMATS.get(code, code), bold, struck)


class _SheetReader:
    """Reads one sheet, row by row."""

    def __init__(self, styles: dict[str, CellStyle], left: int) -> None:
        self.left = left
        self._styles = styles
        self._rows: list[SheetRow] = []
        self._merges: list[Merge] = []
        self._notes: list[Aside] = []
        self._hides = Hidden()

    def sheet(self, element: etree._Element) -> Sheet:
        """Return the sheet that an element is."""
        index = column = -1
        for child in element.iterfind(f"{_SS}Table/*"):
            if child.tag == f"{_SS}Column":
                column = _counted(child, "Index", column + 1, first=1)
                if child.get(f"{_SS}Hidden") == "1":
                    self._hides.hide(column, column + _counted(child, "Span", 0))
            elif child.tag == f"{_SS}Row":
                index = _counted(child, "Index", index + 1, first=1)
                self._row(child, index)
        visible = (
            element.findtext("{urn:schemas-microsoft-com:office:excel}WorksheetOptions/{*}Visible") or ""
        )
        return Sheet(
            name=cleaned(element.get(f"{_SS}Name") or ""), rows=tuple(sorted(self._rows, key=lambda row: row.index)),
            merges=tuple(self._merges), notes=tuple(self._notes), hidden="Hidden" in visible, hides=self._hides.met,
        )  # fmt: skip

    def _row(self, element: etree._Element, index: int) -> None:
        cells = tuple(self._cells(element, index))
        # One row too many is kept, so that the limit is met, and named, where rows are written.
        if cells and index <= _LAST_ROW and self.left >= 0:
            self.left -= len(cells)
            self._hides.note(element.get(f"{_SS}Hidden") == "1", cells)
            self._rows.append(SheetRow(index, cells))

    def _cells(self, row: etree._Element, index: int) -> Iterator[SheetCell]:
        column = -1
        for element in row.iterfind(f"{_SS}Cell"):
            column = _counted(element, "Index", column + 1, first=1)
            if column > LAST_COLUMN:
                return
            across, down = _counted(element, "MergeAcross", 0), _counted(element, "MergeDown", 0)
            if across or down:
                self._merges.append(Merge(index, column, index + down, column + across))
            note = element.find(f"{_SS}Comment")
            words = cleaned("".join(map(str, note.itertext()))) if note is not None else ""
            if words:
                self._notes.append(Aside(index, words, column))
            style = self._styles.get(element.get(f"{_SS}StyleID") or "Default", CellStyle())
            text = "" if style.struck else _text(element, style)
            if text:
                yield SheetCell(column, text, style.bold)
            column += across


def _text(cell: etree._Element, style: CellStyle) -> str:
    data = next(cell.iterchildren(f"{_SS}Data"), None)
    content = "".join(map(str, data.itertext())) if data is not None else ""
    kind = data.get(f"{_SS}Type") if data is not None else None
    if kind == "Number":
        try:
            return shown(float(content), style.code)
        except ValueError:
            return cleaned(content)
    if kind == "Boolean":
        return "VRAI" if content.strip() == "1" else "FAUX"
    moment = moment_of(content) if kind == "DateTime" else None
    return date_text(moment) if moment is not None else cleaned(content)


def _counted(element: etree._Element, name: str, default: int, *, first: int = 0) -> int:
    """Return a number that an element gives, counted from 0; ``first`` is where the format counts from."""
    value = element.get(f"{_SS}{name}") or ""
    return min(int(value), 1 << 24) - first if value.isdecimal() and len(value) < 9 else default
