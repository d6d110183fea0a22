"""Footnotes of printed pages: small type at the foot of a column, opened by the mark that calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from clausecheck.readers.pdflines import Line
from clausecheck.readers.pdftables import Item

_SMALL = 0.92
"""Share of the page's usual height of letters under which type is that of a note."""
_ROOM = 1.15
"""Heights of a line from the last line of the text to the first note, at the least."""
_MARK = re.compile(r"(?:\((\d{1,2}|\*{1,3})\)|(\d{1,2}|\*{1,3}))\s*(?=[^\W\d_]|[«\"(])")
_FEWEST_LINES = 3


def with_notes(items: Sequence[Item]) -> list[Item]:
    """Return the items of a page with its footnotes told apart from its text.

    A note is believed only where the text of the page calls its mark.

    Args:
        items: Of one page, without running lines, in reading order.
    """
    lines = [item for item in items if isinstance(item, Line) and item.size]
    if len(lines) < _FEWEST_LINES:
        return list(items)
    usual = median(line.size for line in lines)
    # Most pages end in type of the usual size: nothing more is asked of them.
    if not any(line.size < _SMALL * usual for line in lines[-2:]) and not any(line.column for line in lines):
        return list(items)
    notes: set[int] = set()
    for column in sorted({line.column for line in lines}):
        notes |= _notes([line for line in lines if line.column == column], usual, lines)
    return [
        replace(item, note=True) if id(item) in notes and isinstance(item, Line) else item for item in items
    ]


def _notes(column: Sequence[Line], usual: float, page: Sequence[Line]) -> set[int]:
    """Return the ``id`` of the lines at the foot of a column that are notes."""
    first = len(column)
    while first and column[first - 1].size < _SMALL * usual:
        first -= 1
    small = column[first:]
    start = next((n for n, line in enumerate(small) if _MARK.match(line.text)), None)
    if start is None or not first + start:
        return set()
    above, note = column[first + start - 1], small[start]
    mark = _MARK.match(note.text)
    called = mark is not None and _is_called(mark[1] or mark[2], [line for line in page if line not in small])
    if not called or note.y - above.y < _ROOM * note.size:
        return set()
    return {id(line) for line in small[start:]}


def _is_called(mark: str, lines: Sequence[Line]) -> bool:
    """Tell whether a text has the mark behind a word, as a call of a note stands."""
    call = re.compile(rf"[^\W\d_»)’\"]\s?\(?{re.escape(mark)}(?![\w*])")
    return any(call.search(line.text) for line in lines)


def note_groups(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Group the lines of notes, one group a note."""
    group: list[Line] = []
    for line in lines:
        if group and (_MARK.match(line.text) or line.page != group[-1].page):
            yield tuple(group)
            group = []
        group.append(line)
    if group:
        yield tuple(group)
