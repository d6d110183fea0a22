"""Check boxes: which words of a form are an option that nobody ticked, and so no statement.

Options that stand together are a group. Where one of a group is ticked, the others are out. Where
none is, the group is a form that waits for the tenderer, and none of its options is stated; only
signs that nothing shows to be boxes (a list whose bullet is a square) are left alone. « Non » ticked
in answer to a question puts the question out as well, and so does a question without an answer.

Paragraphs that stand below an option without a box of their own are not followed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from clausecheck.model.document import Block, BlockKind, Document
from clausecheck.model.outline import Passage, PassageKind, Region
from clausecheck.model.place import Span
from clausecheck.structure.lines import blocks_of

_BOX = re.compile(
    r"(?P<full>[☒☑⊠✅🗹🗷]|\[[xX]\]|\(\s?[xX]\s?\))|(?P<square>[■◼])|(?P<empty>☐|\[\s{0,3}\])|(?P<hollow>[□❑❏▢◻⬜])"
)
_YES = re.compile(r"\W*(?:oui|yes)\b")
_NO = re.compile(r"\W*(?:non|no|sans objet|neant|non concerne|not applicable|n/a)\W*$")
_NO_FIRST = re.compile(r"\W*(?:non|no|sans objet|neant|n/a)\b")
_ANSWER = re.compile(r"\b(?:oui|non|yes|no)\W*$")
_CHOICE = re.compile(
    r"\b(?:coche[rzs]?|cochee?s?|cases?|au choix|choisi[rt]?|choix|selectionne[rz]?|biffer|rayer|selon le cas|mentions? inutiles?|"
    r"tick|check the|select|delete as appropriate)\b"
)
_OPTION = re.compile(r"\W*(?:option|hypothese|solution|choix|cas)\s+(?:n\W{0,2})?(?:\d|[a-z]\b)")
_JOINING = frozenset({"ou", "or", "et/ou", "and/or", "et", "and"})
_BEFORE = 220
"""Code points before a group in which the words that ask to choose are looked for."""
_QUESTION = 300
"""Longest question, in code points, that a yes or a no answers."""


@dataclass(frozen=True, slots=True)
class _Option:
    """One box with its words.

    Attributes:
        start: Where its words begin, the box included.
        end: Where they end.
        ticked: The box is ticked.
        plain: The sign is a square, which lists use as a bullet as well.
        words: Folded, without the box; the column's header where the box stands alone in its cell.
    """

    start: int
    end: int
    ticked: bool
    plain: bool
    words: str


@dataclass(slots=True)
class _Group:
    """Options that stand together, and the words that they answer.

    Attributes:
        lead: The words that they answer.
        options: In order.
        open: Options of the next block may belong to it.
        crowded: Several stand in one block.
        yes: One of them is a yes.
        no: One of them is a no.
    """

    lead: Span | None
    options: list[_Option] = field(default_factory=list)
    open: bool = True
    crowded: bool = False
    yes: bool = False
    no: bool = False

    def add(self, options: Sequence[_Option]) -> None:
        """Take the options of one more block."""
        self.options += options
        self.crowded |= len(options) > 1
        self.yes |= any(_YES.match(option.words) for option in options)
        self.no |= any(_NO.match(option.words) for option in options)

    @property
    def answered(self) -> bool:
        """True where both a yes and a no stand there: the next one answers another question."""
        return self.yes and self.no


def without_unticked(document: Document, folded: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages with the options that nobody ticked set apart and marked.

    Args:
        document: As read.
        folded: ``fold(document.text)``.
        passages: In order, disjoint. A passage that holds several options is cut between them.
    """
    if not _BOX.search(document.text):
        return tuple(passages)
    groups = list(_groups(document, folded))
    known = any(_shows_boxes(group, folded) for group in groups)
    ranges = sorted({span for group in groups for span in _out(group, folded, known=known)})
    if not ranges:
        return tuple(passages)
    return tuple(piece for passage in passages for piece in _cut(passage, ranges, document.text))


def _groups(document: Document, folded: str) -> Iterator[_Group]:
    group: _Group | None = None
    before: Span | None = None
    for block in blocks_of(document):
        options = _options(block, document.text, folded)
        if options and group is not None and _joins(group, block, options):
            group.add(options)
        elif options:
            if group is not None:
                yield group
            # A row with several boxes answers alone; a row with one goes on with the rows above.
            alone = block.kind is BlockKind.TABLE_ROW and len(options) > 1
            group = _Group(_lead(block, options, before, document.text), open=not alone)
            group.add(options)
        elif group is not None and folded[block.span.start : block.span.end].strip() not in _JOINING:
            yield group
            group = None
        before = None if options else block.span
    if group is not None:
        yield group


def _joins(group: _Group, block: Block, options: Sequence[_Option]) -> bool:
    """Tell whether the options of a block go on with a group: it opens with a box and asks nothing anew."""
    if not group.open or (block.kind is BlockKind.TABLE_ROW and len(options) > 1):
        return False
    return not group.answered and options[0].start <= block.span.start


def _lead(block: Block, options: Sequence[_Option], before: Span | None, text: str) -> Span | None:
    """Return the words that a group answers: those before it in its block, else the block above."""
    own = Span(start=block.span.start, end=options[0].start)
    if own.start < own.end and any(map(str.isalnum, text[own.start : own.end])):
        return own
    return before


