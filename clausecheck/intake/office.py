"""Old office formats -> formats that have a reader, by LibreOffice in a fenced process of its own.

Each conversion has a private profile and folder, no network, and a hard time limit; macros are not
run (a fresh profile refuses them for documents from outside of trusted folders).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from functools import lru_cache
from pathlib import Path

from clausecheck.intake import sandbox
from clausecheck.intake.worker import FENCED
from clausecheck.model.limits import Limits
from clausecheck.readers.formats import Format
from clausecheck.readers.problems import unreadable

TARGETS = {
    Format.DOC: ("doc", "docx"),
    Format.RTF: ("rtf", "docx"),
    Format.PPT: ("ppt", "pdf"),
    Format.PPTX: ("pptx", "pdf"),
    Format.ODP: ("odp", "pdf"),
}
"""Suffix before and after: Word keeps articles, lists and revisions; slides keep their numbers as pages."""
_ONE_AT_A_TIME = threading.Lock()


@lru_cache(maxsize=1)
def program() -> str | None:
    """Return LibreOffice's command; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(data: bytes, found: Format, limits: Limits) -> bytes:
    """Return the file in a format that has a reader.

    Args:
        data: The file's bytes.
        found: One of ``readers.formats.OFFICE``.
        limits: ``office_seconds`` bounds the conversion.

    Raises:
        UnreadableError: LibreOffice is absent, fails, or takes too long.
    """
    command = program()
    if command is None:
        raise unreadable(
            "office_missing", "Ce format se lit avec LibreOffice, qui n’est pas installé sur cette machine."
        )
    before, after = TARGETS[found]
    # As its own children do, LibreOffice takes much memory: one at a time, whatever the pool.
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="clausecheck-office-") as folder:
        source, target = Path(folder, f"piece.{before}"), Path(folder, "out", f"piece.{after}")
        source.write_bytes(data)
        _run(_command(command, folder, source, after), Path(folder), limits)
        if not target.is_file() or target.is_symlink():
            raise unreadable("office_failed", "LibreOffice n’a pas pu ouvrir ce document.")
        if target.stat().st_size > limits.archive_bytes:
            raise unreadable(
                "too_large", f"Ce document enfle à la conversion ({limits.named('archive_bytes')})."
            )
        return target.read_bytes()


def _command(program: str, folder: str, source: Path, after: str) -> list[str]:
    return [
        program,
        f"-env:UserInstallation=file://{folder}/profile",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        *("--convert-to", after, "--outdir", f"{folder}/out", str(source)),
    ]


def _run(command: list[str], folder: Path, limits: Limits) -> None:
    """Run a command that may write to ``folder`` alone, its whole group killed when its time is over."""
    fence = sandbox.strongest()
    given = [sys.executable, "-I", "-S", "-c", FENCED, str(int(fence)), *sys.path]
    process = subprocess.Popen(
        sandbox.fenced([*given, "--", *command], fence, folder=folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=sandbox.environment(str(folder)),
        start_new_session=True,
    )
    try:
        process.wait(timeout=limits.office_seconds)
    except subprocess.TimeoutExpired as error:
        named = limits.named("office_seconds")
        raise unreadable(
            "time_limit", f"LibreOffice met trop de temps à ouvrir ce document ({named})."
        ) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
