"""Form controls and content controls of OpenDocument, as a person sees them filled in."""

from __future__ import annotations

from lxml import etree

from clausecheck.readers.figures import whole
from clausecheck.readers.odtparts import FIELD, FORM, LOEXT, TEXT, words_of

TICKED, UNTICKED = "☒", "☐"
_TRUE = ("true", "1", "checked")


def box(*, ticked: bool) -> str:
    """Return the sign that stands for a check box."""
    return TICKED if ticked else UNTICKED


def control_text(control: etree._Element) -> str:
    """Return what a form control prints: its box and label, or the value that was filled in or chosen."""
    kind = etree.QName(control).localname
    label = control.get(f"{FORM}label") or ""
    if kind == "checkbox":
        state = control.get(f"{FORM}current-state") or control.get(f"{FORM}state")
        return f"{box(ticked=state == 'checked')} {label}".strip()
    if kind == "radio":
        state = control.get(f"{FORM}current-selected") or control.get(f"{FORM}selected")
        return f"{box(ticked=state == 'true')} {label}".strip()
    if kind == "listbox":
        return ", ".join(_options(control))
    if kind in ("fixed-text", "frame"):
        return label
    if kind in ("button", "image", "hidden", "password", "generic-control"):
        return ""
    value = control.get(f"{FORM}current-value") or control.get(f"{FORM}value")
    return value or " ".join(words_of(p) for p in control.iter(f"{TEXT}p"))


def _options(listbox: etree._Element) -> list[str]:
    options = [
        (option.get(f"{FORM}current-selected"), option.get(f"{FORM}selected"), option.get(f"{FORM}label"))
        for option in listbox.iter(f"{FORM}option")
    ]
    current = [label or "" for now, _, label in options if now == "true"]
    return current or [label or "" for _, start, label in options if start == "true"]


def content_control(control: etree._Element) -> str | None:
    """Return what a content control prints instead of the words in it; None where those are printed."""
    if control.get(f"{LOEXT}showing-place-holder") == "true":
        return ""
    if control.get(f"{LOEXT}checkbox") == "true":
        return box(ticked=control.get(f"{LOEXT}checked") == "true")
    return None


def field_mark(mark: etree._Element) -> str | None:
    """Return what a form field taken over from Word prints; None where the words in it are printed."""
    kind = str(mark.get(f"{FIELD}type") or "")
    values = {
        str(parameter.get(f"{FIELD}name")): str(parameter.get(f"{FIELD}value") or "")
        for parameter in mark.iter(f"{FIELD}param")
    }
    if kind.endswith("FORMCHECKBOX"):
        return box(ticked=values.get("Checkbox_Checked", "").lower() in _TRUE)
    if kind.endswith("FORMDROPDOWN"):
        return _entry(mark, values.get("Dropdown_Selected", ""))
    return None


def _entry(mark: etree._Element, chosen: str) -> str:
    entries = [
        str(parameter.get(f"{FIELD}value") or "")
        for parameter in mark.iter(f"{FIELD}param")
        if parameter.get(f"{FIELD}name") == "Dropdown_ListEntry"
    ]
    index = whole(chosen, len(entries))
    return entries[index] if index < len(entries) else ""
