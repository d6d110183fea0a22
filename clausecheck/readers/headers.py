"""Which row of a table names its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FIGURE = re.compile(r"(?:[\d\s.,/%€+x*-]|points?|pts?|dont|sur|euros?|ht|ttc|h|j|m2|m²|ml|u)*\d(?:[\d\s.,/%€+x*-]|points?|pts?|dont|sur|euros?|ht|ttc)*", re.I)  # fmt: skip
_NAMES = re.compile(
    r"crit[eè]re|pond[eé]ration|points?\b|note\b|bar[eè]me|coefficient|d[eé]signation|libell[eé]|unit[eé]|quantit[eé]|qt[eé]|"
    r"prix|montant|taux|heures?|co[uû]t|postes?\b|total|lots?\b|num[eé]ro|n°|intitul[eé]|objet|article|d[eé]lai|p[eé]nalit|description|nature|type|"
    r"exigence|indicateur|fr[eé]quence|date|dur[eé]e|r[eé]f[eé]rence|seuil|mode|document|adresse|site|"
    r"criteri|weight|description|quantity|price|item|unit\b|award|requirement|deadline",
    re.IGNORECASE,
)
_LONGEST = 90
_MOST_TITLES = 2
"""Rows of a single cell (the table's title) that may stand above the header."""


def header_row(rows: Sequence[Sequence[str]], marked: Sequence[bool] = ()) -> int | None:
    """Return the index of the row that names the columns, or None.

    Args:
        rows: The texts of the cells.
        marked: For each row, whether the file prints it as a header (bold, or flagged so).
    """
    for index, row in enumerate(rows[: _MOST_TITLES + 1]):
        filled = [cell for cell in row if cell.strip()]
        if len(filled) < 2:
            continue
        if index + 1 >= len(rows) or not are_names(filled):
            return None
        if index < len(marked) and marked[index] and not all(marked[index + 1 :]):
            return index
        return index if _known(filled) or _figures_below(rows, index) else None
    return None


def are_names(filled: Sequence[str]) -> bool:
    """Tell whether cells could all name columns: short, no figures, no sentences."""
    return all(
        len(cell) <= _LONGEST
        and not _FIGURE.fullmatch(cell.strip())
        and not cell.rstrip().endswith((".", ";"))
        for cell in filled
    )


def is_figure(cell: str) -> bool:
    """Tell whether a cell holds a figure, with its unit at most."""
    # The length first: the pattern takes the square of it.
    return len(cell) <= _LONGEST and _FIGURE.fullmatch(cell.strip()) is not None


def _known(filled: Sequence[str]) -> bool:
    """At least half of the cells hold a word that names columns; in a table of two, both."""
    known = sum(bool(_NAMES.search(cell)) for cell in filled)
    return known * 2 >= len(filled) + (len(filled) == 2) * 2


def _figures_below(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Under a named column other than the first, most rows hold figures."""
    for column in range(1, len(rows[index])):
        # « 5 kW » is a value, « Prix 2026 » a name.
        if not rows[index][column].strip() or rows[index][column].lstrip()[0].isdigit():
            continue
        below = [row[column] for row in rows[index + 1 :] if column < len(row) and row[column].strip()]
        if below and sum(is_figure(cell) for cell in below) * 2 > len(below):
            return True
    return False
