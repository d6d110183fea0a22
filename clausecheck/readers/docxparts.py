"""The XML parts of a Word file that hold content, opened within limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from clausecheck.errors import UnreadableError
from clausecheck.readers.docxtext import W
from clausecheck.readers.problems import unreadable

_LARGEST_PART = 200 * 1024 * 1024
_MOST_RATIO = 300
_USUAL = "word/document.xml"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_PLAIN = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Parts:
    """Parsed parts; None where the file has none."""

    body: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    notes: tuple[etree._Element, ...]


def open_parts(data: bytes) -> Parts:
    """Parse the parts that hold content.

    Raises:
        UnreadableError: The file is not a Word document, or is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            main = _main_part(archive)
            folder = posixpath.dirname(main)
            body = _part(archive, main)
            content = body.find(f"{W}body") if body is not None else None
            if content is None:
                raise _damaged("le corps du document manque")
            found = {
                name: _part(archive, posixpath.join(folder, f"{name}.xml"))
                for name in ("styles", "numbering", "footnotes", "endnotes")
            }
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError) as error:
        raise _damaged("contenu incomplet ou illisible") from error
    # An encrypted member raises RuntimeError, an unknown compression NotImplementedError.
    except (RuntimeError, OSError) as error:
        raise _damaged("archive interne illisible") from error
    notes = tuple(part for name in ("footnotes", "endnotes") if (part := found[name]) is not None)
    return Parts(content, found["styles"], found["numbering"], notes)


def _main_part(archive: zipfile.ZipFile) -> str:
    """Return the name of the part that holds the body, as the file's own relations give it."""
    names = archive.namelist()
    if "_rels/.rels" in names:
        root = _parsed(_content(archive, "_rels/.rels"))
        for relation in root:
            if str(relation.get("Type") or "").endswith("/officeDocument"):
                target = str(relation.get("Target") or "").lstrip("/")
                if target in names:
                    return target
    if _USUAL not in names:
        raise _damaged("le corps du document manque")
    return _USUAL


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    return _parsed(_content(archive, name)) if name in archive.namelist() else None


def _content(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if info.file_size > _LARGEST_PART or info.file_size > _MOST_RATIO * max(info.compress_size, 50_000):
        raise unreadable("too_large", "Ce document Word enfle démesurément à l’ouverture.")
    return archive.read(info).replace(_STRICT, _PLAIN)


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    return etree.fromstring(content, parser)


def _damaged(why: str) -> UnreadableError:
    return unreadable("damaged_file", f"Ce document Word est abîmé : {why}.")
