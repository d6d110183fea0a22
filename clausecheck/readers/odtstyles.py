"""OpenDocument styles: levels, lists, and what is struck, hidden or bold, inheritance resolved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from clausecheck.readers.docxstyles import heading_level, is_contents_name
from clausecheck.readers.figures import whole
from clausecheck.readers.odtparts import FO, STYLE, TEXT

_MOST_PARENTS = 30
_BOLD_FROM = 600
_TEXT_PROPERTIES = f"{STYLE}text-properties"


@dataclass(frozen=True, slots=True)
class Look:
    """How characters are printed; None for not said.

    Attributes:
        struck: Struck through.
        hidden: Not printed.
        bold: In bold.
        font: Name of the font.
    """

    struck: bool | None = None
    hidden: bool | None = None
    bold: bool | None = None
    font: str | None = None

    def over(self, below: Look) -> Look:
        """Return this look where it says something, ``below`` where it does not."""
        return Look(
            struck=below.struck if self.struck is None else self.struck,
            hidden=below.hidden if self.hidden is None else self.hidden,
            bold=below.bold if self.bold is None else self.bold,
            font=below.font if self.font is None else self.font,
        )


@dataclass(frozen=True, slots=True)
class OdtStyle:
    """What holds for a paragraph or a span, its style and the style's parents together.

    Attributes:
        look: Of its characters.
        level: Heading level from 1 that the name of the style tells; None for text.
        list_style: The list style that numbers it; "" for expressly none, None for not said.
        is_contents: It is an entry or the title of a table of contents.
    """

    look: Look = Look()
    level: int | None = None
    list_style: str | None = None
    is_contents: bool = False


class OdtStyles:
    """The styles of a document, by family and name."""

    def __init__(self, roots: tuple[etree._Element, ...]) -> None:
        """Index the styles; those of later roots win over those of the same name in earlier ones."""
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._known: dict[tuple[str, str], OdtStyle] = {}
        self.lists: dict[str, etree._Element] = {}
        self.outline: etree._Element | None = None
        self._fonts: dict[str, str] = {}
        self._default = OdtStyle()
        for root in roots:
            self._index(root)

    def _index(self, root: etree._Element) -> None:
        for face in root.iter(f"{STYLE}font-face"):
            family = face.get("{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}font-family")
            self._fonts[str(face.get(f"{STYLE}name"))] = (family or "").strip("'\"")
        for style in root.iter(f"{STYLE}style"):
            self._elements[str(style.get(f"{STYLE}family")), str(style.get(f"{STYLE}name"))] = style
        for style in root.iter(f"{TEXT}list-style"):
            self.lists[str(style.get(f"{STYLE}name"))] = style
        for style in root.iter(f"{STYLE}default-style"):
            if style.get(f"{STYLE}family") == "paragraph":
                self._default = OdtStyle(look=self._look(style))
        self.outline = next(root.iter(f"{TEXT}outline-style"), self.outline)

    def of(self, family: str, name: str | None, depth: int = 0) -> OdtStyle:
        """Return the style of a family, its parents' properties included; the default one without a name."""
        start = self._default if family == "paragraph" else OdtStyle()
        key = family, name or ""
        if key in self._known:
            return self._known[key]
        element = self._elements.get(key)
        if element is None or depth > _MOST_PARENTS:
            return _by_name(start, (name or "").replace("_20_", " "))
        parent = element.get(f"{STYLE}parent-style-name")
        below = self.of(family, parent, depth + 1) if parent else start
        style = _by_name(below, element.get(f"{STYLE}display-name") or key[1].replace("_20_", " "))
        listed = element.get(f"{STYLE}list-style-name")
        style = replace(
            style,
            look=self._look(element).over(style.look),
            list_style=style.list_style if listed is None else listed,
        )
        self._known[key] = style
        return style

    def _look(self, style: etree._Element) -> Look:
        properties = style.find(_TEXT_PROPERTIES)
        if properties is None:
            return Look()
        font = properties.get(f"{STYLE}font-name")
        return Look(
            struck=_said(properties, f"{STYLE}text-line-through-style", f"{STYLE}text-line-through-type"),
            hidden=_is_hidden(properties.get(f"{TEXT}display")),
            bold=_is_bold(properties.get(f"{FO}font-weight")),
            font=self._fonts.get(font, font) if font else (properties.get(f"{FO}font-family") or None),
        )


def _by_name(style: OdtStyle, name: str) -> OdtStyle:
    if is_contents_name(name):
        return replace(style, level=None, is_contents=True)
    level = heading_level(name)
    return style if level is None else replace(style, level=level)


def _said(properties: etree._Element, *names: str) -> bool | None:
    values = [value for name in names if (value := properties.get(name)) is not None]
    return any(value != "none" for value in values) if values else None


def _is_hidden(display: str | None) -> bool | None:
    return None if display is None else display == "none"


def _is_bold(weight: str | None) -> bool | None:
    if weight is None:
        return None
    return weight == "bold" or whole(weight, 0) >= _BOLD_FROM
