"""A pool of processes that parse: started when needed, replaced when they have worked enough, killed when they hang."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType

from clausecheck.intake import sandbox
from clausecheck.intake.wire import Frame, WireError, job_frame, opened_of, read_frame
from clausecheck.intake.worker import START
from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.opening import Opened, Refused
from clausecheck.readers.problems import problem
from clausecheck.readers.settings import Progress, ReadSettings

_MOST_FILES = 200
"""Files after which a process is replaced: libraries leak, and heaps do not shrink."""
_MOST_PEAK = 600 << 20
"""Bytes of memory, at its peak, after which it is replaced too."""
_TRIES = 2
"""A process killed from outside (memory of the whole machine, an administrator) says nothing of the file."""
_ENDING_SECONDS = 2
_KILLED = (-signal.SIGKILL, 128 + signal.SIGKILL)
"""Statuses of a process killed from outside; bubblewrap adds 128 to the signal."""
_OUT_OF_SECONDS = (-signal.SIGXCPU, 128 + signal.SIGXCPU)


class _Died(Exception):
    """The process ended before it had answered."""


@dataclass
class _Clock:
    """When a file's time is over, and whether that is why its process was killed."""

    at: float
    over: bool = False


class Worker:
    """One process; used by one thread at a time."""

    def __init__(self, limits: Limits, fence: sandbox.Fence) -> None:
        """Start the process; it gets ready while the caller goes on."""
        self._folder = tempfile.mkdtemp(prefix="clausecheck-")
        inner = "/tmp" if fence is sandbox.Fence.BUBBLEWRAP else self._folder
        given = {
            "path": [path for path in sys.path if path],
            "fence": int(fence),
            "folder": inner,
            "memory": limits.memory_bytes,
            "file": limits.archive_bytes,
        }
        command = [sys.executable, "-I", "-S", "-c", START, json.dumps(given)]
        self._process = subprocess.Popen(
            sandbox.fenced(command, fence),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=sandbox.environment(inner),
            start_new_session=True,
        )
        self.limits = limits
        self._greeted = False
        self._files = 0
        self._peak = 0

    @property
    def worn(self) -> bool:
        """True when the process is to be replaced."""
        return self._files >= _MOST_FILES or self._peak > _MOST_PEAK or self._process.poll() is not None

    def open(
        self, name: str, data: bytes, settings: ReadSettings, progress: Progress | None
    ) -> Iterator[Opened]:
        """Yield what a file gives.

        Raises:
            _Died: The process was killed from outside before it had sent anything.
        """
        self._files += 1
        limits = settings.limits
        clock = _Clock(time.monotonic() + limits.wall_seconds)
        stopped = threading.Event()
        watch = threading.Thread(target=self._watch, args=(clock, stopped), daemon=True)
        watch.start()
        sent = done = False
        try:
            for frame in self._answers(name, data, settings, clock, progress):
                yield opened_of(frame)
                sent = True
            done = True
        except (EOFError, OSError, WireError) as error:
            status = self._ended()
            if status in _KILLED and not clock.over and not sent and not isinstance(error, WireError):
                raise _Died from error
            yield Refused(name=name, problem=_fault(status, limits, clock=clock, error=error))
        finally:
            stopped.set()
            watch.join()
            if not done:
                # Whoever stops listening leaves a process that is still talking.
                self.kill()

    def _answers(
        self, name: str, data: bytes, settings: ReadSettings, clock: _Clock, progress: Progress | None
    ) -> Iterator[Frame]:
        source, sink = self._process.stdout, self._process.stdin
        assert source is not None
        assert sink is not None
        if not self._greeted:
            read_frame(source.read, 1 << 10)
            self._greeted = True
        sink.write(job_frame(name, data, settings))
        sink.flush()
        left = settings.limits.result_bytes
        while True:
            frame = read_frame(source.read, left)
            left -= len(frame[1]) + len(frame[2])
            if frame[0] == b"E":
                self._peak = int(json.loads(frame[1])["peak"])
                return
            if frame[0] == b"P":
                _tell(frame, settings.limits, clock, progress)
            else:
                yield frame

    def _watch(self, clock: _Clock, stopped: threading.Event) -> None:
        """Kill the process when the file's time is over."""
        while not stopped.wait(max(clock.at - time.monotonic(), 0.01)):
            if time.monotonic() >= clock.at:
                clock.over = True
                self._signal()
                return

    def _ended(self) -> int:
        """Return the status with which the process ended; one that goes on is killed."""
        try:
            return self._process.wait(timeout=_ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self._signal()
            return self._process.wait()

    def kill(self) -> None:
        """End the process and all that it started."""
        self._signal()
        with contextlib.suppress(OSError):
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe:
                    pipe.close()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _signal(self) -> None:
        # The process leads its own group: recognition programs that it started end with it.
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)


