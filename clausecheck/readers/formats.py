"""Which format a file is: by its first bytes, its name only where those do not tell."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum

_HEAD = 1024
_WORD_SUFFIXES = ("docx", "docm", "dotx", "dotm")
_PLAIN_SUFFIXES = ("txt", "text", "md", "markdown", "")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES = (
    (b"{\\rtf", "un document RTF"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"II*\x00", "une image"),
    (b"MM\x00*", "une image"),
    (b"BM", "une image"),
    (b"AC10", "un plan AutoCAD"),
    (b"ISO-10303-21", "une maquette IFC"),
)
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_SUFFIXES = {
    "doc": "un ancien document Word (.doc)", "xls": "un ancien classeur Excel (.xls)", "xlsx": "un classeur Excel",
    "xlsm": "un classeur Excel", "ods": "un classeur OpenDocument", "odt": "un document OpenDocument",
    "odp": "une présentation OpenDocument", "pptx": "une présentation PowerPoint", "ppt": "une présentation PowerPoint",
    "rtf": "un document RTF", "html": "une page HTML", "htm": "une page HTML", "csv": "un tableau CSV",
    "xml": "un fichier XML", "eml": "un courriel", "msg": "un courriel", "dwg": "un plan AutoCAD", "dxf": "un plan AutoCAD",
    "png": "une image", "jpg": "une image", "jpeg": "une image", "tif": "une image", "tiff": "une image",
}  # fmt: skip


class Format(StrEnum):
    """What the readers tell apart."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    MARKDOWN = "text/markdown"
    PLAIN = "text/plain"
    ZIP = "application/zip"
    ENCRYPTED = "encrypted"
    ARCHIVE = "archive"
    OTHER = "other"


def format_of(name: str, data: bytes) -> Format:
    """Return the format of a file that is not empty."""
    suffix = suffix_of(name)
    if b"%PDF-" in data[:_HEAD]:
        return Format.PDF
    if data.startswith(b"PK"):
        return _format_of_zip(suffix, data)
    if data.startswith(_OLE):
        return Format.ENCRYPTED if _ENCRYPTED in data else Format.OTHER
    if data.startswith(_ARCHIVES) or data[257:262] == b"ustar":
        return Format.ARCHIVE
    if suffix == "pdf":
        return Format.PDF
    if suffix in _WORD_SUFFIXES:
        return Format.DOCX
    if suffix == "zip":
        return Format.ZIP
    if suffix in _PLAIN_SUFFIXES and _is_text(data):
        return Format.MARKDOWN if suffix.startswith("m") else Format.PLAIN
    return Format.OTHER


def described(name: str, data: bytes) -> str:
    """Return the French name of a format that is not read, with its article."""
    for signature, words in _SIGNATURES:
        if data.startswith(signature):
            return words
    suffix = suffix_of(name)
    return _SUFFIXES.get(suffix) or (
        f"un fichier « .{suffix} »" if suffix else "un fichier d’un format inconnu"
    )


def suffix_of(name: str) -> str:
    """Return the end of a file's name after its last dot, in small letters; empty without one."""
    last = name.rsplit("/", 1)[-1]
    return last.rsplit(".", 1)[-1].lower() if "." in last else ""


def _format_of_zip(suffix: str, data: bytes) -> Format:
    """Tell plain zips from the office formats that are zips inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError):
        # Too damaged to list: the name tells which reader shall say so.
        return Format.DOCX if suffix in _WORD_SUFFIXES else Format.ZIP
    if "[Content_Types].xml" in names:
        word = suffix in _WORD_SUFFIXES or any(name.startswith("word/") for name in names)
        other = any(name.startswith(("xl/", "ppt/", "visio/")) for name in names)
        return Format.DOCX if word and not other else Format.OTHER
    if "mimetype" in names or "content.xml" in names:
        return Format.OTHER
    return Format.DOCX if suffix in _WORD_SUFFIXES else Format.ZIP


def _is_text(data: bytes) -> bool:
    """Tell text from bytes: no NUL at the beginning, unless the mark of UTF-16 stands there."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    head = data[:4096]
    return b"\0" not in head and sum(byte < 9 or 13 < byte < 27 for byte in head) * 50 <= len(head)
