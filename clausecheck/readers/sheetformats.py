"""Number formats of spreadsheets: a value and its format code -> what a person reads, in French style.

Covers what price schedules hold: thousands, decimals, percentages, units and words in quotes
(``0" mois"``), dates and times. Fractions and scientific notation are shown as plain figures.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '#,##0 "€"', 6: '#,##0 "€"', 7: '#,##0.00 "€"', 8: '#,##0.00 "€"',
    9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    41: "#,##0", 42: '#,##0 "€"', 43: "#,##0.00", 44: '#,##0.00 "€"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 49: "@",
}  # fmt: skip
"""Formats that a file names by number alone (ECMA-376 part 1, 18.8.30), as a French desk shows them."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>General|Standard)|'
    r"(?P<half>AM/PM|A/P)|(?P<power>E[+-]0+)|(?P<date>y+|m+|d+|h+|s+|a{4}|j+)|(?P<digit>[0#?])|(?P<sign>[.,%@/])|(?P<other>.)",
    re.I | re.S,
)
_ELAPSED = re.compile(r"[hms]+", re.I)
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)\s*(-?\d+(?:[.,]\d+)?)")
_CURRENCY = re.compile(r"\$([^-\]]*)")
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_SHORT_MONTHS = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()
_DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
_LAST_SERIAL = 2_958_466
"""The day after 31/12/9999, the last that a spreadsheet knows."""
_LEAP_BUG = 60
"""Serial of 29/02/1900, a day that never was but that the 1900 calendar of spreadsheets counts."""
_FROM_1900 = datetime(1899, 12, 30, tzinfo=UTC)
_FROM_1904 = datetime(1904, 1, 1, tzinfo=UTC)
_EXACT = 1e15
"""From here a binary float no longer tells units apart; such figures are shown as they are."""
_LONGEST_CODE = 255


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[_Token, ...]
    condition: tuple[str, float] | None
    dated: bool


def shown(value: float, code: str, *, from_1904: bool = False) -> str:
    """Return what a cell with this number and this format shows.

    Args:
        value: The number; a date is a count of days.
        code: As the file writes it, in the notation of ECMA-376 part 1, 18.8.31.
        from_1904: Days are counted from 1904, as old files from Macintosh do.
    """
    if not math.isfinite(value) or code == "General":
        return plain(value)
    section, signed = _chosen(_sections(code[:_LONGEST_CODE]), value)
    if section is None or any(token.kind in ("general", "power") for token in section.tokens):
        around = _around(section)
        return around.replace("\0", plain(value)) if around else plain(value)
    if section.dated:
        return _date(section, value, from_1904) or plain(value)
    return _number(section, value, signed)


def plain(value: float) -> str:
    """Return a number without format: no needless decimals, a comma before those it has."""
    if not math.isfinite(value):
        return ""
    if value == int(value) and abs(value) < _EXACT:
        return str(int(value))
    return f"{value:.10g}".replace(".", ",")


def date_text(moment: datetime) -> str:
    """Return a date, with its time unless it is midnight."""
    day = f"{moment:%d/%m/}{moment.year:04d}"
    return day if not (moment.hour or moment.minute) else f"{day} {moment:%H:%M}"


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    tokens: list[_Token] = []
    for found in _TOKEN.finditer(code):
        if found["other"] == ";":
            sections.append(_section(tokens))
            tokens = []
        else:
            tokens.append(_token(found))
    return (*sections, _section(tokens))


def _token(found: re.Match[str]) -> _Token:
    kind = found.lastgroup or "pad"
    text = found[found.lastgroup] if found.lastgroup else " "
    if kind == "bracket":
        if _ELAPSED.fullmatch(text):
            return _Token("elapsed", text.lower())
        currency = _CURRENCY.match(text)
        return _Token("literal", currency[1]) if currency else _Token("bracket", text)
    if kind == "date":
        # Some tools write the letters of French screens: jj/mm/aaaa.
        return _Token("date", text.lower().replace("j", "d").replace("a", "y"))
    if kind in ("quoted", "escaped", "other"):
        return _Token("literal", text)
    return _Token(kind, text)


