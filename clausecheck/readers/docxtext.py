"""The words of a Word paragraph as they are printed: hidden and struck text out, fields as they show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from clausecheck.readers.figures import whole
from clausecheck.readers.signs import mended, readable, sign

if TYPE_CHECKING:
    from clausecheck.readers.docxstyles import Style, Styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_OUT = {f"{W}{name}" for name in ("pPr", "rPr", "txbxContent", "rt", "sdtPr", "sdtEndPr")}
_TEXTS = {
    f"{W}t",
    f"{W}delText",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
    "{http://purl.oclc.org/ooxml/officeDocument/math}t",
}
_INSTRUCTIONS = {f"{W}instrText", f"{W}delInstrText"}
TICKED, UNTICKED = "☒", "☐"
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_TAGS = {f"{W}{name}": text for name, text in _SIGNS.items()}
_CONTENTS = re.compile(r"\s*TOC\b")
_SIGN_FONTS = re.compile(r"wingdings|webdings|monotype sorts", re.IGNORECASE)
_SECOND_FONT = {0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
"""Check boxes of Wingdings 2, whose codes mean other signs in Wingdings."""
_INSTRUCTION, _SHOWN, _SAID = "", " ", "-"
"""States of a field, kept before the words of its instruction: being told, printed, printed already."""
_OFF = ("0", "false", "off", "none")


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """Return whether a switch such as ``b`` is on, off, or not said."""
    mark = properties.find(f"{W}{name}") if properties is not None else None
    return None if mark is None else mark.get(f"{W}val") not in _OFF


def boxes_of(paragraph: etree._Element) -> list[etree._Element]:
    """Return the text boxes anchored in a paragraph, each once: Word often writes a fallback copy."""
    boxes = []
    for box in paragraph.iter(f"{W}txbxContent"):
        fallback = next(box.iterancestors(FALLBACK), None)
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
        self._paragraph: Style | None = None
        self.in_contents = False

    def of(self, paragraph: etree._Element) -> str:
        """Return the text of a paragraph; text boxes anchored in it are no part of it.

        Afterwards ``in_contents`` tells whether it belonged to a table of contents.
        """
        before = self._inside_contents()
        self._paragraph = self._styles.of(paragraph)
        parts: list[str] = []
        self._collect(paragraph, parts)
        self.in_contents = before or self._inside_contents()
        return mended(readable("".join(parts)))

    def held(self) -> list[list[str]]:
        """Return which fields are open, for ``back_to``."""
        return [list(words) for words in self._fields]

    def back_to(self, held: list[list[str]]) -> None:
        """Go back to where a stretch that is read twice begins."""
        self._fields = held

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
            if tag in _OUT or not isinstance(tag, str) or (tag == FALLBACK and _chosen(child)):
                continue
            if tag == f"{W}r":
                if not self._is_out(child):
                    self._collect(child, parts)
            elif tag in _TEXTS:
                if not self._in_instruction():
                    parts.append(_printed(child))
            elif tag == f"{W}sym":
                parts.append(_symbol(child, first=not "".join(parts).strip()))
            elif tag in _INSTRUCTIONS:
                if self._fields:
                    self._fields[-1].append(child.text or "")
            elif tag == f"{W}fldChar":
                self._field(child, parts)
            elif tag in _TAGS:
                parts.append(_TAGS[tag] if child.get(f"{W}type") != "page" else "\n")
            else:
                self._collect(child, parts)

    def _in_instruction(self) -> bool:
        return any(words[0] != _SHOWN for words in self._fields)

    def _field(self, mark: etree._Element, parts: list[str]) -> None:
        """Follow the begin, separation and end of a field; what a form's field holds is printed at once."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            said = _form_field(mark)
            self._fields.append([_INSTRUCTION if said is None else _SAID])
            if said is not None and not any(words[0] != _SHOWN for words in self._fields[:-1]):
                parts.append(said)
        elif kind == "separate" and self._fields and self._fields[-1][0] == _INSTRUCTION:
            self._fields[-1][0] = _SHOWN
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_out(self, run: etree._Element) -> bool:
        """Tell whether a run is hidden or struck through, by itself or by its styles."""
        properties = run.find(f"{W}rPr")
        mark = properties.find(f"{W}rStyle") if properties is not None else None
        style = (mark.get(f"{W}val") or "") if mark is not None else ""
        by_style = self._styles.outs(self._paragraph, style)
        return any(
            by_style[name] if (said := is_on(properties, name)) is None else said
            for name in ("strike", "dstrike", "vanish")
        )


def ticked_sign(ticked: bool) -> str:
    """Return the sign that stands for a check box."""
    return TICKED if ticked else UNTICKED


def _form_field(mark: etree._Element) -> str | None:
    """Return what a check box or a list of a form prints; None for other fields."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        checked = is_on(box, "checked")
        return ticked_sign(bool(is_on(box, "default") if checked is None else checked))
    choices = mark.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return None
    entries = [entry.get(f"{W}val") or "" for entry in choices.findall(f"{W}listEntry")]
    chosen = choices.find(f"{W}result")
    if chosen is None:
        chosen = choices.find(f"{W}default")
    index = whole(chosen.get(f"{W}val") if chosen is not None else None, 0)
    return entries[index] if index < len(entries) else ""


def _printed(words: etree._Element) -> str:
    """Return the text of a ``w:t``; soft hyphens go, they mark where a word may be cut."""
    run = words.getparent()
    fonts = run.find(f"{W}rPr/{W}rFonts") if run is not None else None
    font = (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")) if fonts is not None else None
    return printed_signs(words.text or "", font).replace("\u00ad", "")


def printed_signs(text: str, font: str | None) -> str:
    """Return ``text`` as its font prints it: in a font of signs, letters are check boxes and bullets."""
    if font is None or not _SIGN_FONTS.match(font):
        return text
    known = _SECOND_FONT if font.lower().startswith("wingdings 2") else {}
    return "".join(
        char if char.isspace() else known.get(ord(char) & 0xFF) or sign(ord(char), bullet=char)
        for char in text
    )


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
