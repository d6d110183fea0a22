"""The files of one tender, one after the other or several at once, their results in the order of the call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from clausecheck.errors import InputError
from clausecheck.model.document import Document, Problem
from clausecheck.readers.layout import Member
from clausecheck.readers.opening import Opened, Refused, open_file
from clausecheck.readers.problems import problem
from clausecheck.readers.settings import Progress, ReadSettings

_HIDDEN = {"__macosx", "thumbs.db", "desktop.ini"}
Opener = Callable[[str, bytes, ReadSettings, Progress | None], Iterable[Opened]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What a call gave.

    Attributes:
        documents: In the order of the call; the members of an archive in its order.
        unread: Name and problem of every file that gave no document.
    """

    documents: tuple[Document, ...]
    unread: tuple[tuple[str, Problem], ...] = ()


@dataclass
class _Budget:
    """What a call may still take out of archives, nested ones included."""

    members: int
    size: int


@dataclass(frozen=True)
class _Call:
    settings: ReadSettings
    opener: Opener
    budget: _Budget
    progress: Progress | None = field(default=None)


def read_paths(
    paths: Sequence[Path], *, settings: ReadSettings | None = None, opener: Opener = open_file
) -> ReadResult:
    """Read files, folders and archives as the pieces of one tender.

    Args:
        paths: Of a folder, all files below it are read, sorted by name, hidden ones left out.
        settings: Choices and limits; the defaults when None.
        opener: What opens one file.

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
    call = _call(settings, opener)
    return joined(found for path in paths for found in _of_path(path, call))


def read_bytes(
    name: str, data: bytes, *, settings: ReadSettings | None = None, opener: Opener = open_file
) -> ReadResult:
    """Read one file from memory; an archive gives several documents.

    Args:
        name: As the buyer sees it; it decides the format only where the bytes do not.
        data: The whole file.
        settings: Choices and limits; the defaults when None.
        opener: What opens one file.
    """
    return joined(_of_bytes(name, data, _call(settings, opener), depth=0))


def _call(settings: ReadSettings | None, opener: Opener) -> _Call:
    chosen = settings or ReadSettings()
    limits = chosen.limits
    return _Call(chosen, opener, _Budget(limits.archive_members, limits.archive_bytes))


def _of_path(path: Path, call: _Call) -> Iterator[Document | Refused]:
    if not path.is_dir():
        yield from _of_file(path, path.name, call)
        return
    for file in sorted(entry for entry in path.rglob("*") if entry.is_file()):
        name = file.relative_to(path).as_posix()
        if not is_hidden(name):
            yield from _of_file(file, name, call)


def _of_file(path: Path, name: str, call: _Call) -> Iterator[Document | Refused]:
    try:
        data = path.read_bytes()
    except OSError as error:
        said = problem("not_readable", f"Le fichier ne peut pas être ouvert ({error.strerror}).")
        yield Refused(name=name, problem=said)
        return
    yield from _of_bytes(name, data, call, depth=0)


def _of_bytes(name: str, data: bytes, call: _Call, *, depth: int) -> Iterator[Document | Refused]:
    empty = True
    for found in call.opener(name, data, call.settings, call.progress):
        if not isinstance(found, Member):
            empty = False
            yield found
        elif not is_hidden(found.name):
            empty = False
            yield from _of_member(name, found, call, depth=depth + 1)
    if empty:
        yield Refused(name=name, problem=problem("empty_file", "L’archive ne contient aucun fichier."))


def _of_member(container: str, member: Member, call: _Call, *, depth: int) -> Iterator[Document | Refused]:
    name = f"{container}/{member.name}"
    content = (
        member.content if isinstance(member.content, Problem) else _admitted(member.content, call, depth)
    )
    if isinstance(content, Problem):
        yield Refused(name=name, problem=content)
    else:
        yield from _of_bytes(name, content, call, depth=depth)


def _admitted(content: bytes, call: _Call, depth: int) -> bytes | Problem:
    """Return the bytes of a member that the call may still take, else why not."""
    limits, budget = call.settings.limits, call.budget
    budget.members -= 1
    budget.size -= len(content)
    for name, over in (
        ("archive_depth", depth > limits.archive_depth),
        ("archive_members", budget.members < 0),
        ("archive_bytes", budget.size < 0),
    ):
        if over:
            code = "too_deep" if name == "archive_depth" else "too_large"
            return problem(
                code, f"Les archives de ce dossier dépassent ce qui est lu ({limits.named(name)})."
            )
    return content


def is_hidden(name: str) -> bool:
    """Tell files that systems and programs leave behind: nobody takes them for a piece of the tender."""
    return any(part.startswith((".", "~$")) or part.lower() in _HIDDEN for part in name.split("/"))


def joined(found: Iterable[Document | Refused]) -> ReadResult:
    """Sort documents from problems and keep ids apart where the same content comes twice."""
    documents: list[Document] = []
    unread: list[tuple[str, Problem]] = []
    taken: dict[str, int] = {}
    for one in found:
        if isinstance(one, Refused):
            unread.append((one.name, one.problem))
            continue
        taken[one.id] = taken.get(one.id, 0) + 1
        again = taken[one.id]
        documents.append(one if again == 1 else replace(one, id=f"{one.id}-{again}"))
    return ReadResult(documents=tuple(documents), unread=tuple(unread))
