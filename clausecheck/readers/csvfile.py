"""Comma, semicolon and tab separated values: rows under their column names, as of any sheet."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from clausecheck.readers.encodings import decoded
from clausecheck.readers.layout import Layout
from clausecheck.readers.settings import Progress, ReadSettings
from clausecheck.readers.sheetgrid import Sheet, SheetCell, SheetRow, cleaned
from clausecheck.readers.sheets import written

_MARKS = ";\t,|"
_LOOKED_AT = 50
"""Rows that tell which mark parts the cells."""
_DECLARED = re.compile(r"sep=(.)\r?\n", re.I)


def read_csv(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read separated values; the mark that parts the cells is told by the rows themselves.

    Args:
        data: The file's bytes: UTF-8, UTF-16 with its mark, or Windows-1252.
        settings: Choices and limits.
        progress: Unused: no page goes through character recognition.
    """
    text = decoded(data).replace("\0", "")
    declared = _DECLARED.match(text)
    text = text[declared.end() :] if declared else text
    mark = declared[1] if declared else _mark(text)
    rows = tuple(_rows(text, mark, settings.limits.cells))
    return written([Sheet(name="", rows=rows)], settings.limits)


def _mark(text: str) -> str:
    """Return the mark that gives the most rows of one same number of cells, two at least."""
    head = "".join(io.StringIO(text, newline="").readlines()[:_LOOKED_AT])
    scores = {mark: _agreement(head, mark) for mark in _MARKS}
    best = max(_MARKS, key=lambda mark: scores[mark])
    return best if scores[best] > (0, 0) else ";"


def _agreement(head: str, mark: str) -> tuple[int, int]:
    counts = Counter(len(row) for row in _records(head, mark) if any(map(str.strip, row)))
    counts.pop(1, None)
    width, rows = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
    return rows, width


def _rows(text: str, mark: str, most: int) -> Iterator[SheetRow]:
    for index, record in enumerate(_records(text, mark)):
        texts = ((column, cleaned(cell)) for column, cell in enumerate(record))
        cells = tuple(SheetCell(column, words) for column, words in texts if words)
        most -= len(cells)
        if cells:
            yield SheetRow(index, cells)
        # One row too many, so that the limit is met, and named, where rows are written.
        if most < 0:
            return


def _records(text: str, mark: str) -> Iterator[list[str]]:
    """Yield the cells of each row; quotes that never close are taken as they stand."""
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        # A field past the module's limit: a quote opened that no other one closes.
        records = [line.split(mark) for line in text.splitlines()]
    yield from records
