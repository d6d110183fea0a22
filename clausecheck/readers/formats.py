"""Which format a file is: by its first bytes, its name only where those do not tell.

Only the head of a file is looked at, and the list of names of a zip: this part may run outside
the process that parses.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from clausecheck.readers.encodings import mark_of, wide_encoding

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Format(StrEnum):
    """What the readers tell apart; the value is the media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLS = "application/vnd.ms-excel"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    PPT = "application/vnd.ms-powerpoint"
    DOC = "application/msword"
    RTF = "application/rtf"
    ODT = "application/vnd.oasis.opendocument.text"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    ODP = "application/vnd.oasis.opendocument.presentation"
    HTML = "text/html"
    CSV = "text/csv"
    MARKDOWN = "text/markdown"
    PLAIN = "text/plain"
    XML = "application/xml"
    JSON = "application/json"
    EML = "message/rfc822"
    MSG = "application/vnd.ms-outlook"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    ZIP = "application/zip"
    SEVEN_ZIP = "application/x-7z-compressed"
    TAR = "application/x-tar"
    ENCRYPTED = "encrypted"
    RAR = "application/vnd.rar"
    OTHER = "application/octet-stream"


OFFICE = frozenset({Format.DOC, Format.RTF, Format.PPT, Format.PPTX, Format.ODP})
"""Read after LibreOffice has turned them into a format that has a reader."""
ARCHIVES = frozenset({Format.ZIP, Format.SEVEN_ZIP, Format.TAR})
"""Hold other files and no text of their own."""

_SIGNATURES = (
    (b"{\\rtf", Format.RTF), (b"\x89PNG\r\n", Format.PNG), (b"\xff\xd8\xff", Format.JPEG), (b"II*\0", Format.TIFF),
    (b"MM\0*", Format.TIFF), (b"7z\xbc\xaf\x27\x1c", Format.SEVEN_ZIP), (b"Rar!", Format.RAR), (b"\x1f\x8b", Format.TAR),
    (b"BZh", Format.TAR), (b"\xfd7zXZ", Format.TAR),
)  # fmt: skip
_NAMED = {
    "pdf": Format.PDF, "docx": Format.DOCX, "docm": Format.DOCX, "dotx": Format.DOCX, "dotm": Format.DOCX, "zip": Format.ZIP,
    "xlsx": Format.XLSX, "xlsm": Format.XLSX, "xltx": Format.XLSX, "odt": Format.ODT, "ott": Format.ODT, "fodt": Format.ODT,
    "ods": Format.ODS, "ots": Format.ODS, "odp": Format.ODP, "pptx": Format.PPTX, "pptm": Format.PPTX,
    "doc": Format.DOC, "dot": Format.DOC, "xls": Format.XLS, "ppt": Format.PPT, "pps": Format.PPT, "rtf": Format.RTF,
    "msg": Format.MSG, "7z": Format.SEVEN_ZIP, "tar": Format.TAR, "tgz": Format.TAR, "gz": Format.TAR,
}  # fmt: skip
_TEXTS = {
    "txt": Format.PLAIN, "text": Format.PLAIN, "": Format.PLAIN, "md": Format.MARKDOWN, "markdown": Format.MARKDOWN,
    "html": Format.HTML, "htm": Format.HTML, "xhtml": Format.HTML, "csv": Format.CSV, "tsv": Format.CSV, "xml": Format.XML,
    "eml": Format.EML, "mht": Format.EML, "mhtml": Format.EML, "log": Format.PLAIN, "json": Format.JSON,
}  # fmt: skip
_OLE_STREAMS = (
    ("WordDocument", Format.DOC), ("Workbook", Format.XLS), ("Book", Format.XLS),
    ("PowerPoint Document", Format.PPT), ("__substg1.0_", Format.MSG),
)  # fmt: skip
_OPENDOCUMENT = {
    b"application/vnd.oasis.opendocument.text": Format.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Format.ODS,
    b"application/vnd.oasis.opendocument.presentation": Format.ODP,
}
_HTML = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
_MAIL = re.compile(rb"(?:(?:from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|x-[\w-]+):[^\n]*\n(?:[ \t][^\n]*\n)*){3}", re.I)  # fmt: skip
_FLAT_ODT = b"office:document"
_OTHERS = (
    (b"GIF8", "une image GIF"), (b"BM", "une image"), (b"AC10", "un plan AutoCAD"), (b"ISO-10303-21", "une maquette IFC"),
    (b"Rar!", "une archive RAR"), (b"RIFF", "un fichier audio ou vidéo"), (b"ID3", "un fichier audio"), (b"MZ", "un programme"),
    (b"\x7fELF", "un programme"),
)  # fmt: skip
_OTHER_SUFFIXES = {
    "dwg": "un plan AutoCAD", "dxf": "un plan AutoCAD", "ifc": "une maquette IFC", "rvt": "une maquette Revit", "png": "une image",
    "jpg": "une image", "jpeg": "une image", "tif": "une image", "tiff": "une image", "gif": "une image", "bmp": "une image",
    "svg": "un dessin", "mpp": "un planning Project", "vsd": "un schéma Visio", "vsdx": "un schéma Visio", "xlsb": "un classeur Excel binaire",
    "pages": "un document Pages", "numbers": "un classeur Numbers", "odg": "un dessin OpenDocument", "rar": "une archive RAR",
    "mp4": "une vidéo", "mp3": "un fichier audio", "exe": "un programme",
}  # fmt: skip


