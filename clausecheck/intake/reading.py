"""The files of one tender, one after the other or several at once, their results in the order of the call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TypeAlias

from clausecheck.errors import InputError, UnreadableError
from clausecheck.intake.office import TARGETS, converted
from clausecheck.model.document import Document, Problem
from clausecheck.readers.layout import Member
from clausecheck.readers.opening import ID_LENGTH, Legacy, Opened, Refused, open_file
from clausecheck.readers.problems import problem
from clausecheck.readers.settings import Progress, ReadSettings

_HIDDEN = {"__macosx", "thumbs.db", "desktop.ini", "clausecheck.toml"}
Opener = Callable[[str, bytes, ReadSettings, Progress | None], Iterable[Opened]]
Told = Callable[[str], None]
"""Called with a French line on what is being done."""


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


@dataclass(frozen=True, slots=True)
class _Source:
    """A file to be opened: its name, where its bytes are, and how many archives it was in."""

    name: str
    path: Path
    depth: int = 0
    spooled: bool = False


_Found = Document | Refused
_Node: TypeAlias = "Document | Refused | Future[list[_Node]]"


class _Call:
    """One call: its files are opened by several threads, its results put back into order."""

    def __init__(self, settings: ReadSettings, opener: Opener, threads: Executor, told: Told | None) -> None:
        self._settings, self._opener, self._threads, self._told = settings, opener, threads, told
        limits = settings.limits
        self._budget = _Budget(limits.archive_members, limits.archive_bytes)
        self._lock = Lock()
        self._spool = TemporaryDirectory(prefix="clausecheck-", ignore_cleanup_errors=True)
        self._spooled = count()

    def results(self, sources: Iterable[_Source]) -> list[_Found]:
        """Open all sources and return what they give, in order."""
        with self._spool:
            submitted = [self._threads.submit(self._opened, source) for source in sources]
            return [found for future in submitted for found in _flat(future)]

    def spool(self, name: str, data: bytes, depth: int = 0) -> _Source:
        """Keep the bytes of a file that has no path until its turn comes; the name is a label only."""
        path = Path(self._spool.name, str(next(self._spooled)))
        path.write_bytes(data)
        return _Source(name, path, depth, spooled=True)

    def _opened(self, source: _Source) -> list[_Node]:
        if self._told:
            self._told(f"Lecture de {source.name}")
        try:
            size = source.path.stat().st_size
            if size > self._settings.limits.archive_bytes:
                named = self._settings.limits.named("archive_bytes")
                return [_refused(source.name, "too_large", f"Le fichier est trop gros ({named}).")]
            data = source.path.read_bytes()
        except OSError as error:
            said = f"Le fichier ne peut pas être ouvert ({error.strerror})."
            return [_refused(source.name, "not_readable", said)]
        if source.spooled:
            source.path.unlink()
        return self._of_bytes(source, data) or [
            _refused(source.name, "empty_file", "L’archive ne contient aucun fichier.")
        ]

    def _of_bytes(self, source: _Source, data: bytes) -> list[_Node]:
        """Return documents and refusals as they are, members as what a thread will make of them."""
        found: list[_Node] = []
        for opened in self._opener(source.name, data, self._settings, self._progress(source.name)):
            if isinstance(opened, Member):
                if not is_hidden(opened.name):
                    found.append(self._member(source, opened))
            elif isinstance(opened, Legacy):
                found += self._legacy(opened, data)
            else:
                found.append(opened)
        return found

    def _member(self, source: _Source, member: Member) -> _Node:
        name, depth = f"{source.name}/{member.name}", source.depth + 1
        content = member.content
        if not isinstance(content, Problem):
            content = self._over(len(content), depth) or content
        if isinstance(content, Problem):
            return Refused(name=name, problem=content)
        return self._threads.submit(self._opened, self.spool(name, content, depth))

    def _over(self, size: int, depth: int) -> Problem | None:
        """Take a member from what the call may still take out of archives; else say which limit bites."""
        limits, budget = self._settings.limits, self._budget
        with self._lock:
            budget.members -= 1
            budget.size -= size
            for limit, over in (
                ("archive_depth", depth > limits.archive_depth),
                ("archive_members", budget.members < 0),
                ("archive_bytes", budget.size < 0),
            ):
                if over:
                    code = "too_deep" if limit == "archive_depth" else "too_large"
                    return problem(code, f"Les archives dépassent ce qui est lu ({limits.named(limit)}).")
        return None

    def _legacy(self, legacy: Legacy, data: bytes) -> list[_Found]:
        """Convert a file and read what comes out, under its own name and hash."""
        try:
            again = converted(data, legacy.format, self._settings.limits)
        except UnreadableError as error:
            return [Refused(name=legacy.name, problem=error.problem)]
        digest = sha256(data).hexdigest()
        found: list[_Found] = []
        name = f"{legacy.name}.{TARGETS[legacy.format][1]}"
        for opened in self._opener(name, again, self._settings, self._progress(legacy.name)):
            if isinstance(opened, Document):
                found.append(
                    replace(
                        opened,
                        name=legacy.name,
                        id=digest[:ID_LENGTH],
                        sha256=digest,
                        media_type=legacy.format.value,
                        problems=(*legacy.notes, *opened.problems),
                    )
                )
            elif isinstance(opened, Refused):
                found.append(Refused(name=legacy.name, problem=opened.problem))
        return found

    def _progress(self, name: str) -> Progress | None:
        if self._told is None:
            return None
        told = self._told
        return lambda done, total: told(f"Reconnaissance de {name} : page {done} sur {total}")


def read_paths(
    paths: Sequence[Path],
    *,
    settings: ReadSettings | None = None,
    opener: Opener = open_file,
    workers: int = 1,
    told: Told | None = None,
) -> ReadResult:
    """Read files, folders and archives as the pieces of one tender.

    Args:
        paths: Of a folder, all files below it are read, sorted by name, hidden ones left out.
        settings: Choices and limits; the defaults when None.
        opener: What opens one file: ``open_file``, or a pool's.
        workers: Files opened at once; one alone where ``opener`` works in this process.
        told: Called with a French line for every file, and for every page that is recognised.

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
    with ThreadPoolExecutor(workers) as threads:
        call = _Call(settings or ReadSettings(), opener, threads, told)
        return joined(call.results(source for path in paths for source in _sources(path)))


