"""Pictures of pages: ink, skew, ruled lines, rows of dots."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageDraw

from clausecheck.readers.grids import grids_of
from clausecheck.readers.pdfrules import Box
from clausecheck.readers.scanpicture import (
    blob_in,
    erased,
    has_ink,
    ink_beside,
    is_paper,
    leaders_in,
    rules_in,
    skew_of,
    straightened,
)

DPI = 150


def sheet(paper: int = 250) -> Image.Image:
    return Image.new("L", (1240, 1754), paper)


def printed() -> Image.Image:
    """Bars as long as words, in lines, as print looks from afar."""
    chance, picture = random.Random(1), sheet()
    draw = ImageDraw.Draw(picture)
    for y in range(200, 1500, 30):
        x = 150
        while x < 1050:
            width = chance.randint(20, 90)
            draw.rectangle((x, y, x + width, y + 11), fill=20)
            x += width + 12
    return picture


def test_blank_sheets_have_no_ink_even_with_grain_and_a_shadow_at_the_edge() -> None:
    picture = Image.effect_noise((1240, 1754), 12).point(lambda value: min(255, value + 110))
    picture.paste(40, (0, 0, 12, 1754))
    assert not has_ink(picture)


def test_a_page_number_alone_is_ink() -> None:
    picture = sheet()
    ImageDraw.Draw(picture).text((600, 1600), "12", fill=0, font_size=30)
    assert has_ink(picture)


def test_a_photograph_is_no_paper() -> None:
    assert is_paper(printed())
    assert not is_paper(Image.linear_gradient("L").resize((600, 800)))


@pytest.mark.parametrize("angle", [-3.0, -1.5, 0.6, 2.2])
def test_skew_is_measured_to_a_tenth_of_a_degree_and_undone(angle: float) -> None:
    askew = printed().rotate(angle, Image.Resampling.BICUBIC, fillcolor=250)
    found = skew_of(askew, DPI)
    assert found == pytest.approx(-angle, abs=0.1)
    assert skew_of(straightened(askew, found), DPI) == 0.0


def test_straight_pages_are_left_alone() -> None:
    picture = printed()
    assert skew_of(picture, DPI) == 0.0
    assert straightened(picture, 0.0) is picture


def test_a_drawn_table_has_the_grid_that_one_sees() -> None:
    picture = printed()
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 280, 1240, 560), fill=250)
    draw.rectangle((150, 300, 1050, 360), fill=30)  # a dark header
    for y in (300, 360, 420, 480, 540):
        draw.line((150, y, 1050, y), fill=20, width=2)
    for x in (150, 700, 1050):
        draw.line((x, 300, x, 540), fill=20, width=2)
    (grid,) = grids_of(rules_in(picture, DPI))
    assert (len(grid.xs) - 1, len(grid.ys) - 1) == (2, 4)
    assert grid.xs == pytest.approx((72, 336, 504), abs=2)


def test_lines_of_print_are_no_rules() -> None:
    assert grids_of(rules_in(printed(), DPI)) == []


def dotted(picture: Image.Image, y: int, start: int, end: int) -> None:
    draw = ImageDraw.Draw(picture)
    for x in range(start, end, 14):
        draw.rectangle((x, y, x + 2, y + 2), fill=10)


def test_rows_of_dots_are_found_and_erased_and_words_are_not() -> None:
    picture = printed()
    ImageDraw.Draw(picture).rectangle((140, 490, 1060, 540), fill=250)
    bare = picture.copy()
    dotted(picture, 520, 400, 1000)
    (leader,) = leaders_in(picture, DPI)
    assert (leader.left, leader.right) == pytest.approx((192, 478), abs=4)
    assert not ink_beside(picture, leader, DPI)
    assert list(erased(picture, [leader], DPI).histogram()) == list(bare.histogram())
    assert leaders_in(bare, DPI) == []


def test_what_stands_after_a_row_of_dots_is_seen() -> None:
    picture = sheet()
    dotted(picture, 520, 400, 1000)
    ImageDraw.Draw(picture).text((1012, 500), "12", fill=0, font_size=24)
    (leader,) = leaders_in(picture, DPI)
    assert ink_beside(picture, leader, DPI)


def test_a_dot_that_stands_alone_is_a_bullet_and_a_frame_is_none() -> None:
    picture = sheet()
    draw = ImageDraw.Draw(picture)
    draw.ellipse((160, 205, 168, 213), fill=10)
    draw.line((100, 150, 100, 400), fill=10, width=3)
    found = blob_in(picture, Box(70, 95, 90, 106), DPI)
    assert found is not None
    assert (found.left, found.right) == pytest.approx((76.8, 81.1), abs=0.5)
    assert blob_in(picture, Box(40, 95, 60, 106), DPI) is None
    assert blob_in(picture, Box(200, 95, 220, 106), DPI) is None
