"""The directory of a zip, read without trust: members counted, names undecoded, places in the file checked.

Source: PKWARE's application note for zips (APPNOTE.TXT 6.3.9), sections 4.3 and 4.5.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clausecheck.readers.membernames import fields

LOCAL = b"PK\x03\x04"
_CENTRAL = b"PK\x01\x02"
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_LOCATOR64 = b"PK\x06\x07"
_LOCAL_SIZE, _CENTRAL_SIZE, _END_SIZE, _LOCATOR_SIZE, _END64_SIZE = 30, 46, 22, 20, 56
_LONGEST_COMMENT = 0xFFFF
_ZIP64 = 0x0001
_UNTOLD = 0xFFFFFFFF
_AES = 99
_UNIX = 3
_LINK, _KIND = 0o120000, 0o170000


class BrokenZipError(Exception):
    """No directory, or one that points where there is nothing."""


class SplitZipError(BrokenZipError):
    """One volume of several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One member, as the directory or its own header tells it.

    Attributes:
        raw_name: Undecoded.
        flags: General purpose bits.
        method: Of compression.
        crc: CRC-32 of the content.
        packed: Bytes in the archive.
        size: Bytes of the content, as stated: not to be believed.
        offset: Of the member's own header, from the first byte of the file.
        extra: Extra fields.
        mode: Unix mode; 0 when not told.
    """

    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    extra: bytes = b""
    mode: int = 0

    @property
    def encrypted(self) -> bool:
        """True when a password is needed."""
        return bool(self.flags & 0x1) or self.method == _AES

    @property
    def utf8(self) -> bool:
        """True when the archive says that the name is UTF-8."""
        return bool(self.flags & 0x800)

    @property
    def is_link(self) -> bool:
        """True for a symbolic link."""
        return self.mode & _KIND == _LINK

    @property
    def is_folder(self) -> bool:
        """True for a folder: a name that ends so, and nothing in it."""
        return self.raw_name.endswith((b"/", b"\\")) and not self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """What a zip says of itself.

    Attributes:
        entries: In the directory's order; one more than asked for when there are more.
        start: First byte of the archive: what stands before it belongs to no member.
        offset: First byte of the directory itself.
    """

    entries: tuple[Entry, ...]
    start: int
    offset: int


def read_directory(data: bytes, *, most: int) -> Directory:
    """Return the directory of a zip.

    Args:
        data: The file.
        most: Members past which reading stops.

    Raises:
        BrokenZipError: There is none, or it is cut or wrong.
        SplitZipError: The zip is one volume of several.
    """
    end = _end_of(data)
    disk, first_disk, _, _, size, stated, _ = struct.unpack_from("<4H2IH", data, end + 4)
    place = end
    if data[end - _LOCATOR_SIZE : end - _LOCATOR_SIZE + 4] == _LOCATOR64:
        place, size, stated = _zip64(data, end, size, stated)
    elif disk not in (0, 0xFFFF) or disk != first_disk:
        raise SplitZipError
    at = place - size
    start = at - stated
    if (size and data[at : at + 4] != _CENTRAL) or at < 0 or start < 0:
        # Bytes between the directory and its end: the stated place may yet be right.
        at, start = stated, 0
    if size and data[at : at + 4] != _CENTRAL:
        raise BrokenZipError
    entries = tuple(_entries(data, at, at + size, start, most)) if size else ()
    return Directory(entries=entries, start=start, offset=at)


def _end_of(data: bytes) -> int:
    """Return the place of the end record: the last one whose comment ends with the file, else the last one."""
    lowest = max(0, len(data) - _END_SIZE - _LONGEST_COMMENT)
    at = last = data.rfind(_END, lowest, max(len(data) - _END_SIZE + 4, 0))
    while at >= 0:
        (comment,) = struct.unpack_from("<H", data, at + 20)
        if at + _END_SIZE + comment == len(data):
            return at
        at = data.rfind(_END, lowest, at)
    if last < 0:
        raise BrokenZipError
    return last


def _zip64(data: bytes, end: int, size: int, stated: int) -> tuple[int, int, int]:
    """Return place of the large end record, and size and stated place of the directory."""
    (told,) = struct.unpack_from("<Q", data, end - _LOCATOR_SIZE + 8)
    usual = end - _LOCATOR_SIZE - _END64_SIZE
    for at in (usual, told):
        if 0 <= at <= len(data) - _END64_SIZE and data[at : at + 4] == _END64:
            large_size, large_stated = struct.unpack_from("<2Q", data, at + 40)
            return at, large_size if size == _UNTOLD else size, large_stated if stated == _UNTOLD else stated
    raise BrokenZipError


def _entries(data: bytes, at: int, end: int, start: int, most: int) -> Iterator[Entry]:
    for _ in range(most + 1):
        if at >= end:
            return
        if data[at : at + 4] != _CENTRAL or at + _CENTRAL_SIZE > len(data):
            raise BrokenZipError
        system, flags, method = struct.unpack_from("<xB2x2H", data, at + 4)
        crc, packed, size, names, extras, comments = struct.unpack_from("<3I3H", data, at + 16)
        attributes, offset = struct.unpack_from("<2I", data, at + 38)
        after = at + _CENTRAL_SIZE
        extra = data[after + names : after + names + extras]
        size, packed, offset = _large(extra, size, packed, offset)
        yield Entry(
            raw_name=data[after : after + names], flags=flags, method=method, crc=crc, packed=packed, size=size,
            offset=start + offset, extra=extra, mode=attributes >> 16 if system == _UNIX else 0,
        )  # fmt: skip
        at = after + names + extras + comments


def _large(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Return the three numbers with those that did not fit in 32 bits taken from their extra field."""
    values = [size, packed, offset]
    content = next((content for kind, content in fields(extra) if kind == _ZIP64), b"")
    for index, value in enumerate(values):
        if value == _UNTOLD and len(content) >= 8:
            values[index] = struct.unpack_from("<Q", content)[0]
            content = content[8:]
    return values[0], values[1], values[2]


