"""What a newcomer relies on: the locked versions, the commands that the pages name, the packages listed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
PAGES = ["README.md", "CONTRIBUTING.md"]


def pinned(name: str) -> set[str]:
    return {
        plain(match)
        for match in re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    }


def plain(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def test_every_runtime_dependency_is_locked() -> None:
    assert {plain(requirement) for requirement in PROJECT["dependencies"]} <= pinned("requirements.lock")


def test_every_development_dependency_is_locked() -> None:
    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    assert {plain(requirement) for requirement in wanted} <= pinned("requirements-dev.lock")


def test_the_two_locks_agree() -> None:
    runtime, development = (
        dict(re.findall(r"^(\S+)==(\S+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)) for name in LOCKS
    )
    assert runtime.items() <= development.items()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_hashes_and_names_no_index(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    assert lines
    assert [] == [
        line
        for line in lines
        if not re.match(
            r"^\S+==\S+( ; python_version < \"[\d.]+\")? \\$|^    --hash=sha256:[0-9a-f]{64}( \\)?$|^#|^$",
            line,
        )
    ]
    assert "://" not in "\n".join(lines)


@pytest.mark.parametrize("page", PAGES)
def test_a_make_target_that_a_page_names_exists(page: str) -> None:
    named = set(re.findall(r"\bmake ([a-z]+)\b", (ROOT / page).read_text("utf-8")))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert named
    assert named <= targets


@pytest.mark.parametrize("page", PAGES)
def test_a_file_that_a_page_links_to_exists(page: str) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", (ROOT / page).read_text("utf-8"))
    assert links
    assert [] == [link for link in links if not (ROOT / link).exists()]


def test_every_debian_package_names_a_registered_marker(pytestconfig: pytest.Config) -> None:
    lines = [
        line.split()
        for line in (ROOT / "apt-packages.txt").read_text("utf-8").splitlines()
        if line and line[0] != "#"
    ]
    markers = {marker.split(":")[0] for marker in pytestconfig.getini("markers")}
    assert lines
    assert {line[1] for line in lines} <= markers
