"""Standard input, standard output and files: results here, messages to standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.errors import InputError

if TYPE_CHECKING:
    from clausecheck.intake import ReadResult
    from clausecheck.model.document import Document, Problem
    from clausecheck.model.rule import Rulebook
    from clausecheck.model.tender import Options, Tender
    from clausecheck.readers.settings import ReadSettings

STDIN = "entrée standard"


def say(message: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def progress() -> Callable[[str], None] | None:
    """Return where progress goes: nowhere when nobody is looking."""
    return say if sys.stderr.isatty() else None


def write(result: str | bytes, output: Path | None) -> None:
    """Write a result to ``output``, or to standard output, in UTF-8.

    Raises:
        InputError: The file cannot be written.
    """
    data = result if isinstance(result, bytes) else result.encode("utf-8", "backslashreplace")
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(data)
    except OSError as error:
        raise InputError(
            f"Impossible d'écrire « {output} » ({error.strerror}). Choisissez un autre chemin."
        ) from error
    say(f"Écrit : {output}")


def read_tender(
    paths: Sequence[str],
    settings: ReadSettings,
    *,
    options: Options | None = None,
    rules: Rulebook | None = None,
) -> Tender:
    """Read the pieces named by ``paths``; ``-`` is standard input, once.

    Raises:
        InputError: A path does not exist, or there is no file at all.
    """
    from clausecheck.checking import read_files, structured
    from clausecheck.intake import ReadResult

    told = progress()
    results = [
        _standard_input(settings) if path == "-" else read_files([Path(path)], settings, progress=told)
        for path in dict.fromkeys(paths)
    ]
    joined = ReadResult(
        documents=_apart(document for result in results for document in result.documents),
        unread=tuple(unread for result in results for unread in result.unread),
    )
    if not joined.documents and not joined.unread:
        raise InputError(f"Aucun fichier dans : {', '.join(paths)}. Donnez au moins une pièce du marché.")
    return structured(joined, options=options, rules=rules)


def _apart(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Keep ids unique where two paths hold the same content."""
    taken: dict[str, int] = {}
    kept = []
    for document in documents:
        base = document.sha256[:12]
        taken[base] = taken.get(base, 0) + 1
        kept.append(replace(document, id=base if taken[base] == 1 else f"{base}-{taken[base]}"))
    return tuple(kept)


def tell_losses(tender: Tender) -> None:
    """Name on standard error every file and page that was not read."""
    for name, problem in tender.unread:
        _tell("Fichier non lu", name, problem)
    for piece in tender.pieces:
        for problem in piece.document.problems:
            _tell("Non lu" if problem.lost else "À noter", piece.document.name, problem)


def _tell(what: str, name: str, problem: Problem) -> None:
    say(f"{what} : {name} : {problem.message} {problem.remedy}".rstrip())


def _standard_input(settings: ReadSettings) -> ReadResult:
    from clausecheck.checking import read_data

    data = sys.stdin.buffer.read()
    return read_data(f"{STDIN}{_suffix(data)}", data, settings, progress=progress())


def _suffix(data: bytes) -> str:
    """Give bytes without a name the ending that their content calls for."""
    if data[:1024].lstrip().startswith(b"%PDF"):
        return ".pdf"
    if data.startswith(b"PK"):
        return ".docx" if b"word/" in data else ".zip"
    return ".txt" if b"\0" not in data[:4096] else ""
