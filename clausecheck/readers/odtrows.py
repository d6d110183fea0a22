"""The rows of an OpenDocument table, in groups or not, repeated ones as often as they stand there."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from clausecheck.readers.figures import whole
from clausecheck.readers.odtparts import TABLE
from clausecheck.readers.tablerows import MOST_SPAN

_ROW_GROUPS = {f"{TABLE}table-rows", f"{TABLE}table-row-group", f"{TABLE}table-header-rows"}
_MOST_REPEATED = 200


def rows_of(parent: etree._Element, *, flagged: bool = False) -> Iterator[tuple[etree._Element, bool]]:
    """Yield the rows that are shown, and whether they are flagged as headers."""
    for element in parent:
        if element.tag in _ROW_GROUPS:
            yield from rows_of(element, flagged=flagged or element.tag == f"{TABLE}table-header-rows")
        elif element.tag == f"{TABLE}table-row" and element.get(f"{TABLE}visibility") not in (
            "collapse",
            "filter",
        ):
            for _ in range(_repeated(element, f"{TABLE}number-rows-repeated", _MOST_REPEATED)):
                yield element, flagged


def _repeated(element: etree._Element, name: str, most: int) -> int:
    value = element.get(name) or "1"
    return whole(value, 1, most)


def columns_of(cell: etree._Element) -> int:
    """Return in how many columns one after the other a cell stands."""
    return _repeated(cell, f"{TABLE}number-columns-repeated", MOST_SPAN)


def has_words(element: etree._Element) -> bool:
    """Tell whether anything but white space stands within an element."""
    return any(words.strip() for words in element.itertext() if isinstance(words, str))
