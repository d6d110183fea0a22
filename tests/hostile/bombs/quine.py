"""A zip whose only member is the zip itself, byte for byte: it never ends for who opens what comes out.

The packed content is a program of two orders of DEFLATE: L(n), a stored block, which writes the n bytes that
follow, and R(n), a block of fixed codes, which writes the last n bytes again. Each order is five bytes long,
so that orders can quote orders. The scheme is Russ Cox's (« Zip Files All The Way Down », 2010), written anew.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from bombs.registry import hostile

_ORDER = 5
_NAME = b"dossier-de-consultation-se.zip"
"""Thirty letters: header and name then take 60 bytes, and R(65) fits five bytes."""
_BITS = 32


def _literal(size: int) -> bytes:
    return struct.pack("<BHH", 0, size, size ^ 0xFFFF)


class _Bits:
    """Bits as DEFLATE packs them: numbers lowest bit first, codes highest bit first."""

    def __init__(self) -> None:
        self.bits: list[int] = []

    def number(self, value: int, width: int) -> None:
        self.bits += [value >> at & 1 for at in range(width)]

    def code(self, value: int, width: int) -> None:
        self.bits += [value >> at & 1 for at in reversed(range(width))]

    def packed(self) -> bytes:
        padded = self.bits + [0] * (-len(self.bits) % 8)
        return bytes(
            sum(bit << at for at, bit in enumerate(padded[start : start + 8]))
            for start in range(0, len(padded), 8)
        )


def _copy(bits: _Bits, length: int, distance: int) -> None:
    """Write a pair of length (10 to 130) and distance (17 to 256) in fixed codes."""
    extra = 0 if length <= 10 else (length - 3).bit_length() - 3
    symbol = 254 + length if length <= 10 else 257 + 4 * extra + ((length - 3) >> extra)
    bits.code(symbol - 256 if symbol < 280 else 0b11000000 + symbol - 280, 7 if symbol < 280 else 8)
    bits.number((length - 3) & ((1 << extra) - 1), extra)
    more = (distance - 1).bit_length() - 2
    bits.code(2 * (more + 1) + ((distance - 1) >> more & 1), 5)
    bits.number((distance - 1) & ((1 << more) - 1), more)


def _repeat(size: int, lengths: tuple[int, ...], *, empty: int = 0, final: bool = False) -> bytes:
    """Write the last ``size`` bytes again, in pieces; empty blocks fill the order up to its size."""
    bits = _Bits()
    for block in range(1 + empty):
        bits.number(int(final and block == empty), 1)
        bits.number(1, 2)
        if block == 0:
            for length in lengths:
                _copy(bits, length, size)
        bits.code(0, 7)
    return bits.packed()


def _program(head: bytes, tail: bytes) -> bytes:
    """Return orders that write ``head``, themselves, and ``tail``."""
    a, b = _literal(len(head) + _ORDER), _repeat(65, (65,), empty=1)
    c, d, e = _literal(_ORDER), _literal(4 * _ORDER), _repeat(4 * _ORDER, (10, 10))
    last = _last(len(tail))
    j, nothing = _literal(len(tail) + len(last)), _literal(0)
    quoting = a + head + a + b + c + b + c + c + d + b + c + c + d + e + d + e + d + e + d + e
    turning = d + e + nothing + nothing + j + e + nothing + nothing + j
    return quoting + turning + last + tail + last


def _last(tail: int) -> bytes:
    """The order that ends it: it writes itself and the tail again."""
    last = b""
    for _ in range(3):  # its own size counts: it settles at once
        size = tail + len(last)
        last = _repeat(size, (size,), final=True)
    return last


def _file(crc: int) -> bytes:
    """Return the whole file, were ``crc`` its checksum."""

    def parts(packed: int, whole: int) -> tuple[bytes, bytes]:
        fields = struct.pack("<5H3I2H", 20, 0, 8, 0, 0, crc, packed, whole, len(_NAME), 0)
        directory = b"PK\x01\x02\x14\x00" + fields + struct.pack("<3H2I", 0, 0, 0, 0, 0) + _NAME
        head = b"PK\x03\x04" + fields + _NAME
        end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(head) + packed, 0)
        return head, directory + end

    head, tail = parts(0, 0)
    packed = len(_program(head, tail))
    head, tail = parts(packed, len(head) + packed + len(tail))
    return head + _program(head, tail) + tail


def _own_checksum(file: Callable[[int], bytes]) -> int:
    """Solve crc(file(x)) = x: the checksum is affine in the bits of the number that the file holds."""
    base = zlib.crc32(file(0))
    rows = [(1 << at, zlib.crc32(file(1 << at)) ^ base ^ (1 << at)) for at in range(_BITS)]
    wanted, found = base, 0
    for bit in range(_BITS):
        at = next((i for i, (_, image) in enumerate(rows) if image >> bit & 1), None)
        if at is None:
            if wanted >> bit & 1:
                raise ValueError("no checksum fits: change the name")
            continue
        choice, image = rows.pop(at)
        rows = [(c ^ choice, i ^ image) if i >> bit & 1 else (c, i) for c, i in rows]
        if wanted >> bit & 1:
            wanted, found = wanted ^ image, found ^ choice
    return found


@hostile("quine.zip", "a zip whose only member is itself", "too_deep")
def quine() -> bytes:
    return _file(_own_checksum(_file))
