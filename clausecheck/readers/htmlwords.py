"""What a browser would show of a web page, event after event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from lxml import etree

from clausecheck.readers.htmlforms import CONTROLS, control_text
from clausecheck.readers.htmllists import ListLabels
from clausecheck.readers.settings import Revisions
from clausecheck.readers.signs import mended, readable

_UNSEEN = frozenset(
    "head script style template noscript nav audio video canvas map svg datalist rp meta link title base area track param source".split()
)
_UNSEEN_ROLES = frozenset("navigation menu menubar search toolbar".split())
_CARRIERS = frozenset("iframe frame object embed applet portal".split())
_STRUCK = frozenset("s strike".split())
_HIDING = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)\b", re.I
)
_CROSSING = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.I)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDTHLESS = re.compile("[\u200b-\u200d\u2060\u034f\ufeff]")
"""Signs that print nothing; messages pad their preview with them."""
_AROUND_BREAK = re.compile(r" *\n *")


class Event(Enum):
    """What happens at a place of the page."""

    OPEN = auto()
    CLOSE = auto()
    TEXT = auto()
    LABEL = auto()
    CARRIED = auto()


class Shown(NamedTuple):
    """One event: an element opens or closes, words, the number of a list item, content of another file."""

    event: Event
    element: etree._Element
    text: str = ""


class Walk:
    """Iterates over what is shown of an element; ``skip`` passes over what the last one opened holds."""

    def __init__(self, root: etree._Element, revisions: Revisions) -> None:
        """Start before ``root``, whose own tail is not part of it."""
        self._root, self._revisions = root, revisions
        self._walker = etree.iterwalk(root, events=("start", "end"))
        self._labels = ListLabels()

    def skip(self) -> None:
        """Pass over the content of the element that was opened last; it closes all the same."""
        self._skipping = True

    def __iter__(self) -> Iterator[Shown]:
        """Yield the events in order."""
        unseen: set[etree._Element] = set()
        for event, element in self._walker:
            if event == "start":
                seen = isinstance(element.tag, str) and not is_hidden(element, self._revisions)
                if not seen or element.tag in _CARRIERS or element.tag in CONTROLS:
                    self._walker.skip_subtree()
                    unseen.add(element)
                    yield from self._instead(element) if seen else ()
                    continue
                yield from self._opened(element)
                continue
            if element in unseen:
                unseen.discard(element)
            else:
                yield Shown(Event.CLOSE, element)
            if element.tail and element is not self._root:
                yield Shown(Event.TEXT, element, element.tail)

    def _instead(self, element: etree._Element) -> Iterator[Shown]:
        """Yield what stands for an element whose inside is no text of the page."""
        if element.tag in CONTROLS:
            yield Shown(Event.TEXT, element, control_text(element))
        elif _is_carrier(element):
            yield Shown(Event.CARRIED, element)

    def _opened(self, element: etree._Element) -> Iterator[Shown]:
        self._skipping = False
        yield Shown(Event.OPEN, element)
        if self._skipping:
            self._walker.skip_subtree()
            return
        if element.tag == "li":
            yield Shown(Event.LABEL, element, self._labels.of(element))
        if element.text:
            yield Shown(Event.TEXT, element, element.text)


def is_hidden(element: etree._Element, revisions: Revisions) -> bool:
    """Tell whether a browser, or the wanted state of revisions, leaves an element out."""
    tag, style = str(element.tag), element.get("style") or ""
    if tag in _UNSEEN or tag in _STRUCK or element.get("hidden") is not None:
        return True
    if (tag == "del" and revisions is Revisions.FINAL) or (tag == "ins" and revisions is Revisions.ORIGINAL):
        return True
    if (element.get("role") or "").strip().lower() in _UNSEEN_ROLES:
        return True
    if style and (_HIDING.search(style) or (_CROSSING.search(style) and tag != "del")):
        return True
    return tag == "dialog" and element.get("open") is None


def _is_carrier(element: etree._Element) -> bool:
    """Tell whether a frame or an object shows a file; pictures and counters of visits do not."""
    if any((element.get(side) or "").strip().rstrip("px") in ("0", "1") for side in ("width", "height")):
        return False
    if (element.get("type") or "").lower().startswith("image/"):
        return False
    place = element.get("src") or element.get("data") or element.get("code") or element.get("srcdoc") or ""
    return place.strip().lower() not in ("", "about:blank")


class InlineText:
    """Gathers the words of one block, white space as a browser sets it."""

    def __init__(self) -> None:
        """Start without words."""
        self._pieces: list[str] = []

    def add(self, text: str) -> None:
        """Add words of the page; its line ends are spaces."""
        self._pieces.append(_SPACES.sub(" ", text))

    def break_line(self) -> None:
        """Add a line break that is shown."""
        self._pieces.append("\n")

    def take(self) -> str:
        """Return the words gathered, trimmed, and start again."""
        text = mended(readable(_WIDTHLESS.sub("", "".join(self._pieces))))
        self._pieces.clear()
        return _AROUND_BREAK.sub("\n", re.sub(r" {2,}", " ", text)).strip(" \n")

    def take_raw(self) -> str:
        """Return the words as they came, and start again."""
        text = "".join(self._pieces)
        self._pieces.clear()
        return text

    def add_raw(self, text: str) -> None:
        """Add words whose line ends are shown."""
        self._pieces.append(text)