def _options(block: Block, text: str, folded: str) -> list[_Option]:
    start, end = block.span.start, block.span.end
    marks = list(_BOX.finditer(text, start, end))
    if not marks:
        return []
    if block.kind is BlockKind.TABLE_ROW and len(marks) == 1:
        return [_option(marks[0], start, end, folded, _beside(block, marks[0], folded))]
    trailing = not any(map(str.isalnum, text[marks[-1].end() : end])) and any(
        map(str.isalnum, text[start : marks[0].start()])
    )
    options = []
    for number, mark in enumerate(marks):
        if trailing:
            low = marks[number - 1].end() if number else _answer_start(folded, start, mark.start())
            options.append(
                _option(mark, low, mark.end(), folded, _header(block, mark) or folded[low : mark.start()])
            )
        else:
            high = marks[number + 1].start() if number + 1 < len(marks) else end
            options.append(_option(mark, mark.start(), high, folded, folded[mark.end() : high]))
    return options


def _option(mark: re.Match[str], start: int, end: int, folded: str, words: str) -> _Option:
    kind = mark.lastgroup
    return _Option(
        start, end, kind in ("full", "square"), kind in ("square", "hollow"), words.strip(" |:\t\n")
    )


def _answer_start(folded: str, start: int, box: int) -> int:
    """Return where the first of several trailing answers begins: « Variantes : oui ☐ non ☐ »."""
    found = _ANSWER.search(folded, start, box)
    if found:
        return found.start()
    cell = folded.rfind(" | ", start, box)
    return start if cell < 0 else cell


def _beside(block: Block, mark: re.Match[str], folded: str) -> str:
    """Return the words of a row that are not its box."""
    return f"{folded[block.span.start : mark.start()]} {folded[mark.end() : block.span.end]}"


def _header(block: Block, mark: re.Match[str]) -> str:
    """Return the name of the column in which a box stands; empty where it has none."""
    place = next((i for i, cell in enumerate(block.cells) if cell.start <= mark.start() < cell.end), None)
    return block.header[place].lower() if place is not None and place < len(block.header) else ""


def _out(group: _Group, folded: str, *, known: bool) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a group that are not stated."""
    options = group.options
    if (
        all(option.plain for option in options)
        and len({option.ticked for option in options}) == 1
        and not _asked(group, folded)
    ):
        return
    asks = _asks(group)
    ticked = [option for option in options if option.ticked]
    if not ticked and not (known or asks or group.crowded or _asked(group, folded)):
        return
    refused = asks and (not ticked or all(_NO.match(option.words) for option in ticked))
    if refused and group.lead is not None and group.lead.end - group.lead.start <= _QUESTION:
        yield group.lead.start, group.lead.end
    for option in options:
        if refused or not option.ticked:
            yield option.start, option.end


def _shows_boxes(group: _Group, folded: str) -> bool:
    """Tell whether a group proves that the file uses boxes to be ticked, and no bullets of that look."""
    if all(option.plain for option in group.options):
        return False
    return any(option.ticked for option in group.options) or _asks(group) or _asked(group, folded)


def _asks(group: _Group) -> bool:
    """Tell whether the options answer a question with yes or no."""
    return any(_YES.match(option.words) for option in group.options) or all(
        _NO_FIRST.match(option.words) for option in group.options
    )


def _asked(group: _Group, folded: str) -> bool:
    """Tell whether words ask to choose, or number the options."""
    start = group.options[0].start
    before = folded[max(0, start - _BEFORE) : start]
    return bool(_CHOICE.search(before)) or any(
        _OPTION.match(option.words) or _CHOICE.search(option.words[:_BEFORE]) for option in group.options
    )


def _cut(passage: Passage, ranges: Sequence[tuple[int, int]], text: str) -> Iterator[Passage]:
    """Yield a passage whole, or the pieces of it that are stated and those that are not, in order."""
    start, end = passage.span.start, passage.span.end
    first = max(0, bisect_right(ranges, (start, start)) - 1)
    inside: list[tuple[int, int]] = []
    for low, high in ranges[first:]:
        if low >= end:
            break
        if high > start:
            inside.append((max(low, start), min(high, end)))
    if not inside or passage.kind is PassageKind.HEADING or passage.region is Region.CONTENTS:
        yield passage
        return
    stated: Span | None = None
    for low, high, out in _pieces(start, end, inside):
        span = _trimmed(low, high, text)
        if span is None:
            continue
        cells = tuple(cell for cell in passage.cells if span.start <= cell.start and cell.end <= span.end)
        piece = replace(passage, span=span, cells=cells, lead_in=passage.lead_in or stated)
        if out:
            piece = replace(piece, region=Region.UNTICKED)
        stated = stated or (None if out else span)
        yield piece


def _pieces(start: int, end: int, inside: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """Yield the ranges from ``start`` to ``end``, and whether each is out; ranges that touch are one."""
    at = start
    position = 0
    while position < len(inside):
        low, high = inside[position]
        while position + 1 < len(inside) and inside[position + 1][0] <= high:
            position += 1
            high = max(high, inside[position][1])
        if at < low:
            yield at, low, False
        yield low, high, True
        at = high
        position += 1
    if at < end:
        yield at, end, False


def _trimmed(start: int, end: int, text: str) -> Span | None:
    words = text[start:end]
    if not any(map(str.isalnum, words)):
        return None
    start += len(words) - len(words.lstrip(" |\t\n\r\xa0"))
    return Span(start=start, end=start + len(text[start:end].rstrip(" |\t\n\r\xa0")))
