"""The process that parses: takes files from its parent one by one, within limits, and sends back what they give.

Started by ``pool`` as ``python -I -S -c START``, fenced in by ``sandbox``. It trusts its parent and
its parent does not trust it. Its own limits end a file early and by name; the parent's clock and
the kernel's limits end what does not listen.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from typing import BinaryIO

START = "import sys,json;g=json.loads(sys.argv[1]);sys.path[:]=g['path'];from clausecheck.intake.worker import main;main(g)"
"""What the interpreter is given: it takes over the parent's module path, which -I -S leaves out."""
FENCED = (
    "import sys;a=sys.argv[1:];i=a.index('--');sys.path[:]=[p for p in a[1:i] if p];"
    "from clausecheck.intake.worker import run_fenced;run_fenced(int(a[0]),a[i+1:])"
)
"""The same for a program that is no Python: fence, module path, ``--``, command."""
_OFFICE_MEMORY = 4 << 30
"""Address space of LibreOffice, which maps far more than it uses: 1.4 GiB before it opens anything."""
_MOST_FILES = 256
_MOST_JOB = 2 << 30


def main(given: dict[str, object]) -> None:
    """Fence in, say hello, and work until the parent closes the pipe."""
    channel_in, channel_out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # A library that prints may not write into the pipe of results.
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)

    from clausecheck.intake.sandbox import Fence, fence_in
    from clausecheck.intake.wire import packed

    fence = fence_in(Fence(int(str(given["fence"]))), folder=str(given["folder"]))
    _limit(int(str(given["memory"])), int(str(given["file"])))
    channel_out.write(packed(b"H", {"fence": int(fence), "pid": os.getpid()}))
    channel_out.flush()
    while _serve(channel_in, channel_out):
        pass


def run_fenced(fence: int, command: list[str]) -> None:
    """Fence this process in and become another program."""
    from clausecheck.intake.landlock import leave_network
    from clausecheck.intake.sandbox import Fence

    # LibreOffice aborts where Landlock refuses it a file: without bubblewrap it loses the network alone.
    if Fence(fence) is Fence.LANDLOCK:
        leave_network()
    _limit(_OFFICE_MEMORY, _OFFICE_MEMORY)
    os.execvp(command[0], command)


def _limit(memory: int, size: int) -> None:
    """Set the kernel's limits of this process and all that it starts."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MOST_FILES, _MOST_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _serve(source: BinaryIO, sink: BinaryIO) -> bool:
    """Open one file; returns False when the parent has closed the pipe."""
    from clausecheck.intake.wire import job_of, packed, read_frame

    try:
        _, header, data = read_frame(source.read, _MOST_JOB)
    except EOFError:
        return False
    name, settings = job_of(header)
    _allow_seconds(settings.limits.cpu_seconds)

    def told(done: int, total: int) -> None:
        if done == 0:
            extra = settings.limits.ocr_start_seconds + total * settings.limits.ocr_page_seconds
            _allow_seconds(settings.limits.cpu_seconds + extra)
        sink.write(packed(b"P", {"done": done, "total": total}))
        sink.flush()

    for frame in _frames(name, data, settings, told):
        sink.write(frame)
        sink.flush()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    sink.write(packed(b"E", {"peak": peak}))
    sink.flush()
    return True


def _allow_seconds(seconds: int) -> None:
    """Let this process use so many more seconds of processor time before the kernel ends it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, hard))


def _frames(name: str, data: bytes, settings: object, told: Callable[[int, int], None]):  # type: ignore[no-untyped-def]
    """Yield the frames of one file; memory that runs out and bugs become its problem."""
    from clausecheck.intake.wire import opened_frame
    from clausecheck.readers.opening import Refused, open_file
    from clausecheck.readers.problems import problem
    from clausecheck.readers.settings import ReadSettings

    assert isinstance(settings, ReadSettings)
    try:
        for opened in open_file(name, data, settings, told):
            yield opened_frame(opened)
    except MemoryError:
        named = settings.limits.named("memory_bytes")
        said = problem("memory_limit", f"La lecture de ce fichier demande trop de mémoire ({named}).")
        yield opened_frame(Refused(name=name, problem=said))
    # The one place where any error is caught: a bug in a reader may cost this file, not the others,
    # and is reported as what it is.
    except Exception as error:
        where = _where(error)
        said = problem("parser_error", f"Erreur interne à la lecture ({type(error).__name__}, {where}).")
        yield opened_frame(Refused(name=name, problem=said))


def _where(error: BaseException) -> str:
    """Return module and line of our own code that the error came through, for a bug report."""
    found = "?"
    trace = error.__traceback__
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.startswith("clausecheck."):
            found = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
