"""One page of a PDF -> what is printed on it: lines and tables, upright, in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from clausecheck.readers.pdfaligned import with_aligned_tables
from clausecheck.readers.pdfcolumns import columned
from clausecheck.readers.pdfcovers import without_covered
from clausecheck.readers.pdfforms import Overlay, glued, overlay_of, with_overlay
from clausecheck.readers.pdfhidden import without_hidden, without_struck
from clausecheck.readers.pdflines import Line, PageText, joined_lines
from clausecheck.readers.pdfrules import rules_of
from clausecheck.readers.pdftables import Item, downwards, page_items

_NOTHING = Overlay()
_RIGHT_ANGLE = 90
_FEW_LINES = 3
"""Lines of a page at the most among which some may be several lines in one."""
_MARGIN = 0.2
"""Share of a page's letters under which those that stand otherwise are notes in its margin."""


def items_of(text: PageText) -> tuple[list[Item], int]:
    """Return what a page holds.

    Text that stands sideways or upside down, such as a table set across the page, is read by
    itself, after the rest of the page; text on the slant (a watermark) comes last.

    Args:
        text: The page.

    Returns:
        Free lines and tables in reading order, and how many letters nobody sees.
    """
    drawn = list(text.lines())
    if len(drawn) <= _FEW_LINES and all(line.turn is None for line in drawn):
        drawn = [part for line in drawn for part in text.unfolded(line)]
    lines, hidden = without_hidden(text, drawn)
    if not any(line.turn is not None for line in lines):
        return _upright(text, lines, overlay_of(text)), hidden
    displayed, items = text.turn, list[Item]()
    turns = {line.first: _turn(text, line) for line in lines}
    letters = _letters(lines, turns)
    for turn, count in letters.most_common():
        text.turn = turn
        found = [line for line in text.lines() if turns.get(line.first) == turn]
        # A word in the margin is in no table, whatever strokes it crosses when the page is turned.
        overlay = overlay_of(text) if turn == displayed else _NOTHING
        items += _upright(text, found, overlay) if count > _MARGIN * letters.total() else joined_lines(found)
    text.turn = displayed
    items += [line for line in lines if turns[line.first] % _RIGHT_ANGLE]
    return items, hidden


def _turn(text: PageText, line: Line) -> int:
    """Return by how many degrees the page must be turned to read a line; one of few letters is asked."""
    displayed: int = text.turn
    if line.turn is None and line.last - line.first > 1:
        return displayed
    turn = text.turn_of(line.first)
    return displayed if turn is None else turn


def _letters(lines: Sequence[Line], turns: dict[int, int]) -> Counter[int]:
    """Count the letters that stand upright when the page is turned by so many degrees."""
    letters = Counter[int]()
    for line in lines:
        if turns[line.first] % _RIGHT_ANGLE == 0:
            letters[turns[line.first]] += len(line.text)
    return letters


def _upright(text: PageText, lines: Sequence[Line], overlay: Overlay = _NOTHING) -> list[Item]:
    rules = rules_of(text)
    if rules.covers:
        lines = without_covered(text, lines, rules.covers)
    lines = joined_lines(without_struck(text, lines, rules.level, overlay.struck))
    if overlay.lines:
        lines = with_overlay(text, lines, overlay.lines)
    items = with_aligned_tables(text, columned(text, page_items(text, lines, rules), downwards))
    return glued(items) if overlay.lines else items
