"""OpenDocument spreadsheets: their sheets, one at a time."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from lxml import etree

from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.package import Package
from clausecheck.readers.problems import problem, unreadable
from clausecheck.readers.sheetformats import date_text, plain
from clausecheck.readers.sheetgrid import (
    LAST_COLUMN,
    Aside,
    Choice,
    Hidden,
    Merge,
    Sheet,
    SheetCell,
    SheetRow,
    answered,
    cleaned,
    moment_of,
)  # fmt: skip

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_ROWS = {f"{_TABLE}{name}" for name in ("table-row-group", "table-header-rows", "table-rows")}
_COLUMNS = {f"{_TABLE}{name}" for name in ("table-column-group", "table-header-columns", "table-columns")}
_FIELDS = {
    f"{_TEXT}{name}"
    for name in ("page-number", "page-count", "sheet-name", "date", "time", "title", "file-name")
}
_DEEPEST = 30
"""Groups within groups past which a file is made to hurt, not to be read."""
_LIST = re.compile(r"cell-content-is-in-list\((.*)\)", re.S)
_ANSWER = re.compile(r'"((?:[^"]|"")*)"')
_LONGEST_CHOICES = 120
_ENGLISH = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![\d.,])")
_PERCENT = re.compile(r"(?<=\d)%")


def ods_sheets(package: Package, limits: Limits) -> Iterator[Sheet]:
    """Yield the sheets of a spreadsheet in the order of their tabs.

    Raises:
        UnreadableError: The package holds no spreadsheet, or it is damaged or encrypted.
    """
    if _is_encrypted(package):
        raise unreadable("password", "Ce classeur est protégé par un mot de passe.")
    root = package.xml("content.xml")
    body = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet") if root is not None else None
    if root is None or body is None:
        raise package.damaged("le contenu du classeur manque")
    styles = _Styles(root, package)
    choices = dict(_validations(body))
    left = limits.cells
    for table in body.iterfind(f"{_TABLE}table"):
        reader = _TableReader(styles, choices, left)
        yield reader.sheet(table)
        left = reader.left


def ods_carried(package: Package) -> Iterator[Problem]:
    """Say what an OpenDocument package holds beside text."""
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in package.names):
        yield problem(
            "macros", "Ce classeur contient des macros : elles n’ont été ni lues ni exécutées.", lost=False
        )
    manifest = package.content("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.names else b""
    embedded = re.findall(
        rb"<manifest:file-entry[^<>]*oasis\.opendocument\.(text|spreadsheet|presentation)[^<>]*>", manifest
    )
    if len(embedded) > 1:
        yield problem(
            "embedded_part", "Un objet incorporé dans ce classeur (document, classeur) n’a pas été lu."
        )


def _is_encrypted(package: Package) -> bool:
    name = "META-INF/manifest.xml"
    return name in package.names and b"encryption-data" in package.content(name)


class _Styles:
    """Which styles print in bold or struck out, and which hide a sheet; names as the content cites them."""

    def __init__(self, root: etree._Element, package: Package) -> None:
        self.bold: set[str] = set()
        self.struck: set[str] = set()
        self.hidden: set[str] = set()
        common = package.xml("styles.xml")
        roots = [common, root] if common is not None else [root]
        for style in (style for each in roots for style in each.iter(f"{_STYLE}style")):
            self._take(style)
        self.printed = tuple(_printed(common if common is not None else root))

    def _take(self, style: etree._Element) -> None:
        name = style.get(f"{_STYLE}name") or ""
        parent = style.get(f"{_STYLE}parent-style-name") or ""
        text = style.find(f"{_STYLE}text-properties")
        weight = text.get(f"{_FO}font-weight") if text is not None else None
        line = text.get(f"{_STYLE}text-line-through-style") if text is not None else None
        if weight == "bold" or (weight is None and parent in self.bold):
            self.bold.add(name)
        if (line or "none") != "none":
            self.struck.add(name)
        table = style.find(f"{_STYLE}table-properties")
        if table is not None and table.get(f"{_TABLE}display") == "false":
            self.hidden.add(name)


def _printed(common: etree._Element) -> Iterator[str]:
    """Yield the header and the footer of the pages, without their fields."""
    for name in ("header", "footer"):
        found = next(common.iter(f"{_STYLE}{name}"), None)
        lines = [_content(line, frozenset()) for line in found.iter(f"{_TEXT}p")] if found is not None else []
        yield "\n".join(line for line in map(cleaned, lines) if sum(map(str.isalpha, line)) > 4)


def _validations(body: etree._Element) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the rules on cells by name: the answers that they list, and the message that they show."""
    for rule in body.iter(f"{_TABLE}content-validation"):
        listed = _LIST.search(rule.get(f"{_TABLE}condition") or "")
        answers = " / ".join(_ANSWER.findall(listed[1])) if listed else ""
        message = rule.find(f"{_TABLE}help-message")
        lines = [message.get(f"{_TABLE}title") or ""] if message is not None else []
        lines += [_content(line, frozenset()) for line in message] if message is not None else []
        prompt = cleaned(" : ".join(line for line in lines if line.strip()))
        yield rule.get(f"{_TABLE}name") or "", (answers if len(answers) <= _LONGEST_CHOICES else "", prompt)


