"""Weights as buyers write them: « 60 % », « 40 points », « coefficient 3 », « noté sur 20 », « /10 »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

_VALUE = r"\d{1,3}(?:[.,]\d{1,2})?"
_WEIGHT = re.compile(
    r"(?P<percent>" + _VALUE + r")\s*(?:%|pour\s?-?cents?\b|per\s?cent\b)"
    r"|(?:\bnotee?s?\s+)?(?:\bsur\s+|\bs/\s*)?(?<![\d,.])(?P<points>" + _VALUE + r")\s*(?:points?\b|pts?\b|marks?\b)(?!\s+(?:par|de\s+penalite))"
    r"|\bcoeff?(?:icient)?s?\b\.?\s*(?:de\s+ponderation\s*)?(?:de|:|=|-|est\s+de)?\s*(?P<coefficient>" + _VALUE + r")(?!\s*%)\b"
    r"|\b(?:ponderation|ponderee?s?|weighting|weight|weighted)\s*(?:de|a|:|=|-|at|of|a\s+hauteur\s+de)?\s*:?\s*(?P<bare>" + _VALUE + r")\b(?!\s*(?:%|points?|pts?|pour))"
    r"|(?:\bnot(?:ee?s?|ation)\s+sur\s+|(?<=[\s(a-z])/\s*|\bnote\s+sur\s+)(?P<out>\d{2,3})\b(?![/.,]?\d)"
    r"|(?<![\d,.])(?P<share>" + _VALUE + r")\s*/\s*(?P<of>100|20|10)\b(?![/\d])"
)  # fmt: skip
_PURE = re.compile(
    r"\s*(?:sur\s+|coeff?(?:icient)?\.?\s*:?\s*|/\s*)?(?P<value>" + _VALUE + r")\s*"
    r"(?P<unit>%|pour\s?-?cents?|points?|pts?|marks?|/\s*(?:100|20|10))?\s*\)?\s*(?:au\s+total|max(?:imum|i)?\.?)?\s*"
)
_FOREIGN = re.compile(
    r"(?:\btotal|\bsomme|\btva|\bremise|\bavances?|\bpenalites?|\brabais|\bretenue|\binferieure?s?\s+(?:ou\s+egale?s?\s+)?a|\bsuperieure?s?\s+"
    r"(?:ou\s+egale?s?\s+)?a|\bmoins\s+de|\bplus\s+de|\becart|\bmarge|\bseuil|\bminimale?|\bau\s+moins|\bdans\s+la\s+limite\s+de|"
    r"\bmaximum\s+de|\bdepass\w+|\bmoyenne|\bhausse\s+de|\bbaisse\s+de|\bau\s+dessous\s+de|\bless\s+than|\bmore\s+than|\bvat)"
    r"\s*(?:de\s+|a\s+|:|=|>|<)?\s*$"
)
_FORMULA = re.compile(
    r"(?<!ponderation )(?<!coefficient )(?<!poids )(?<!ponderation)[=×*]\s*$|\bx\s*$|^\s*[×*/+]|^\s*x\s*[(\d]"
)
_WINDOW = 40


class Unit(IntEnum):
    """What the figure counts, the surest first."""

    PERCENT = 0
    POINTS = 1
    COEFFICIENT = 2
    BARE = 3


class Weight(NamedTuple):
    """A weight in a text: its range, value and unit."""

    start: int
    end: int
    value: Decimal
    unit: Unit


def find_weights(folded: str) -> Iterator[Weight]:
    """Yield the weights of ``folded``; rates of tax, rebates and thresholds are none."""
    for found in _WEIGHT.finditer(folded):
        before = folded[max(0, found.start() - _WINDOW) : found.start()]
        if (
            _FOREIGN.search(before)
            or _FORMULA.search(before)
            or _FORMULA.search(folded[found.end() : found.end() + 6])
        ):
            continue
        yield _weight(found)


def pure_weight(folded: str, header: str) -> tuple[Decimal, Unit] | None:
    """Return the weight that a table cell holds and nothing else; the header tells a bare figure's unit."""
    found = _PURE.fullmatch(folded)
    if found is None:
        lone = list(find_weights(folded))
        rest = folded[: lone[0].start] + folded[lone[0].end :] if len(lone) == 1 else folded
        if len(lone) == 1 and sum(map(str.isalpha, rest)) < 4:
            return lone[0].value, lone[0].unit
        return None
    unit = found["unit"] or ""
    value = _decimal(found["value"])
    if unit.startswith(("%", "pour")):
        return value, Unit.PERCENT
    if unit:
        return value, Unit.POINTS
    if "%" in header:
        return value, Unit.PERCENT
    if re.search(r"point|note|bareme|coef|ponder|weight|score|marks", header):
        return value, Unit.COEFFICIENT if "coef" in header else Unit.POINTS
    return (value, Unit.BARE) if "coef" in folded or "sur" in folded else None


def _weight(found: re.Match[str]) -> Weight:
    if found["percent"]:
        return Weight(found.start(), found.end(), _decimal(found["percent"]), Unit.PERCENT)
    if found["coefficient"]:
        return Weight(found.start(), found.end(), _decimal(found["coefficient"]), Unit.COEFFICIENT)
    if found["bare"]:
        return Weight(found.start(), found.end(), _decimal(found["bare"]), Unit.BARE)
    if found["share"]:
        return Weight(found.start(), found.end(), _decimal(found["share"]), Unit.POINTS)
    return Weight(found.start(), found.end(), _decimal(found["points"] or found["out"]), Unit.POINTS)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