def content_range(data: bytes, entry: Entry) -> tuple[int, int]:
    """Return where the content of a member stands, by the sizes of its own header.

    Raises:
        BrokenZipError: There is no such header, or the content is cut.
    """
    at = entry.offset
    if data[at : at + 4] != LOCAL or at + _LOCAL_SIZE > len(data):
        raise BrokenZipError
    names, extras = struct.unpack_from("<2H", data, at + 26)
    begin = at + _LOCAL_SIZE + names + extras
    if begin + entry.packed > len(data):
        raise BrokenZipError
    return begin, begin + entry.packed


def overlapping(data: bytes, entries: Sequence[Entry], end: int) -> bool:
    """Tell whether two members share bytes, or one shares bytes with the directory, as only bombs do.

    Args:
        data: The file.
        entries: Of its directory.
        end: Where the directory begins.
    """
    ranges = []
    for entry in entries:
        try:
            ranges.append((entry.offset, content_range(data, entry)[1]))
        except BrokenZipError:
            # Said of that member when it is read.
            continue
    ranges.sort()
    return any(first[1] > second[0] for first, second in pairwise([*ranges, (end, end)]))


def local_entry(data: bytes, at: int) -> Entry:
    """Return a member as its own header tells it; its sizes are 0 where they only follow the content.

    Raises:
        BrokenZipError: There is no header at ``at``.
    """
    if data[at : at + 4] != LOCAL or at + _LOCAL_SIZE > len(data):
        raise BrokenZipError
    flags, method = struct.unpack_from("<2H", data, at + 6)
    crc, packed, size, names, extras = struct.unpack_from("<3I2H", data, at + 14)
    after = at + _LOCAL_SIZE
    extra = data[after + names : after + names + extras]
    size, packed, _ = _large(extra, size, packed, 0)
    return Entry(
        raw_name=data[after : after + names], flags=flags, method=method, crc=crc, packed=packed,
        size=size, offset=at, extra=extra,
    )  # fmt: skip
