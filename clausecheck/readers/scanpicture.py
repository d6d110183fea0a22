"""A grey picture of a page: is there ink, how does it lie askew, where are ruled lines. Pillow only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, product

from PIL import Image, ImageChops, ImageOps

from clausecheck.readers.grids import Grid
from clausecheck.readers.pdfrules import Box, Rule, Rules

_COARSE_DPI = 75
_RULE_DPI = 100
_WIDEST = 6.0
"""Degrees of skew that are mended; sheets fed askew by more are rare and cut off at their edges."""
_STEPS = (1.0, 0.25, 0.08)
_LEAST_SKEW = 0.2
"""Degrees under which turning a picture costs more than it mends."""
_ACROSS = 400
"""Dots to which the width of a page is reduced for measures of its ink."""
_INK_SHARE = 0.0001
"""Of the dots: less than the ink of a page number alone (some 30 of 220,000)."""
_DARK_AGAINST_PAPER = 60
"""Grey levels by which ink is darker than its paper."""
_FAINT_AGAINST_PAPER = 40
"""The same for ruled lines, which are thin and grow pale as dots are put together."""
_EDGE = 0.03
"""Share of a side where shadows of a scanner's lid stand."""
_BRIGHT = 160
_PAPER_SHARE = 0.45
_LONG_LEVEL, _LONG_UPRIGHT = 32.0, 13.0
"""Points that no letter reaches along and across the line: shorter strokes are not rules."""
_EDGE_SHARE = 0.6
_SMALLEST, _LARGEST = 1.2, 7.0
"""Points: width and height of bullets."""
_NUMBER_WITHIN = 24.0
_DOT_DPI = 150
_DOTS = re.compile(rb"(?:\xff{1,4}+\x00{2,24}+){6,}+")
"""A row of dots at ``_DOT_DPI``: six or more, up to twelve points apart, paper above and below."""
_MIDDLE = 128
_DARK_CELL = 0.5
_CLEAR = 3
"""Rows from the middle of a dot to the paper above it (8 rows of it) and below (4)."""


def paper_of(picture: Image.Image) -> int:
    """Return the grey of the paper: the commonest bright level, else the brightest one in use."""
    counts = picture.histogram()
    bright = range(_BRIGHT, 256)
    level = max(bright, key=counts.__getitem__)
    return level if counts[level] else max((n for n in range(256) if counts[n]), default=255)


