"""The XML parts of a Word file that hold content, opened within limits."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from clausecheck.model.limits import Limits
from clausecheck.readers.docxtext import W
from clausecheck.readers.package import Package

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


def open_parts(data: bytes, limits: Limits) -> Parts:
    """Parse the parts that hold content.

    Raises:
        UnreadableError: The file is not a Word document, or is damaged or made to hurt.
    """
    with Package(data, limits, "Ce document Word") as package:
        main = _main_part(package)
        folder = posixpath.dirname(main)
        body = _part(package, main)
        content = body.find(f"{W}body") if body is not None else None
        if content is None:
            raise package.damaged("le corps du document manque")
        found = {
            name: _part(package, posixpath.join(folder, f"{name}.xml"))
            for name in ("styles", "numbering", "footnotes", "endnotes")
        }
    notes = tuple(part for name in ("footnotes", "endnotes") if (part := found[name]) is not None)
    return Parts(content, found["styles"], found["numbering"], notes)


def _main_part(package: Package) -> str:
    """Return the name of the part that holds the body, as the file's own relations give it."""
    root = package.xml("_rels/.rels")
    for relation in root if root is not None else ():
        if str(relation.get("Type") or "").endswith("/officeDocument"):
            target = str(relation.get("Target") or "").lstrip("/")
            if target in package.names:
                return target
    if _USUAL not in package.names:
        raise package.damaged("le corps du document manque")
    return _USUAL


def _part(package: Package, name: str) -> etree._Element | None:
    if name not in package.names:
        return None
    return package.parsed(package.content(name).replace(_STRICT, _PLAIN))
