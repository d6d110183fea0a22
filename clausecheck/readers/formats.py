"""Which format a file is: by its first bytes, its name only where those do not tell.

Only the head of a file is looked at, and the list of names of a zip: this part may run outside
the process that parses.
"""

from __future__ import annotations

import re
import struct
from enum import StrEnum

from clausecheck.readers.encodings import mark_of, wide_encoding
from clausecheck.readers.unpacking import DAMAGED, ZIP_METHODS, TooMuchError, unpacked
from clausecheck.readers.zipdirectory import BrokenZipError, Entry, content_range, read_directory

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Format(StrEnum):
    """What the readers tell apart; the value is the media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLSB = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
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
MESSAGES = frozenset({Format.EML, Format.MSG})
"""Their attachments, not they, are documents: as large as archives may be."""
ARCHIVES = frozenset({Format.ZIP, Format.SEVEN_ZIP, Format.TAR})
"""Hold other files and no text of their own."""

_SIGNATURES = (
    (b"{\\rtf", Format.RTF), (b"\x89PNG\r\n", Format.PNG), (b"\xff\xd8\xff", Format.JPEG), (b"II*\0", Format.TIFF),
    (b"MM\0*", Format.TIFF), (b"7z\xbc\xaf\x27\x1c", Format.SEVEN_ZIP), (b"Rar!", Format.RAR), (b"\x1f\x8b", Format.TAR),
    (b"BZh", Format.TAR), (b"\xfd7zXZ", Format.TAR),
)  # fmt: skip
_NAMED = {
    "pdf": Format.PDF, "docx": Format.DOCX, "docm": Format.DOCX, "dotx": Format.DOCX, "dotm": Format.DOCX, "zip": Format.ZIP,
    "xlsx": Format.XLSX, "xlsm": Format.XLSX, "xltx": Format.XLSX, "xltm": Format.XLSX, "xlsb": Format.XLSB, "odt": Format.ODT, "ott": Format.ODT, "fodt": Format.ODT,
    "ods": Format.ODS, "ots": Format.ODS, "fods": Format.ODS, "xlt": Format.XLS, "odp": Format.ODP, "pptx": Format.PPTX, "pptm": Format.PPTX,
    "doc": Format.DOC, "dot": Format.DOC, "xls": Format.XLS, "ppt": Format.PPT, "pps": Format.PPT, "rtf": Format.RTF,
    "msg": Format.MSG, "7z": Format.SEVEN_ZIP, "tar": Format.TAR, "tgz": Format.TAR, "gz": Format.TAR,
    "tbz2": Format.TAR, "bz2": Format.TAR, "txz": Format.TAR, "xz": Format.TAR,
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
_SHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_SELF_EXTRACTING = {"exe", "zip"}
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 22 + 0xFFFF
_MOST_NAMES = 10_000
"""Members of a zip whose names are looked at: office formats hold fewer."""
_MUTE = (
    (b"RIFF", "un fichier audio ou vidéo"), (b"ID3", "un fichier audio"), (b"MZ", "un programme"), (b"\x7fELF", "un programme"),
)  # fmt: skip
"""What states no clause: its absence from the text hides nothing that could be called missing."""
_MUTE_SUFFIXES = {
    "mp4": "une vidéo", "mov": "une vidéo", "avi": "une vidéo", "mp3": "un fichier audio", "exe": "un programme",
    "ttf": "une police de caractères", "ini": "un réglage", "lnk": "un raccourci",
}  # fmt: skip
_OTHERS = (
    (b"AC10", "un plan AutoCAD"), (b"ISO-10303-21", "une maquette IFC"), (b"GIF8", "une image GIF"), (b"BM", "une image"), (b"Rar!", "une archive RAR"),
)  # fmt: skip
_OTHER_SUFFIXES = {
    "dwg": "un plan AutoCAD", "dxf": "un plan AutoCAD", "ifc": "une maquette IFC", "rvt": "une maquette Revit", "skp": "une maquette",
    "mpp": "un planning Project", "shp": "une carte", "dbf": "une carte", "gpkg": "une carte",
    "gif": "une image", "bmp": "une image", "svg": "un dessin", "webp": "une image", "heic": "une image", "vsd": "un schéma Visio",
    "vsdx": "un schéma Visio", "pages": "un document Pages", "numbers": "un classeur Numbers",
    "odg": "un dessin OpenDocument", "rar": "une archive RAR", "wps": "un document Works", "pub": "un document Publisher",
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
    if suffix in _SELF_EXTRACTING and _ZIP_END in data[-_ZIP_TAIL:]:
        return Format.ZIP
    return _format_of_text(suffix, head) or _NAMED.get(suffix, Format.OTHER)


def format_of_name(name: str) -> Format:
    """Return the format that a name alone promises."""
    return _NAMED.get(suffix_of(name), Format.OTHER)


def described(name: str, data: bytes) -> tuple[str, bool]:
    """Return the French name of a format that is not read, with its article, and whether it states no clause."""
    for table, mute in ((_MUTE, True), (_OTHERS, False)):
        for signature, words in table:
            if data.startswith(signature):
                return words, mute
    suffix = suffix_of(name)
    if suffix in _MUTE_SUFFIXES:
        return _MUTE_SUFFIXES[suffix], True
    unknown = f"un fichier « .{suffix} »" if suffix else "un fichier d’un format inconnu"
    return _OTHER_SUFFIXES.get(suffix, unknown), False


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
        if _FLAT_ODT in head and b"opendocument.spreadsheet" in head:
            return Format.ODS
        if _SHEET_XML in head:
            return Format.XLS
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
        entries = read_directory(data, most=_MOST_NAMES).entries
    except (BrokenZipError, struct.error):
        # Too damaged to list: the name tells which reader shall say so.
        return named
    names = {entry.raw_name.decode("utf-8", "replace") for entry in entries}
    mimetype = next((_mimetype(data, entry) for entry in entries if entry.raw_name == b"mimetype"), b"")
    for prefix, found in _OPENDOCUMENT.items():
        if mimetype.startswith(prefix):
            return found
    if "[Content_Types].xml" in names:
        return _format_of_ooxml(suffix, names)
    return named if "content.xml" in names and named is not Format.ZIP else Format.ZIP


def _mimetype(data: bytes, entry: Entry) -> bytes:
    """Return the type that an OpenDocument file says it has; empty where it does not."""
    try:
        begin, end = content_range(data, entry)
        return unpacked(ZIP_METHODS[entry.method](), memoryview(data)[begin:end], most=200)[0][:80].strip()
    except (BrokenZipError, KeyError, TooMuchError, *DAMAGED):
        return b""


def _format_of_ooxml(suffix: str, names: set[str]) -> Format:
    """Tell Word, Excel and PowerPoint by the folder of their main part; the name where it is elsewhere."""
    for folder, found in (("word/", Format.DOCX), ("xl/", Format.XLSX), ("ppt/", Format.PPTX)):
        if any(name.startswith(folder) for name in names):
            return Format.XLSB if found is Format.XLSX and "xl/workbook.bin" in names else found
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
