"""Printed lines -> paragraphs, list items and heading lines, as a person sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from clausecheck.model.document import BlockKind
from clausecheck.readers.pdflines import Line

_BULLET = re.compile(
    r"(?:[•▪◦●○■□➢➔→►✓✔❖§·☐☒☑∙‣⁃➤➡⇒♦◆▶►✗✘¤\ue000-\uf8ff]\s*|o\s+(?=\S)|[-–—−*](?:\s+(?=[\w«\"(])|(?=[^\W\d]|[«\"(])))"
)
_LETTERED = re.compile(
    r"(?:[a-z]\)|[A-Z]\)|[a-h]\.|\([a-z0-9]{1,2}\)|\(?[ivx]{1,4}\)|\d{1,2}\s?[°)])\s+(?=\S)"
)
_COUNTED = re.compile(r"\d{1,2}\.\s+(?=\S)")
_IN_BRACKETS = re.compile(r"\(\w{1,3}\)\s+[a-zà-ÿ]")
_NAMED = re.compile(
    r"(?:article|art\.|chapitre|titre|section|sous-section|partie|annexe|lot|tranche|appendix|schedule)\s+"
    r"(?:n\s?[°o]\s*)?(?:\d[\d.\-]*|[ivxlc]+|[a-h]|1er)\b(?!\s*(?:du|de\s+la|de\s+l|des|et|à|ou|of|,))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,3}){0,5}(?:\s?(?:bis|ter|quater)\b)?[.)]?\s*[-–—:/]?\s*|[IVX]{1,5}(?:\.\d{1,2})*\s?[.)\-–—:]\s*|[A-H](?:\.\d{1,2})*\s?[.)\-–—]\s*)(?=[A-ZÀ-ÖØ-Þ«Œ])"
)
_CLOSED = (".", ";", ":", "!", "?", "…")
_FRESH = re.compile(r"[A-ZÀ-ÖØ-Þ«\"“(\d☐☒☑Œ]")
_LONGEST_HEADING = 130
_WIDE_GAP = 1.28
"""A step down larger than this many usual steps parts two paragraphs."""

_INDENT = 60.0
_LEAST_LINES = 6


@dataclass
class _Group:
    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Measure:
    """How a page is set: its usual step from line to line, and the right edge of each column.

    A column is one whose number the lines bear; else the places from and to which its lines begin,
    and the right edge of most of them.
    """

    step: float
    right: float
    columns: tuple[tuple[float, float, float], ...] = ()
    numbered: tuple[tuple[int, float], ...] = ()

    def right_of(self, line: Line) -> float:
        """Return the right edge of the column that a line stands in."""
        if line.column:
            return dict(self.numbered).get(line.column, self.right)
        return next((right for low, high, right in self.columns if low <= line.x0 <= high), self.right)


def blocks_of(lines: Sequence[Line]) -> Iterator[tuple[BlockKind, tuple[Line, ...]]]:
    """Group lines into blocks, over page ends too where a sentence runs on.

    Args:
        lines: Without running lines and contents, in reading order.

    Yields:
        The kind of each block (paragraph or list item) and its lines.
    """
    measures = _measures(lines)
    group: _Group | None = None
    for line in lines:
        item = is_item(line.text)
        heading = not item and _numbered(line.text)
        if group is not None and _goes_on(group, line, measures, item=item, heading=heading):
            group.lines.append(line)
            continue
        if group is not None:
            yield group.kind, tuple(group.lines)
        kind = BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH
        group = _Group(kind, [line], heading)
    if group is not None:
        yield group.kind, tuple(group.lines)


def _measures(lines: Sequence[Line]) -> dict[int, _Measure]:
    """Measure every page; a page with few wrapped lines takes the document's usual step."""
    steps: dict[int, list[float]] = {}
    pages: dict[int, list[Line]] = {}
    for before, line in zip((None, *lines), lines, strict=False):
        pages.setdefault(line.page, []).append(line)
        if before and before.page == line.page and before.column == line.column and _is_wrapped(before, line):
            steps.setdefault(line.page, []).append(line.y - before.y)
    every = [step for found in steps.values() for step in found]
    usual = median(every) if every else 0.0
    return {
        page: _Measure(
            step=_upper(steps[page]) if len(steps.get(page, ())) >= 3 else usual,
            right=_right(found),
            columns=_columns([line for line in found if not line.column]),
            numbered=_numbered_columns(found),
        )
        for page, found in pages.items()
    }


