"""A PDF page -> its printed lines: words, place, size and weight, from PDFium.

PDFium gives the text of a page fast and the box of a character slowly, so only the first and the
last character of every line are asked for their box: enough for margins, gaps and headings, at a
small part of the cost of the text itself.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import degrees
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from clausecheck.readers.signs import readable

_LINE = re.compile(r"[^\r\n\ufffe\x02]+[\ufffe\x02]?")
_WIDE = re.compile(r"[\U00010000-\U0010ffff]")
_CUT = ("\ufffe", "\x02")
"""What PDFium gives for the hyphen of a word that is cut at the end of a line."""
_SIGN = re.compile(r"[^\w«\"(]|o\s")
_BOLD_WEIGHT = 660
_BOLD_NAMES = (b"bold", b"black", b"heavy", b"semibold", b"-bd")
_SPACED = 0.35
"""Share of spaces past which a line may be set with a space after every letter."""
_LEAST_SPACED = 4
_LETTERS_APART = re.compile(r"\b(?:[^\W\d_]\s+){3,}[^\W\d_]\b")
_WORD_GAP = 2.0
_FONT_NAME = 96
_TOUCHING = 3.0  # Points by which the boxes of two lines set close overlap.
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; places in points from the left and downwards, as the page is displayed.

    Attributes:
        text: As printed, trimmed; a word cut at the line's end keeps its hyphen.
        page: From 1.
        x0: Left end.
        x1: Right end.
        y: Base line.
        size: Height of the first character's box, in points.
        bold: The line begins and ends with bold letters.
        starts_bold: Its first letter is bold.
        first: Index of its first character on the page, for PDFium; -1 without one.
        last: Index of its last character.
        column: The column of the page that it stands in, from 1; 0 for what spans the page.
        turn: Degrees clockwise by which the page must be turned for the line to stand upright; None
            for one that does so as places are turned.
        note: It belongs to a footnote.
    """

    text: str
    page: int
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    starts_bold: bool = False
    first: int = -1
    last: int = -1
    column: int = 0
    turn: int | None = None
    note: bool = False


