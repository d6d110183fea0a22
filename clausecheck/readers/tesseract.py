"""Tesseract as a process a page: a grey picture goes in, words with their boxes come out."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
from functools import lru_cache

FRENCH, ENGLISH, ORIENTATION = "fra", "eng", "osd"
LANGUAGES = {"fr": FRENCH, "en": ENGLISH}
"""Our names of languages and Tesseract's."""
_PROGRAM = "tesseract"
_LISTING_SECONDS = 20
_WHOLE_PAGE, _ORIENTATION_ONLY = "3", "0"
_ROTATE = re.compile(r"^Rotate:\s*(0|90|180|270)\s*$", re.M)
_SURE = re.compile(r"^Orientation confidence:\s*(\d+(?:\.\d+)?)\s*$", re.M)
_SURE_FROM = 1.5
"""Tesseract's own figure: pages of text lie between 5 and 30, noise under 1."""


class TesseractError(Exception):
    """Tesseract failed on one picture, or took longer than it may."""


@lru_cache(maxsize=1)
def installed_languages() -> frozenset[str]:
    """Return the language data at hand (``fra``, ``eng`` …); empty without Tesseract."""
    program = shutil.which(_PROGRAM)
    if program is None:
        return frozenset()
    try:
        listing = subprocess.run(
            [program, "--list-langs"], capture_output=True, timeout=_LISTING_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(listing.stdout.decode("utf-8", "replace").split("\n")[1:]) - {""}


def word_table(picture: bytes, *, dpi: int, language: str, seconds: float) -> str:
    """Return the table of words (TSV) of a picture.

    Args:
        picture: A grey picture in a format that Tesseract reads from its input (PGM is the cheapest).
        dpi: Its resolution: sizes in points follow from it.
        language: Name of Tesseract's data.
        seconds: After which the process is ended.

    Raises:
        TesseractError: It failed, or took too long.
    """
    return _run(picture, dpi, ["-l", language, "--psm", _WHOLE_PAGE, "tsv"], seconds)


def quarter_turns(picture: bytes, *, dpi: int, seconds: float) -> int:
    """Return the degrees (0, 90, 180, 270) by which a picture must be turned clockwise to be upright.

    Raises:
        TesseractError: There is too little text to tell, or it took too long.
    """
    found = _run(picture, dpi, ["-l", ORIENTATION, "--psm", _ORIENTATION_ONLY], seconds)
    turn, sure = _ROTATE.search(found), _SURE.search(found)
    return int(turn.group(1)) if turn and sure and float(sure.group(1)) >= _SURE_FROM else 0


def _run(picture: bytes, dpi: int, options: list[str], seconds: float) -> str:
    try:
        process = subprocess.Popen(
            [_PROGRAM, "stdin", "stdout", "--dpi", str(dpi), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Several threads a process slow each other down threefold; pages run side by side instead.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            process_group=0,
        )
    except OSError as error:
        raise TesseractError(str(error)) from error
    with process:
        _bound(process.pid, seconds)
        try:
            output, _ = process.communicate(picture, timeout=seconds)
        except (subprocess.TimeoutExpired, OSError) as error:
            _end(process)
            raise TesseractError(type(error).__name__) from error
        except BaseException:
            _end(process)
            raise
    if process.returncode:
        raise TesseractError(f"status {process.returncode}")
    return output.decode("utf-8", "replace")


def _bound(pid: int, seconds: float) -> None:
    """Let the system end the process where this one is ended before it."""
    limit = max(1, int(seconds) + 1)
    try:
        _, most = resource.prlimit(pid, resource.RLIMIT_CPU)
        if most == resource.RLIM_INFINITY or most > limit:
            resource.prlimit(pid, resource.RLIMIT_CPU, (limit, limit))
    except (OSError, ValueError):
        return  # It has ended already, or a sandbox forbids the call: the time limit stands anyway.


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it has started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
