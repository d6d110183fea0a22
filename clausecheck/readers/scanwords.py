"""Tesseract's table of words -> lines like those of a digital page: places, sizes, clean text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import mean, median

from clausecheck.readers.pdflines import Line
from clausecheck.readers.pdfrules import Box

_WORD_LEVEL = "5"
_COLUMNS = 12
_DESCENDING = frozenset("gjpqyçQÇ,;()[]{}|/$_@µ")
_TALL = re.compile(r"[A-ZÀ-ÖØ-Þbdfhkltß0-9à-åè-ïò-öù-üÿîôûéêëœ!?()/%&]")
_CAPITAL, _SMALL, _BELOW = 0.72, 0.53, 0.21
"""Heights of capitals and small letters, and depth of descenders, in ems (Arial; Times is 0.66, 0.45)."""
_FONT_BOX = 1.15
"""Height of a font's box in ems, which is what the lines of digital pages carry."""
_SNAP = 0.16
"""Lines whose size is this near to the page's usual one have it: heights of words vary by as much."""
_SPECK = 30.0
"""Confidence under which a sign without letters and figures is a speck or a piece of a picture."""
_NOISE_LINE = 40.0
_COLUMN = 60.0
_LONG = 60.0
"""Points from which on a row of dots leads to a page number."""
_HANG = 22.0
"""Points between a label and its words, at most."""
_LABEL_LETTERS = 4
_LEADER = re.compile(r"[.·…_\-–—•*«»°'’,:;=~|\s]{4,}|(?:[.·…_]{2,}\s*)+")
_BULLETS = {"=": "-", "~": "-", "_": "-", "-": "-", "–": "-", "—": "-", ">": "➢"}
_LABEL = re.compile(r"([e©®¢°*+»«=~#$>@•·_]|[-–—](?=[ _]*_))[ _]+(?=[\w(])")
"""Signs that Tesseract gives for bullets, at the beginning of a line and followed by a word."""
_LONE_ONE = frozenset(("l", "il", "|l", "l|"))
"""What a lone 1 is taken for: the number of a row."""
_COUNTED = re.compile(r"^(\w{1,2}) ([.)])(?= )")
_APOSTROPHES = str.maketrans({"‘": "’", "`": "’", "´": "’", "′": "’"})
_ELISION = re.compile(
    r"\b([cdjlmnstCDJLMNST]|[qQ]u|[jJ]usqu|[lL]orsqu|[pP]uisqu) ?['’] ?(?=[a-zà-ÿœA-ZÀ-ÖØ-ÞŒ])"
)
_ONE = re.compile(r"\b[Il](?=['’]?\d)|(?<=\d)[Il|](?=[\d %])")
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "¬": "-"})
_LONG_DASH = re.compile(r"(?<=\w)[—–]$")
_UNIT = re.compile(r"[^\W_]|[%€]")
_DOTS, _UNREAD = "........", "?"
_ALNUM = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word.

    Attributes:
        text: Never blank.
        sure: Tesseract's confidence, 0 to 100.
        left: Place in points from the picture's top left corner, like the next three.
        top: Upper end of its ink.
        right: Right end.
        bottom: Lower end of its ink.
        line: Block, paragraph and line that it belongs to.
    """

    text: str
    sure: float
    left: float
    top: float
    right: float
    bottom: float
    line: tuple[int, int, int] = (0, 0, 0)


def words_of(table: str, *, dpi: int) -> list[Word]:
    """Return the words of a table of Tesseract (TSV) in its order; rows that make no sense are passed over."""
    return [word for row in table.split("\n") if (word := _word(row.split("\t"), 72 / dpi)) is not None]


def _word(row: Sequence[str], scale: float) -> Word | None:
    if len(row) != _COLUMNS or row[0] != _WORD_LEVEL or not row[11].strip():
        return None
    try:
        block, paragraph, line, _, left, top, width, height = (int(cell) for cell in row[2:10])
        sure = float(row[10])
    except ValueError:
        return None
    return Word(
        text=row[11].strip().translate(_LIGATURES),
        sure=max(0.0, min(100.0, sure)),
        left=left * scale,
        top=top * scale,
        right=(left + width) * scale,
        bottom=(top + height) * scale,
        line=(block, paragraph, line),
    )


def kept_words(words: Sequence[Word]) -> list[Word]:
    """Return the words without specks, dotted leaders and what was read into pictures."""
    kept: list[Word] = []
    usual = median(word.bottom - word.top for word in words) if words else 0.0
    for _, group in groupby(words, key=lambda word: word.line):
        line = [word for word in group if not _is_column(word, usual)]
        # Tesseract is seldom sure of a bullet; any other sign that it is not sure of is a speck.
        line = [word for index, word in enumerate(line) if not _is_speck(word) or _is_bullet(line, index)]
        signs = [word for word in line if _ALNUM.search(word.text)]
        letters = sum(len(word.text) for word in signs)
        if not signs or (mean(word.sure for word in signs) < _NOISE_LINE and letters < 3 * len(line)):
            continue
        kept += line
    return kept


def _is_speck(word: Word) -> bool:
    return not _ALNUM.search(word.text) and (word.sure < _SPECK or bool(_LEADER.fullmatch(word.text)))


def _is_bullet(line: Sequence[Word], index: int) -> bool:
    return index == 0 and len(line) > 1 and len(line[0].text) == 1 and line[1].left - line[0].right < _HANG


def _is_column(word: Word, usual: float) -> bool:
    """Tell a word that was read across several lines: figures below each other, a frame's side."""
    return word.sure < _COLUMN and word.bottom - word.top > 3 * max(usual, 3.0)


