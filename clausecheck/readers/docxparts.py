"""The XML parts of a Word file that hold content, and the relations between its parts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from clausecheck.readers.docxtext import W
from clausecheck.readers.package import Package

WHAT = "Ce document Word"
_USUAL = "word/document.xml"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_PLAIN = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = ("styles", "numbering", "footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class Relation:
    """From a part to another part, or to something outside of the file.

    Attributes:
        id: By which the part names it.
        kind: Last word of its type, for example ``image``.
        target: Name of the other part in the package, or the outside address.
        outside: It is an outside address.
    """

    id: str
    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """Parsed parts; None where the file has none.

    Attributes:
        body: The ``w:body`` element.
        styles: Root of the styles.
        numbering: Root of the list definitions.
        notes: Roots of the footnotes and endnotes.
        relations: Of the main part, by identifier.
        settings: Relations of the settings: the template.
    """

    body: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    notes: tuple[etree._Element, ...]
    relations: dict[str, Relation]
    settings: tuple[Relation, ...]


def parts_of(package: Package) -> Parts:
    """Parse the parts that hold content.

    Raises:
        UnreadableError: The file is not a Word document, or is damaged or made to hurt.
    """
    main = _main_part(package)
    root = part_of(package, main)
    content = root.find(f"{W}body") if root is not None else None
    if content is None:
        raise package.damaged("le corps du document manque")
    relations = {relation.id: relation for relation in relations_of(package, main)}
    folder = posixpath.dirname(main)
    found = {name: part_of(package, _named(relations, folder, name)) for name in _NAMES}
    notes = tuple(part for name in _NAMES[2:] if (part := found[name]) is not None)
    settings = tuple(relations_of(package, posixpath.join(folder, "settings.xml")))
    return Parts(content, found["styles"], found["numbering"], notes, relations, settings)


def part_of(package: Package, name: str) -> etree._Element | None:
    """Return the root of a part, in the usual namespace where the file is of the strict kind.

    Raises:
        UnreadableError: The part is damaged, unsafe, or larger than the limits.
    """
    if name not in package.names:
        return None
    return package.parsed(package.content(name).replace(_STRICT, _PLAIN))


def relations_of(package: Package, part: str) -> Iterator[Relation]:
    """Yield the relations of a part; none where it has none.

    Raises:
        UnreadableError: The list of relations is damaged or unsafe.
    """
    folder, name = posixpath.split(part)
    root = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    for mark in root if root is not None else ():
        target = str(mark.get("Target") or "")
        outside = mark.get("TargetMode") == "External"
        if not outside:
            target = _inside(package, folder, target)
        kind = str(mark.get("Type") or "").rsplit("/", 1)[-1]
        yield Relation(str(mark.get("Id")), kind, target, outside)


def _inside(package: Package, folder: str, target: str) -> str:
    """Return the name of the part that a target means; some producers write it from the root on."""
    joined = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    names = (joined, unquote(joined), target.lstrip("/"))
    return next((name for name in names if name in package.names), joined)


def _main_part(package: Package) -> str:
    """Return the name of the part that holds the body, as the file's own relations give it."""
    for relation in relations_of(package, ""):
        if relation.kind == "officeDocument" and relation.target in package.names:
            return relation.target
    if _USUAL not in package.names:
        raise package.damaged("le corps du document manque")
    return _USUAL


def _named(relations: dict[str, Relation], folder: str, kind: str) -> str:
    """Return the part of a kind: the one the main part points at, else the one with the usual name."""
    found = (each.target for each in relations.values() if each.kind == kind and not each.outside)
    return next(found, posixpath.join(folder, f"{kind}.xml"))
