"""Relations between the parts of an Office Open XML package."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from clausecheck.errors import UnreadableError
from clausecheck.readers.package import Package


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part.

    Attributes:
        id: As the part cites it.
        kind: Last word of its type, for example ``worksheet``.
        target: Name of the part that it leads to; an address where it leads out of the package.
        outside: It leads out of the package.
    """

    id: str
    kind: str
    target: str
    outside: bool


def relations(package: Package, part: str) -> tuple[Relation, ...]:
    """Return the relations of a part; none where it has none, or where they cannot be read."""
    folder, name = posixpath.split(part)
    try:
        root = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    except UnreadableError:
        return ()
    return tuple(_relations(root, folder)) if root is not None else ()


def _relations(root: etree._Element, folder: str) -> Iterator[Relation]:
    for element in root.iterfind("{*}Relationship"):
        target, outside = element.get("Target") or "", element.get("TargetMode") == "External"
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = (element.get("Type") or "").rsplit("/", 1)[-1]
        yield Relation(element.get("Id") or "", kind, target, outside)
