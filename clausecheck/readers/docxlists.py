"""The numbers and bullets that Word prints by itself and keeps out of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from clausecheck.readers.docxstyles import Style, Styles
from clausecheck.readers.docxtext import W
from clausecheck.readers.figures import whole
from clausecheck.readers.signs import readable, sign

_MARK = re.compile(r"%(\d)")
_LEVELS = 9
_MOST_LETTERED = 780
"""Count as far as Word itself prints letters: thirty times the alphabet."""
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number or bullet, and its depth from 1."""

    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    style: str | None = None
    legal: bool = False


class Numbering:
    """Counts the automatic numbers of headings and lists in reading order, as Word does."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        """Index ``word/numbering.xml``; without it nothing is numbered."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._linked: dict[str, tuple[str, int]] = {}
        if root is not None:
            self._index(root, styles)

    def _index(self, root: etree._Element, styles: Styles) -> None:
        abstract = {str(a.get(f"{W}abstractNumId")): a for a in root.iter(f"{W}abstractNum")}
        by_style = {
            str(_value(a, "styleLink")): a for a in abstract.values() if _value(a, "styleLink") is not None
        }
        for num in root.iter(f"{W}num"):
            key, link = str(num.get(f"{W}numId")), _value(num, "abstractNumId")
            definition = abstract.get(link or "")
            if definition is not None and _value(definition, "numStyleLink") is not None:
                name = str(_value(definition, "numStyleLink"))
                definition = by_style.get(name, definition)
            if definition is None:
                continue
            self._abstract[key] = str(definition.get(f"{W}abstractNumId"))
            levels = {_depth(level): _level(level) for level in definition.findall(f"{W}lvl")}
            self._restarts[key] = {}
            for override in num.findall(f"{W}lvlOverride"):
                start, inner = _value(override, "startOverride"), override.find(f"{W}lvl")
                if inner is not None:
                    levels[_depth(override)] = _level(inner)
                if start is not None:
                    self._restarts[key][_depth(override)] = whole(start, 1)
            self._levels[key] = levels

    def label(self, paragraph: etree._Element, style: Style) -> Label | None:
        """Count a paragraph and return what Word prints before it; None where it prints nothing."""
        key = style.num_id or ""
        levels = self._levels.get(key)
        if levels is None or key in ("", "0"):
            return None
        depth = style.depth if style.depth is not None else self._depth_by_style(levels, paragraph)
        if depth not in levels:
            return None
        self._count(key, depth, levels)
        level = levels[depth]
        if level.form == "bullet":
            return Label(bullet_sign(level.pattern), depth + 1)
        if level.form == "none" or not level.pattern:
            return None
        counts = self._counts[self._abstract[key]]
        text = _MARK.sub(
            lambda found: _printed(counts, levels, int(found.group(1)) - 1, level), level.pattern
        )
        return Label(" ".join(text.split()), depth + 1)

    @staticmethod
    def _depth_by_style(levels: dict[int, _Level], paragraph: etree._Element) -> int:
        """Return the level that a style owns in its list; the first where none says so."""
        mark = paragraph.find(f"{W}pPr/{W}pStyle")
        name = mark.get(f"{W}val") if mark is not None else None
        return next((depth for depth, level in levels.items() if name and level.style == name), 0)

    def _count(self, num_id: str, depth: int, levels: dict[int, _Level]) -> None:
        """Add one at a level; deeper levels begin anew. Lists of one definition share their count."""
        counts = self._counts.setdefault(self._abstract[num_id], [None] * _LEVELS)
        restart = self._restarts[num_id].pop(depth, None)
        before = counts[depth]
        if restart is not None:
            counts[depth] = restart
        else:
            counts[depth] = levels[depth].start if before is None else before + 1
        for shallower in range(depth):
            if counts[shallower] is None:
                counts[shallower] = levels[shallower].start if shallower in levels else 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)


def _level(level: etree._Element) -> _Level:
    start, legal = _value(level, "start"), level.find(f"{W}isLgl")
    return _Level(
        form=_value(level, "numFmt") or "decimal",
        pattern=_value(level, "lvlText") or "",
        start=whole(start, 1),
        style=_value(level, "pStyle"),
        legal=legal is not None,
    )


def _depth(element: etree._Element) -> int:
    value = str(element.get(f"{W}ilvl") or "0")
    return whole(value, 0, _LEVELS - 1)


def _value(element: etree._Element, name: str) -> str | None:
    mark = element.find(f"{W}{name}")
    return mark.get(f"{W}val") if mark is not None else None


def bullet_sign(pattern: str) -> str:
    """Return the sign of a bullet: symbol fonts' codes as signs, « o » as the hollow one it prints."""
    if len(pattern) == 1 and (ord(pattern) >= 0xE000 or ord(pattern) < 0x20):
        # A bullet that looks like a box is none that could be ticked.
        return sign(ord(pattern)).replace("☐", "❑")
    return {"o": "○", "": "•", "§": "▪", "Ø": "➢", "ü": "✓", "·": "•"}.get(pattern, readable(pattern) or "•")


def _printed(counts: list[int | None], levels: dict[int, _Level], depth: int, level: _Level) -> str:
    count = counts[depth] if 0 <= depth < _LEVELS else None
    if count is None:
        count = levels[depth].start if depth in levels else 1
    form = levels[depth].form if depth in levels else "decimal"
    return figure(count, "decimal" if level.legal else form)


def figure(count: int, form: str) -> str:
    """Return a count as printed: letters, Roman figures, else decimal."""
    if form in ("lowerLetter", "upperLetter") and 0 < count <= _MOST_LETTERED:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        text = ""
        for value, letters in _ROMAN:
            text += letters * (count // value)
            count %= value
        return text.lower() if form == "lowerRoman" else text
    return f"{count:02d}" if form == "decimalZero" else str(count)
