"""The numbers and bullets that OpenDocument lists and headings print by themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from clausecheck.readers.docxlists import Label, bullet_sign, figure
from clausecheck.readers.figures import whole
from clausecheck.readers.odtparts import LOEXT, STYLE, TEXT, XML_ID

_LEVELS = 10
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MARK = re.compile(r"%(\d+)%")
_LEVEL_KINDS = ("list-level-style-number", "list-level-style-bullet", "list-level-style-image", "outline-level-style")  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level is printed: a bullet, or a number between a prefix and a suffix."""

    bullet: str = ""
    form: str = ""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1
    pattern: str = ""


@dataclass
class Counts:
    """The numbers reached at each level of one list; None before its first item."""

    at: list[int | None] = field(default_factory=lambda: [None] * (_LEVELS + 1))


class OdtNumbering:
    """Counts lists and headings in reading order, as Writer does."""

    def __init__(self, lists: dict[str, etree._Element], outline: etree._Element | None) -> None:
        """Keep the list styles and the outline style."""
        self._styles = {name: _levels(style) for name, style in lists.items()}
        self._outline = _levels(outline) if outline is not None else {}
        self._headings = Counts()
        self._by_id: dict[str, Counts] = {}
        self._last: dict[str, Counts] = {}

    def opened(self, element: etree._Element, style: str) -> Counts:
        """Return the counts of a list of the first level: new ones, or those of the list it goes on with."""
        counts = self._by_id.get(element.get(f"{TEXT}continue-list") or "")
        if counts is None and element.get(f"{TEXT}continue-numbering") == "true":
            counts = self._last.get(style)
        counts = counts or Counts()
        key = element.get(XML_ID) or element.get(f"{TEXT}id")
        if key:
            self._by_id[key] = counts
        self._last[style] = counts
        return counts

    def item(self, counts: Counts, style: str, depth: int, start: str | None) -> Label | None:
        """Count an item and return what is printed before it; None where nothing is.

        Args:
            counts: From ``opened``.
            style: Name of the list style.
            depth: Level in the list, from 1.
            start: The number that the item itself asks for.
        """
        return _label(counts, self._styles.get(style, {}), depth, start)

    def styled(self, style: str) -> Counts:
        """Return the counts that all headings of a list style share outside of lists."""
        return self._last.setdefault(style, Counts())

    def knows(self, style: str | None) -> bool:
        """Tell whether the document defines this list style."""
        return style in self._styles

    def heading(self, depth: int, start: str | None) -> Label | None:
        """Count a heading that stands in no list and return the number that the outline gives it."""
        return _label(self._headings, self._outline, depth, start)


def _label(counts: Counts, levels: dict[int, _Level], depth: int, start: str | None) -> Label | None:
    level = levels.get(depth)
    if level is None or not 0 < depth <= _LEVELS:
        return None
    before = counts.at[depth]
    if start is not None:
        counts.at[depth] = whole(start, level.start)
    else:
        counts.at[depth] = level.start if before is None else before + 1
    for above in range(1, depth):
        if counts.at[above] is None:
            counts.at[above] = levels[above].start if above in levels else 1
    counts.at[depth + 1 :] = [None] * (_LEVELS - depth)
    if level.bullet:
        return Label(level.bullet, depth)
    text = _number(counts, levels, depth, level)
    return Label(text, depth) if text else None


def _number(counts: Counts, levels: dict[int, _Level], depth: int, level: _Level) -> str:
    if not level.form and not level.pattern:
        return " ".join(f"{level.prefix}{level.suffix}".split())
    if level.pattern:
        text = _MARK.sub(lambda found: _figure(counts, levels, whole(found.group(1), 0)), level.pattern)
        return " ".join(text.split())
    shown = range(max(1, depth - level.shown + 1), depth + 1)
    figures = [_figure(counts, levels, each) for each in shown]
    return " ".join(f"{level.prefix}{'.'.join(each for each in figures if each)}{level.suffix}".split())


def _figure(counts: Counts, levels: dict[int, _Level], depth: int) -> str:
    count = counts.at[depth] if 0 < depth <= _LEVELS else None
    level = levels.get(depth)
    if count is None or level is None or not level.form:
        return ""
    return figure(count, level.form)


def _levels(style: etree._Element) -> dict[int, _Level]:
    found = (child for child in style if etree.QName(child).localname in _LEVEL_KINDS)
    return {whole(child.get(f"{TEXT}level"), 1): _level(child) for child in found}


def _level(element: etree._Element) -> _Level:
    prefix, suffix = element.get(f"{STYLE}num-prefix") or "", element.get(f"{STYLE}num-suffix") or ""
    kind = etree.QName(element).localname
    if kind == "list-level-style-image":
        return _Level(bullet="•")
    if kind == "list-level-style-bullet":
        char = element.get(f"{TEXT}bullet-char") or ""
        return _Level(bullet=bullet_sign(char)) if char.strip("\u200b ") else _Level()
    form = element.get(f"{STYLE}num-format") or ""
    return _Level(
        form=_FORMS.get(form, "decimal" if form else ""),
        prefix=prefix,
        suffix=suffix,
        shown=whole(element.get(f"{TEXT}display-levels"), 1),
        start=whole(element.get(f"{TEXT}start-value"), 1),
        pattern=(element.get(f"{LOEXT}num-list-format") or "") if form else "",
    )
