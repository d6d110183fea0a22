"""What Word keeps apart from the text: which style is a heading, and the numbers it prints."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|titre)\s*([1-9])$", re.IGNORECASE)
_BODY_LEVEL = 9
_LEVEL_MARK = re.compile(r"%(\d)")


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph's style: its name, its heading level (None for text) and its numbering."""

    name: str = ""
    level: int | None = None
    num_id: str | None = None
    depth: int = 0


class Styles:
    """The styles of a document, inheritance resolved."""

    def __init__(self, root: etree._Element | None) -> None:
        """Index the paragraph styles of ``word/styles.xml``; none where the part is absent."""
        self._elements = {} if root is None else {s.get(f"{W}styleId"): s for s in root.iter(f"{W}style")}
        self._known: dict[str, Style] = {}

    def of(self, paragraph: etree._Element) -> Style:
        """Return the style of a paragraph; what the paragraph itself says wins."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return Style()
        named = properties.find(f"{W}pStyle")
        style = self._named(named.get(f"{W}val") or "") if named is not None else Style()
        level = _outline(properties) or style.level
        num_id, depth = _number(properties)
        return Style(
            name=style.name,
            level=level,
            num_id=num_id if num_id is not None else style.num_id,
            depth=depth if depth is not None else style.depth,
        )

    def _named(self, name: str, trail: tuple[str, ...] = ()) -> Style:
        if name in self._known:
            return self._known[name]
        element = self._elements.get(name)
        if element is None or name in trail:
            return Style(name=name)
        label = element.find(f"{W}name")
        title = (label.get(f"{W}val") if label is not None else None) or name
        base = element.find(f"{W}basedOn")
        parent = self._named(base.get(f"{W}val") or "", (*trail, name)) if base is not None else Style()
        properties = element.find(f"{W}pPr")
        match = _HEADING.match(title)
        level = int(match.group(1)) if match else (_outline(properties) if properties is not None else None)
        num_id, depth = _number(properties) if properties is not None else (None, None)
        style = Style(
            name=title,
            level=level or parent.level,
            num_id=num_id if num_id is not None else parent.num_id,
            depth=depth if depth is not None else parent.depth,
        )
        self._known[name] = style
        return style


def _outline(properties: etree._Element) -> int | None:
    mark = properties.find(f"{W}outlineLvl")
    value = mark.get(f"{W}val") if mark is not None else None
    return int(value) + 1 if value and value.isdigit() and int(value) < _BODY_LEVEL else None


def _number(properties: etree._Element) -> tuple[str | None, int | None]:
    numbering = properties.find(f"{W}numPr")
    if numbering is None:
        return None, None
    num, depth = numbering.find(f"{W}numId"), numbering.find(f"{W}ilvl")
    level = depth.get(f"{W}val") if depth is not None else None
    return (num.get(f"{W}val") if num is not None else None), int(
        level
    ) if level and level.isdigit() else None


@dataclass
class Numbering:
    """Counts the automatic numbers of headings and lists as Word prints them."""

    root: etree._Element | None
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the abstract definitions by list."""
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        if self.root is None:
            return
        abstract = {a.get(f"{W}abstractNumId"): a for a in self.root.iter(f"{W}abstractNum")}
        for num in self.root.iter(f"{W}num"):
            link = num.find(f"{W}abstractNumId")
            definition = abstract.get(link.get(f"{W}val")) if link is not None else None
            if definition is not None:
                self._levels[num.get(f"{W}numId") or ""] = {
                    int(level.get(f"{W}ilvl") or 0): _level(level) for level in definition.iter(f"{W}lvl")
                }

    def label(self, paragraph: etree._Element, style: Style) -> tuple[str, bool, int]:
        """Return the printed number or bullet, whether it is a list item, and its depth from 1."""
        levels = self._levels.get(style.num_id or "", {})
        if style.num_id in (None, "0") or style.depth not in levels:
            return "", False, 0
        form, pattern, start = levels[style.depth]
        counts = self._counts.setdefault(style.num_id or "", [0] * 10)
        counts[style.depth] = counts[style.depth] + 1 if counts[style.depth] else start
        counts[style.depth + 1 :] = [0] * (len(counts) - style.depth - 1)
        if form == "bullet":
            return "•", True, style.depth + 1
        if form == "none":
            return "", False, 0
        text = _LEVEL_MARK.sub(
            lambda m: _figure(counts[int(m.group(1)) - 1] or 1, levels, int(m.group(1)) - 1), pattern
        )
        return text, True, style.depth + 1


def _level(level: etree._Element) -> tuple[str, str, int]:
    def value(name: str, default: str) -> str:
        mark = level.find(f"{W}{name}")
        return (mark.get(f"{W}val") if mark is not None else None) or default

    start = value("start", "1")
    return value("numFmt", "decimal"), value("lvlText", ""), int(start) if start.isdigit() else 1


def _figure(count: int, levels: dict[int, tuple[str, str, int]], depth: int) -> str:
    form = levels.get(depth, ("decimal", "", 1))[0]
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman.lower() if form == "lowerRoman" else roman
    return str(count)


def _roman(number: int) -> str:
    text = ""
    for value, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            text, number = text + sign, number - value
    return text
