"""Word's styles: which paragraphs are headings, contents or list items, inheritance resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from clausecheck.readers.docxtext import W, is_on
from clausecheck.readers.figures import whole

_HEADING = re.compile(r"(?:heading|titre|überschrift)\s*([1-9])\b", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titre)$", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc\s*\d|toc\s*heading|tm\s*\d|en-t[êe]te de table des mati|titre tdm|table of figures|table des illustrations|"
    r"contents\s*(?:heading|\d)|tabledesmati)",
    re.IGNORECASE,
)
OUTS = ("vanish", "strike", "dstrike")
"""Switches of a run that keep its words out of the text."""
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
        outs: What keeps its words out of the text (``vanish``, ``strike``, ``dstrike``), where it is said.
    """

    level: int | None = None
    num_id: str | None = None
    depth: int | None = None
    is_contents: bool = False
    bold: bool | None = None
    outs: tuple[tuple[str, bool], ...] = ()


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

    def heads(self, table: etree._Element) -> bool:
        """Tell whether the style of a table prints its first row in bold, and the table lets it."""
        properties = table.find(f"{W}tblPr")
        look = properties.find(f"{W}tblLook") if properties is not None else None
        if properties is None or look is None or not _is_first_row_set(look):
            return False
        name = _value(properties, "tblStyle") or ""
        for _ in range(_MOST_PARENTS):
            style = self._elements.get(name)
            if style is None:
                return False
            for part in style.findall(f"{W}tblStylePr"):
                if part.get(f"{W}type") == "firstRow" and is_on(part.find(f"{W}rPr"), "b"):
                    return True
            name = _value(style, "basedOn") or ""
        return False

    def outs(self, paragraph: Style | None, character: str) -> dict[str, bool]:
        """Tell for ``vanish``, ``strike`` and ``dstrike`` whether the styles of a run set it.

        A switch that both the paragraph's and the run's style set is off again.

        Source:
            ISO/IEC 29500-1, 17.7.3: toggle properties.
        """
        by_paragraph = dict(paragraph.outs) if paragraph is not None else {}
        by_run = dict(self.named(character).outs) if character else {}
        return {name: by_paragraph.get(name, False) != by_run.get(name, False) for name in OUTS}

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
        bold = is_on(runs, "b")
        said = {name: on for name in OUTS if (on := is_on(runs, name)) is not None}
        style = replace(
            style,
            bold=style.bold if bold is None else bold,
            outs=tuple({**dict(style.outs), **said}.items()),
        )
        self._known[name] = style
        return style


def _is_first_row_set(look: etree._Element) -> bool:
    """Tell whether a table lets its style print the first row apart, in the newer or the older notation."""
    said = look.get(f"{W}firstRow")
    if said is not None:
        return said not in ("0", "false", "off")
    mask = look.get(f"{W}val") or ""
    return len(mask) == 4 and mask[2] in "2367abefABEF"


def _by_name(style: Style, name: str) -> Style:
    """Read what the name of a style tells: « heading 2 », « Titre 2 », « TM 1 »."""
    if is_contents_name(name):
        return replace(style, level=None, is_contents=True)
    level = heading_level(name)
    return style if level is None else replace(style, level=level)


def heading_level(name: str) -> int | None:
    """Return the level from 1 that the name of a heading style tells; None for other names."""
    found = _HEADING.match(name)
    if found:
        return int(found.group(1))
    return 1 if _TITLE.match(name) else None


def is_contents_name(name: str) -> bool:
    """Tell whether a style of this name prints tables of contents or of figures."""
    return bool(_CONTENTS.match(name))


def _over(style: Style, properties: etree._Element) -> Style:
    """Lay the properties of a paragraph or of a style over what it inherits."""
    level = _value(properties, "outlineLvl")
    if level is not None:
        outline = whole(level, _BODY_LEVEL)
        style = replace(style, level=outline + 1 if outline < _BODY_LEVEL else None)
    number = _value(properties, "numPr/numId")
    depth = _value(properties, "numPr/ilvl")
    return replace(
        style,
        num_id=style.num_id if number is None else number,
        depth=style.depth if depth is None else whole(depth, 0),
    )


def _value(properties: etree._Element, path: str) -> str | None:
    mark = properties.find("/".join(f"{W}{name}" for name in path.split("/")))
    return mark.get(f"{W}val") if mark is not None else None