def _section(tokens: list[_Token]) -> _Section:
    condition = next(
        (found for token in tokens if token.kind == "bracket" and (found := _CONDITION.match(token.text))),
        None,
    )
    kept = tuple(token for token in tokens if token.kind != "bracket")
    return _Section(
        tokens=kept,
        condition=(condition[1], float(condition[2].replace(",", "."))) if condition else None,
        dated=any(token.kind in ("date", "elapsed") for token in kept)
        and not any(token.kind == "general" for token in kept),
    )


def _chosen(sections: tuple[_Section, ...], value: float) -> tuple[_Section | None, bool]:
    """Return the section that shows ``value``, and whether a minus sign is still to be put before it."""
    if any(section.condition for section in sections):
        for section in sections[:3]:
            if section.condition is None or _holds(section.condition, value):
                return section, value < 0
        return None, False
    numeric = sections[:3]
    if value < 0 and len(numeric) > 1:
        return numeric[1], False
    if value == 0 and len(numeric) > 2:
        return numeric[2], False
    first = numeric[0]
    return (first if first.tokens or len(numeric) > 1 else None), value < 0


def _holds(condition: tuple[str, float], value: float) -> bool:
    sign, bound = condition
    return {
        "<": value < bound,
        ">": value > bound,
        "=": value == bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "<>": value != bound,
    }[sign]


def _around(section: _Section | None) -> str:
    """Return the words around a figure shown as it is, NUL in its place."""
    if section is None:
        return ""
    texts = (
        "\0" if token.kind in ("general", "power") else token.text if token.kind in ("literal", "pad") else ""
        for token in section.tokens
    )
    joined = " ".join("".join(texts).split(" ")).strip()
    return joined if joined.count("\0") == 1 else ""


def _number(section: _Section, value: float, signed: bool) -> str:
    tokens = section.tokens
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    if not places:
        text = "".join(plain(value) if token.text == "@" else _word(token) for token in tokens)
        return " ".join(text.split())
    first, last = places[0], places[-1]
    if any(token.text == "/" for token in tokens[first:last]):
        return plain(value)
    point = next((i for i in range(first, len(tokens)) if tokens[i].text == "."), None)
    whole_end = point if point is not None and point < last else last + 1
    figure = _figure(tokens, first, last, whole_end, abs(value))
    if figure is None:
        return plain(value)
    before = "".join(_word(token) for token in tokens[: min(first, whole_end)])
    after = "".join(_word(token) for token in tokens[last + 1 :] if token.text != ",")
    minus = "-" if signed and figure.strip("0,. ") else ""
    return " ".join(f"{before}{minus}{figure}{after}".split())


def _figure(tokens: tuple[_Token, ...], first: int, last: int, whole_end: int, value: float) -> str | None:
    """Return the digits of a figure; None where they would not be exact."""
    least = sum(token.text == "0" for token in tokens[whole_end : last + 1])
    most = sum(token.kind == "digit" for token in tokens[whole_end : last + 1])
    for token in tokens:
        value *= 100 if token.text == "%" and token.kind == "sign" else 1
    trailing = last + 1
    while trailing < len(tokens) and tokens[trailing].text == "," and tokens[trailing].kind == "sign":
        value, trailing = value / 1000, trailing + 1
    if value >= _EXACT:
        return None
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    whole, _, rest = f"{rounded:f}".partition(".")
    while len(rest) > least and rest.endswith("0"):
        rest = rest[:-1]
    whole = _filled(tokens[first:whole_end], whole.lstrip("0"))
    return f"{whole},{rest}" if rest else whole


