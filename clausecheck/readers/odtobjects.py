"""What an OpenDocument file carries besides its words: objects, links, macros."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from clausecheck.errors import UnreadableError
from clausecheck.model.document import Problem
from clausecheck.readers.embedded import ole_member
from clausecheck.readers.layout import Member
from clausecheck.readers.odtparts import DRAW, OFFICE, TEXT, XLINK, OdtParts, words_of
from clausecheck.readers.package import Package
from clausecheck.readers.problems import problem

_MATH = "{http://www.w3.org/1998/Math/MathML}"
_SYMBOLS = {f"{_MATH}{name}" for name in ("mi", "mn", "mo", "mtext", "ms")}
_SUFFIXES = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_MODULE = re.compile(r"(?:Basic/[^/]+/(?!script-l[bc]|dialog-l[bc])[^/]+\.(?:xml|xba)|Scripts/.*[^/])$")
_MOST_OBJECTS = 200


class Objects:
    """The embedded objects of a document."""

    def __init__(self, package: Package) -> None:
        """Keep the package whose sub-documents they are."""
        self._package = package

    def formula(self, mark: etree._Element) -> str:
        """Return a formula on one line; empty for other objects and for formulas that are damaged."""
        try:
            root = self._root(mark)
        except UnreadableError:
            return ""
        math = next(root.iter(f"{_MATH}math"), None) if root is not None else None
        if math is None:
            return ""
        return " ".join(
            words for part in math.iter() if part.tag in _SYMBOLS and (words := (part.text or "").strip())
        )

    def carried(self, text: etree._Element) -> Iterator[Member | Problem]:
        """Yield the documents and workbooks that stand in the text, or why they are not read."""
        marks = [e for e in text.iter(f"{DRAW}object", f"{DRAW}object-ole") if not _is_deleted(e)]
        for number, mark in enumerate(marks[:_MOST_OBJECTS], 1):
            try:
                yield from self._one(mark, number)
            except UnreadableError:
                yield problem(
                    "embedded_part", f"L’objet incorporé n° {number} est abîmé : il n’a pas été lu."
                )
        if len(marks) > _MOST_OBJECTS:
            yield problem("embedded_part", f"Seuls {_MOST_OBJECTS} objets incorporés ont été lus.")

    def _one(self, mark: etree._Element, number: int) -> Iterator[Member | Problem]:
        path = _inner_path(mark)
        missed = problem("embedded_part", f"L’objet incorporé n° {number} n’a pas été lu.")
        if mark.tag == f"{DRAW}object-ole":
            content = self._package.content(path, most="file_bytes") if path in self._package.names else b""
            yield ole_member(content, f"objet {number}") or missed
            return
        root = self._root(mark)
        if root is None:
            linked = mark.get(f"{XLINK}href")
            yield problem("external_link", f"L’objet n° {number} est lié à « {linked} », qui n’est pas joint.") if linked else missed  # fmt: skip
            return
        body = root.find(f"{OFFICE}body")
        kinds = [etree.QName(child).localname for child in body] if body is not None else []
        suffix = next((_SUFFIXES[kind] for kind in kinds if kind in _SUFFIXES), None)
        if suffix and path:
            yield Member(name=f"objet {number}.{suffix}", content=self._packed(path, root))
        elif suffix:
            yield missed

    def _root(self, mark: etree._Element) -> etree._Element | None:
        """Return the content of an object: of its own part, or written in its place in a flat document."""
        path = _inner_path(mark)
        if f"{path}/content.xml" in self._package.names:
            return self._package.xml(f"{path}/content.xml")
        return next((child for child in mark if str(child.tag) != f"{TEXT}p"), None)

    def _packed(self, path: str, root: etree._Element) -> bytes:
        """Return a sub-document as a file of its own."""
        body = root.find(f"{OFFICE}body")
        kind = etree.QName(body[0]).localname if body is not None and len(body) else "text"
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
            for name in ("content.xml", "styles.xml"):
                if f"{path}/{name}" in self._package.names:
                    archive.writestr(name, self._package.content(f"{path}/{name}"))
        return output.getvalue()


def _inner_path(mark: etree._Element) -> str:
    return (mark.get(f"{XLINK}href") or "").removeprefix("./").rstrip("/")


def _is_deleted(element: etree._Element) -> bool:
    return next(element.iterancestors(f"{TEXT}tracked-changes"), None) is not None


def pictures_in(parts: OdtParts) -> list[str]:
    """Return the names of the pictures in a document's text, in its order."""
    marks = (mark for mark in parts.text.iter(f"{DRAW}image") if not _is_deleted(mark))
    return [name for name in map(_inner_path, marks) if name in parts.package.names]


def notices(parts: OdtParts, *, empty: bool) -> Iterator[Problem]:
    """Yield what is to be said of links, macros and pictures.

    Args:
        parts: Of the document.
        empty: No words were read.
    """
    yield from _linked(parts.text)
    if any(_MODULE.match(name) for name in parts.package.names) or _has_module(parts.roots):
        yield problem(
            "macros", "Ce document contient des macros : elles n’ont pas été exécutées.", lost=False
        )
    pictures = list(parts.text.iter(f"{DRAW}image"))
    if any(_is_remote(picture) for picture in pictures):
        yield problem(
            "external_link", "Une image de ce document est liée à un fichier extérieur.", lost=False
        )
    if empty and pictures:
        yield problem("no_text", "Ce document ne contient que des images : aucun texte n’a été lu.")


def _linked(text: etree._Element) -> Iterator[Problem]:
    for section in text.iter(f"{TEXT}section"):
        source = next((child for child in section if str(child.tag).endswith(("}section-source", "}dde-source"))), None)  # fmt: skip
        if source is None:
            continue
        name = source.get(f"{XLINK}href") or section.get(f"{TEXT}name") or ""
        absent = not any(words_of(p).strip() for p in section.iter(f"{TEXT}p", f"{TEXT}h"))
        said = "son contenu manque" if absent else "le contenu lu est celui du dernier enregistrement"
        yield problem("external_link", f"Une section est liée à « {name} » : {said}.", lost=absent)
    for frame in text.iter(f"{DRAW}floating-frame"):
        name = frame.get(f"{XLINK}href") or ""
        yield problem(
            "external_link", f"Un cadre affiche « {name} », dont le contenu n’est pas dans ce document."
        )


def _has_module(roots: tuple[etree._Element, ...]) -> bool:
    """Tell whether a flat document holds the source of a macro."""
    return any(
        str(part.tag).endswith("}module") and words_of(part).strip()
        for root in roots
        for scripts in root.iter(f"{OFFICE}scripts")
        for part in scripts.iter()
    )


def _is_remote(picture: etree._Element) -> bool:
    link = picture.get(f"{XLINK}href") or ""
    return bool(re.match(r"(?:[a-z][a-z0-9+.-]*:|\.\./|/)", link, re.IGNORECASE))