class PageText:
    """The text of one page and the boxes of its characters, turned as the page is displayed."""

    def __init__(self, page: pdfium.PdfPage, number: int) -> None:
        """Read the text; boxes are asked for one by one, later."""
        self.number = number
        self.page = page
        self._textpage = page.get_textpage()
        self.raw = self._textpage.raw
        self.text: str = self._textpage.get_text_range()
        self.turn = page.get_rotation()
        """Degrees clockwise by which places are turned: as displayed, unless text stands otherwise."""
        self.gone: set[int] = set()
        """Indices of characters that are no text: struck out."""
        self.covered = 0  # Letters that a box drawn over them hides.
        # Filled anew by every call: making them each time costs as much as the call.
        self._rect = pdfium_c.FS_RECTF()
        self.colour = tuple(ctypes.c_uint() for _ in range(4))
        self._origin = ctypes.c_double(), ctypes.c_double()
        self.draw_mode = ctypes.c_int(), pdfium_c.FPDF_BOOL()
        self._name, self._flags = ctypes.create_string_buffer(_FONT_NAME), ctypes.c_int()
        self._wide = not self.text.isascii() and bool(_WIDE.search(self.text))
        # As many characters as the text has: each stands at its own place, and none need be asked for.
        self._direct = pdfium_c.FPDFText_CountChars(self.raw) == len(self.text) and not self._wide

    def close(self) -> None:
        """Give PDFium's memory back."""
        self._textpage.close()

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Turn a point of the page's own space into one from the left and downwards, as displayed."""
        if self.turn == 90:
            return y, x
        if self.turn == 180:
            return -x, y
        if self.turn == 270:
            return -y, -x
        return x, -y

    def box(self, index: int) -> _Box | None:
        """Return left, top, right, bottom of a character; None for one that PDFium made up."""
        rect = self._rect
        if not pdfium_c.FPDFText_GetLooseCharBox(self.raw, index, rect) or rect.right == rect.left:
            return None
        if not self.turn:
            return rect.left, -rect.top, rect.right, -rect.bottom
        (xa, ya), (xb, yb) = self.place(rect.left, rect.top), self.place(rect.right, rect.bottom)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def count_pieces(self) -> int:
        """Return how many pieces of text there are, which costs less than where they are."""
        return int(pdfium_c.FPDFText_CountRects(self.raw, 0, -1))

    def pieces(self) -> list[_Box]:
        """Return left, top, right, bottom of every piece of text, in the order in which they are drawn."""
        sides = [ctypes.c_double() for _ in range(4)]
        left, top, right, bottom = sides
        found: list[_Box] = []
        for index in range(self.count_pieces()):
            pdfium_c.FPDFText_GetRect(self.raw, index, *sides)
            found.append((left.value, -top.value, right.value, -bottom.value))
        if not self.turn:
            return found
        corners = ((self.place(a, -b), self.place(c, -d)) for a, b, c, d in found)
        return [(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)) for (xa, ya), (xb, yb) in corners]

    def base(self, index: int) -> float:
        """Return how far down the page the base line of a character is."""
        x, y = self._origin
        pdfium_c.FPDFText_GetCharOrigin(self.raw, index, x, y)
        return self.place(x.value, y.value)[1]

    def is_bold(self, index: int) -> bool:
        """Tell whether a character is printed in bold, from its font's weight and name."""
        pdfium_c.FPDFText_GetFontInfo(self.raw, index, self._name, _FONT_NAME, self._flags)
        # Some producers give every font a weight of 600 to 650: a weight alone counts from there on.
        return _is_bold_name(self._name.value) or bool(
            pdfium_c.FPDFText_GetFontWeight(self.raw, index) > _BOLD_WEIGHT
        )

    def is_space(self, index: int) -> bool:
        """Tell whether a character is white space."""
        if self._direct:
            return self.text[index] <= " " or self.text[index] == "\xa0"
        code = pdfium_c.FPDFText_GetUnicode(self.raw, index)
        return bool(code <= 32 or code == 0xA0)

    def index_of(self, position: int) -> int:
        """Return PDFium's index of the character at ``position`` of the text."""
        if self._direct:
            return position
        if self._wide:
            position = len(self.text[:position].encode("utf-16-le")) // 2
        return int(pdfium_c.FPDFText_GetCharIndexFromTextIndex(self.raw, position))

    def line(self, start: int, end: int) -> Line | None:
        """Return the line at ``text[start:end]``; None when nothing is printed there."""
        shown = self.text[start:end]
        text = readable(_with_hyphen(shown)).strip()
        if not text:
            return None
        lead = len(shown) - len(shown.lstrip())
        first, last = self.index_of(start + lead), self.index_of(start + len(shown.rstrip()) - 1)
        left, right = self.box(first), self.box(last)
        if left is None:
            return Line(text, self.number, 0.0, 0.0, 0.0, 0.0, first=first, last=last)
        if text.count(" ") > _SPACED * len(text) and _LETTERS_APART.search(text):
            text = self._unspaced(first, last) or text
        bold = self.is_bold(first)
        turned = right is not None and last - first > 1 and _may_be_turned(left, right)
        return Line(
            text=text,
            page=self.number,
            x0=left[0],
            x1=max(right[2] if right else left[2], left[0]),
            y=self.base(first),
            size=_size(text, left, right or left),
            bold=bold and self.is_bold(last),
            starts_bold=bold,
            first=first,
            last=last,
            turn=self.turn_of(first) if turned else None,
        )

    def _unspaced(self, first: int, last: int) -> str | None:
        """Return the words of a line set with spaces between all letters (« A R T I C L E »).

        None where the letters are words of their own, or the gaps do not tell where words end.
        """
        letters = [
            (index, box)
            for index in range(first, last + 1)
            if not self.is_space(index) and (box := self.box(index)) is not None
        ]
        gaps = [b[0] - a[2] for (_, a), (_, b) in pairwise(letters)]
        if len(letters) < _LEAST_SPACED or min(gaps) <= 0:
            return None
        wide = _WORD_GAP * median(gaps)
        shown = [chr(pdfium_c.FPDFText_GetUnicode(self.raw, index)) for index, _ in letters]
        spaced = "".join(
            f" {char}" if gap > wide else char for char, gap in zip(shown[1:], gaps, strict=True)
        )
        words = readable(shown[0] + spaced)
        return words if any(len(word) >= _LEAST_SPACED and word.isalpha() for word in words.split()) else None

    def turn_of(self, index: int) -> int | None:
        """Return by how many degrees clockwise the page must be turned for a character to be upright."""
        angle = pdfium_c.FPDFText_GetCharAngle(self.raw, index)
        turn = round(360 - degrees(angle)) % 360 if angle >= 0 else self.turn
        return None if turn == self.turn else turn

    def piece(self, first: int, last: int) -> Line | None:
        """Return the part of a line between two of PDFium's character indices, both included."""
        if self._direct and not self.gone:
            shown = self.text[first : last + 1]
        else:
            kept = [index for index in range(first, last + 1) if index not in self.gone]
            # A space that PDFium made up has no place.
            kept = kept[next((n for n, index in enumerate(kept) if not self.is_space(index)), 0) :]
            if not kept:
                return None
            first, last = kept[0], kept[-1]
            codes = [int(pdfium_c.FPDFText_GetUnicode(self.raw, index)) for index in kept]
            shown = "".join(chr(code) for code in codes if code)
        text = readable(_with_hyphen(shown)).strip()
        left, right = self.box(first), self.box(last)
        if not text or left is None:
            return None
        bold = self.is_bold(first)
        return Line(
            text=text,
            page=self.number,
            x0=left[0],
            x1=right[2] if right else left[2],
            y=self.base(first),
            size=left[3] - left[1],
            bold=bold,
            starts_bold=bold,
            first=first,
            last=last,
        )

    def parted(self, line: Line, x: float) -> list[Line]:
        """Cut a line wherever it steps over the place ``x`` across the page, back, or to another line."""
        return self._cut(line, lambda before, box: _is_cut(before, box, x))

    def unfolded(self, line: Line) -> list[Line]:
        """Cut a line wherever it goes on at the left, below itself: PDFium misses that on a page of few words."""
        return self._cut(line, lambda before, box: box[1] >= before[3] - _TOUCHING and box[2] < before[0])

    def _cut(self, line: Line, is_cut: Callable[[_Box, _Box], bool]) -> list[Line]:
        runs: list[tuple[int, int]] = []
        before: _Box | None = None
        for index in range(line.first, line.last + 1):
            box = self.box(index)
            if box is None or self.is_space(index):
                continue
            if before is not None and not is_cut(before, box):
                runs[-1] = (runs[-1][0], index)
            else:
                runs.append((index, index))
            before = box
        pieces = [self.piece(first, last) for first, last in runs] if len(runs) > 1 else [line]
        return [piece for piece in pieces if piece is not None]

    def lines(self) -> Iterator[Line]:
        """Yield the printed lines in the order in which the file draws them."""
        for found in _LINE.finditer(self.text):
            line = self.line(found.start(), found.end())
            if line is not None:
                yield line


