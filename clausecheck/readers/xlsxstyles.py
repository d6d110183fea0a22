"""How the cells of an Excel workbook are formatted, and the text of their runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from clausecheck.errors import UnreadableError
from clausecheck.readers.package import Package
from clausecheck.readers.sheetformats import BUILT_IN

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_OFF = ("0", "false", "none")


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What of a cell's format bears on its reading.

    Attributes:
        code: Number format.
        bold: Printed in bold.
        struck: Printed struck out, which means: no longer valid.
    """

    code: str = "General"
    bold: bool = False
    struck: bool = False


def cell_styles(package: Package, part: str | None) -> tuple[CellStyle, ...]:
    """Return the styles that cells cite by number; none where they cannot be read."""
    try:
        root = package.xml(part) if part is not None else None
    except UnreadableError:
        root = None
    if root is None:
        return ()
    codes = {**BUILT_IN, **dict(_own_formats(root))}
    fonts = [(_is_on(font, "b"), _is_on(font, "strike")) for font in root.iterfind("{*}fonts/{*}font")]
    return tuple(_style(element, codes, fonts) for element in root.iterfind("{*}cellXfs/{*}xf"))


def _own_formats(root: etree._Element) -> Iterator[tuple[int, str]]:
    for element in root.iterfind("{*}numFmts/{*}numFmt"):
        number = element.get("numFmtId") or ""
        if number.isdecimal() and len(number) < 10:
            yield int(number), element.get("formatCode") or "General"


def _style(element: etree._Element, codes: dict[int, str], fonts: list[tuple[bool, bool]]) -> CellStyle:
    bold, struck = False, False
    font, number = element.get("fontId") or "", element.get("numFmtId") or "0"
    if font.isdecimal() and len(font) < 8 and int(font) < len(fonts):
        bold, struck = fonts[int(font)]
    code = codes.get(int(number), "General") if number.isdecimal() and len(number) < 10 else "General"
    return CellStyle(code, bold, struck)


def _is_on(parent: etree._Element, name: str) -> bool:
    mark = parent.find(f"{{*}}{name}")
    return mark is not None and (mark.get("val") or "1") not in _OFF


def text_of(element: etree._Element) -> str:
    """Return the text of a string item, without phonetic hints and struck-out runs."""
    texts = []
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        if name == "t":
            texts.append(child.text or "")
        elif name == "r":
            properties = child.find("{*}rPr")
            if properties is None or not _is_on(properties, "strike"):
                texts += [words.text or "" for words in child.iterfind("{*}t")]
    text = "".join(texts)
    return _ESCAPED.sub(_unescaped, text) if "_x" in text else text


def _unescaped(found: re.Match[str]) -> str:
    """Return the character that ``_x000D_`` writes; half of a pair stands for none."""
    code = int(found[1], 16)
    return "" if 0xD800 <= code <= 0xDFFF else chr(code)
