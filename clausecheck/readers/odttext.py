"""The words of an OpenDocument paragraph as they are printed, in the state of changes that is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from clausecheck.readers.docxtext import printed_signs
from clausecheck.readers.figures import whole
from clausecheck.readers.odtchanges import Changes
from clausecheck.readers.odtforms import content_control, control_text, field_mark
from clausecheck.readers.odtparts import DRAW, FIELD, LOEXT, OFFICE, TEXT, words_of
from clausecheck.readers.odtstyles import Look, OdtStyles
from clausecheck.readers.signs import mended, readable

_BLANK = re.compile(r"[ \t\r\n]+")
_END = "\x1e"
"""Stands for the end of a paragraph that was deleted; no XML can hold it."""
_MOST_BLANKS = 200
_DEEPEST = 100
_OUT = {
    f"{TEXT}script", f"{TEXT}number", f"{TEXT}placeholder", f"{TEXT}ruby-text", f"{TEXT}tracked-changes",
    f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}event-listeners", f"{OFFICE}binary-data",
    f"{OFFICE}forms", f"{TEXT}note-citation", f"{LOEXT}list-item",
}  # fmt: skip
_CHANGES = {f"{TEXT}{name}" for name in ("change", "change-start", "change-end")}


@dataclass
class Printed:
    """What a paragraph prints.

    Attributes:
        parts: Its words.
        boxes: The text boxes and shapes anchored in it, whose children are blocks.
        notes: The bodies of its footnotes and endnotes.
        plain: Some of its words are not in bold.
        hidden: A field of it hides it whole.
    """

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)
    plain: bool = False
    hidden: bool = False

    def texts(self) -> tuple[str, ...]:
        """Return its words; several texts where a deleted paragraph end is shown."""
        if self.hidden:
            return ("",)
        return tuple(mended(readable(text)) for text in "".join(self.parts).split(_END))


class OdtText:
    """Reads paragraphs in order; knows which tracked insertion is open, over paragraph ends too."""

    def __init__(
        self,
        styles: OdtStyles,
        changes: Changes,
        forms: dict[str, etree._Element],
        formula: Callable[[etree._Element], str],
    ) -> None:
        """Keep what the words depend on.

        Args:
            styles: Of the document.
            changes: Tracked changes, and which state of them is read.
            forms: The form controls, by identifier.
            formula: Returns the text of an embedded formula; empty for other objects.
        """
        self.changes = changes
        self._styles = styles
        self._forms = forms
        self._formula = formula
        self._depth = 0

    def of(self, paragraph: etree._Element) -> Printed:
        """Return what a paragraph prints."""
        printed = Printed()
        look = self._styles.of("paragraph", paragraph.get(f"{TEXT}style-name")).look
        self._collect(paragraph, look, printed)
        return printed

    def shape(self, element: etree._Element) -> Printed:
        """Return what a shape anchored to the page holds."""
        printed = Printed()
        self._shape(element, Look(), printed)
        return printed

    def _collect(self, element: etree._Element, look: Look, printed: Printed) -> None:
        self._depth += 1
        if self._depth < _DEEPEST:
            self._put(element.text, look, printed)
            for child in element:
                if isinstance(child.tag, str) and child.tag not in _OUT:
                    self._child(child, look, printed)
                self._put(child.tail, look, printed)
        self._depth -= 1

    def _child(self, child: etree._Element, look: Look, printed: Printed) -> None:
        tag = str(child.tag)
        if tag == f"{TEXT}span":
            style = self._styles.of("text", child.get(f"{TEXT}style-name"))
            self._collect(child, style.look.over(look), printed)
        elif tag in _CHANGES:
            self._change(child, look, printed)
        elif tag == f"{TEXT}note":
            self._note(child, look, printed)
        elif tag.startswith(DRAW):
            self._shape(child, look, printed)
        elif tag == f"{TEXT}hidden-paragraph":
            printed.hidden |= child.get(f"{TEXT}is-hidden") == "true"
        elif (said := _sign(child)) is not None:
            self._add(said, look, printed)
        elif not _undisplayed(child):
            self._collect(child, look, printed)

    def _put(self, text: str | None, look: Look, printed: Printed) -> None:
        """Add characters of the file: white space collapses into one blank, at the start to nothing."""
        if not text:
            return
        text = _BLANK.sub(" ", text).replace("\u00ad", "")
        if text.startswith(" ") and (not printed.parts or printed.parts[-1].endswith((" ", "\n", _END))):
            text = text[1:]
        self._add(printed_signs(text, look.font), look, printed)

    def _add(self, text: str, look: Look, printed: Printed) -> None:
        if not text or look.struck or look.hidden or self.changes.suppressed:
            return
        printed.parts.append(text)
        printed.plain |= bool(text.strip()) and not look.bold

    def _change(self, mark: etree._Element, look: Look, printed: Printed) -> None:
        """Open or close an insertion, or show at its place what was deleted."""
        for number, paragraph in enumerate(self.changes.met(mark)):
            if number:
                self._add(_END, look, printed)
            style = self._styles.of("paragraph", paragraph.get(f"{TEXT}style-name"))
            self._collect(paragraph, style.look.over(look), printed)

    def _note(self, note: etree._Element, look: Look, printed: Printed) -> None:
        body = note.find(f"{TEXT}note-body")
        if body is not None and not (look.struck or look.hidden or self.changes.suppressed):
            printed.notes.append(body)

    def _shape(self, shape: etree._Element, look: Look, printed: Printed) -> None:
        """Take what a frame, a group, a control or a drawn shape holds."""
        if look.hidden or self.changes.suppressed:
            return
        if shape.tag == f"{DRAW}control":
            control = self._forms.get(shape.get(f"{DRAW}control") or "")
            if control is not None:
                # A control stands apart from the words beside it, with or without a blank in the file.
                self._add(f" {control_text(control)} ", look, printed)
        elif shape.tag in (f"{DRAW}frame", f"{DRAW}g", f"{DRAW}a"):
            for child in _shown(shape):
                self._shape(child, look, printed)
        elif shape.tag == f"{DRAW}object":
            self._add(self._formula(shape), look, printed)
        elif any(
            str(child.tag).startswith((TEXT, "{urn:oasis:names:tc:opendocument:xmlns:table"))
            for child in shape
        ):
            printed.boxes.append(shape)


def _shown(shape: etree._Element) -> Iterator[etree._Element]:
    """Yield the parts of a group, or the first alternative of a frame: the others say the same again."""
    parts = [child for child in shape if str(child.tag).startswith(DRAW)]
    yield from parts[:1] if shape.tag == f"{DRAW}frame" else parts


def _sign(element: etree._Element) -> str | None:
    """Return what an element prints that holds no words of its own; None for others."""
    tag = str(element.tag)
    if tag == f"{TEXT}s":
        count = element.get(f"{TEXT}c") or "1"
        return " " * whole(count, 1, _MOST_BLANKS)
    if tag == f"{TEXT}tab":
        return " "
    if tag == f"{TEXT}line-break":
        return "\n"
    if tag == f"{TEXT}drop-down":
        return _chosen(element)
    if tag == f"{LOEXT}content-control":
        return content_control(element)
    return field_mark(element) if tag.startswith(FIELD) else None


def _chosen(drop_down: etree._Element) -> str:
    """Return the value chosen in a list: what stands in the text, else the label that is marked."""
    stands = words_of(drop_down).strip()
    if stands:
        return stands
    marked = (e for e in drop_down if e.get(f"{TEXT}current-selected") == "true")
    chosen = next(marked, None)
    return (chosen.get(f"{TEXT}value") or "") if chosen is not None else ""


def _undisplayed(element: etree._Element) -> bool:
    """Tell whether a field sets a value and prints nothing, or hides its text."""
    if element.get(f"{TEXT}display") == "none":
        return True
    return element.tag == f"{TEXT}hidden-text" and element.get(f"{TEXT}is-hidden") == "true"
