"""Word's styles: which paragraphs are headings, contents or list items, inheritance resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from clausecheck.readers.docxtext import W, is_on

_HEADING = re.compile(r"(?:heading|titre|überschrift)\s*([1-9])\b", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titre)$", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc\s*\d|toc\s*heading|tm\s*\d|en-t[êe]te de table des mati|titre tdm|table of figures|table des illustrations|"
    r"contents\s*(?:heading|\d)|tabledesmati)",
    re.IGNORECASE,
)
_BODY_LEVEL = 9
_MOST_PARENTS = 30


@dataclass(frozen=True, slots=True)
class Style:
    """What holds for a paragraph, its style and the style's parents together.

    Attributes:
        level: Heading level from 1; None for text.
        num_id: The list that numbers it; "0" for expressly none, None for not said.
        depth: Level in that list, from 0; None for not said.
        is_contents: It is an entry or the title of a table of contents.
        bold: Printed in bold; None for not said.
        hidden: Not printed; None for not said.
    """

    level: int | None = None
    num_id: str | None = None
    depth: int | None = None
    is_contents: bool = False
    bold: bool | None = None
    hidden: bool | None = None


class Styles:
    """The styles of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        """Index ``word/styles.xml``; none where the part is absent."""
        found = root.iter(f"{W}style") if root is not None else ()
        self._elements = {str(style.get(f"{W}styleId")): style for style in found}
        self._known: dict[str, Style] = {}
        self._default = next(
            (
                key
                for key, style in self._elements.items()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")
            ),
            "",
        )

    def of(self, paragraph: etree._Element) -> Style:
        """Return what holds for a paragraph; what the paragraph itself says wins."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return self.named(self._default)
        mark = properties.find(f"{W}pStyle")
        style = self.named((mark.get(f"{W}val") or "") if mark is not None else self._default)
        return _over(style, properties)

    def is_bold(self, paragraph: etree._Element, run: etree._Element) -> bool:
        """Tell whether the styles of a run and its paragraph print it in bold."""
        mark = run.find(f"{W}rPr/{W}rStyle")
        if mark is not None and self.named(mark.get(f"{W}val") or "").bold is not None:
            return bool(self.named(mark.get(f"{W}val") or "").bold)
        return bool(self.of(paragraph).bold)

    def hides(self, name: str) -> bool:
        """Tell whether a character style hides its text."""
        return bool(self.named(name).hidden)

    def named(self, name: str, depth: int = 0) -> Style:
        """Return the style with this identifier, its parents' properties included."""
        if name in self._known:
            return self._known[name]
        element = self._elements.get(name)
        if element is None or depth > _MOST_PARENTS:
            return _by_name(Style(), name)
        base = element.find(f"{W}basedOn")
        parent = self.named(base.get(f"{W}val") or "", depth + 1) if base is not None else Style()
        label = element.find(f"{W}name")
        title = (label.get(f"{W}val") if label is not None else None) or name
        style = _by_name(parent, title)
        properties = element.find(f"{W}pPr")
        style = _over(style, properties) if properties is not None else style
        runs = element.find(f"{W}rPr")
        bold, hidden = is_on(runs, "b"), is_on(runs, "vanish")
        style = replace(
            style,
            bold=style.bold if bold is None else bold,
            hidden=style.hidden if hidden is None else hidden,
        )
        self._known[name] = style
        return style


def _by_name(style: Style, name: str) -> Style:
    """Read what the name of a style tells: « heading 2 », « Titre 2 », « TM 1 »."""
    found = _HEADING.match(name)
    if found:
        style = replace(style, level=int(found.group(1)))
    elif _TITLE.match(name):
        style = replace(style, level=1)
    return replace(style, level=None, is_contents=True) if _CONTENTS.match(name) else style


def _over(style: Style, properties: etree._Element) -> Style:
    """Lay the properties of a paragraph or of a style over what it inherits."""
    level = _value(properties, "outlineLvl")
    if level is not None:
        outline = int(level) if level.isdigit() else _BODY_LEVEL
        style = replace(style, level=outline + 1 if outline < _BODY_LEVEL else None)
    number = _value(properties, "numPr/numId")
    depth = _value(properties, "numPr/ilvl")
    return replace(
        style,
        num_id=style.num_id if number is None else number,
        depth=int(depth) if depth is not None and depth.isdigit() else style.depth,
    )


def _value(properties: etree._Element, path: str) -> str | None:
    mark = properties.find("/".join(f"{W}{name}" for name in path.split("/")))
    return mark.get(f"{W}val") if mark is not None else None
