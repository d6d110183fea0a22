"""Files wrapped into OLE containers by Word, Excel and LibreOffice, taken out without running anything."""

from __future__ import annotations

import io
import re
import struct

import olefile
from olefile.olefile import OleFileError

from clausecheck.readers.layout import Member

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OWN_FORMATS = (
    ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"),
)  # fmt: skip
_PACKED = "\x01Ole10Native"
_WHOLE = ("package", "contents", "embeddedodf")
_SUFFIXES = (
    (b"%PDF", "pdf"), (b"PK", "zip"), (b"{\\rtf", "rtf"), (_SIGNATURE, "doc"),
)  # fmt: skip
_BROKEN = (OleFileError, OSError, ValueError, IndexError, KeyError, TypeError, struct.error, RecursionError)
"""What olefile raises for damaged containers, besides its own error."""
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def ole_member(content: bytes, name: str) -> Member | None:
    """Return the file that an OLE container wraps; None where there is none that could be read.

    Args:
        content: The container's bytes.
        name: How the file is called where the container does not say; without suffix.
    """
    if not content.startswith(_SIGNATURE):
        return None
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            return _of_ole(ole, content, name)
    except _BROKEN:
        return None


def _of_ole(ole: olefile.OleFileIO, content: bytes, name: str) -> Member | None:
    streams = {"/".join(path).lower(): path for path in ole.listdir()}
    for stream, suffix in _OWN_FORMATS:
        if stream.lower() in streams:
            return Member(name=f"{name}.{suffix}", content=content)
    for stream in _WHOLE:
        if stream in streams:
            inner = ole.openstream(streams[stream]).read()
            return Member(name=f"{name}.{_suffix(inner)}", content=inner) if inner else None
    if _PACKED.lower() in streams:
        return _native(ole.openstream(streams[_PACKED.lower()]).read())
    return None


def _native(stream: bytes) -> Member | None:
    """Take the file out of a packager object: names that end in NUL, a length, the bytes.

    Source: [MS-OLEDS] 2.3.6 for the stream; the packager's own fields are known from its output alone.
    """
    at = 6
    label, at = _text(stream, at)
    _, at = _text(stream, at)
    at += 8
    _, at = _text(stream, at)
    (length,) = struct.unpack_from("<I", stream, at)
    inner = stream[at + 4 : at + 4 + length]
    if not inner or len(inner) < length:
        return None
    return Member(name=_UNSAFE.sub("_", label.replace("\\", "/").rsplit("/", 1)[-1]) or f"objet.{_suffix(inner)}", content=inner)  # fmt: skip


def _text(stream: bytes, at: int) -> tuple[str, int]:
    end = stream.index(b"\0", at)
    return stream[at:end].decode("cp1252", "replace"), end + 1


def _suffix(content: bytes) -> str:
    return next((suffix for signature, suffix in _SUFFIXES if content.startswith(signature)), "bin")
