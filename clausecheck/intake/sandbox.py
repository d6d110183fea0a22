"""How a command that reads untrusted bytes is fenced in: by bubblewrap, by Landlock, or by limits alone.

The strongest fence that the machine offers is found by trying, once a process.

    BUBBLEWRAP  own namespaces (no network, no other process, an empty environment), the system
                read-only, one small temporary folder in memory
    LANDLOCK    the kernel refuses files outside of the system's read-only folders and TCP; where
                the kernel allows it, no network at all
    LIMITS      memory, processor time, file size: resource limits, nothing else
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

_SYSTEM = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin", "/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache",
           "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/libreoffice", "/etc/localtime", "/var/cache/fontconfig")  # fmt: skip
"""Where programs, libraries, fonts and recognition data stand; shown read-only."""
_SCRATCH_BYTES = 256 << 20
_TRIAL_SECONDS = 10


class Fence(IntEnum):
    """How strongly a process is fenced in."""

    LIMITS = 0
    LANDLOCK = 1
    BUBBLEWRAP = 2


@lru_cache(maxsize=1)
def strongest() -> Fence:
    """Return the strongest fence that works here: bubblewrap is tried, Landlock asked for."""
    if _bubblewrap_works():
        return Fence.BUBBLEWRAP
    from clausecheck.intake.landlock import version

    return Fence.LANDLOCK if version() > 0 else Fence.LIMITS


def _bubblewrap_works() -> bool:
    if shutil.which("bwrap") is None:
        return False
    try:
        trial = subprocess.run(
            [*_bubblewrap(()), "--", "true"], capture_output=True, timeout=_TRIAL_SECONDS, check=False, env={}
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return trial.returncode == 0


def fenced(command: Sequence[str], fence: Fence, *, folder: Path | None = None) -> list[str]:
    """Return the command that runs ``command`` within a fence.

    Args:
        command: Program and arguments; under LANDLOCK and LIMITS it fences itself in (``fence_in``).
        fence: From ``strongest``.
        folder: One folder that the command may write to; it keeps its path.
    """
    if fence is not Fence.BUBBLEWRAP:
        return list(command)
    bound = ["--bind", str(folder), str(folder)] if folder else []
    return [*_bubblewrap(readable()), *bound, "--", *command]


def _bubblewrap(folders: Sequence[str]) -> list[str]:
    shown = [word for folder in (*_SYSTEM, *folders) for word in ("--ro-bind-try", folder, folder)]
    return [
        shutil.which("bwrap") or "bwrap",
        *("--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"),
        *("--proc", "/proc", "--dev", "/dev", "--size", str(_SCRATCH_BYTES), "--tmpfs", "/tmp"),
        *shown,
        *("--chdir", "/tmp"),
    ]  # fmt: skip


@lru_cache(maxsize=1)
def readable() -> tuple[str, ...]:
    """Return the folders beyond the system's that Python and its packages need, without doubles.

    Of the module path only folders of installed packages are shown: others (the folder that a
    script stands in, the current one) may hold anything.
    """
    packages = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    own = str(Path(__file__).parents[1])
    paths = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *packages, own}
    folders = sorted({os.path.realpath(path) for path in paths} | paths)
    kept: list[str] = []
    for folder in folders:
        if Path(folder).exists() and not any(_below(folder, other) for other in (*_SYSTEM, *kept)):
            kept.append(folder)
    return tuple(kept)


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def fence_in(fence: Fence, *, folder: str) -> Fence:
    """Fence the calling process in where its parent could not; returns what holds.

    Args:
        fence: What the parent found; BUBBLEWRAP means that it holds already.
        folder: The one folder that may be written to.
    """
    if fence is not Fence.LANDLOCK:
        return fence
    from clausecheck.intake.landlock import restrict

    return (
        Fence.LANDLOCK
        if restrict((*_SYSTEM, *readable(), "/proc", "/dev"), (folder, "/dev/null"))
        else Fence.LIMITS
    )


def environment(folder: str) -> dict[str, str]:
    """Return the environment of a fenced process: nothing of the caller's but where programs are."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": folder,
        "TMPDIR": folder,
        "OMP_THREAD_LIMIT": "1",
    }
