"""The words of a Word paragraph as they are printed: insertions in, deletions and hidden text out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from clausecheck.readers.signs import readable, sign

if TYPE_CHECKING:
    from clausecheck.readers.docxstyles import Styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_OUT = {f"{W}{name}" for name in ("del", "moveFrom", "delText", "delInstrText", "pPr", "rPr", "txbxContent")}
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_TAGS = {f"{W}{name}": text for name, text in _SIGNS.items()}
_CONTENTS = re.compile(r"\s*TOC\b")
_SIGN_FONTS = re.compile(r"wingdings|webdings|monotype sorts", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """Return whether a switch such as ``b`` is on, off, or not said."""
    mark = properties.find(f"{W}{name}") if properties is not None else None
    return None if mark is None else mark.get(f"{W}val") not in _OFF


def boxes_of(paragraph: etree._Element) -> list[etree._Element]:
    """Return the text boxes anchored in a paragraph, each once: Word often writes a fallback copy."""
    boxes = []
    for box in paragraph.iter(f"{W}txbxContent"):
        fallback = next(box.iterancestors(_FALLBACK), None)
        outer = next(box.iterancestors(f"{W}txbxContent"), None)
        if outer is None and (fallback is None or not _has_choice(fallback)):
            boxes.append(box)
    return boxes


def _has_choice(fallback: etree._Element) -> bool:
    parent = fallback.getparent()
    choice = parent.find(_CHOICE) if parent is not None else None
    return choice is not None and next(choice.iter(f"{W}txbxContent"), None) is not None


class TextOf:
    """Reads paragraphs in order; knows which field is open, over paragraph ends too."""

    def __init__(self, styles: Styles) -> None:
        """Keep the styles, which may hide or embolden text."""
        self._styles = styles
        self._fields: list[list[str]] = []
        self._boxes: list[str] = []
        self.in_contents = False

    def of(self, paragraph: etree._Element) -> str:
        """Return the text of a paragraph; text boxes anchored in it are no part of it.

        Afterwards ``in_contents`` tells whether it belonged to a table of contents.
        """
        before = self._inside_contents()
        parts: list[str] = []
        self._collect(paragraph, parts)
        self.in_contents = before or self._inside_contents()
        return readable("".join(parts))

    def is_bold(self, run: etree._Element) -> bool:
        """Tell whether a run is printed in bold."""
        said = is_on(run.find(f"{W}rPr"), "b")
        if said is not None:
            return said
        paragraph = next(run.iterancestors(f"{W}p"), None)
        return paragraph is not None and self._styles.is_bold(paragraph, run)

    def _inside_contents(self) -> bool:
        return any(_CONTENTS.match("".join(words)) for words in self._fields)

    def _collect(self, element: etree._Element, parts: list[str]) -> None:
        for child in element:
            tag = child.tag
            if tag in _OUT or not isinstance(tag, str) or (tag == _FALLBACK and _chosen(child)):
                continue
            if tag == f"{W}r":
                if not self._is_out(child):
                    self._collect(child, parts)
            elif tag == f"{W}t":
                if not self._in_instruction():
                    parts.append(_printed(child))
            elif tag == f"{W}sym":
                parts.append(_symbol(child, first=not "".join(parts).strip()))
            elif tag == f"{W}instrText":
                if self._fields:
                    self._fields[-1].append(child.text or "")
            elif tag == f"{W}fldChar":
                self._field(child, parts)
            elif tag in _TAGS:
                parts.append(_TAGS[tag] if child.get(f"{W}type") != "page" else "\n")
            else:
                self._collect(child, parts)

    def _in_instruction(self) -> bool:
        return bool(self._fields) and self._fields[-1][0] == ""

    def _field(self, mark: etree._Element, parts: list[str]) -> None:
        """Follow the begin, separation and end of a field; a form's check box is printed as a sign."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            # The first word tells the state: empty while the instruction is read, a blank after it.
            self._fields.append([""])
            box = mark.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                checked = is_on(box, "checked")
                parts.append("☒" if (checked if checked is not None else is_on(box, "default")) else "☐")
        elif kind == "separate" and self._fields:
            self._fields[-1][0] = " "
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_out(self, run: etree._Element) -> bool:
        """Tell whether a run is hidden or struck through."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return False
        if any(is_on(properties, name) for name in ("strike", "dstrike", "vanish")):
            return True
        style = properties.find(f"{W}rStyle")
        hidden = is_on(properties, "vanish")
        return hidden is None and style is not None and self._styles.hides(style.get(f"{W}val") or "")


def _printed(words: etree._Element) -> str:
    """Return the text of a ``w:t``; in a font of signs, letters stand for check boxes and bullets."""
    text = words.text or ""
    run = words.getparent()
    fonts = run.find(f"{W}rPr/{W}rFonts") if run is not None else None
    if fonts is None or not _SIGN_FONTS.match(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""):
        return text
    return "".join(char if char.isspace() else sign(ord(char), bullet=char) for char in text)


def _chosen(fallback: etree._Element) -> bool:
    """Tell whether the choice beside a fallback holds something that is read."""
    parent = fallback.getparent()
    choice = parent.find(_CHOICE) if parent is not None else None
    return choice is not None and (
        next(choice.iter(f"{W}t"), None) is not None or next(fallback.iter(f"{W}t"), None) is None
    )


def _symbol(mark: etree._Element, *, first: bool) -> str:
    code = mark.get(f"{W}char") or ""
    try:
        return sign(int(code, 16), bullet="• " if first else "")
    except ValueError:
        return ""
