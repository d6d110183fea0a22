"""Names of the files of an archive, as their author sees them: a name is a label, never a path.

Nothing is written under these names; they are made safe to show and to compare.
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator

_LONGEST = 255
_TAIL = 50
"""Characters kept of the end of a name that is too long: they hold its suffix."""
_UNNAMED = "sans nom"
_UNICODE_PATH = 0x7075
_DRIVE = re.compile(r"^(?:[A-Za-z]:|//[?.]/)+")
_FRENCH = frozenset("éèêëàâäîïôöùûüÿçœæÉÈÊËÀÂÄÎÏÔÖÙÛÜÇŒÆ°²’–«»€§µ")
"""What a French name may hold beyond ASCII; other letters are possible, other signs are not."""
_CODE_PAGES = ("cp850", "cp1252", "cp437")
"""Windows' zips, zips of programs that pass Windows' own bytes on, the standard's page; the first wins a tie."""


def decoded_name(raw: bytes) -> str:
    """Return a name from bytes whose encoding is not told: UTF-8 where it is, else the most French page."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return max((raw.decode(page, errors="replace") for page in _CODE_PAGES), key=_plausibility)


def _plausibility(name: str) -> int:
    return sum(_weight(char) for char in name if ord(char) > 127)


def _weight(char: str) -> int:
    if char in _FRENCH:
        return 2
    return 0 if unicodedata.name(char, "").startswith("LATIN") else -3


def zip_name(raw: bytes, *, utf8: bool, extra: bytes = b"") -> str:
    """Return the name of a zip's member.

    Args:
        raw: As in the archive's directory.
        utf8: What the archive says of its encoding.
        extra: Extra fields, of which one may hold the name in UTF-8 (Info-ZIP's Unicode Path).
    """
    for kind, content in fields(extra):
        if kind == _UNICODE_PATH and content[:1] == b"\1" and len(content) > 5:
            stated: int = struct.unpack("<I", content[1:5])[0]
            if stated == zlib.crc32(raw):
                return content[5:].decode("utf-8", errors="replace")
    # A name that is flagged as UTF-8 and is none was flagged by a careless program.
    return decoded_name(raw)


def fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of the extra fields of a zip's member, up to the first that is cut."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if at + 4 + size > len(extra):
            return
        yield kind, extra[at + 4 : at + 4 + size]
        at += 4 + size


def label(name: str) -> str:
    """Return a name that is safe to show: no way out of the archive, no sign that hides or reorders others."""
    plain = unicodedata.normalize("NFC", _DRIVE.sub("", name[:65_536].replace("\\", "/")))
    shown = "".join(
        char for char in plain if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    )
    kept = "/".join(part for part in shown.split("/") if part.strip() not in ("", ".", ".."))
    if len(kept) > _LONGEST:
        kept = f"{kept[: _LONGEST - _TAIL - 1]}…{kept[-_TAIL:]}"
    return kept or _UNNAMED


class Labels:
    """Labels of the members of one archive; a second member of one name is told apart."""

    def __init__(self) -> None:
        """Begin without any name."""
        self._taken: dict[str, int] = {}

    def of(self, name: str) -> str:
        """Return the label of the next member."""
        shown = label(name)
        self._taken[shown] = again = self._taken.get(shown, 0) + 1
        if again == 1:
            return shown
        stem, dot, suffix = shown.rpartition(".")
        return f"{stem} ({again}).{suffix}" if dot and "/" not in suffix else f"{shown} ({again})"
