"""Picture files: pages, limits, damage. What needs no recognition is tested without it."""

from __future__ import annotations

import io
import struct
import time
import zlib
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from clausecheck.errors import UnreadableError
from clausecheck.intake import read_bytes
from clausecheck.model.limits import Limits
from clausecheck.readers.image import picture_text, read_image
from clausecheck.readers.settings import Ocr, ReadSettings

OFF = ReadSettings(ocr=Ocr.OFF)


def sheet(mode: str = "L") -> Image.Image:
    picture = Image.new("RGB", (400, 560), "white")
    ImageDraw.Draw(picture).rectangle((50, 60, 300, 90), fill="black")
    if mode == "I;16":
        return picture.convert("I").point(lambda value: value * 257).convert("I;16")
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    output = io.BytesIO()
    picture.save(output, kind, **options)
    return output.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.png", saved(sheet(), "PNG")),
        ("plan.png", saved(sheet("RGBA"), "PNG")),
        ("plan.png", saved(sheet("I;16"), "PNG")),
        ("plan.png", saved(sheet("P"), "PNG")),
        ("photo.jpg", saved(sheet("RGB"), "JPEG")),
        ("photo.jpg", saved(sheet("CMYK"), "JPEG")),
        ("fax.tif", saved(sheet("1"), "TIFF", compression="group4")),
    ],
)
def test_a_picture_that_is_not_recognised_is_said_to_be_unread(name: str, data: bytes) -> None:
    (document,) = read_bytes(name, data, settings=OFF).documents
    assert [(p.code, p.page, p.lost) for p in document.problems] == [("page_without_text", 1, True)]
    assert [page.readable for page in document.pages] == [False]


def test_a_tiff_has_as_many_pages_as_pictures_and_blank_ones_are_no_problem() -> None:
    blank = Image.new("L", (400, 560), "white")
    data = saved(sheet(), "TIFF", save_all=True, append_images=[blank, sheet()])
    layout = read_image(data, OFF)
    assert [page.readable for page in layout.pages] == [False, True, False]


def test_pages_past_the_limit_are_said() -> None:
    data = saved(sheet(), "TIFF", save_all=True, append_images=[sheet(), sheet()])
    layout = read_image(data, replace(OFF, limits=Limits(pages=2)))
    assert len(layout.pages) == 2
    assert "CLAUSECHECK_LIMIT_PAGES" in layout.problems[-1].message


def test_a_picture_of_too_many_dots_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UnreadableError) as refused:
        read_image(saved(sheet(), "PNG"), replace(OFF, limits=Limits(image_pixels=1000)))
    assert refused.value.problem.code == "too_large"
    assert "CLAUSECHECK_LIMIT_IMAGE_PIXELS" in refused.value.problem.message


def test_a_decompression_bomb_is_refused() -> None:
    small = saved(Image.new("1", (8, 8)), "PNG")
    header = b"IHDR" + struct.pack(">II", 30_000, 30_000) + small[24:29]
    bomb = small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]
    with pytest.raises(UnreadableError) as refused:
        read_image(bomb, OFF)
    assert refused.value.problem.code == "too_large"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
@pytest.mark.parametrize("kept", [0.02, 0.5, 0.9])
def test_a_file_that_is_cut_is_refused_as_damaged(kind: str, kept: float) -> None:
    grain = Image.effect_noise((300, 400), 90)
    data = saved(grain, kind)
    with pytest.raises(UnreadableError) as refused:
        read_image(data[: int(len(data) * kept)], OFF)
    assert refused.value.problem.code == "damaged_file"


def test_changed_bytes_never_raise_anything_else() -> None:
    files = [
        saved(sheet("P"), "PNG"),
        saved(sheet("RGB"), "JPEG"),
        saved(sheet("1"), "TIFF", compression="group4"),
    ]
    outcomes = set()
    for data in files:
        for place in range(0, len(data), max(1, len(data) // 60)):
            changed = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
            try:
                outcomes.add(bool(read_image(changed, OFF).pages))
            except UnreadableError as error:
                outcomes.add(error.problem.code)
    assert outcomes <= {True, "damaged_file", "too_large"}
    assert True in outcomes


def test_a_picture_within_a_document_that_says_nothing_gives_nothing() -> None:
    assert picture_text(saved(Image.new("L", (300, 300), "white"), "PNG"), OFF) is None
    assert picture_text(b"no picture", OFF) is None
    unread = picture_text(saved(sheet(), "PNG"), OFF)
    assert unread is not None
    assert unread.problems[0].code == "page_without_text"


def test_pages_past_the_limit_are_counted_no_further_and_told() -> None:
    data = saved(sheet(), "TIFF", save_all=True, append_images=[sheet()] * 5)
    layout = read_image(data, replace(OFF, limits=replace(Limits(), pages=3)))
    assert [page.number for page in layout.pages] == [1, 2, 3]
    assert layout.problems[-1].code == "page_limit"
    assert "3 premières pages" in layout.problems[-1].message


def test_a_tiff_whose_next_page_lies_outside_of_the_file_says_so() -> None:
    data = bytearray(saved(sheet(), "TIFF", save_all=True, append_images=[sheet()]))
    first = struct.unpack_from("<I", data, 4)[0]
    entries = struct.unpack_from("<H", data, first)[0]
    struct.pack_into("<I", data, first + 2 + 12 * entries, len(data) + 1000)
    layout = read_image(bytes(data), OFF)
    assert [problem.code for problem in layout.problems] == ["page_without_text", "page_unreadable"]


def test_a_thousand_pages_are_found_in_the_time_that_a_thousand_take() -> None:
    def seconds(count: int) -> float:
        tiny = Image.new("1", (8, 8), 1)
        data = saved(tiny, "TIFF", save_all=True, append_images=[tiny] * (count - 1))
        start = time.process_time()
        assert len(read_image(data, OFF).pages) == count
        return time.process_time() - start

    few = max(seconds(100), 0.01)
    assert seconds(1000) < 40 * few
