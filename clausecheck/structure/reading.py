"""A piece ready to be searched for facts, and the evidence of what is found in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clausecheck.model.outline import Piece, PieceKind, Region
from clausecheck.model.place import Evidence, Span
from clausecheck.structure.lines import Line, lines_of
from clausecheck.structure.numbering import ends_open, parse_numbered
from clausecheck.text.folding import fold

_ORDER = (
    PieceKind.NOTICE, PieceKind.RC, PieceKind.AE, PieceKind.CCAP, PieceKind.CCP, PieceKind.CCTP, PieceKind.DPGF,
    PieceKind.BPU, PieceKind.DQE, PieceKind.CRT, PieceKind.OTHER,
)  # fmt: skip
_LABEL_END = re.compile(r"\s*[:|–-]\s*|\s*$")
_LEADER_SIGNS = ".…_"
_LEAST_LEADER = 4
_HYPHENATED = re.compile(r"(?<=[a-zà-ÿ])[-\u00ad\ufffe]\n(?=[a-zà-ÿ])")
_HEAD_LINES = 60
_BOX_WIDTH = 4
"""Code points that a box and the blank after it take at the most before the words of its option."""


class Reading(NamedTuple):
    """A piece with its folded text and lines."""

    piece: Piece
    folded: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The document's text."""
        return self.piece.document.text

    @property
    def head(self) -> tuple[Line, ...]:
        """The first lines, where title pages and forms say who buys what."""
        return self.lines[:_HEAD_LINES]


def _value_line(lines: Sequence[Line], label: int) -> int | None:
    """Return the line under a label, a numbered sub-title left out (« 1. Objet », « 1.1 Description »)."""
    below = label + 1
    if below < len(lines) and parse_numbered(lines[below], 0) is not None:
        below += 1
    return below if below < len(lines) else None


def _goes_on(line: Line, following: Line) -> bool:
    """The value is cut: same paragraph, an open end, or capitals under capitals."""
    if parse_numbered(following, 0) is not None:
        return False
    if following.block == line.block or ends_open(line.folded):
        return True
    return line.text.isupper() and following.text.isupper() and len(line.text) > 12


class Labelled(NamedTuple):
    """A value beside or under its label."""

    start: int
    end: int
    value: str


def readings(pieces: Sequence[Piece]) -> tuple[Reading, ...]:
    """Return the pieces in the order in which they are believed: notice, rules, form of tender, terms."""
    made = []
    for piece in sorted(pieces, key=lambda each: _ORDER.index(each.outline.kind)):
        folded = fold(piece.document.text)
        listed = {p.span.start for p in piece.outline.passages if p.region is Region.CONTENTS}
        unticked = tuple(p.span for p in piece.outline.passages if p.region is Region.UNTICKED)
        starts = [span.start for span in unticked]
        lines = tuple(
            line
            for line in lines_of(piece.document, folded)
            if line.start not in listed and not _is_unticked(line, unticked, starts)
        )
        made.append(Reading(piece, folded, lines))
    return tuple(made)


def _is_unticked(line: Line, unticked: Sequence[Span], starts: Sequence[int]) -> bool:
    """Tell whether a line is nothing but an option that nobody ticked: its box and its words."""
    position = bisect_right(starts, line.start + _BOX_WIDTH) - 1
    return position >= 0 and line.start < line.end <= unticked[position].end


def plain(words: str) -> str:
    """Return words on one line, those cut at a line end joined again."""
    return " ".join(_HYPHENATED.sub("", words).split())


def evidence(reading: Reading, start: int, end: int) -> Evidence:
    """Return the buyer's words in a range, white space at its ends left out."""
    words = reading.text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Evidence(
        document_id=reading.piece.document.id,
        span=Span(start=start, end=end),
        quote=reading.text[start:end],
        page=reading.piece.document.page_at(start),
    )


def _without_leader(words: str) -> str:
    """Return words without the dots of a blank field after them; a pattern would take the square of a line of dots."""
    trimmed = words.rstrip()
    bare = trimmed.rstrip(_LEADER_SIGNS)
    return bare.rstrip() if len(trimmed) - len(bare) >= _LEAST_LEADER else words


def labelled(
    reading: Reading, lines: Sequence[Line], label: re.Pattern[str], *, most: int = 4
) -> Iterator[Labelled]:
    """Yield what stands after a label on its line, or on the lines of the paragraph below it.

    Args:
        reading: The piece.
        lines: Those to look at.
        label: Matched at the start of a line; it must fill it, or be followed by a colon.
        most: Lines after the label's that a value may take, besides the first under it.
    """
    for index, line in enumerate(lines):
        found = label.match(line.folded)
        if found is None:
            continue
        after = _LABEL_END.match(line.folded, found.end())
        if after is None:
            continue
        if after.end() < len(line.folded):
            begin, last = line.start + after.end(), index
        elif (below := _value_line(lines, index)) is not None:
            begin, last = lines[below].start, below
        else:
            continue
        while last + 1 < len(lines) and last - index < most and _goes_on(lines[last], lines[last + 1]):
            last += 1
        raw = reading.text[begin : lines[last].end]
        value = plain(_without_leader(raw)).strip(" |:")
        if value:
            yield Labelled(begin, lines[last].end, value)
