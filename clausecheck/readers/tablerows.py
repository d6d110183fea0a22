"""What the tables of text formats have in common: page layouts told apart, rows given their header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clausecheck.model.document import Problem
from clausecheck.readers.headers import header_row
from clausecheck.readers.problems import problem

DEEPEST = 30
"""Tables within tables past which a file is made to hurt, not to be read."""
MOST_SPAN = 63
"""Columns that one cell may span: as many as Word allows."""
_LONG_CELL = 2_500
"""Characters of a cell past which its row is a page layout: paragraphs, not a row."""


def is_layout(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a table only lays out the page: one cell a row, or cells that hold whole pages."""
    filled = max((sum(bool(cell.strip()) for cell in row) for row in rows), default=0)
    longest = max((len(cell) for row in rows for cell in row), default=0)
    return filled <= 1 or longest > _LONG_CELL


def too_deep() -> Problem:
    """Say that tables within tables were left unread past the deepest."""
    message = f"Des tableaux emboîtés sur plus de {DEEPEST} niveaux n’ont pas été lus au-delà."
    return problem("nested_tables", message)


def headed(
    rows: Sequence[Sequence[str]], marked: Sequence[bool]
) -> Iterator[tuple[int, Sequence[str], tuple[str, ...]]]:
    """Yield the rows that are not blank: index, cells, and the column headers above them.

    Args:
        rows: The texts of the cells.
        marked: For each row, whether the file prints it as a header.
    """
    kept = [(index, cells) for index, cells in enumerate(rows) if any(cell.strip() for cell in cells)]
    found = header_row([cells for _, cells in kept], [marked[index] for index, _ in kept])
    names = tuple(" ".join(cell.split()) for cell in kept[found][1]) if found is not None else ()
    for position, (index, cells) in enumerate(kept):
        yield index, cells, names if found is not None and position > found else ()