def ink_share(picture: Image.Image) -> float:
    """Return the share of a page's dots that are dark; shadows at its edges do not count."""
    small = _reduced(picture, picture.width // _ACROSS or 1)
    across, down = int(small.width * _EDGE), int(small.height * _EDGE)
    small = small.crop((across, down, small.width - across, small.height - down))
    if not small.width or not small.height:
        return 0.0
    dark = sum(small.histogram()[: max(0, paper_of(small) - _DARK_AGAINST_PAPER)])
    return dark / (small.width * small.height)


def has_ink(picture: Image.Image) -> bool:
    """Tell whether anything is printed on a page; grain, and shadows at the edges, are not print."""
    return ink_share(picture) > _INK_SHARE


def is_paper(picture: Image.Image) -> bool:
    """Tell a picture of a printed sheet from a photograph: most of it is bright, and one colour."""
    small = _reduced(picture, picture.width // _ACROSS or 1)
    counts, paper = small.histogram(), paper_of(small)
    near = sum(counts[max(0, paper - 14) : paper + 15])
    return paper >= _BRIGHT and near >= _PAPER_SHARE * small.width * small.height


def skew_of(picture: Image.Image, dpi: int) -> float:
    """Return the degrees by which to turn a picture counter-clockwise so that its lines lie level.

    The sum of ink along each row varies the most where rows of dots run along lines of print.
    """
    small = _inked(_reduced(picture, max(1, dpi // _COARSE_DPI)))
    best, reach = 0.0, _WIDEST
    for step in _STEPS:
        count = round(reach / step)
        angles = [best + step * turn for turn in range(-count, count + 1)]
        best = max(angles, key=lambda angle: (_contrast(small, angle), -abs(angle)))
        reach = step
    return (
        best if _LEAST_SKEW <= abs(best) < _WIDEST and _contrast(small, best) > _contrast(small, 0) else 0.0
    )


def straightened(picture: Image.Image, angle: float) -> Image.Image:
    """Turn a picture counter-clockwise about its middle, with paper in the corners."""
    return picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=paper_of(picture)) if angle else picture


def rules_in(picture: Image.Image, dpi: int) -> Rules:
    """Return the ruled lines of a picture that lies straight, in points from its top left corner."""
    factor = max(1, round(dpi / _RULE_DPI))
    small, scale = _inked(_reduced(picture, factor), _FAINT_AGAINST_PAPER), 72 / dpi * factor
    level = list(_strokes(small, _LONG_LEVEL, scale))
    # Pale upright rules break up; letters stand too far above each other to be joined by a dot or two.
    joined = _stretched(_stretched(small, 1), -1)
    upright = list(_strokes(joined.transpose(Image.Transpose.TRANSPOSE), _LONG_UPRIGHT, scale))
    return Rules(level, upright)


def readable_cells(picture: Image.Image, grids: Sequence[Grid], dpi: int) -> Image.Image:
    """Return the picture with white print on dark cells turned into dark print on white.

    Tesseract passes over headers that are printed so, above all in coarse scans.
    """
    scale, turned = dpi / 72, None
    for grid in grids:
        for (left, right), (top, bottom) in product(pairwise(grid.xs), pairwise(grid.ys)):
            corners = (int(left * scale), int(top * scale), int(right * scale) + 1, int(bottom * scale) + 1)
            cell = picture.crop(corners)
            dark = sum(cell.histogram()[:_MIDDLE])
            if dark > _DARK_CELL * cell.width * cell.height:
                turned = turned or picture.copy()
                turned.paste(ImageOps.invert(cell), corners[:2])
    return turned or picture


def leaders_in(picture: Image.Image, dpi: int, rules: Sequence[Rule] = ()) -> list[Box]:
    """Return the rows of dots that lead to a page number or stand for what is to be filled in, in points.

    Level rules are none, though a coarse scan breaks them up. Tesseract reads letters into them, and loses those of the words beside them.
    """
    shape = (max(1, picture.width * _DOT_DPI // dpi), max(1, picture.height * _DOT_DPI // dpi))
    small, scale = _alone(_inked(picture.resize(shape, Image.Resampling.BOX))), 72 / _DOT_DPI
    width, data = small.width, small.tobytes()
    found: list[Box] = []
    for row in range(small.height):
        for run in _DOTS.finditer(data[row * width : (row + 1) * width]):
            left, right = run.start(), run.start() + len(run.group().rstrip(b"\0"))
            _add_leader(found, Box(left * scale, (row - 1) * scale, right * scale, (row + 2) * scale))
    return [leader for leader in found if not any(_lies_on(rule, leader) for rule in rules)]


def _lies_on(rule: Rule, leader: Box) -> bool:
    near = leader.top - 2 <= rule.at <= leader.bottom + 2
    return near and rule.start - 4 <= (leader.left + leader.right) / 2 <= rule.end + 4


def _alone(inked: Image.Image) -> Image.Image:
    """Return the picture with its letters greyed: all columns that have ink close above or below."""
    tall = _stretched(_stretched(_stretched(inked, 1), 2), 4)
    low = _stretched(_stretched(inked, -1), -2)
    around = ImageChops.lighter(ImageChops.offset(tall, 0, _CLEAR), ImageChops.offset(low, 0, -_CLEAR))
    return Image.composite(Image.new("L", inked.size, _MIDDLE), inked, around)


def _stretched(inked: Image.Image, rows: int) -> Image.Image:
    """Draw ink again so many rows below."""
    return ImageChops.lighter(inked, ImageChops.offset(inked, 0, rows))


def _add_leader(found: list[Box], box: Box) -> None:
    """Add a row of dots, or make the one that it is part of higher and wider."""
    for index, other in enumerate(found[-4:], start=max(0, len(found) - 4)):
        if box.top - other.bottom < 1 and box.left < other.right and other.left < box.right:
            found[index] = Box(min(box.left, other.left), other.top, max(box.right, other.right), box.bottom)
            return
    found.append(box)


def blob_in(picture: Image.Image, box: Box, dpi: int) -> Box | None:
    """Return what is printed within a box (points), where it is as small as a bullet and touches no side."""
    scale = dpi / 72
    left, top = max(0, int(box.left * scale)), max(0, int(box.top * scale))
    strip = picture.crop(
        (left, top, max(left + 1, int(box.right * scale)), max(top + 1, int(box.bottom * scale)))
    )
    level = max(1, paper_of(strip) - _DARK_AGAINST_PAPER)
    found = strip.point(_threshold(level)).getbbox()
    if found is None:
        return None
    xa, ya, xb, yb = found
    alone = xa > 0 and ya > 0 and xb < strip.width and yb < strip.height
    small = _SMALLEST * scale <= min(xb - xa, yb - ya) and max(xb - xa, yb - ya) <= _LARGEST * scale
    if not (alone and small):
        return None
    return Box((left + xa) / scale, (top + ya) / scale, (left + xb) / scale, (top + yb) / scale)


def ink_beside(picture: Image.Image, box: Box, dpi: int) -> bool:
    """Tell whether something is printed right of a box, where a page number would stand."""
    scale = dpi / 72
    place = (box.right + 1, box.bottom - 10, box.right + _NUMBER_WITHIN, box.bottom)
    left, top, right, bottom = (int(value * scale) for value in place)
    if left >= min(right, picture.width) or top < 0:
        return False
    strip = picture.crop((left, top, min(right, picture.width), bottom))
    dark = sum(strip.histogram()[: max(1, paper_of(strip) - _DARK_AGAINST_PAPER)])
    return dark > 0.01 * strip.width * strip.height


def erased(picture: Image.Image, boxes: Sequence[Box], dpi: int) -> Image.Image:
    """Return the picture with paper in place of some boxes (points)."""
    if not boxes:
        return picture
    picture, paper, scale = picture.copy(), paper_of(picture), dpi / 72
    for box in boxes:
        corners = (
            int(box.left * scale) - 1,
            int(box.top * scale) - 1,
            int(box.right * scale) + 1,
            int(box.bottom * scale) + 1,
        )
        picture.paste(paper, corners)
    return picture


def _reduced(picture: Image.Image, factor: int) -> Image.Image:
    return picture.reduce(factor) if factor > 1 else picture


def _inked(picture: Image.Image, darker: int = _DARK_AGAINST_PAPER) -> Image.Image:
    """Return as 255 what is so much darker than the paper, as 0 the paper."""
    return picture.point(_threshold(max(1, paper_of(picture) - darker)))


@lru_cache(maxsize=64)
def _threshold(level: int) -> list[int]:
    return [255 if value < level else 0 for value in range(256)]


def _contrast(inked: Image.Image, angle: float) -> float:
    """Return how much the ink of one row differs from that of the next."""
    turned = inked.rotate(angle, Image.Resampling.NEAREST) if angle else inked
    rows = turned.reduce((turned.width, 1)).tobytes()
    return sum((a - b) ** 2 for a, b in pairwise(rows))


def _strokes(inked: Image.Image, shortest: float, scale: float) -> Iterator[Rule]:
    """Yield long runs of ink along rows; of shaded fields, their edges."""
    width, height = inked.size
    data = inked.tobytes()
    runs: list[tuple[int, int, int]] = []
    pattern = re.compile(rb"\xff{%d,}" % max(2, int(shortest / scale)))
    for row in range(height):
        runs += [(row, *run.span()) for run in pattern.finditer(data[row * width : (row + 1) * width])]
    for row, start, end in runs:
        places = [row * width + start + (end - start) * part // 13 for part in range(1, 13)]
        # Where another rule or a shaded header crosses, ink goes on above and below.
        if sum(_is_edge(data, place, width) for place in places) >= _EDGE_SHARE * len(places):
            yield Rule((row + 0.5) * scale, start * scale, end * scale)


def _is_edge(data: bytes, place: int, width: int) -> bool:
    """Tell whether there is paper above or below: within a shaded field there is not."""
    return not (place >= width and data[place - width] and place + width < len(data) and data[place + width])
