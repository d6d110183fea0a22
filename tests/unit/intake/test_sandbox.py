"""A fenced process reaches neither the network, nor the buyer's files, nor the caller's environment."""

from __future__ import annotations

import json
import socket
import subprocess
import sys

import pytest

from clausecheck.intake import landlock, sandbox
from clausecheck.intake.sandbox import Fence, environment, fenced, strongest

PROBE = """
import json, os, socket, sys
sys.path[:] = json.loads(sys.argv[4])
from clausecheck.intake.sandbox import Fence, fence_in
held = fence_in(Fence(int(sys.argv[1])), folder=sys.argv[2])
def tried(action):
    try:
        action()
    except OSError:
        return False
    return True
secret, port = sys.argv[3].split("|")
print(json.dumps({
    "fence": int(held),
    "secret": tried(lambda: open(secret).read()),
    "home": tried(lambda: os.listdir("/home")) and tried(lambda: os.listdir("/var/log")),
    "network": tried(lambda: socket.create_connection(("127.0.0.1", int(port)), 1)),
    "write": tried(lambda: open("/usr/clausecheck-probe", "w")),
    "scratch": tried(lambda: open(sys.argv[2] + "/x", "w").write("x")),
    "variables": sorted(os.environ),
}))
"""


@pytest.fixture(
    scope="module",
    params=[pytest.param(Fence.BUBBLEWRAP, marks=pytest.mark.fence), Fence.LANDLOCK],
)
def seen(request, tmp_path_factory) -> dict[str, object]:
    """What a process sees within a fence; Landlock only where the kernel has it."""
    fence: Fence = request.param
    if fence is Fence.LANDLOCK and not landlock.version():
        fence = strongest()
    folder = tmp_path_factory.mktemp("fence")
    secret = folder / "secret.txt"
    secret.write_text("brouillon")
    scratch = "/tmp" if fence is Fence.BUBBLEWRAP else str(tmp_path_factory.mktemp("scratch"))
    with socket.create_server(("127.0.0.1", 0)) as server:
        given = [str(int(fence)), scratch, f"{secret}|{server.getsockname()[1]}", json.dumps(sys.path)]
        done = subprocess.run(
            fenced([sys.executable, "-I", "-S", "-c", PROBE, *given], fence),
            capture_output=True,
            env=environment(scratch),
            check=True,
            timeout=30,
        )
    result: dict[str, object] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize(
    ("what", "allowed"),
    [("secret", False), ("home", False), ("network", False), ("write", False), ("scratch", True)],
)
def test_a_fenced_process_reaches_its_own_folder_and_nothing_else(seen, what: str, allowed: bool) -> None:
    if seen["fence"] == Fence.LIMITS:
        allowed = seen[what]  # nothing is fenced here, and doctor says so
    assert seen[what] == allowed


def test_a_fenced_process_inherits_no_variable(seen) -> None:
    assert set(seen["variables"]) <= {"HOME", "LANG", "OMP_THREAD_LIMIT", "PATH", "PWD", "TMPDIR", "LC_CTYPE"}


def test_the_folders_shown_hold_programs_and_packages_alone(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    sandbox.readable.cache_clear()
    shown = sandbox.readable()
    sandbox.readable.cache_clear()
    assert str(tmp_path) not in shown
    assert any(folder.endswith("clausecheck") or folder == sys.prefix for folder in shown)
