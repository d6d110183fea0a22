"""Rule packs of third parties: a folder, or a folder inside an installed package. Their code is never imported.

A package offers its rules with an entry point of the group ``clausecheck.rules`` whose value is the path of the
folder inside the package, dots for slashes (``acme_rules.data``). Only that text is read: the folder is looked for among
the package's files.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from clausecheck.errors import RuleError

GROUP = "clausecheck.rules"
MOST_FILES = 5_000
MOST_BYTES = 8 * 1024 * 1024
"""Of a whole pack, five times the built-in library; a single file is held to less (see ``yamltree``)."""


def installed_packs() -> dict[str, Path]:
    """Return the packs that installed packages offer: name -> folder (which may be missing)."""
    return {point.name: _folder(point) for point in entry_points(group=GROUP)}


def _folder(point: EntryPoint) -> Path:
    parts = [part for part in point.value.replace(":", ".").split(".") if part]
    root = point.dist.locate_file("") if point.dist else Path()
    return Path(str(root)).joinpath(*parts)


def find_pack(name: str) -> Path:
    """Return the folder of a pack: a path, or the name that an installed package gave it.

    Raises:
        RuleError: It is neither; the message lists the installed ones.
    """
    folder = Path(name)
    if folder.is_dir():
        return folder
    known = installed_packs()
    if name in known and known[name].is_dir():
        return known[name]
    names = ", ".join(sorted(known)) or "none"
    raise RuleError(f"{name}: R001 no such folder of rules, nor an installed pack (installed: {names})")


def pack_files(folder: Path, pattern: str) -> tuple[Path, ...]:
    """Return the files of a pack that match ``pattern``, sorted, each inside the folder.

    Raises:
        RuleError: There are too many, they are too large, or one leads out of the folder.
    """
    if not folder.is_dir():
        raise RuleError(f"{folder}: R001 no such folder of rules")
    home = folder.resolve()
    found = sorted(folder.glob(pattern))
    if len(found) > MOST_FILES:
        raise RuleError(f"{folder}: R002 {len(found)} files, at most {MOST_FILES}: split the pack")
    for path in found:
        if not path.resolve().is_relative_to(home):
            raise RuleError(f"{path}: R003 leads out of the pack: copy the file instead of linking it")
        if not path.is_file():  # a pipe would keep its reader waiting for ever
            raise RuleError(f"{path}: R004 is no plain file: write the rule into a file")
    if sum(path.stat().st_size for path in found) > MOST_BYTES:
        raise RuleError(f"{folder}: R002 more than {MOST_BYTES // 1024 // 1024} MB: split the pack")
    return tuple(found)