class _TableReader:
    """Reads one table, row by row; cells and rows that are repeated without text cost nothing."""

    def __init__(self, styles: _Styles, rules: dict[str, tuple[str, str]], left: int) -> None:
        self.left = left
        self._styles, self._rules = styles, rules
        self._rows: list[SheetRow] = []
        self._merges: list[Merge] = []
        self._choices: list[Choice] = []
        self._asides: list[Aside] = []
        self._boxes: list[Aside] = []
        self._prompted: set[str] = set()
        self._hides = Hidden()
        self._column_styles: list[tuple[int, str]] = []
        self._at = 0

    def sheet(self, table: etree._Element) -> Sheet:
        """Return the sheet that a table is."""
        name = cleaned(table.get(f"{_TABLE}name") or "")
        self._columns(table, 0, 0)
        for shape in table.iterfind(f"{_TABLE}shapes/*"):
            self._box(shape, 0)
        self._take_rows(table, header=False, depth=0)
        top, bottom = self._styles.printed
        return Sheet(
            name=name, rows=answered(self._rows, self._choices, max(self.left, 0)), merges=tuple(self._merges),
            boxes=tuple(self._boxes), notes=tuple(self._asides), top=top, bottom=bottom,
            hidden=(table.get(f"{_TABLE}style-name") or "") in self._styles.hidden,
            hides=self._hides.met,
        )  # fmt: skip

    def _columns(self, parent: etree._Element, at: int, depth: int) -> int:
        """Take notice of hidden columns and of the styles of columns; return the column after the last."""
        for element in parent:
            if element.tag in _COLUMNS and depth < _DEEPEST:
                at = self._columns(element, at, depth + 1)
            elif element.tag == f"{_TABLE}table-column":
                end = at + _repeated(element, "number-columns-repeated")
                if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
                    self._hides.hide(at, end - 1)
                at = end
        return at

    def _take_rows(self, parent: etree._Element, *, header: bool, depth: int) -> None:
        for element in parent:
            if element.tag in _ROWS and depth < _DEEPEST:
                flagged = header or element.tag == f"{_TABLE}table-header-rows"
                self._take_rows(element, header=flagged, depth=depth + 1)
            elif element.tag == f"{_TABLE}table-row":
                self._row(element, header=header)

    def _row(self, element: etree._Element, *, header: bool) -> None:
        if self.left < 0:
            return
        repeated = _repeated(element, "number-rows-repeated")
        cells = tuple(self._cells(element, header=header))
        hidden = element.get(f"{_TABLE}visibility") in ("collapse", "filter")
        if cells:
            self._hides.note(hidden, cells)
            for index in range(self._at, self._at + repeated):
                if self.left < 0:
                    return
                self.left -= len(cells)
                self._rows.append(SheetRow(index, cells))
        self._at += repeated

    def _cells(self, row: etree._Element, *, header: bool) -> Iterator[SheetCell]:
        column = 0
        for element in row:
            if element.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            repeated = _repeated(element, "number-columns-repeated")
            if element.tag == f"{_TABLE}table-cell" and column <= LAST_COLUMN:
                self._around(element, column, repeated)
                style = element.get(f"{_TABLE}style-name") or ""
                text = "" if style in self._styles.struck else self._text(element)
                bold = header or style in self._styles.bold
                for each in range(column, min(column + repeated, LAST_COLUMN + 1) if text else column):
                    yield SheetCell(each, text, bold)
            column += repeated

    def _text(self, cell: etree._Element) -> str:
        """Return what a cell shows: the format keeps it beside the value."""
        lines = [_content(line, self._styles.struck) for line in cell.iterfind(f"{_TEXT}p")]
        text = cleaned("\n".join(lines))
        if text or lines:
            return _in_french(text, cell.get(f"{_OFFICE}value"))
        moment = moment_of(cell.get(f"{_OFFICE}date-value") or "")
        if moment is not None:
            return date_text(moment)
        try:
            return plain(float(cell.get(f"{_OFFICE}value") or "nan"))
        except ValueError:
            return cleaned(cell.get(f"{_OFFICE}string-value") or "")

    def _around(self, cell: etree._Element, column: int, repeated: int) -> None:
        """Take notice of what hangs on a cell: its merge, its rule, its comment, its shapes."""
        across = _repeated(cell, "number-columns-spanned")
        down = _repeated(cell, "number-rows-spanned")
        if across > 1 or down > 1:
            self._merges.append(Merge(self._at, column, self._at + down - 1, column + across - 1))
        answers, prompt = self._rules.get(cell.get(f"{_TABLE}content-validation-name") or "", ("", ""))
        if answers:
            self._choices.append(Choice(Merge(self._at, column, self._at, column + repeated - 1), answers))
        if prompt and prompt not in self._prompted:
            self._prompted.add(prompt)
            self._asides.append(Aside(self._at, prompt, column))
        for child in cell:
            if child.tag == f"{_OFFICE}annotation":
                words = cleaned("\n".join(_content(line, frozenset()) for line in child.iter(f"{_TEXT}p")))
                if words:
                    self._asides.append(Aside(self._at, words, column))
            elif str(child.tag).startswith(_DRAW):
                self._box(child, self._at)

    def _box(self, shape: etree._Element, row: int) -> None:
        words = cleaned("\n".join(_content(line, self._styles.struck) for line in shape.iter(f"{_TEXT}p")))
        if words:
            self._boxes.append(Aside(row, words))


