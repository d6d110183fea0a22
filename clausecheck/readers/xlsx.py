"""Excel workbooks in XML (xlsx, xlsm, xltx; transitional and strict): their sheets, one at a time."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from clausecheck.errors import UnreadableError
from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.package import Package
from clausecheck.readers.problems import problem
from clausecheck.readers.relations import Relation, relations
from clausecheck.readers.sheetformats import date_text, shown
from clausecheck.readers.sheetgrid import (
    LAST_COLUMN,
    Hidden,
    Merge,
    Sheet,
    SheetCell,
    SheetRow,
    answered,
    cleaned,
    moment_of,
    place_of,
    printed,
)
from clausecheck.readers.xlsxaround import Around, around
from clausecheck.readers.xlsxstyles import CellStyle, cell_styles, text_of

_USUAL = "xl/workbook.xml"
_ROW_TAGS = (
    "{*}row", "{*}mergeCell", "{*}col", "{*}dataValidation", "{*}oddHeader", "{*}oddFooter", "{*}control",
)  # fmt: skip
_BLANK_CELL = re.compile(rb"<(?:\w+:)?c(?:\s[^<>]*)?(?:/>|>\s*</(?:\w+:)?c>)")
_BLANK_ROW = re.compile(rb"<(?:\w+:)?row(?:\s[^<>]*)?(?:/>|>\s*</(?:\w+:)?row>)")
_TEXT_FORMULA = re.compile(
    r'["&]|\b(?:VLOOKUP|HLOOKUP|XLOOKUP|INDEX|OFFSET|INDIRECT|CHOOSE|TEXT\w*|CONCAT\w*)\(', re.I
)
_BARE_REFERENCE = re.compile(r"(?:'[^']+'!|[\w.]+!)?\$?[A-Z]{1,3}\$?\d{1,7}")
_LAST_ROW = 1_048_575
_MOST_MERGES = 100_000


def xlsx_sheets(package: Package, limits: Limits) -> Iterator[Sheet]:
    """Yield the sheets of a workbook in the order of their tabs; charts are none.

    Raises:
        UnreadableError: The package holds no workbook, or it is damaged.
    """
    main = main_part(package)
    linked = relations(package, main)
    try:
        root = package.xml(main)
        if root is None:
            raise package.damaged("le classeur manque")
    except UnreadableError as error:
        yield from _unlisted(package, linked, limits, error)
        return
    book = _Book.of(package, root, linked, limits)
    targets = {relation.id: relation for relation in linked}
    for element in root.iter("{*}sheet"):
        relation = targets.get(_relation_id(element))
        if relation is None or relation.kind != "chartsheet":
            hidden = element.get("state") in ("hidden", "veryHidden")
            yield book.sheet(cleaned(element.get("name") or ""), relation, hidden=hidden)


def _unlisted(
    package: Package, linked: tuple[Relation, ...], limits: Limits, error: UnreadableError
) -> Iterator[Sheet]:
    """Yield the sheets that a damaged workbook no longer lists, under the names of their parts."""
    found = [
        relation for relation in linked if relation.kind == "worksheet" and relation.target in package.names
    ]
    if error.problem.code != "damaged_file" or not found:
        raise error
    yield Sheet(name="", rows=(), problems=(error.problem,))
    book = _Book.of(package, None, linked, limits)
    for relation in found:
        yield book.sheet(posixpath.basename(relation.target).removesuffix(".xml"), relation, hidden=False)


def main_part(package: Package) -> str:
    """Return the name of the workbook's part, as the package's own relations give it."""
    for relation in relations(package, ""):
        if relation.kind == "officeDocument" and relation.target in package.names:
            return relation.target
    return _USUAL


def _relation_id(element: etree._Element) -> str:
    return next((str(value) for name, value in element.attrib.items() if str(name).endswith("}id")), "")


@dataclass
class _Book:
    """What the sheets of a workbook share.

    Attributes:
        left: Cells that may still be kept.
    """

    package: Package
    strings: tuple[str, ...]
    styles: tuple[CellStyle, ...]
    from_1904: bool
    problems: tuple[Problem, ...]
    left: int

    @classmethod
    def of(
        cls, package: Package, root: etree._Element | None, linked: tuple[Relation, ...], limits: Limits
    ) -> _Book:
        """Read strings and styles; where they are damaged, the sheets say so."""
        parts = {relation.kind: relation.target for relation in linked if relation.target in package.names}
        settings = next(root.iter("{*}workbookPr"), None) if root is not None else None
        strings, problems = _shared_strings(package, parts.get("sharedStrings"), limits)
        return cls(
            package=package,
            strings=strings,
            styles=cell_styles(package, parts.get("styles")),
            from_1904=settings is not None and settings.get("date1904") in ("1", "true"),
            problems=problems,
            left=limits.cells,
        )

    def sheet(self, name: str, relation: Relation | None, *, hidden: bool) -> Sheet:
        """Read one sheet; damage to it is its problem, and what came before the damage is kept."""
        reader = _SheetReader(self)
        problems, self.problems = list(self.problems), ()
        if relation is None or relation.target not in self.package.names:
            problems.append(problem("damaged_file", f"La feuille « {name} » manque dans le classeur."))
            return Sheet(name=name, rows=(), problems=tuple(problems))
        try:
            reader.read(relation.target)
        except UnreadableError as error:
            problems.append(_of_sheet(error.problem, name))
        extras = around(self.package, relation.target, reader.around)
        problems += [_of_sheet(found, name) for found in extras.problems]
        problems += reader.said(name)
        return Sheet(
            name=name, rows=answered(reader.rows, reader.around.choices, max(self.left, 0)), merges=tuple(reader.merges), boxes=extras.boxes,
            notes=extras.notes, top=reader.top, bottom=reader.bottom, hidden=hidden,
            hides=reader.hides.met, problems=tuple(problems),
        )  # fmt: skip


def _of_sheet(found: Problem, name: str) -> Problem:
    return problem(found.code, f"Feuille « {name} » : {found.message[0].lower()}{found.message[1:]}")


def _shared_strings(
    package: Package, part: str | None, limits: Limits
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    strings: list[str] = []
    if part is None:
        return (), ()
    try:
        strings.extend(cleaned(text_of(element)) for element in package.elements(part, ("{*}si",)))
    except UnreadableError as error:
        said = f"Des textes du classeur n’ont pas été lus : {error.problem.message[0].lower()}{error.problem.message[1:]}"
        return tuple(strings), (problem(error.problem.code, said),)
    return tuple(strings), ()


class _SheetReader:
    """Reads the part of one sheet, row by row."""

    def __init__(self, book: _Book) -> None:
        self._book = book
        self.rows: list[SheetRow] = []
        self.merges: list[Merge] = []
        self.hides = Hidden()
        self.around = Around()
        self.top = self.bottom = ""
        self._uncalculated = self._errors = self._lost_strings = 0

    def read(self, part: str) -> None:
        """Read all that the part tells."""
        takes = {
            "mergeCell": self._merge, "col": self._column, "dataValidation": self.around.add_validation,
            "control": self.around.add_control, "oddHeader": self._header, "oddFooter": self._footer,
        }  # fmt: skip
        for element in self._book.package.elements(part, _ROW_TAGS, without=_without_blanks):
            name = etree.QName(element).localname
            if name == "row":
                self._row(element)
            else:
                takes[name](element)
        self.rows.sort(key=lambda row: row.index)

    def said(self, name: str) -> Iterator[Problem]:
        """Yield what the cells themselves lack."""
        if self._uncalculated:
            said = f"Feuille « {name} » : {self._uncalculated} formule(s) qui donnent un texte n’ont jamais été calculées"
            yield problem("not_calculated", f"{said} : leur résultat n’a pas été lu.")
        if self._errors:
            said = f"Feuille « {name} » : {self._errors} cellule(s) affichent une erreur de calcul (#REF!, #N/A…)."
            yield problem("not_calculated", said, lost=False)
        if self._lost_strings:
            said = f"Feuille « {name} » : {self._lost_strings} cellule(s) renvoient à un texte qui manque dans le fichier."
            yield problem("damaged_file", said)

    def _row(self, element: etree._Element) -> None:
        number = element.get("r") or ""
        index = int(number) - 1 if number.isdecimal() and len(number) < 8 else self._next_row()
        cells = tuple(self._cells(element))
        if not cells or not 0 <= index <= _LAST_ROW or self._book.left < 0:
            return
        self._book.left -= len(cells)
        self.hides.note(element.get("hidden") in ("1", "true"), cells)
        self.rows.append(SheetRow(index, cells))

    def _next_row(self) -> int:
        return self.rows[-1].index + 1 if self.rows else 0

    def _cells(self, row: etree._Element) -> Iterator[SheetCell]:
        column, seen = -1, set()
        for element in row.iterchildren("{*}c"):
            place = place_of(element.get("r"))
            column = place[1] if place is not None else column + 1
            style = self._style(element.get("s"))
            text = "" if style.struck else self._text(element, style)
            if text and column <= LAST_COLUMN and column not in seen:
                seen.add(column)
                yield SheetCell(column, text, style.bold)

    def _style(self, number: str | None) -> CellStyle:
        styles = self._book.styles
        index = int(number) if number is not None and number.isdecimal() and len(number) < 8 else 0
        return styles[index] if index < len(styles) else CellStyle()

    def _text(self, cell: etree._Element, style: CellStyle) -> str:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            return cleaned(text_of(inline)) if inline is not None else ""
        value = cell.find("{*}v")
        content = value.text if value is not None else None
        if content is None or not content.strip():
            self._note_formula(cell)
            return ""
        return self._value(kind, content, style)

    def _value(self, kind: str, content: str, style: CellStyle) -> str:
        if kind == "s":
            number = content.strip()
            index = int(number) if number.isdecimal() and len(number) < 10 else -1
            if 0 <= index < len(self._book.strings):
                return self._book.strings[index]
            self._lost_strings += 1
            return ""
        if kind == "b":
            return "VRAI" if content.strip() in ("1", "true") else "FAUX"
        if kind == "e":
            self._errors += 1
            return cleaned(content)
        if kind == "d":
            moment = moment_of(content)
            return date_text(moment) if moment is not None else cleaned(content)
        if kind == "n":
            return self._number(content, style)
        return cleaned(content)

    def _number(self, content: str, style: CellStyle) -> str:
        try:
            return shown(float(content), style.code, from_1904=self._book.from_1904)
        except ValueError:
            return cleaned(content)

    def _note_formula(self, cell: etree._Element) -> None:
        """Count formulas without result; sums and products give figures, which hold no clause."""
        formula = cell.find("{*}f")
        words = (formula.text or "") if formula is not None else ""
        if (
            cell.get("t") != "str"
            and words
            and (_TEXT_FORMULA.search(words) or _BARE_REFERENCE.fullmatch(words))
        ):
            self._uncalculated += 1

    def _merge(self, element: etree._Element) -> None:
        places = [place_of(part) for part in (element.get("ref") or "").split(":")]
        if len(places) == 2 and places[0] and places[1] and len(self.merges) < _MOST_MERGES:
            (top, left), (bottom, right) = places[0], places[1]
            self.merges.append(Merge(top, left, bottom, right))

    def _column(self, element: etree._Element) -> None:
        first, last = element.get("min") or "", element.get("max") or ""
        if element.get("hidden") in ("1", "true") and first.isdecimal() and last.isdecimal():
            self.hides.hide(int(first[:7]) - 1, int(last[:7]) - 1)

    def _header(self, element: etree._Element) -> None:
        self.top = printed(element.text or "")

    def _footer(self, element: etree._Element) -> None:
        self.bottom = printed(element.text or "")


def _without_blanks(markup: bytes) -> bytes:
    """Take cells and rows that show nothing out: formatted ones come by the million."""
    return _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", markup))
