"""Compressed bytes -> bytes, counted while they come: what a file says of its own size is never believed."""

from __future__ import annotations

import bz2
import io
import lzma
import struct
import sys
import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Protocol

CHUNK = 1 << 16
_FEED = 1 << 12
"""Bytes given at once to a decompressor that cannot be told how much it may give back."""
_MOST_DICTIONARY = 256 << 20
"""Bytes of an LZMA dictionary: compressors in use make none above 64 MiB unless told to."""
DAMAGED = (zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error)
"""What decompressors raise for content that is not what it should be (OSError: bz2, ValueError: deflate64)."""


class TooMuchError(Exception):
    """More came out than may."""


class Decompressor(Protocol):
    """The interface that bz2, lzma and zstd share."""

    @property
    def eof(self) -> bool:
        """True when the end mark was met."""

    @property
    def needs_input(self) -> bool:
        """True when more is to be given before more comes out."""

    @property
    def unused_data(self) -> bytes:
        """What was given past the end mark."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Take ``data``, give at most ``max_length`` bytes."""


class Stored:
    """Content that is not compressed."""

    eof, unused_data, needs_input = False, b"", True

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return what is given."""
        return data


class Deflate:
    """zlib's decompressor with the interface of the others."""

    def __init__(self, window: int = -15) -> None:
        """Begin; ``window`` is zlib's: negative for bare deflate, 31 for gzip."""
        self._inner = zlib.decompressobj(window)

    @property
    def eof(self) -> bool:
        """True when the end mark was met."""
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        """True when more is to be given before more comes out."""
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What was given past the end mark."""
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Take ``data``, give at most ``max_length`` bytes."""
        return self._inner.decompress(self._inner.unconsumed_tail + data, max(max_length, 0))


class Deflate64:
    """Windows' deflate for large files; fed in small bites, for what it gives back has no bound."""

    unused_data = b""

    def __init__(self) -> None:
        """Begin."""
        self._inner = import_module("inflate64").Inflater()
        self._tail = b""

    @property
    def eof(self) -> bool:
        """True when the end mark was met."""
        return bool(self._inner.eof)

    @property
    def needs_input(self) -> bool:
        """True when more is to be given before more comes out."""
        return not self._tail

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Take ``data``, give what its first bytes hold."""
        data = self._tail + data
        bite, self._tail = data[:_FEED], data[_FEED:]
        given: bytes = self._inner.inflate(bite) if bite else b""
        return given


class ZipLzma:
    """LZMA as zips hold it: its parameters come first, in a form of their own."""

    def __init__(self) -> None:
        """Begin."""
        self._head, self._inner = b"", None
        self._pending = b""

    _inner: lzma.LZMADecompressor | None

    @property
    def eof(self) -> bool:
        """True when the end mark was met."""
        return self._inner is not None and self._inner.eof

    @property
    def needs_input(self) -> bool:
        """True when more is to be given before more comes out."""
        return self._inner is None or self._inner.needs_input

    @property
    def unused_data(self) -> bytes:
        """What was given past the end mark."""
        return self._inner.unused_data if self._inner else b""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Take ``data``, give at most ``max_length`` bytes."""
        if self._inner is None:
            self._head += data
            if len(self._head) < 9:
                return b""
            (size,) = struct.unpack_from("<H", self._head, 2)
            self._inner = _raw_lzma(self._head[4 : 4 + size])
            data = self._head[4 + size :]
        return self._inner.decompress(data, max_length)


def _raw_lzma(properties: bytes) -> lzma.LZMADecompressor:
    if len(properties) != 5 or properties[0] >= 9 * 5 * 5:
        raise lzma.LZMAError("parameters out of range")
    (dictionary,) = struct.unpack("<I", properties[1:])
    if dictionary > _MOST_DICTIONARY:
        raise lzma.LZMAError("dictionary too large")
    first = properties[0]
    chosen = {
        "id": lzma.FILTER_LZMA1,
        "lc": first % 9,
        "lp": first // 9 % 5,
        "pb": first // 45,
        "dict_size": dictionary,
    }
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[chosen])


def _xz() -> Decompressor:
    return lzma.LZMADecompressor(lzma.FORMAT_AUTO, memlimit=2 * _MOST_DICTIONARY)


def _zstd() -> Decompressor:
    module = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    found: Decompressor = module.ZstdDecompressor()
    return found


ZIP_METHODS: dict[int, Callable[[], Decompressor]] = {
    0: Stored, 8: Deflate, 9: Deflate64, 12: bz2.BZ2Decompressor, 14: ZipLzma, 93: _zstd, 95: _xz,
}  # fmt: skip
"""By the number that a zip gives; PKWARE's application note names the others."""
STREAMS: tuple[tuple[bytes, Callable[[], Decompressor]], ...] = (
    (b"\x1f\x8b", lambda: Deflate(31)),
    (b"BZh", bz2.BZ2Decompressor),
    (b"\xfd7zXZ", _xz),
)
"""Single compressed streams, by their first bytes."""


def unpacked(decompressor: Decompressor, packed: memoryview, *, most: int) -> tuple[bytes, int]:
    """Return what compressed bytes hold, and how many of them hold it.

    Raises:
        TooMuchError: It is more than ``most`` bytes.
        DAMAGED: One of these: the bytes are not what they should be.
    """
    output, fed = io.BytesIO(), 0
    while fed < len(packed) and not decompressor.eof:
        data = bytes(packed[fed : fed + CHUNK])
        fed += len(data)
        while not decompressor.eof:
            given = decompressor.decompress(data, CHUNK)
            output.write(given)
            if output.tell() > most:
                raise TooMuchError
            data = b""
            # zlib may hold more back when it gave as much as it was allowed to.
            if decompressor.needs_input and len(given) < CHUNK:
                break
    return output.getvalue(), fed - len(decompressor.unused_data)


class Unpacked(io.RawIOBase):
    """A compressed stream as a file that is read once, from its beginning to its end, within a bound."""

    def __init__(self, data: bytes, make: Callable[[], Decompressor], *, most: int) -> None:
        """Keep the compressed bytes; nothing is unpacked yet."""
        self._data, self._make, self._left = memoryview(data), make, most
        self._at, self._inner, self._rest, self._feed = 0, make(), b"", b""
        self._full = False

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stub has a private type
        """Fill ``buffer``; 0 at the end.

        Raises:
            TooMuchError: More came out than may.
        """
        while not self._rest:
            if not self._next():
                return 0
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count

    def _next(self) -> bool:
        if self._inner.eof:
            # Streams may stand one after the other; zeros between and after them are padding.
            following = (self._inner.unused_data + bytes(self._data[self._at : self._at + CHUNK])).lstrip(
                b"\0"
            )
            self._at += CHUNK
            if not following:
                return self._at < len(self._data)
            self._inner, self._feed = self._make(), following
        if self._inner.needs_input and not self._feed and not self._full:
            self._feed = bytes(self._data[self._at : self._at + CHUNK])
            self._at += CHUNK
            if not self._feed:
                raise EOFError("the stream ends before its end mark")
        self._rest = self._inner.decompress(self._feed, CHUNK)
        self._feed, self._full = b"", len(self._rest) == CHUNK
        self._left -= len(self._rest)
        if self._left < 0:
            raise TooMuchError
        return True