def read_bytes(
    name: str,
    data: bytes,
    *,
    settings: ReadSettings | None = None,
    opener: Opener = open_file,
    workers: int = 1,
    told: Told | None = None,
) -> ReadResult:
    """Read one file from memory; an archive gives several documents. See ``read_paths``.

    Args:
        name: As the buyer sees it; it decides the format only where the bytes do not.
        data: The whole file.
        settings: Choices and limits; the defaults when None.
        opener: What opens one file.
        workers: Files opened at once.
        told: Where progress is told.
    """
    with ThreadPoolExecutor(workers) as threads:
        call = _Call(settings or ReadSettings(), opener, threads, told)
        return joined(call.results([call.spool(name, data)]))


def _sources(path: Path) -> Iterator[_Source]:
    if not path.is_dir():
        yield _Source(path.name, path)
        return
    for file in sorted(entry for entry in path.rglob("*") if entry.is_file()):
        name = file.relative_to(path).as_posix()
        if not is_hidden(name):
            yield _Source(name, file)


def _flat(future: Future[list[_Node]]) -> Iterator[_Found]:
    for found in future.result():
        if isinstance(found, Future):
            yield from _flat(found)
        else:
            yield found


def _refused(name: str, code: str, message: str) -> Refused:
    return Refused(name=name, problem=problem(code, message))


def is_hidden(name: str) -> bool:
    """Tell files that systems and programs (this one too) leave behind: nobody takes them for a piece of the tender."""
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
