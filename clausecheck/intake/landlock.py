"""Landlock by its three system calls: a process gives up files and network that it does not need.

Source: the kernel's documentation of Landlock (userspace API), versions 1 to 4; the calls have the
same numbers on all architectures. Nothing is imported beyond the standard library, for the fenced
process starts here.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Sequence
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_FILE_ONLY = _EXECUTE | _WRITE_FILE | _READ_FILE
_ALL = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}
"""Rights on files that each version can take away; later versions add one for devices."""
_TCP = 0b11
_CLOSE_ON_EXEC = os.O_CLOEXEC


def version() -> int:
    """Return the version of Landlock that the kernel offers; 0 without it."""
    return max(_call(_CREATE, None, 0, _VERSION_FLAG), 0)


def restrict(read_only: Sequence[str], writable: Sequence[str]) -> bool:
    """Take away from this process, for good, all files but these, TCP, and where allowed any network.

    Args:
        read_only: Files and folders that may be read and run.
        writable: Folders that may be written to.

    Returns:
        False when the kernel does not offer it; then nothing was taken away.
    """
    found = version()
    if not found:
        return False
    rights = _ALL[min(found, 3)]
    attributes = struct.pack("=QQ", rights, _TCP) if found >= 4 else struct.pack("=Q", rights)
    ruleset = _call(_CREATE, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    try:
        leave_network()
        for path, allowed in [
            *((path, _READ) for path in read_only),
            *((path, rights) for path in writable),
        ]:
            _allow(ruleset, path, allowed & rights)
        _library().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return _call(_RESTRICT, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def leave_network() -> None:
    """Move into a network of this process's own, where there is none; keep user and group.

    Refused where the system forbids user namespaces: then TCP alone is closed, by Landlock.
    """
    user, group = os.getuid(), os.getgid()
    if _library().unshare(_NEW_USER | _NEW_NET) != 0:
        return
    for file, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        Path("/proc/self", file).write_text(text, "ascii")


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | _CLOSE_ON_EXEC)
    except OSError:
        return  # a folder that this system has not
    try:
        allowed = rights if Path(path).is_dir() else rights & _FILE_ONLY
        _call(_ADD, ruleset, _PATH_BENEATH, struct.pack("=Qi", allowed, descriptor), 0)
    finally:
        os.close(descriptor)


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call(number: int, *arguments: object) -> int:
    try:
        return int(_library().syscall(ctypes.c_long(number), *arguments))
    except (AttributeError, OSError):
        return -1  # no Linux
