"""Lines that come back on page after page are no content: headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from clausecheck.readers.pdflines import Line
from clausecheck.readers.pdftables import Item, Table

_DEPTH = 3
"""Printed lines from the page's edge among which a running line may stand …"""
_DEEPEST = 8
"""… and, as long as all lines nearer to the edge are running lines themselves, down to here."""
_LEAST_PAGES = 3
_SHARE = 0.6
_NEAR = 4.0
"""Points within which lines of several pages stand at the same place."""
_FIGURES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|]\s*)?(?:(?:page|p\.|pg\.?)\s*:?\s*\d{1,4}(?:\s*(?:/|sur|de|of)\s*\d{1,4})?|\d{1,4}\s*(?:/|sur|of)\s*(\d{1,4}))(?:\s*[-–—|])?",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[-–—|]?\s*(\d{1,4})\s*[-–—|]?")
_COUNTED = re.compile(
    r"(?:fiche|lot|article|annexe|chapitre|poste|site|b[âa]timent|tranche|section|partie)\b", re.I
)
_Place = tuple[str, int, float]


def without_running_lines(pages: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """Return the pages without running headers, footers and page numbers.

    A line is one when the same words (page numbers aside) stand at the same height near the edge
    of at least three pages: six in ten, or three in a row, or three in a row on the same side of
    the sheet. A table is left out only when each of its lines is such a line.
    """
    edges = [_edges(items) for items in pages]
    running = _running(edges)
    kept: list[list[Item]] = []
    for number, items in enumerate(pages, start=1):
        gone = _gone(edges[number - 1], running, number, len(pages))
        kept.append(
            [
                item
                for item in items
                if not (
                    all(id(line) in gone for line in item.lines)
                    if isinstance(item, Table)
                    else id(item) in gone
                )
            ]
        )
    return kept


def _edges(items: Sequence[Item]) -> tuple[list[list[Line]], list[list[Line]]]:
    """Return the printed lines at the top, from the edge inwards, and those at the bottom."""
    pieces = [
        line for item in items for line in (item.lines if isinstance(item, Table) else (item,)) if line.size
    ]
    levels: list[list[Line]] = []
    for line in sorted(pieces, key=lambda piece: piece.y):
        if levels and line.y - levels[-1][0].y < 2.5:
            levels[-1].append(line)
        else:
            levels.append([line])
    return levels[:_DEEPEST], levels[::-1][:_DEEPEST]


def _running(
    edges: Sequence[tuple[list[list[Line]], list[list[Line]]]],
) -> dict[str, list[tuple[float, set[int]]]]:
    """Return the masked words of running lines, with each height and the pages they stand on."""
    places: dict[str, list[tuple[float, dict[int, str]]]] = defaultdict(list)
    for number, sides in enumerate(edges, start=1):
        for line in (line for side in sides for level in side for line in level):
            entries = places[_mask(line.text)]
            near = next((seen for y, seen in entries if abs(y - line.y) <= _NEAR), None)
            if near is None:
                entries.append((line.y, {number: line.text}))
            else:
                near[number] = line.text
    return {
        mask: found
        for mask, entries in places.items()
        if (found := [(y, set(seen)) for y, seen in entries if _comes_back(seen, len(edges))])
    }


def _comes_back(seen: dict[int, str], pages: int) -> bool:
    if len(seen) < _LEAST_PAGES or not _counts_pages(seen):
        return False
    numbers = set(seen)
    return len(seen) >= _SHARE * pages or any(
        {number + step, number + 2 * step} <= numbers for number in numbers for step in (1, 2)
    )


def _counts_pages(seen: dict[int, str]) -> bool:
    """Tell whether the figures of a line are the same everywhere or go up with the pages."""
    if len(set(seen.values())) == 1:
        return True
    if any(_COUNTED.match(text) for text in seen.values()):
        return False
    columns = zip(
        *([int(figure) for figure in _FIGURES.findall(text)] for text in seen.values()), strict=False
    )
    return all(
        len(set(column)) == 1
        or len({figure - number for figure, number in zip(column, seen, strict=True)}) <= 1 + len(seen) // 6
        for column in columns
    )


def _mask(text: str) -> str:
    return _FIGURES.sub("#", " ".join(text.split()).casefold())


def _gone(
    sides: tuple[list[list[Line]], list[list[Line]]],
    running: dict[str, list[tuple[float, set[int]]]],
    number: int,
    pages: int,
) -> set[int]:
    """Return the ``id`` of the lines of one page that are left out."""
    gone: set[int] = set()
    for bottom, levels in enumerate(sides):
        for depth, level in enumerate(levels):
            found = {
                id(line)
                for line in level
                if _is_running(line, running, number)
                or (
                    depth < _DEPTH
                    and _is_page_number(line.text, number, pages, last=bool(bottom) and depth == 0)
                )
            }
            gone |= found
            if depth + 1 >= _DEPTH and not found:
                break
    return gone


def _is_running(line: Line, running: dict[str, list[tuple[float, set[int]]]], number: int) -> bool:
    return any(
        number in numbers and abs(y - line.y) <= _NEAR for y, numbers in running.get(_mask(line.text), ())
    )


def _is_page_number(text: str, number: int, pages: int, *, last: bool) -> bool:
    found = _PAGE_NUMBER.fullmatch(text.strip())
    if found:
        return found.group(1) is None or int(found.group(1)) >= number
    bare = _BARE_NUMBER.fullmatch(text.strip())
    return bool(bare and last and abs(int(bare.group(1)) - number) <= 2)