def _with_hyphen(shown: str) -> str:
    return shown[:-1] + "-" if shown.endswith(_CUT) else shown


def _is_cut(before: _Box, box: _Box, x: float) -> bool:
    """Tell whether two characters drawn one after the other stand in two columns, or on two lines."""
    middle = (box[1] + box[3]) / 2
    return (
        ((before[0] + before[2]) / 2 > x) != ((box[0] + box[2]) / 2 > x)
        or box[0] < before[0] - (box[3] - box[1])
        or not before[1] < middle < before[3]
    )


def _may_be_turned(left: _Box, right: _Box) -> bool:
    """Tell whether the last character of a line stands where that of an upright one does not."""
    return right[0] <= left[0] + 0.1 or abs(right[3] - left[3]) > 0.7 * (left[3] - left[1])


def _size(text: str, left: _Box, right: _Box) -> float:
    """Return the height of a line's letters.

    An accented capital stands higher than the others, and the sign of an item often comes from
    another font than its words: hence the lower of both ends, or the far end.
    """
    far = right[3] - right[1]
    return far if _SIGN.match(text) else min(left[3] - left[1], far)


@lru_cache(maxsize=256)
def _is_bold_name(name: bytes) -> bool:
    return any(mark in name.lower() for mark in _BOLD_NAMES)


def joined_lines(lines: list[Line]) -> list[Line]:
    """Join pieces that stand on one printed line: a number and its title, a raised « er »."""
    joined: list[Line] = []
    for line in lines:
        if joined and _is_double(joined[-1], line):
            continue
        if joined and _goes_on(joined[-1], line):
            before = joined[-1]
            space = " " if line.x0 - before.x1 > 0.15 * before.size else ""
            joined[-1] = replace(
                before, text=f"{before.text}{space}{line.text}", x1=max(before.x1, line.x1), last=line.last
            )
        else:
            joined.append(line)
    return joined


def _is_double(before: Line, line: Line) -> bool:
    """Tell a line printed twice, a hair's breadth apart, to look bold."""
    return before.text == line.text and abs(before.x0 - line.x0) < 2 and abs(before.y - line.y) < 2


def _goes_on(before: Line, line: Line) -> bool:
    """Tell whether ``line`` is printed right after ``before``, on the same line or raised a little."""
    if not before.size or not line.size:
        return False
    raised = before.y - line.y
    return -0.2 * before.size <= raised <= 0.5 * before.size and -1 <= line.x0 - before.x1 < 2.5 * before.size
