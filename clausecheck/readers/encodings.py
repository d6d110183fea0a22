"""Bytes of a text file -> its characters, by what the bytes themselves tell."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_WIDE = (
    ("utf-32-le", 4, (1, 2, 3)), ("utf-32-be", 4, (0, 1, 2)), ("utf-16-le", 2, (1,)), ("utf-16-be", 2, (0,)),
)  # fmt: skip
_SAMPLE = 4096
_LEAST = 8
_MOSTLY, _HARDLY = 0.7, 0.05
"""Shares of zero bytes: most letters of French and English have one, hardly a sign has two."""
_PRINTED = 0.98
_SINGLE = ("cp1252", "mac_roman", "cp850")
"""Encodings of one byte a character that French offices have used, the likeliest first."""
_FRENCH = re.compile("[éèêàâçùûôîïëœÉÈÊÀÇŒ’«»–€°²]")
_ODD = re.compile("[\x80-\x9f\u0192ˆ˜†‡‰‹›¤¥¨¬¯¸º¿ØÞßðøþ∂∆∏∑√∞∫≈≠≤≥Ωπ\uf8ff\u2500-\u25ff]")
_CLEAR = 2
"""Letters by which another encoding than Windows' must fit better to be believed."""
_NO_TEXT = frozenset("unicode_escape raw_unicode_escape idna punycode undefined".split())
_SAME_AS_WINDOWS = frozenset("iso8859-1 ascii cp1252".split())
"""Declared by files that in truth hold Windows' characters, as browsers have long learned."""


def mark_of(data: bytes) -> tuple[str, int] | None:
    """Return the encoding that a byte order mark tells and the length of the mark, or None."""
    return next(((encoding, len(mark)) for mark, encoding in _MARKS if data.startswith(mark)), None)


def wide_encoding(data: bytes) -> str | None:
    """Return the encoding of two or four bytes a character that the first bytes show, mark or not."""
    mark = mark_of(data)
    if mark is not None:
        return mark[0] if mark[0] != "utf-8" else None
    head = data[:_SAMPLE]
    if len(head) < _LEAST or b"\0" not in head:
        return None
    for encoding, width, zeros in _WIDE:
        columns = [head[place : len(head) - len(head) % width : width] for place in range(width)]
        shares = [column.count(0) / max(len(column), 1) for column in columns]
        if all(
            share >= _MOSTLY if place in zeros else share <= _HARDLY for place, share in enumerate(shares)
        ):
            return encoding if _is_printed(head, encoding) else None
    return None


def decoded(data: bytes, declared: str | None = None) -> str:
    """Return the text of bytes, without byte order mark.

    Args:
        data: A text file: marked, UTF-8, UTF-16 or UTF-32, or one byte a character.
        declared: The encoding that the file or its envelope names; believed where the bytes allow it.
    """
    mark = mark_of(data)
    if mark is not None:
        return data[mark[1] :].decode(mark[0], errors="replace")
    wide = wide_encoding(data)
    if wide is not None:
        return data.decode(wide, errors="replace")
    for encoding in (_known(declared), "utf-8"):
        if encoding is not None:
            try:
                return data.decode(encoding)
            except (UnicodeError, LookupError):
                continue
    return _single(data)


def _known(declared: str | None) -> str | None:
    """Return the name of a declared encoding of text; None for one that is unknown, or that others write better."""
    try:
        found = codecs.lookup((declared or "").strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    # Wide encodings were looked for in the bytes; the others turn text into anything but text.
    if found.name.startswith(("utf-16", "utf-32", "utf-7")) or found.name in _NO_TEXT:
        return None
    return None if found.name in _SAME_AS_WINDOWS else found.name


def _single(data: bytes) -> str:
    """Read one byte a character: Windows-1252, unless French letters only show in another encoding."""
    best = data.decode(_SINGLE[0], errors="replace") if _complete(data) else data.decode("latin-1")
    score = _fit(best)
    for encoding in _SINGLE[1:]:
        text = data.decode(encoding)
        if _fit(text) >= score + _CLEAR:
            best, score = text, _fit(text)
    return best


def _complete(data: bytes) -> bool:
    return not any(byte in data for byte in b"\x81\x8d\x8f\x90\x9d")


def _fit(text: str) -> int:
    return len(_FRENCH.findall(text)) - len(_ODD.findall(text))


def _is_printed(head: bytes, encoding: str) -> bool:
    text = head[: len(head) - len(head) % 4].decode(encoding, errors="replace")
    shown = sum(char.isprintable() or char in "\r\n\t\f" for char in text)
    return shown >= _PRINTED * len(text) and "\ufffd" not in text[:-1]