def format_of(name: str, data: bytes) -> Format:
    """Return the format of a file that is not empty."""
    suffix, head = suffix_of(name), data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"PK"):
        return _format_of_zip(suffix, data)
    if head.startswith(_OLE):
        return _format_of_ole(suffix, data)
    for signature, found in _SIGNATURES:
        if head.startswith(signature):
            return found
    if data[257:262] == b"ustar":
        return Format.TAR
    return _format_of_text(suffix, head) or _NAMED.get(suffix, Format.OTHER)


def described(name: str, data: bytes) -> str:
    """Return the French name of a format that is not read, with its article."""
    for signature, words in _OTHERS:
        if data.startswith(signature):
            return words
    suffix = suffix_of(name)
    return _OTHER_SUFFIXES.get(suffix) or (
        f"un fichier « .{suffix} »" if suffix else "un fichier d’un format inconnu"
    )


def suffix_of(name: str) -> str:
    """Return the end of a file's name after its last dot, in small letters; empty without one."""
    last = name.rsplit("/", 1)[-1]
    return last.rsplit(".", 1)[-1].lower() if "." in last else ""


def _format_of_text(suffix: str, head: bytes) -> Format | None:
    """Tell the formats that are text inside; None for bytes that are none."""
    if not is_text(head):
        return None
    head = _plain_head(head)
    if _HTML.match(head):
        return Format.HTML
    if _XML.match(head):
        if _FLAT_ODT in head and b"opendocument.text" in head:
            return Format.ODT
        return Format.HTML if b"<html" in head.lower() else Format.XML
    if _MAIL.match(head):
        return Format.EML
    return _TEXTS.get(suffix)


def _plain_head(head: bytes) -> bytes:
    """Return the beginning of a text with one byte for each letter of markup, without byte order mark."""
    wide, mark = wide_encoding(head), mark_of(head)
    head = head[mark[1] :] if mark is not None else head
    return head.decode(wide, errors="replace").encode("utf-8") if wide is not None else head


def _format_of_zip(suffix: str, data: bytes) -> Format:
    """Tell plain zips from the office formats that are zips inside."""
    named = _NAMED.get(suffix, Format.ZIP)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:80].strip() if _is_small(archive, "mimetype") else b""
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError, RuntimeError):
        # Too damaged to list: the name tells which reader shall say so.
        return named
    for prefix, found in _OPENDOCUMENT.items():
        if mimetype.startswith(prefix):
            return found
    if "[Content_Types].xml" in names:
        return _format_of_ooxml(suffix, names)
    return named if "content.xml" in names and named is not Format.ZIP else Format.ZIP


def _is_small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size < 200


def _format_of_ooxml(suffix: str, names: set[str]) -> Format:
    """Tell Word, Excel and PowerPoint by the folder of their main part; the name where it is elsewhere."""
    for folder, found in (("word/", Format.DOCX), ("xl/", Format.XLSX), ("ppt/", Format.PPTX)):
        if any(name.startswith(folder) for name in names):
            return Format.OTHER if suffix == "xlsb" else found
    return _NAMED.get(suffix, Format.OTHER)


def _format_of_ole(suffix: str, data: bytes) -> Format:
    """Tell the old office formats by the names of their streams."""
    if _ENCRYPTED in data:
        return Format.ENCRYPTED
    for stream, found in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return found
    return _NAMED.get(suffix, Format.OTHER)


def is_text(data: bytes) -> bool:
    """Tell text from bytes: no NUL at the beginning, unless each character has two bytes or four."""
    if wide_encoding(data) is not None:
        return True
    head = data[:_HEAD]
    return b"\0" not in head and sum(byte < 9 or 13 < byte < 27 for byte in head) * 50 <= len(head)
