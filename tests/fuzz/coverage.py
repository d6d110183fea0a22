"""``make fuzz-coverage``: the pure parsers, led by the code that each input reaches (atheris).

usage: coverage.py quantities|names|zip|wire|rules [options of libFuzzer]
"""

from __future__ import annotations

import io
import struct
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["clausecheck"]):
    from clausecheck.errors import RuleError, UnreadableError
    from clausecheck.intake.wire import WireError, opened_frame, opened_of, read_frame
    from clausecheck.model.limits import Limits
    from clausecheck.readers.membernames import label, zip_name
    from clausecheck.readers.opening import open_file
    from clausecheck.readers.settings import Ocr, ReadSettings
    from clausecheck.readers.zipdirectory import BrokenZipError, read_directory
    from clausecheck.readers.zipfiles import zip_members
    from clausecheck.rulebook.yamltree import read_yaml
    from clausecheck.text.folding import fold
    from clausecheck.text.quantities import find_measures

sys.path.insert(0, str(Path(__file__).resolve().parent))
from seeds import seeds

_RULE = Path(tempfile.mkdtemp(prefix="clausecheck-")) / "rule.yaml"


def _quantities(data: bytes) -> None:
    find_measures(fold(data.decode("utf-8", "replace")))


def _names(data: bytes) -> None:
    label(zip_name(data[:64], utf8=False, extra=data[64:]))


def _zip(data: bytes) -> None:
    try:
        read_directory(data, most=100)
        list(zip_members(data, Limits()))
    except (BrokenZipError, struct.error, UnreadableError):
        return


def _wire(data: bytes) -> None:
    try:
        opened_of((data[:1], data[1:200], data[200:]))
    except WireError:
        return


def _rules(data: bytes) -> None:
    try:
        _RULE.write_bytes(data)
        read_yaml(_RULE)
    except RuleError:
        return


_TARGETS = {"quantities": _quantities, "names": _names, "zip": _zip, "wire": _wire, "rules": _rules}


def _healthy(target: str) -> list[bytes]:
    """Return inputs to start from, where nothing of interest is found without."""
    if target == "zip":
        return [seed.data for seed in seeds() if seed.data.startswith(b"PK")]
    if target == "wire":
        found = (
            opened
            for seed in seeds()
            for opened in open_file(seed.name, seed.data, ReadSettings(ocr=Ocr.OFF))
        )
        frames = (read_frame(io.BytesIO(opened_frame(opened)).read, 1 << 30) for opened in found)
        # The target cuts its input where it takes kind, head and body to be.
        return [kind + head[:199].ljust(199) + body for kind, head, body in frames]
    if target == "names":
        return [("dossier/Règlement n°2.pdf".encode(page)).ljust(64) for page in ("utf-8", "cp850", "cp1252")]
    if target == "rules":
        return [path.read_bytes() for path in sorted(Path("rules").glob("*/*.yaml"))[::20]]
    return [b"pendant au moins sept (7) ans, 10 % sous 48 heures, 8,5 sur 10"]


if __name__ == "__main__":
    chosen = sys.argv.pop(1)
    corpus = Path(tempfile.mkdtemp(prefix="clausecheck-"))
    for number, data in enumerate(_healthy(chosen)):
        (corpus / str(number)).write_bytes(data)
    atheris.Setup([*sys.argv, "-max_len=20000", str(corpus)], _TARGETS[chosen])
    atheris.Fuzz()
