"""The XML parts of an OpenDocument text, packed or flat, opened within limits."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from clausecheck.model.limits import Limits
from clausecheck.readers.package import Package
from clausecheck.readers.problems import unreadable

WHAT = "Ce document OpenDocument"
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW, STYLE, FORM = (
    f"{{{_URN}{name}:1.0}}" for name in ("office", "text", "table", "drawing", "style", "form")
)
FO = f"{{{_URN}xsl-fo-compatible:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_MANIFEST = "META-INF/manifest.xml"
_ENTRY = re.compile(rb"<(?:[\w-]+:)?file-entry\b")
_CONTENT = "content.xml"
_WHOLE = b'"encrypted-package"'


@dataclass(frozen=True, slots=True)
class OdtParts:
    """What is read of a document.

    Attributes:
        text: The ``office:text`` element: the body.
        roots: The roots in which styles are looked for, those that are overridden first.
        forms: The form controls of the body, by identifier.
        package: The open package; None for a flat document.
    """

    text: etree._Element
    roots: tuple[etree._Element, ...]
    forms: dict[str, etree._Element]
    package: Package


def open_odt(data: bytes, limits: Limits) -> Package:
    """Open the package of a document; a flat document is taken as a package of one part.

    Returns:
        The package, to be closed by the caller.

    Raises:
        UnreadableError: It is damaged or made to hurt.
    """
    return Package(data if data.startswith(b"PK") else _packed(data), limits, WHAT)


def parts_of(package: Package) -> OdtParts:
    """Parse the parts that hold content.

    Raises:
        UnreadableError: The body is missing, encrypted, damaged or made to hurt.
    """
    if _MANIFEST in package.names and _is_encrypted(package.content(_MANIFEST)):
        raise unreadable("password", f"{WHAT} est protégé par un mot de passe.")
    content = package.xml(_CONTENT)
    text = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
    if content is None or text is None:
        raise package.damaged("le corps du document manque")
    styles = package.xml("styles.xml")
    roots = (content,) if styles is None else (styles, content)
    return OdtParts(text, roots, dict(_controls(text)), package)


def _packed(data: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr(_CONTENT, data)
    return output.getvalue()


def _is_encrypted(manifest: bytes) -> bool:
    """Tell whether the body is encrypted; looked for in the bytes, old manifests declare a document type."""
    entries = [entry for entry in _ENTRY.split(manifest)[1:] if b"encryption-data" in entry]
    return any(f'"{_CONTENT}"'.encode() in entry or _WHOLE in entry for entry in entries)


def _controls(text: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for forms in text.iter(f"{OFFICE}forms"):
        for control in forms.iter(f"{FORM}*"):
            for name in (XML_ID, f"{FORM}id"):
                key = control.get(name)
                if key:
                    yield key, control


def words_of(element: etree._Element) -> str:
    """Return all characters within an element."""
    return "".join(map(str, element.itertext()))
