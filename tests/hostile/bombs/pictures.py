"""Pictures that are larger than memory, or whose directories run in circles."""

from __future__ import annotations

import struct
import zlib

from bombs.registry import READ, hostile

_MIB = 1 << 20
_LOST = (
    "too_large",
    "damaged_file",
    "memory_limit",
    "time_limit",
    "ocr_missing",
    "ocr_failed",
    "page_without_text",
    "page_unreadable",
    "no_text",
    "page_doubtful",
    "unsupported_format",
)


def png(width: int, height: int, packed: bytes, *more: bytes) -> bytes:
    """Return a PNG that states a size, whatever its content."""
    chunks = (b"IHDR" + struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0), *more, b"IDAT" + packed, b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )


@hostile("bombe.png", "a picture of 60,000 by 60,000", *_LOST)
def png_size() -> bytes:
    return png(60_000, 60_000, zlib.compress(bytes(_MIB), 9))


@hostile("pleine.png", "a picture of 13,000 by 13,000 that is all there", *_LOST, quick=False)
def png_full() -> bytes:
    packer = zlib.compressobj(9)
    row = bytes(1 + 13_000 * 3)
    return png(13_000, 13_000, b"".join(packer.compress(row) for _ in range(13_000)) + packer.flush())


@hostile("texte.png", "a comment of 200 MiB", *_LOST, READ, quick=False)
def png_text() -> bytes:
    packer = zlib.compressobj(9)
    text = b"".join(packer.compress(bytes(_MIB)) for _ in range(200)) + packer.flush()
    return png(8, 8, zlib.compress(bytes(25 * 8)), b"zTXta\0\0" + text)


@hostile("bombe.jpg", "a JPEG that states 65,500 by 65,500", *_LOST)
def jpeg() -> bytes:
    frame = b"\xff\xc0\x00\x11\x08\xff\xdc\xff\xdc\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + frame + bytes(2_000) + b"\xff\xd9"


def tiff(*entries: tuple[int, int, int, int], following: int = 0) -> bytes:
    """Return a TIFF of one directory; ``following`` is the place of the next."""
    rows = b"".join(struct.pack("<2H2I", *entry) for entry in entries)
    return (
        b"II*\0"
        + struct.pack("<I", 8)
        + struct.pack("<H", len(entries))
        + rows
        + struct.pack("<I", following)
    )


_BASIC = (
    (256, 4, 1, 8),
    (257, 4, 1, 8),
    (258, 3, 1, 8),
    (259, 3, 1, 1),
    (262, 3, 1, 1),
    (273, 4, 1, 0),
    (278, 4, 1, 8),
    (279, 4, 1, 64),
)


@hostile("boucle.tif", "a directory that is followed by itself", *_LOST, READ)
def tiff_loop() -> bytes:
    return tiff(*_BASIC, following=8)


@hostile("bombe.tif", "a picture of 4 thousand million points a side", *_LOST)
def tiff_size() -> bytes:
    return tiff((256, 4, 1, 0xFFFFFFF0), (257, 4, 1, 0xFFFFFFF0), *_BASIC[2:])


@hostile("pages.tif", "20,000 pages in one TIFF", *_LOST, "page_limit", READ, quick=False)
def tiff_pages() -> bytes:
    size = 2 + 12 * len(_BASIC) + 4
    rows = b"".join(struct.pack("<2H2I", *entry) for entry in _BASIC)
    body = b"".join(
        struct.pack("<H", len(_BASIC))
        + rows
        + struct.pack("<I", 8 + size * (index + 1) if index < 19_999 else 0)
        for index in range(20_000)
    )
    return b"II*\0" + struct.pack("<I", 8) + body


@hostile("compte.tif", "a field of four thousand million values", *_LOST)
def tiff_count() -> bytes:
    return tiff(*_BASIC[:5], (273, 4, 0xFFFFFFFF, 8), (279, 4, 0xFFFFFFFF, 8))
