"""Lines of pages that are not content: running headers and footers, page numbers, tables of contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_DEPTH = 4
"""Lines at the top and at the bottom of a page among which a running line is looked for."""
_LEAST_PAGES = 3
_SHARE = 0.5
"""Share of the pages on which the same line (figures masked) must stand to be a running line."""
_FIGURES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—]?\s*\d{1,4}\s*[-–—]?|(?:page|p\.)\s*\d+(?:\s*(?:/|sur|de|of)\s*\d+)?|\d+\s*(?:/|sur)\s*\d+)\s*",
    re.I,
)
_LEADER = re.compile(r".*?(?:\.{4,}|…{2,}|(?:\. ){4,}|_{4,})\s*\d{1,4}\s*")
_CONTENTS = re.compile(r"\s*(?:sommaire|table des mati[eè]res|contents|table of contents)\s*:?\s*", re.I)
_ENTRY = re.compile(
    r"\s*(?:(?:article|chapitre|annexe)?\s*[\dIVX]+[\d.]*\.?\)?\s*[-–:.]?\s*)?\S.{2,110}?\s+\d{1,3}\s*", re.I
)


def without_running_lines(pages: Sequence[str]) -> list[str]:
    """Return the pages without the lines that come back at their top or bottom, and bare page numbers."""
    split = [page.split("\n") for page in pages]
    if len(split) < _LEAST_PAGES:
        return [
            "\n".join(line for i, line in enumerate(lines) if not _is_number_at_edge(lines, i))
            for lines in split
        ]
    seen = Counter(key for lines in split for key in {_mask(lines[i]) for i in _edges(lines)})
    least = max(_LEAST_PAGES, int(len(split) * _SHARE))
    running = {key for key, count in seen.items() if count >= least and key}
    return ["\n".join(_content(lines, running)) for lines in split]


def _content(lines: list[str], running: set[str]) -> list[str]:
    edges = set(_edges(lines))
    return [
        line
        for i, line in enumerate(lines)
        if not (i in edges and (_mask(line) in running or _PAGE_NUMBER.fullmatch(line)))
    ]


def _edges(lines: list[str]) -> list[int]:
    filled = [i for i, line in enumerate(lines) if line.strip()]
    return sorted({*filled[:_DEPTH], *filled[-_DEPTH:]})


def _mask(line: str) -> str:
    return _FIGURES.sub("#", " ".join(line.split()).lower())


def _is_number_at_edge(lines: list[str], index: int) -> bool:
    return index in (*_edges(lines)[:1], *_edges(lines)[-1:]) and bool(_PAGE_NUMBER.fullmatch(lines[index]))


def without_contents(pages: Sequence[str]) -> list[str]:
    """Return the pages without the lines of a table of contents.

    Lines with dot leaders go wherever they stand; under « Sommaire » go the lines that end in a
    page number, as long as they follow each other (over page ends too).
    """
    inside = False
    kept_pages = []
    for page in pages:
        kept: list[str] = []
        misses = 0
        for line in page.split("\n"):
            if _CONTENTS.fullmatch(line):
                inside, misses = True, 0
                continue
            if _LEADER.fullmatch(line) or (inside and _ENTRY.fullmatch(line)):
                misses = 0
                continue
            if inside and line.strip():
                misses += 1
                inside = misses < 3
            kept.append(line)
        kept_pages.append("\n".join(kept))
    return kept_pages
