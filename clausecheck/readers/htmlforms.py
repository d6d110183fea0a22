"""Form controls of a web page -> the words that a printed form would show."""

from __future__ import annotations

from lxml import etree

CONTROLS = frozenset("input select textarea button progress meter".split())
_TICKED, _UNTICKED = " ☒ ", " ☐ "
_BOXES = frozenset(("checkbox", "radio"))
_SILENT = frozenset("hidden submit button reset image file password color range".split())


def control_text(element: etree._Element) -> str:
    """Return what a control shows: a box ticked or not, the option chosen, the words typed."""
    if element.tag == "input":
        kind = (element.get("type") or "text").strip().lower()
        if kind in _BOXES:
            return _TICKED if element.get("checked") is not None else _UNTICKED
        return "" if kind in _SILENT else f" {element.get('value') or ''} "
    if element.tag == "select":
        return f" {_chosen(element)} "
    return f" {_words(element)} " if element.tag == "textarea" else ""


def _chosen(select: etree._Element) -> str:
    """Return the options chosen; a list that shows one line shows its first where none is."""
    options = list(select.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and select.get("multiple") is None:
        chosen = options[:1]
    return ", ".join(" ".join(_words(option).split()) for option in chosen)


def _words(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())