def _right(lines: Sequence[Line]) -> float:
    return sorted(line.x1 for line in lines)[int((len(lines) - 1) * 0.92)]


def _columns(lines: Sequence[Line]) -> tuple[tuple[float, float, float], ...]:
    """Return the columns of a page: lines that begin near each other, as indents do."""
    columns: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.x0):
        if columns and line.x0 - columns[-1][-1].x0 <= _INDENT:
            columns[-1].append(line)
        else:
            columns.append([line])
    if len(columns) < 2:
        return ()
    return tuple(
        (column[0].x0, column[-1].x0, _right(column)) for column in columns if len(column) >= _LEAST_LINES
    )


def _numbered_columns(lines: Sequence[Line]) -> tuple[tuple[int, float], ...]:
    columns: dict[int, list[Line]] = {}
    for line in lines:
        if line.column:
            columns.setdefault(line.column, []).append(line)
    return tuple((number, _right(column)) for number, column in columns.items())


def _is_wrapped(before: Line, line: Line) -> bool:
    """Tell a line that surely goes on with the one before: small letter first, no stop before it."""
    return (
        line.text[:1].islower()
        and not before.text.endswith(_CLOSED)
        and not is_item(line.text)
        and 0 < line.y - before.y < 2.6 * max(line.size, 1)
    )


def _upper(steps: Sequence[float]) -> float:
    """Return the third quartile: lists are often set closer than the text around them."""
    return sorted(steps)[int((len(steps) - 1) * 0.75)]


def is_item(text: str) -> bool:
    """Tell whether a text opens with the sign or the letter of a list item."""
    if _BULLET.match(text) or _LETTERED.match(text):
        return True
    # « 2. agrément », « 3. DC1 et DC2 ; » are points of a list; « 4. Objet » is a heading.
    counted = _COUNTED.match(text)
    return counted is not None and (text[counted.end()].islower() or text.endswith(";"))


def _numbered(text: str) -> bool:
    """Tell whether a line opens with the number of a heading and is short enough to be one."""
    return (
        len(text) <= _LONGEST_HEADING
        and bool(_NAMED.match(text) or _NUMBERED.match(text))
        and not text.endswith((",", ";"))
    )


def _goes_on(group: _Group, line: Line, measures: dict[int, _Measure], *, item: bool, heading: bool) -> bool:
    """Tell whether a line belongs to the block before it."""
    before = group.lines[-1]
    measure = measures[before.page]
    if item and not _is_wrapped_dash(group, before, line, measure):
        return False
    if before.page != line.page or before.column != line.column:
        return _runs_over(group, before, line, measure, heading=heading)
    if not before.size or not line.size:
        return True
    if _apart(group, before, line, measure) or _restyled(before, line, measure):
        return _is_centred(before, line) and not _apart(group, before, line, measure) and _same(before, line)
    if heading and not (_is_full(before, line, measure) and not before.text.endswith(_CLOSED)):
        return False
    if group.heading and len(group.lines) <= 2:
        return _heading_goes_on(before, line, measure)
    return _reads_on(group, before, line, measure)


def _is_wrapped_dash(group: _Group, before: Line, line: Line, measure: _Measure) -> bool:
    """Tell a dash or a letter that a full line pushed to the next one from the sign of an item."""
    if not re.match(r"[-–—*o(]|\w{1,3}[).]", line.text) or not line.size:
        return False
    if _IN_BRACKETS.match(line.text) and not before.text.endswith(_CLOSED):
        return before.page == line.page and _is_full(before, line, measure)
    deeper = group.kind is BlockKind.LIST_ITEM and abs(line.x0 - group.lines[0].x0) < 3
    return (
        not deeper
        and before.page == line.page
        and _is_full(before, line, measure)
        and not before.text.endswith(_CLOSED)
        and abs(line.x0 - before.x0) < 3
        and len(group.lines) >= 2
    )


