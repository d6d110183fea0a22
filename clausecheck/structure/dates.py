"""Calendar dates as French and English buyers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january jan", "fevrier february feb fev", "mars march mar", "avril april apr avr", "mai may",
            "juin june jun", "juillet july jul", "aout august aug", "septembre september sep sept",
            "octobre october oct", "novembre november nov", "decembre december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    r"(?<!\d)(?:(?P<d1>\d{1,2})\s*[/.]\s*(?P<m1>\d{1,2})\s*[/.]\s*(?P<y1>20\d{2}|\d{2})(?!\d)"
    r"|(?P<y2>20\d{2})-(?P<m2>\d{2})-(?P<d2>\d{2})(?!\d)"
    r"|(?P<d5>\d{1,2})-(?P<m5>\d{1,2})-(?P<y5>20\d{2})(?!\d)"
    r"|(?P<d3>\d{1,2})\s*+(?:(?:er|st|nd|rd|th)\s++|(?<=\s))(?:of\s+)?(?P<m3>" + _NAMES + r")\.?,?\s+(?P<y3>20\d{2})\b"
    r"|\b(?P<m4>" + _NAMES + r")\.?\s+(?P<d4>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y4>20\d{2})\b)"
)  # fmt: skip
_CENTURY = 2000


class FoundDate(NamedTuple):
    """A date and its range in the folded text."""

    start: int
    end: int
    day: date


def find_dates(folded: str, start: int, end: int) -> Iterator[FoundDate]:
    """Yield the dates of ``folded[start:end]`` in order; impossible ones (31/02) are passed over."""
    for found in _DATE.finditer(folded, start, end):
        for form in "12345":
            if found[f"d{form}"]:
                day = _date(found[f"y{form}"], found[f"m{form}"], found[f"d{form}"])
                if day is not None:
                    yield FoundDate(found.start(), found.end(), day)


def _date(year: str, month: str, day: str) -> date | None:
    number = _MONTHS.get(month) or int(month)
    whole = int(year) if len(year) == 4 else _CENTURY + int(year)
    try:
        return date(whole, number, int(day))
    except ValueError:
        return None
