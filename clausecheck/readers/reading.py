"""Bytes -> Documents: which reader for which bytes, archives opened, one bad file never stops the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clausecheck.errors import InputError, UnreadableError
from clausecheck.model.document import Document, Problem
from clausecheck.readers.archive import Budget, zip_members
from clausecheck.readers.formats import Format, described, format_of
from clausecheck.readers.language import guess_language
from clausecheck.readers.layout import Layout
from clausecheck.readers.problems import problem, unreadable

_HIDDEN = {"__macosx", "thumbs.db", "desktop.ini"}
_LARGEST = 256 << 20
"""Bytes of one file: the largest pieces of real tenders, plans apart, stay below a tenth of it."""
_DEEPEST = 3
"""Archives within archives."""
_ID_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What a call gave.

    Attributes:
        documents: In the order of the call; the members of an archive in its order.
        unread: Name and problem of every file that gave no document.
    """

    documents: tuple[Document, ...]
    unread: tuple[tuple[str, Problem], ...] = ()


_Read = tuple[str, Document | Problem]


def read_paths(paths: Sequence[Path]) -> ReadResult:
    """Read files, folders and zips as the pieces of one tender.

    Args:
        paths: Of a folder, all files below it are read, sorted by name, hidden ones left out.

    Returns:
        A document for every file that could be read, a problem for every other one.

    Raises:
        InputError: A path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise InputError(
                f"Introuvable : « {path} ». Un fichier, un dossier ou un zip était attendu : "
                "vérifiez le chemin et son orthographe."
            )
    budget = Budget()
    return _joined(found for path in paths for found in _of_path(path, budget))


def read_bytes(name: str, data: bytes) -> ReadResult:
    """Read one file from memory; an archive gives several documents.

    Args:
        name: As the buyer sees it; it decides the format only where the bytes do not.
        data: The whole file.
    """
    return _joined(_of_bytes(name, data, Budget(), depth=0))


def _of_path(path: Path, budget: Budget) -> Iterator[_Read]:
    if not path.is_dir():
        yield from _of_file(path, path.name, budget)
        return
    for file in sorted(entry for entry in path.rglob("*") if entry.is_file()):
        name = file.relative_to(path).as_posix()
        if not _is_hidden(name):
            yield from _of_file(file, name, budget)


def _of_file(path: Path, name: str, budget: Budget) -> Iterator[_Read]:
    try:
        if path.stat().st_size > _LARGEST:
            yield name, problem("too_large", f"Le fichier dépasse {_LARGEST >> 20} Mio.")
            return
        data = path.read_bytes()
    except OSError as error:
        yield name, problem("not_readable", f"Le fichier ne peut pas être ouvert ({error.strerror}).")
        return
    yield from _of_bytes(name, data, budget, depth=0)


def _of_bytes(name: str, data: bytes, budget: Budget, *, depth: int) -> Iterator[_Read]:
    try:
        if data.strip() and format_of(name, data) is Format.ZIP:
            yield from _of_archive(name, data, budget, depth=depth)
        else:
            yield name, _document(name, data)
    except UnreadableError as error:
        yield name, error.problem


def _of_archive(name: str, data: bytes, budget: Budget, *, depth: int) -> Iterator[_Read]:
    """Yield what the members of an archive give.

    Raises:
        UnreadableError: The archive is damaged, empty or too deep in others.
    """
    if depth >= _DEEPEST:
        raise unreadable("too_deep", f"Cette archive est contenue dans plus de {_DEEPEST - 1} autres.")
    members = 0
    for inner, content in zip_members(data, budget):
        if _is_hidden(inner):
            continue
        members += 1
        full = f"{name}/{inner}"
        if isinstance(content, Problem):
            yield full, content
        else:
            yield from _of_bytes(full, content, budget, depth=depth + 1)
    if not members:
        raise unreadable("empty_file", "L’archive ne contient aucun fichier.")


def _is_hidden(name: str) -> bool:
    """Tell files that systems and programs leave behind: nobody takes them for a piece of the tender."""
    return any(part.startswith((".", "~$")) or part.lower() in _HIDDEN for part in name.split("/"))


def _document(name: str, data: bytes) -> Document:
    """Read one file that is no archive.

    Raises:
        UnreadableError: Nothing of it can be read.
    """
    layout, found = _layout(name, data)
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        id=digest[:_ID_LENGTH],
        name=name,
        sha256=digest,
        media_type=found.value,
        language=guess_language(layout.text),
        text=layout.text,
        pages=layout.pages,
        blocks=layout.blocks,
        problems=layout.problems or _blank(layout),
    )


def _blank(layout: Layout) -> tuple[Problem, ...]:
    """Say of a document without a word that it is so: nobody files a blank piece on purpose."""
    return (
        () if layout.text.strip() else (problem("no_text", "Aucun texte n’a été trouvé dans ce document."),)
    )


def _layout(name: str, data: bytes) -> tuple[Layout, Format]:
    """Call the reader of the format; readers are imported when a file needs them."""
    if not data.strip():
        raise unreadable("empty_file", "Le fichier est vide.")
    found = format_of(name, data)
    if found is Format.PDF:
        from clausecheck.readers.pdf import read_pdf

        return read_pdf(data), found
    if found is Format.DOCX:
        from clausecheck.readers.docx import read_docx

        return read_docx(data), found
    if found in (Format.PLAIN, Format.MARKDOWN):
        from clausecheck.readers.plain import read_plain

        return read_plain(data, markdown=found is Format.MARKDOWN), found
    if found is Format.ENCRYPTED:
        raise unreadable("password", "Ce document est protégé par un mot de passe.")
    if found is Format.ARCHIVE:
        raise unreadable("unsupported_archive", "Cette archive n’est pas un zip : elle n’est pas encore lue.")
    raise unreadable("unsupported_format", f"C’est {described(name, data)} : ce format n’est pas encore lu.")


def _joined(found: Iterable[_Read]) -> ReadResult:
    """Sort documents from problems and keep ids apart where the same content comes twice."""
    documents: list[Document] = []
    unread: list[tuple[str, Problem]] = []
    taken: dict[str, int] = {}
    for name, one in found:
        if isinstance(one, Problem):
            unread.append((name, one))
            continue
        taken[one.id] = taken.get(one.id, 0) + 1
        again = taken[one.id]
        documents.append(one if again == 1 else replace(one, id=f"{one.id}-{again}"))
    return ReadResult(documents=tuple(documents), unread=tuple(unread))