def led_words(words: Sequence[Word], leaders: Sequence[tuple[Box, bool]]) -> list[Word]:
    """Put leaders back between the words that they join, on one line: « Article 3 … 12 ».

    Args:
        words: In reading order.
        leaders: Rows of dots that were erased from the picture, in points, and whether something
            is printed after each: a page number that was not read comes back as « ? ».
    """
    lines = {key: list(group) for key, group in groupby(words, key=lambda word: word.line)}
    for leader, led in sorted(leaders, key=lambda pair: pair[0].left):
        row = [
            word
            for line in lines.values()
            for word in line
            if word.top < leader.bottom + 1 and word.bottom > leader.top - 3
        ]
        before = [word for word in row if word.right <= leader.left + 4]
        after = sorted((word for word in row if word.left >= leader.left), key=lambda word: word.left)
        if before:
            _lead(lines, max(before, key=lambda word: word.right), leader, after, led=led)
    return [word for line in lines.values() for word in line]


def _lead(
    lines: dict[tuple[int, int, int], list[Word]], last: Word, leader: Box, after: list[Word], *, led: bool
) -> None:
    """Join what stands before and after one leader."""
    key = last.line
    for word in after:
        lines[word.line].remove(word)
    dots = Word(_DOTS, 100.0, leader.left, leader.top, leader.right, leader.bottom, key)
    rest = [replace(word, line=key) for word in after]
    # « …… % » is to be filled in; what is not sure at the end of a long row is a page number.
    if leader.right - leader.left >= _LONG and not any(_is_number(word) for word in rest):
        rest = [
            word for word in rest if _UNIT.search(word.text) and (len(word.text) > 3 or word.sure >= _COLUMN)
        ]
        if led and not rest:
            rest = [replace(dots, text=_UNREAD, left=leader.right)]
    lines[key] += rest if last.text == _DOTS else [dots, *rest]


def _is_number(word: Word) -> bool:
    return any(char.isdigit() for char in word.text)


def labelled(words: Sequence[Word], blob: Callable[[Box], Box | None]) -> list[Word]:
    """Put the labels of list items before their words: « 1. », « a) », bullets that were not read.

    Args:
        words: In reading order.
        blob: Returns what is printed within a box, where it is small and stands alone.
    """
    lines = {key: list(group) for key, group in groupby(words, key=lambda word: word.line)}
    for key, line in list(lines.items()):
        first = line[0]
        label = next((other for other in lines if other != key and _is_label(lines[other], first)), None)
        if label is not None:
            line[:0] = [replace(word, line=key) for word in lines.pop(label)]
        elif _ALNUM.search(first.text):
            high = first.bottom - first.top
            place = blob(Box(first.left - _HANG, first.top - high / 4, first.left - 2, first.bottom))
            if place is not None:
                line.insert(0, Word("•", 100.0, *place, key))
    return [word for line in lines.values() for word in line]