def _runs_over(group: _Group, before: Line, line: Line, measure: _Measure, *, heading: bool) -> bool:
    """Tell whether a block goes on at the top of the next page."""
    if heading or before.text.endswith(_CLOSED) or not _same(before, line) or group.heading:
        return False
    if line.text[:1].islower():
        return True
    return bool(before.size) and _is_full(before, line, measure) and not _FRESH.match(line.text)


def _same(before: Line, line: Line) -> bool:
    return abs(before.size - line.size) <= 0.15 * max(before.size, line.size)


def _apart(group: _Group, before: Line, line: Line, measure: _Measure) -> bool:
    """Tell whether white space parts two lines, or the second stands higher up the page."""
    step = line.y - before.y
    if step < -0.6 * before.size:
        return True
    own = before.y - group.lines[-2].y if len(group.lines) > 1 and group.lines[-2].page == line.page else 0.0
    usual = own if own > 0.8 * before.size else max(measure.step, 1.05 * before.size)
    if _is_wrapped(before, line):
        return step > 1.6 * max(usual, measure.step)
    return step > _WIDE_GAP * usual


def _restyled(before: Line, line: Line, measure: _Measure) -> bool:
    """Tell whether size or weight changes as it does between a heading and its text."""
    if not _same(before, line):
        return True
    if before.bold and not line.starts_bold:
        return not (_is_full(before, line, measure) and line.text[:1].islower())
    if line.bold and not before.bold and not before.starts_bold and not line.text[:1].islower():
        return not _is_full(before, line, measure) or before.text.endswith(_CLOSED)
    return False


def _is_centred(before: Line, line: Line) -> bool:
    centres = abs((before.x0 + before.x1) / 2 - (line.x0 + line.x1) / 2)
    return centres < 4 and abs(before.x0 - line.x0) > 4 and before.bold == line.bold


def _heading_goes_on(before: Line, line: Line, measure: _Measure) -> bool:
    """Tell whether a heading has a second line: same type, and no room for its word on the first."""
    if before.bold != line.bold or not _same(before, line) or before.text.endswith((".", ":")):
        return False
    return line.text[:1].islower() or (
        _is_full(before, line, measure) and (len(before.text) > 45 or before.column > 0)
    )


def _is_full(before: Line, line: Line, measure: _Measure) -> bool:
    """Tell whether the first word of ``line`` had no room left at the end of ``before``."""
    letter = (before.x1 - before.x0) / max(len(before.text), 1)
    word = line.text.split(" ", 1)[0]
    return before.x1 + (len(word) + 1) * letter >= measure.right_of(before) - 0.5 * letter


def _reads_on(group: _Group, before: Line, line: Line, measure: _Measure) -> bool:
    """Tell by words and margins whether a line goes on with the sentence before it."""
    first = group.lines[0]
    if line.text[:1].islower() and not before.text.endswith((".", "!", "?")):
        return True
    closed = before.text.endswith(_CLOSED)
    outdented = group.kind is BlockKind.LIST_ITEM and line.x0 < _hang(group) - 3
    if outdented and (closed or _FRESH.match(line.text)):
        return False
    if _is_centred(before, line):
        return True
    full = _is_full(before, line, measure)
    if before.text.endswith((":", ";")) and _FRESH.match(line.text):
        return full and before.text.endswith(":") and line.text[0].isdigit() and before.column > 0
    if not full:
        return not _FRESH.match(line.text) and not closed
    # A first line set in, or out, opens a paragraph.
    return not (
        closed and abs(line.x0 - (before if len(group.lines) > 1 else first).x0) > 6 and len(group.lines) > 1
    )


def _hang(group: _Group) -> float:
    """Return where the text of a list item is set: its second line, else its sign."""
    return group.lines[1].x0 if len(group.lines) > 1 else group.lines[0].x0