class Pool:
    """Workers for any number of threads; a context manager, or one for the whole process (``shared_pool``)."""

    def __init__(self, limits: Limits | None = None, fence: sandbox.Fence | None = None) -> None:
        """Prepare a pool; processes are started when they are needed.

        Args:
            limits: Of memory and file size for its processes; other limits come with each file.
            fence: How they are fenced in; the strongest that works here when None.
        """
        self._limits = limits or Limits()
        self._fence = fence
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        # A fenced process ends with the thread that started it (PR_SET_PDEATHSIG): this one lives as
        # long as the pool, the threads that ask for files may come and go.
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="clausecheck-starter")
        self._lock = threading.Lock()

    def __enter__(self) -> Pool:
        """Return the pool."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all processes."""
        self.close()

    def warm(self, count: int = 1) -> None:
        """Start processes ahead of the first file."""
        for _ in range(count):
            worker = self._started()
            with self._lock:
                self._idle.append(worker)

    def open(
        self, name: str, data: bytes, settings: ReadSettings, progress: Progress | None = None
    ) -> Iterator[Opened]:
        """Yield what one file gives, read in a process of the pool; see ``readers.open_file``."""
        for attempt in range(1, _TRIES + 1):
            worker = self._taken()
            try:
                yield from worker.open(name, data, settings, progress)
                return
            except _Died:
                if attempt == _TRIES:
                    yield Refused(name=name, problem=_killed())
            finally:
                self._given_back(worker)

    def close(self) -> None:
        """End all processes, busy ones too."""
        with self._lock:
            workers = [*self._idle, *self._busy]
            self._idle.clear()
        for worker in workers:
            worker.kill()
        self._starter.shutdown()

    def _taken(self) -> Worker:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        if worker is None or worker.worn:
            if worker is not None:
                worker.kill()
            worker = self._started()
        with self._lock:
            self._busy.add(worker)
        return worker

    def _given_back(self, worker: Worker) -> None:
        worn = worker.worn
        with self._lock:
            self._busy.discard(worker)
            if not worn:
                self._idle.append(worker)
        if worn:
            worker.kill()

    def _started(self) -> Worker:
        fence = sandbox.strongest() if self._fence is None else self._fence
        return self._starter.submit(Worker, self._limits, fence).result()


def _fault(status: int, limits: Limits, *, clock: _Clock, error: Exception) -> Problem:
    """Say why a process ended without an answer."""
    if clock.over:
        named = limits.named("wall_seconds")
        return problem("time_limit", f"La lecture de ce fichier dure trop longtemps ({named}).")
    if status in _OUT_OF_SECONDS:
        named = limits.named("cpu_seconds")
        return problem("time_limit", f"La lecture de ce fichier demande trop de calcul ({named}).")
    if isinstance(error, WireError):
        return problem("parser_crash", "La lecture de ce fichier a donné un résultat démesuré ou incohérent.")
    named = limits.named("memory_bytes")
    return problem(
        "parser_crash",
        f"Le lecteur s’est arrêté sur ce fichier, abîmé ou trop lourd (état {status} ; {named}).",
    )


def _tell(frame: Frame, limits: Limits, clock: _Clock, progress: Progress | None) -> None:
    """Pass progress on; the first word of it gives a document its time for character recognition."""
    told = json.loads(frame[1])
    done, total = min(int(told["done"]), limits.pages), min(int(told["total"]), limits.pages)
    if done == 0:
        clock.at += limits.ocr_start_seconds + total * limits.ocr_page_seconds
    if progress:
        progress(done, total)


def _killed() -> Problem:
    return problem(
        "parser_crash", "Le lecteur a été arrêté de l’extérieur sur ce fichier, deux fois de suite."
    )


@lru_cache(maxsize=4)
def shared_pool(limits: Limits) -> Pool:
    """Return the pool of this process for these limits, made at the first call and ended with the process."""
    pool = Pool(limits)
    atexit.register(pool.close)
    return pool
