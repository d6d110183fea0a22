"""Bytes -> Documents: which reader for which bytes, archives opened, one bad file never stops the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clausecheck.errors import InputError, UnreadableError
from clausecheck.model.document import Document, Problem
from clausecheck.readers.language import guess_language
from clausecheck.readers.layout import Layout

_HIDDEN = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}
_LARGEST = 256 * 1024 * 1024
"""Bytes of one file (docs: design limits of the isolation of readers)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What a call gave.

    Attributes:
        documents: In the order of the call; the members of an archive in its order.
        unread: Name and problem of every file that gave no document.
    """

    documents: tuple[Document, ...]
    unread: tuple[tuple[str, Problem], ...] = ()


def read_paths(paths: Sequence[Path]) -> ReadResult:
    """Read files, folders and zips as the pieces of one tender.

    Raises:
        InputError: A path does not exist.
    """
    results = []
    for path in paths:
        if not path.exists():
            raise InputError(
                f"Introuvable : « {path} ». Vérifiez le chemin du fichier, du dossier ou du zip."
            )
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            if not _is_hidden(name):
                results.append(_read_file(file, name))
    return _joined(results)


def read_bytes(name: str, data: bytes) -> ReadResult:
    """Read one file from memory; an archive gives several documents."""
    from clausecheck.readers.archive import is_zip, zip_members

    try:
        if is_zip(data):
            return _joined(_member(f"{name}/{inner}", content) for inner, content in zip_members(data))
        return _joined([ReadResult(documents=(_document(name, data),))])
    except UnreadableError as error:
        return ReadResult(documents=(), unread=((name, error.problem),))


def _member(name: str, content: bytes | Problem) -> ReadResult:
    if isinstance(content, Problem):
        return ReadResult(documents=(), unread=((name, content),))
    return ReadResult(documents=()) if _is_hidden(name) else read_bytes(name, content)


def _read_file(path: Path, name: str) -> ReadResult:
    try:
        if path.stat().st_size > _LARGEST:
            problem = Problem(
                code="too_large",
                message=f"Le fichier dépasse {_LARGEST // 2**20} Mio.",
                remedy="Découpez-le ou réduisez ses images.",
                lost=True,
            )
            return ReadResult(documents=(), unread=((name, problem),))
        return read_bytes(name, path.read_bytes())
    except OSError as error:
        problem = Problem(
            code="not_readable",
            message=f"Le fichier ne peut pas être ouvert ({error.strerror}).",
            remedy="Vérifiez les droits d'accès.",
            lost=True,
        )
        return ReadResult(documents=(), unread=((name, problem),))


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return any(part in _HIDDEN or part.startswith(("._", "~$")) for part in parts)


def _document(name: str, data: bytes) -> Document:
    """Read one plain file.

    Raises:
        UnreadableError: Nothing of it can be read.
    """
    layout, media_type = _layout(name, data)
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        id=digest[:12],
        name=name,
        sha256=digest,
        media_type=media_type,
        language=guess_language(layout.text),
        text=layout.text,
        pages=layout.pages,
        blocks=layout.blocks,
        problems=layout.problems,
    )


def _layout(name: str, data: bytes) -> tuple[Layout, str]:
    """Choose the reader by the bytes first, by the name second."""
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if not data.strip():
        raise UnreadableError(
            Problem(
                code="empty_file", message="Le fichier est vide.", remedy="Déposez-le de nouveau.", lost=True
            )
        )
    if data[:1024].lstrip().startswith(b"%PDF") or suffix == "pdf":
        from clausecheck.readers.pdf import read_pdf

        return read_pdf(data), "application/pdf"
    if data.startswith(b"PK") and suffix in ("docx", "docm", "dotx"):
        from clausecheck.readers.docx import read_docx

        return read_docx(data), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if suffix in ("txt", "md", "markdown", "text") and b"\0" not in data[:4096]:
        from clausecheck.readers.plain import read_plain

        return read_plain(data, markdown=suffix.startswith("m")), "text/plain"
    raise UnreadableError(
        Problem(
            code="unsupported_format",
            message=f"Le format « {suffix or 'inconnu'} » n'est pas encore lu.",
            remedy="Déposez le document en PDF, en Word (.docx) ou en texte.",
            lost=True,
        )
    )


def _joined(results: Iterable[ReadResult]) -> ReadResult:
    """Join results and keep the ids apart where the same content comes twice."""
    documents: list[Document] = []
    unread: list[tuple[str, Problem]] = []
    taken: dict[str, int] = {}
    for result in results:
        unread += result.unread
        for document in result.documents:
            base = document.sha256[:12]
            taken[base] = taken.get(base, 0) + 1
            documents.append(document if taken[base] == 1 else replace(document, id=f"{base}-{taken[base]}"))
    return ReadResult(documents=tuple(documents), unread=tuple(unread))