def _filled(pattern: tuple[_Token, ...], digits: str) -> str:
    """Put digits into the places of a pattern, from the right, with blanks between thousands."""
    grouped = any(token.text == "," and token.kind == "sign" for token in pattern)
    left, shown_signs, count = list(digits), [], 0
    places = sum(token.kind == "digit" for token in pattern)
    for token in reversed(pattern):
        if token.kind != "digit":
            shown_signs.append("" if token.kind == "sign" else _word(token)[::-1])
            continue
        places -= 1
        taken = [left.pop() if left else "0" if token.text == "0" else ""]
        while places == 0 and left:
            taken.append(left.pop())
        for digit in filter(None, taken):
            shown_signs.append(f"{digit} " if grouped and count and count % 3 == 0 else digit)
            count += 1
    return "".join(shown_signs)[::-1].strip() if not grouped else _grouped(digits, pattern)


def _grouped(digits: str, pattern: tuple[_Token, ...]) -> str:
    least = sum(token.text == "0" for token in pattern)
    return f"{int(digits.rjust(least, '0') or 0):,}".replace(",", " ") if least or digits else ""


def _word(token: _Token) -> str:
    if token.text == "%" and token.kind == "sign":
        return " %"
    return token.text if token.kind in ("literal", "pad") else ""


def _date(section: _Section, value: float, from_1904: bool) -> str:
    elapsed = any(token.kind == "elapsed" for token in section.tokens)
    moment = _moment(value, from_1904) if 0 <= value < _LAST_SERIAL else None
    if moment is None:
        return ""
    letters = [token.text for token in section.tokens if token.kind == "date"]
    if _is_month_first(letters):
        return _european(letters, moment)
    texts: list[str] = []
    for index, token in enumerate(section.tokens):
        if token.kind == "date":
            texts.append(_date_part(section.tokens, index, moment))
        elif token.kind == "elapsed":
            texts.append(_elapsed(token.text, value))
        elif token.kind in ("literal", "pad") or (token.kind == "sign" and token.text == "/"):
            texts.append(token.text)
    text = " ".join("".join(texts).split())
    return text if elapsed or letters else ""


def _moment(value: float, from_1904: bool) -> datetime | None:
    """Return the moment that a count of days names; None past the last that exists."""
    start = _FROM_1904 if from_1904 else _FROM_1900
    # The 1900 calendar has a day too many: counts before it begin one day later.
    early = not from_1904 and value < _LEAP_BUG
    try:
        return start + timedelta(days=int(early), seconds=round(value * 86_400))
    except OverflowError:
        return None


def _is_month_first(letters: list[str]) -> bool:
    """Tell an American order: which desk shows it so depends on its settings."""
    return [letter[0] for letter in letters if letter[0] in "my" or letter in ("d", "dd")][:3] == list("mdy")


def _european(letters: list[str], moment: datetime) -> str:
    if any(len(letter) > 3 for letter in letters if letter[0] == "m"):
        return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return date_text(moment)


def _date_part(tokens: tuple[_Token, ...], index: int, moment: datetime) -> str:
    text = tokens[index].text
    if text[0] == "y":
        return f"{moment.year:04d}" if len(text) > 2 else f"{moment.year % 100:02d}"
    if text[0] == "d":
        names = {3: _DAYS[moment.weekday()][:3] + ".", 4: _DAYS[moment.weekday()]}
        return names.get(min(len(text), 4)) or f"{moment.day:0{len(text)}d}"
    if text[0] == "m" and not _are_minutes(tokens, index):
        names = {3: _SHORT_MONTHS[moment.month - 1], 4: _MONTHS[moment.month - 1]}
        return names.get(min(len(text), 4)) or f"{moment.month:0{len(text)}d}"
    number = {"h": moment.hour, "m": moment.minute, "s": moment.second}[text[0]]
    return f"{number:0{min(len(text), 2)}d}"


def _are_minutes(tokens: tuple[_Token, ...], index: int) -> bool:
    """Tell minutes from a month: after hours, or before seconds."""
    before = next((t.text for t in reversed(tokens[:index]) if t.kind in ("date", "elapsed")), "")
    after = next((t.text for t in tokens[index + 1 :] if t.kind in ("date", "elapsed")), "")
    return before.startswith("h") or after.startswith("s")


def _elapsed(text: str, value: float) -> str:
    seconds = round(value * 86_400)
    return str(seconds // {"h": 3_600, "m": 60, "s": 1}[text[0]]).rjust(len(text), "0")
