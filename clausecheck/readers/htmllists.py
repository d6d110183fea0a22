"""The numbers and bullets that a browser prints before the items of a list."""

from __future__ import annotations

import re

from lxml import etree

_LISTS = frozenset("ol ul menu dir".split())
_MOST = 100_000
_BARE = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.I)
_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b(lower-alpha|upper-alpha|lower-latin|upper-latin|lower-roman|upper-roman|decimal|disc|circle|square)\b", re.I)  # fmt: skip
_FORMS = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i", "upper-roman": "I",
    "decimal": "1",
}  # fmt: skip
_BULLETS = {"circle": "○", "square": "▪"}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class ListLabels:
    """Counts the items of every list as they come."""

    def __init__(self) -> None:
        """Start before the first item."""
        self._next: dict[etree._Element, int] = {}

    def of(self, item: etree._Element) -> str:
        """Return the label of an item, the next one of its list; "" where the list prints none."""
        parent = item.getparent()
        if parent is None or parent.tag not in _LISTS:
            return "•"
        style = f"{parent.get('style') or ''};{item.get('style') or ''}"
        if _BARE.search(style):
            return ""
        found = _STYLE.search(style)
        named = found[1].lower() if found else ""
        if parent.tag != "ol":
            return _BULLETS.get(named or (parent.get("type") or "").lower(), "•")
        number = self._number(parent, item)
        return f"{counted(number, _FORMS.get(named) or parent.get('type') or '1')}."

    def _number(self, parent: etree._Element, item: etree._Element) -> int:
        step = -1 if parent.get("reversed") is not None else 1
        if parent not in self._next:
            first = len(parent.findall("li")) if step < 0 else 1
            self._next[parent] = _whole(parent.get("start"), first)
        number = _whole(item.get("value"), self._next[parent])
        self._next[parent] = number + step
        return number


def counted(number: int, form: str) -> str:
    """Return a number as « 1 », « a », « A », « i » or « I » ask for it."""
    if form in ("a", "A") and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord(form) + rest) + letters
        return letters
    if form in ("i", "I") and 0 < number < 4000:
        signs = ""
        for value, sign in _ROMAN:
            signs += sign * (number // value)
            number %= value
        return signs.upper() if form == "I" else signs
    return str(number)


def _whole(text: str | None, default: int) -> int:
    found = re.fullmatch(r"\s*([-+]?\d{1,6})\s*", text or "", re.ASCII)
    return max(-_MOST, min(int(found[1]), _MOST)) if found else default
