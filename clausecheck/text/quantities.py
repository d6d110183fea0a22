"""Figures with their unit and their comparator: « pendant au moins sept (7) ans » is >= 7 years."""

from __future__ import annotations

import re
from decimal import Decimal

from clausecheck.model.finding import Measure

_WORDS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "dix-huit": 18, "vingt": 20,
    "vingt-quatre": 24, "vingt quatre": 24, "trente": 30, "trente-six": 36, "trente six": 36, "quarante-huit": 48,
    "quarante": 40, "cinquante": 50, "soixante": 60, "quatre-vingt": 80, "quatre-vingts": 80, "cent": 100,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
_UNITS = {
    "working_day": r"jours? (?:ouvres?|ouvrables?)|working days?|business days?",
    "day": r"jours?(?: calendaires?| francs?)?|days?",
    "year": r"annees?|ans?|years?",
    "month": r"mois|months?",
    "week": r"semaines?|weeks?",
    "hour": r"heures?|hours?|h(?![a-z0-9])",
    "out_of_ten": r"(?:sur|/) ?10(?!\d)|out of (?:10|ten)",
    "out_of_hundred": r"(?:sur|/) ?100(?!\d)",
    "percent": r"%|pour ?cents?|p\. ?100|per ?cent",
    "point": r"points?|pts?(?![a-z])",
    "euro": r"(?:€|euros?|eur(?![a-z]))(?: ?(?:ht|ttc))?",
    "cycle": r"cycles?",
    "km": r"km|kilometres?",
    "kg": r"kg|kilogrammes?",
    "tonne": r"tonnes?|t(?![a-z])",
    "db": r"db(?: ?\(?a\)?)?",
    "lumen_per_watt": r"lm ?/ ?w",
    "kwh": r"kwh(?: ?/ ?an)?",
    "wm2k": r"w ?/ ?\(?m ?2 ?[.°·]* ?[kc]\)?",
    "wmk": r"w ?/ ?\(?m ?[.°·]* ?[kc]\)?",
    "m2kw": r"\(?m ?2 ?[.°·]* ?[kc]\)? ?/ ?w",
    "degree": r"° ?c(?![a-z])",
    "litre_per_minute": r"l(?:itres?)? ?(?:/|par) ?min(?:ute)?",
    "count": r"exemplaires?|unites?|fois",
}
UNITS = tuple(_UNITS)
"""Names of the units that a figure may carry."""
_NUMBER_WORD = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_AT_LEAST = (
    r"au moins|au minimum|a minima|minimum(?: de)?|minimale?s?(?: de)?|mini|superieure?s?(?: ou egale?s?)?(?: a)?|pas moins de|"
    r"plus de|>=?|≥|at least|not less than|minimum of|no less than|pas inferieure?s? a|jamais inferieure?s? a"
)
_AT_MOST = (
    r"au plus(?: tard)?|au maximum|maximum(?: de)?|maximale?s?(?: de)?|maxi|inferieure?s?(?: ou egale?s?)?(?: a)?|moins de|<=?|≤|"
    r"dans un delai de|dans les|sous|n'excede pas|ne depass\w+ pas|n'exced\w+ pas|limitee?s? a|within|at most|no more than|"
    r"not exceed(?:ing)?|up to|pas superieure?s? a"
)
_MEASURE = re.compile(
    rf"(?P<before>(?:{_AT_LEAST}|{_AT_MOST})\s*(?:a |de )?\s*)?"
    rf"(?<![\w.,/-])(?:(?P<word>{_NUMBER_WORD})\s*\(\s*(?P<paren>\d+)\s*\)|(?P<number>\d{{1,3}}(?:[ .]\d{{3}})+(?!\d)|\d+(?:[.,]\d+)?)(?:\s*\([a-z\- ]+\))?|(?P<alone>{_NUMBER_WORD}))"
    rf"\s*(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in _UNITS.items())})(?![a-z])"
    rf"(?P<after>\s*(?:au moins|au minimum|minimum|mini|minimales?|ou plus|au plus|au maximum|maximum|maxi|maximales?))?"
)
_LEAST = re.compile(rf"(?:{_AT_LEAST}|ou plus)\s*(?:a |de )?\s*")
_IN_YEARS = {"year": Decimal(1), "month": Decimal(1) / 12, "week": Decimal(7) / 365, "day": Decimal(1) / 365}
_IN_HOURS = {
    "hour": Decimal(1),
    "day": Decimal(24),
    "working_day": Decimal(24),
    "week": Decimal(168),
    "month": Decimal(730),
}


def find_measures(folded: str, offset: int = 0) -> tuple[Measure, ...]:
    """Return the figures of a folded passage, in order.

    Args:
        folded: Output of ``folding.fold``.
        offset: Code point in the document where ``folded`` begins.

    Returns:
        One measure a figure that has a unit; « 5 % », « sept (7) ans », « 15 jours ouvrés ».
        A bare number without a unit is none.
    """
    return tuple(_measure(match, offset) for match in _MEASURE.finditer(folded))


def _measure(match: re.Match[str], offset: int) -> Measure:
    groups = match.groupdict()
    figure = groups["paren"] or groups["number"]
    if figure is None:
        value = Decimal(_WORDS[groups["alone"]])
    else:
        plain = figure.replace(" ", "")
        if re.fullmatch(r"\d{1,3}(\.\d{3})+", plain):
            plain = plain.replace(".", "")
        value = Decimal(plain.replace(",", "."))
    unit = next(name for name in _UNITS if groups[name] is not None)
    return Measure(
        value=value,
        unit=unit,
        comparator=_comparator(groups["before"], groups["after"]),
        span_start=offset + match.start(),
        span_end=offset + match.end(),
    )


def _comparator(before: str | None, after: str | None) -> str:
    for words in (before, after):
        if words and words.strip():
            return ">=" if _LEAST.fullmatch(words.strip() + " ") or _LEAST.fullmatch(words.strip()) else "<="
    return "="


def convert(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """Return ``value`` in the unit ``wanted``, or None where the two are of different kinds.

    Months and years convert exactly; weeks and days to years only for comparison with a
    threshold (365 days a year). Working days and days stay apart from years.
    """
    if unit == wanted:
        return value
    for scale in (_IN_YEARS, _IN_HOURS):
        if unit in scale and wanted in scale:
            return value * scale[unit] / scale[wanted]
    if unit == "out_of_hundred" and wanted == "out_of_ten":
        return value / 10
    return None
