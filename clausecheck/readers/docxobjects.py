"""What a Word file carries besides its words: drawings, embedded files, links, macros."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from clausecheck.errors import UnreadableError
from clausecheck.model.document import Problem
from clausecheck.readers.docxparts import Parts, Relation
from clausecheck.readers.docxtext import FALLBACK, W
from clausecheck.readers.embedded import ole_member
from clausecheck.readers.layout import Member
from clausecheck.readers.package import Package
from clausecheck.readers.problems import problem
from clausecheck.readers.signs import readable

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LETTERING = "{urn:schemas-microsoft-com:vml}textpath"
_PRINTED_ONLY = re.compile(
    r"Equation|Paint|PBrush|MSPhotoEd|Photoshop|ImageFile|StaticMetafile|Visio|MSGraph|Excel\.Chart", re.I
)
"""Objects whose picture says what they are: formulas as pictures, drawings, charts."""
_REMOTE = re.compile(r"(?:https?|ftp)://|\\\\|file:/{4,5}|file://[^/]", re.IGNORECASE)
_MOST_OBJECTS = 200


class Drawings:
    """The words of diagrams (SmartArt), drawn shapes and lettering."""

    def __init__(self, package: Package, relations: dict[str, Relation]) -> None:
        """Keep the package, in which a diagram's words are a part of their own."""
        self._package = package
        self._relations = relations

    def texts_of(self, paragraph: etree._Element) -> Iterator[str]:
        """Yield the words of the drawings anchored in a paragraph, a line for each of their paragraphs."""
        for mark in paragraph.iter("{*}relIds", f"{_A}p", _LETTERING):
            if next(mark.iterancestors(FALLBACK), None) is not None:
                continue
            if mark.tag == f"{_A}p":
                text = _text(mark)
            elif mark.tag == _LETTERING:
                text = readable(mark.get("string") or "").strip()
            else:
                yield from self._diagram(mark)
                continue
            if text:
                yield text

    def _diagram(self, mark: etree._Element) -> Iterator[str]:
        key = next((value for name, value in mark.attrib.items() if str(name).endswith("}dm")), "")
        relation = self._relations.get(str(key))
        try:
            root = self._package.xml(relation.target) if relation is not None else None
        except UnreadableError:
            return
        for words in root.iter("{*}p") if root is not None else ():
            if text := _text(words):
                yield text


def _text(paragraph: etree._Element) -> str:
    words = "".join(each.text or "" for each in paragraph.iter("{*}t"))
    return " ".join(readable(words).replace("\u00ad", "").split())


def carried(package: Package, parts: Parts) -> Iterator[Member | Problem]:
    """Yield the files that the text carries, or why they are not read."""
    marks = list(parts.body.iter(f"{W}altChunk", "{*}OLEObject", f"{W}subDoc", f"{W}control"))
    for number, mark in enumerate(marks[:_MOST_OBJECTS], 1):
        relation = parts.relations.get(_relation_id(mark))
        try:
            found = _carried(package, mark, relation, number)
        except UnreadableError:
            found = problem("embedded_part", f"L’objet incorporé n° {number} est abîmé : il n’a pas été lu.")
        if found is not None:
            yield found
    if len(marks) > _MOST_OBJECTS:
        yield problem("embedded_part", f"Seuls {_MOST_OBJECTS} objets incorporés ont été lus.")


def _relation_id(mark: etree._Element) -> str:
    return next(
        (str(value) for name, value in mark.attrib.items() if str(name).endswith("relationships}id")), ""
    )


def _carried(
    package: Package, mark: etree._Element, relation: Relation | None, number: int
) -> Member | Problem | None:
    kind = etree.QName(mark).localname
    if kind == "subDoc":
        return problem("external_link", f"Le sous-document n° {number} n’est pas joint à ce document.")
    if kind == "control":
        return problem("embedded_part", f"Le champ de formulaire ActiveX n° {number} n’a pas été lu.")
    if kind == "OLEObject" and _PRINTED_ONLY.search(mark.get("ProgID") or ""):
        return None
    if relation is not None and relation.outside:
        return problem(
            "external_link", f"L’objet n° {number} est lié à « {relation.target} », qui n’est pas joint."
        )
    if relation is not None and relation.target in package.names:
        content = package.content(relation.target, most="file_bytes")
        name = posixpath.basename(relation.target)
        if content.startswith(b"\xd0\xcf"):
            member = ole_member(content, posixpath.splitext(name)[0])
            if member is not None:
                return member
        elif content.strip():
            return Member(name=name, content=content)
    said = (
        "Un document inséré dans celui-ci (« altChunk »)"
        if kind == "altChunk"
        else f"L’objet incorporé n° {number} (classeur, document)"
    )
    return problem("embedded_part", f"{said} n’a pas été lu.")


def pictures_in(package: Package, parts: Parts) -> list[str]:
    """Return the names of the pictures in a document's body, in the order of its text."""
    marks = parts.body.iter("{*}blip", "{*}imagedata")
    keys = (str(value) for mark in marks for name, value in mark.attrib.items() if str(name).endswith(("}embed", "}id")))  # fmt: skip
    found = (parts.relations[key].target for key in keys if key in parts.relations)
    return [name for name in dict.fromkeys(found) if name in package.names]


def notices(package: Package, parts: Parts, *, empty: bool) -> Iterator[Problem]:
    """Yield what is to be said of macros, links and pictures.

    Args:
        package: The file.
        parts: Of the document.
        empty: No words were read.
    """
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        yield problem(
            "macros", "Ce document contient des macros : elles n’ont pas été exécutées.", lost=False
        )
    if any(each.outside and each.kind == "image" for each in parts.relations.values()):
        yield problem(
            "external_link", "Une image de ce document est liée à un fichier extérieur.", lost=False
        )
    templates = [each.target for each in parts.settings if each.outside and _REMOTE.match(each.target)]
    if templates:
        yield problem(
            "external_link", f"Ce document va chercher son modèle à « {templates[0]} ».", lost=False
        )
    pictured = next(parts.body.iter("{*}blip", "{*}imagedata"), None) is not None
    if empty and pictured:
        yield problem("no_text", "Ce document ne contient que des images : aucun texte n’a été lu.")
