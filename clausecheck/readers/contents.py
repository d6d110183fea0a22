"""Tables of contents are no content: their lines announce what stands elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TITLE = re.compile(r"(?:sommaire|table\s+des\s+mati[eè]res|(?:table\s+of\s+)?contents)\s*:?", re.IGNORECASE)
_LEADER = re.compile(
    r"\S.{1,180}?(?:(?:[.…·_]\s?){4,}|…{2,})\s*(?:page\s*|p\.\s*)?(?:\d{1,3}|\?)\s*", re.IGNORECASE
)
"""« ? » stands for a page number that recognition could not read."""
_ENTRY = re.compile(r"\S.{2,150}?(?:\s+|\.)\d{1,3}\s*")
_NUMBERED = re.compile(
    r"(?:article|chapitre|annexe|titre|partie|lot)\b|\d{1,2}[.)\s-]|[IVX]{1,5}[.)\s-]", re.I
)
_FIELD = re.compile(
    r"(?:fait\s|le\s*[.…:]|date|heure|nom\b|signature|t[ée]l|e-?mail|siret)|.*:\s*[.…_]{3}", re.I
)
_MOST_MISSES = 2
"""Lines in a row that are no entries after which the contents are over (wrapped titles, notes)."""
_NEIGHBOURS = 4
_LONGEST = 400
"""Characters of a line past which it is no entry, and past which a pattern with leaders would take its time."""


def contents_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the indices of the lines that belong to a table of contents.

    Lines whose dots lead to a page number count where at least three stand close together; lines
    that merely end in a number only below « Sommaire » or « Table des matières ».
    """
    led = [
        index
        for index, line in enumerate(lines)
        if len(line) <= _LONGEST and _LEADER.fullmatch(line) and not _FIELD.match(line)
    ]
    entries = set(led)
    found = {
        index
        for index in led
        if sum(other in entries for other in range(index - _NEIGHBOURS, index + _NEIGHBOURS + 1)) >= 3
    }
    for index, line in enumerate(lines):
        if is_contents_title(line):
            found |= _below(lines, index, found)
    return frozenset(found | _wrapped(lines, found))


def is_contents_title(text: str) -> bool:
    """Tell whether a line is the title of a table of contents and nothing else."""
    return len(text) < 40 and bool(_TITLE.fullmatch(text.strip()))


def _below(lines: Sequence[str], title: int, led: set[int]) -> set[int]:
    """Return the title and its entries; nothing when no entries follow."""
    found: set[int] = set()
    misses = 0
    highest = 0
    for index in range(title + 1, len(lines)):
        line = lines[index].strip()
        page = _page(line)
        if index in led or (page is not None and highest <= page <= highest + 60 and len(line) < 170):
            highest = page if page is not None else highest
            found.add(index)
            misses = 0
        else:
            misses += 1
            if misses > _MOST_MISSES:
                break
    return {title, *found} if len(found) >= 3 else set()


def _page(line: str) -> int | None:
    """Return the number that an entry ends in; None for a line that is none."""
    if not _ENTRY.fullmatch(line) or line.endswith((".", ";", ":", ",")):
        return None
    digits = re.search(r"\d+$", line)
    return int(digits.group()) if digits else None


def _wrapped(lines: Sequence[str], found: set[int]) -> set[int]:
    """Return the first lines of entries printed on two lines: one line, entries before and after."""
    return {
        index
        for index in range(1, len(lines) - 1)
        if index not in found
        and index - 1 in found
        and index + 1 in found
        and len(lines[index]) < 150
        and not lines[index].rstrip().endswith((".", ";"))
    }