def _repeated(element: etree._Element, name: str) -> int:
    value = element.get(f"{_TABLE}{name}") or "1"
    return max(1, min(int(value), 1_048_576)) if value.isdecimal() and len(value) < 10 else 1


def _in_french(text: str, value: str | None) -> str:
    """Return a figure as a French desk shows it: the format keeps it as the last one that saved the file did."""
    if value is None:
        return text
    found = _ENGLISH.search(text)
    try:
        is_english = found is not None and _equal(float(found[0].replace(",", "")), abs(float(value)))
    except ValueError:
        is_english = False
    if found is not None and is_english:
        figure = found[0].replace(",", " ").replace(".", ",")
        text = text[: found.start()] + figure + text[found.end() :]
    return _PERCENT.sub(" %", text)


def _equal(figure: float, value: float) -> bool:
    """Tell whether a figure is a value rounded, or its percentage."""
    return any(abs(figure - each) <= max(0.5, each / 1_000) for each in (value, 100 * value))


def _content(element: etree._Element, struck: Container[str]) -> str:
    """Return the words of a paragraph, without fields, shapes and struck-out spans."""
    texts = [element.text or ""]
    for child in element:
        tag = str(child.tag)
        if tag == f"{_TEXT}s":
            texts.append(" ")
        elif tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            texts.append("\n" if tag.endswith("break") else " ")
        elif not _is_apart(child, tag, struck):
            texts.append(_content(child, struck))
        texts.append(child.tail or "")
    return "".join(texts)


def _is_apart(child: etree._Element, tag: str, struck: Container[str]) -> bool:
    """Tell what within a paragraph is none of its words."""
    if not tag.startswith("{") or tag in _FIELDS or tag.startswith((_DRAW, _OFFICE)):
        return True
    return tag == f"{_TEXT}span" and (child.get(f"{_TEXT}style-name") or "") in struck