def _is_label(line: Sequence[Word], first: Word) -> bool:
    """Tell whether a line is the label that stands before ``first`` on its printed line."""
    label = line[0]
    return (
        len(line) == 1
        and len(label.text) <= _LABEL_LETTERS
        and 0 < first.left - label.right < _HANG
        and label.top < first.bottom
        and label.bottom > first.top
    )


def confidence_of(words: Iterable[Word]) -> float | None:
    """Return the mean confidence of words, long ones counting for more; None without words."""
    weighed = [(len(word.text), word.sure) for word in words if _ALNUM.search(word.text)]
    total = sum(weight for weight, _ in weighed)
    return round(sum(weight * sure for weight, sure in weighed) / total, 1) if total else None


class WordPage:
    """Recognised words as the glyphs of a page; indices are places in ``words``."""

    def __init__(self, words: Sequence[Word], number: int, *, left: float = 0.0, top: float = 0.0) -> None:
        """Take the words of one picture.

        Args:
            words: In reading order.
            number: Of the page, from 1.
            left: Where the picture's left side lies on the page, in points as displayed.
            top: Where its upper side lies.
        """
        self.number = number
        self._words = words
        self._left, self._top = left, top
        self._usual = _usual_size(words)

    def box(self, index: int) -> tuple[float, float, float, float] | None:
        """Return left, top, right, bottom of a word."""
        word = self._words[index]
        return word.left + self._left, word.top + self._top, word.right + self._left, word.bottom + self._top

    def is_space(self, index: int) -> bool:
        """Tell whether a word is blank: none is."""
        return not self._words[index].text.strip()

    def piece(self, first: int, last: int) -> Line | None:
        """Return the line from one word to another, both included; None when only signs are left."""
        words = self._words[first : last + 1]
        text = _clean(" ".join(word.text for word in words))
        if not text:
            return None
        return Line(
            text=text,
            page=self.number,
            x0=words[0].left + self._left,
            x1=max(word.right for word in words) + self._left,
            y=_base(words) + self._top,
            size=self._snapped(_size(words)),
            first=first,
            last=last,
        )

    def lines(self) -> Iterator[Line]:
        """Yield the lines in reading order."""
        first = 0
        for _, group in groupby(self._words, key=lambda word: word.line):
            last = first + sum(1 for _ in group) - 1
            line = self.piece(first, last)
            if line is not None:
                yield line
            first = last + 1

    def _snapped(self, size: float) -> float:
        return self._usual if abs(size - self._usual) <= _SNAP * self._usual else size


def _usual_size(words: Sequence[Word]) -> float:
    sizes = [_em(word) for word in words if len(word.text) > 2 and _ALNUM.search(word.text)]
    return median(sizes) * _FONT_BOX if sizes else 0.0


def _size(words: Sequence[Word]) -> float:
    """Return the height of the font's box of a line; the median of its words evens out odd letters."""
    telling = [word for word in words if _ALNUM.search(word.text)] or words
    return median(_em(word) for word in telling) * _FONT_BOX


def _em(word: Word) -> float:
    """Return a word's size of type: from the height of its ink and the kinds of letters in it."""
    ems = (_CAPITAL if _TALL.search(word.text) else _SMALL) + _depth(word)
    return (word.bottom - word.top) / ems


def _depth(word: Word) -> float:
    return _BELOW if _DESCENDING & set(word.text) else 0.0


def _base(words: Sequence[Word]) -> float:
    """Return how far down the base line lies: letters with descenders reach below it."""
    flat = [word.bottom for word in words if not _depth(word) and _ALNUM.search(word.text)]
    if flat:
        return median(flat)
    return median(word.bottom - _em(word) * _depth(word) for word in words)


def _clean(text: str) -> str:
    """Mend what recognition gets wrong in any text: bullets, apostrophes, dashes at line ends."""
    text = (
        _LABEL.sub(lambda found: f"{_BULLETS.get(found.group(1), '•')} ", text, count=1)
        if _LABEL.match(text)
        else text
    )
    text = "1" if text in _LONE_ONE else _COUNTED.sub(r"\1\2", text)
    text = _ELISION.sub(r"\1’", text.translate(_APOSTROPHES))
    text = _LONG_DASH.sub("-", _ONE.sub("1", text))
    return text.strip(" |~_")
