"""Tracked changes and content controls of Word, settled before the text is read.

The tree of a part is brought into the state that is asked for: what is not of that state is taken
out, so that whoever reads the text afterwards need not know of changes.
"""

from __future__ import annotations

import re

from lxml import etree

from clausecheck.readers.docxtext import W, is_on, ticked_sign
from clausecheck.readers.settings import Revisions

_INSERTED = ("ins", "moveTo")
_DELETED = ("del", "moveFrom")
_MARKS = {f"{W}{name}" for name in ("rPr", "trPr", "tcPr", "numPr", "pPr", "ctrlPr")}
"""Parents in which a change says something of its parent, and wraps no content."""
_GONE = {Revisions.FINAL: _DELETED, Revisions.ORIGINAL: _INSERTED, Revisions.BOTH: ()}
_CELLS = {Revisions.FINAL: "cellDel", Revisions.ORIGINAL: "cellIns"}
_WORDS = (f"{W}t", f"{W}delText", f"{W}sym")
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CHOOSE = re.compile(
    r"\s*(?:choisissez|choisir|s[ée]lectionne[zr]|choose|select)\s+(?:un|une|an|a)\s+(?:[ée]l[ée]ment|item|valeur|option|date)\b",
    re.IGNORECASE,
)


def settle(root: etree._Element, revisions: Revisions) -> None:
    """Bring a tree into one state of its tracked changes, and its content controls into words."""
    gone = _GONE[revisions]
    for name in gone:
        for change in list(root.iter(f"{W}{name}")):
            if _parent_tag(change) not in _MARKS:
                _remove(change)
    for row in list(root.iter(f"{W}tr")):
        if is_on(row.find(f"{W}trPr"), "hidden") or _marked(row.find(f"{W}trPr"), gone):
            _remove(row)
    if revisions in _CELLS:
        for mark in list(root.iter(f"{W}{_CELLS[revisions]}")):
            cell = next(mark.iterancestors(f"{W}tc"), None)
            if cell is not None:
                _remove(cell)
    for control in list(root.iter(f"{W}sdt")):
        _fill(control)


def goes_on(paragraph: etree._Element, revisions: Revisions) -> bool:
    """Tell whether the words of a paragraph go on in the next one.

    So it is where its end is not of the state that is read, and where it is the large first letter
    of a text, which Word keeps in a paragraph of its own.
    """
    frame = paragraph.find(f"{W}pPr/{W}framePr")
    if frame is not None and frame.get(f"{W}dropCap") in ("drop", "margin"):
        return True
    return _marked(paragraph.find(f"{W}pPr/{W}rPr"), _GONE[revisions])


def _marked(properties: etree._Element | None, names: tuple[str, ...]) -> bool:
    return properties is not None and any(properties.find(f"{W}{name}") is not None for name in names)


def _parent_tag(element: etree._Element) -> str:
    parent = element.getparent()
    return str(parent.tag) if parent is not None else ""


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _fill(control: etree._Element) -> None:
    """Put into a content control what it says: the state of its box; nothing where it waits to be filled."""
    properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    if properties is None or content is None:
        return
    box = properties.find(f"{_W14}checkbox")
    if box is not None:
        state = box.find(f"{_W14}checked")
        _say(content, ticked_sign(state is not None and state.get(f"{_W14}val") in ("1", "true", "on")))
    elif is_on(properties, "showingPlcHdr") or _unchosen(properties, content):
        _say(content, "")


def _unchosen(properties: etree._Element, content: etree._Element) -> bool:
    """Tell whether a list shows its invitation to choose, which Word keeps as an entry without value."""
    choices = properties.find(f"{W}dropDownList")
    if choices is None:
        choices = properties.find(f"{W}comboBox")
    if choices is None:
        return False
    shown = "".join(words.text or "" for words in content.iter(f"{W}t")).strip()
    invitations = [each.get(f"{W}displayText") for each in choices if each.get(f"{W}value") == ""]
    return shown in invitations or bool(_CHOOSE.match(shown))


def _say(content: etree._Element, text: str) -> None:
    """Replace the words of a control; its first run takes the new ones."""
    words = list(content.iter(*_WORDS))
    for each in words:
        run = each.getparent()
        if run is None:
            continue
        if each.tag == f"{W}sym":
            run.replace(each, each := etree.Element(f"{W}t"))
        each.text, text = text, ""
        if run.find(f"{W}rPr") is not None:
            # The sign stands for itself: the font of signs that printed the old one means nothing now.
            for fonts in run.findall(f"{W}rPr/{W}rFonts"):
                _remove(fonts)
