"""What this machine offers for the reading of files, what it lacks, and what that costs."""

from __future__ import annotations

import platform
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from clausecheck.intake import office
from clausecheck.intake.pool import Pool
from clausecheck.intake.sandbox import Fence, strongest
from clausecheck.model.document import Document
from clausecheck.readers.settings import ReadSettings

_SECONDS = 20
_LEAST_ROOM = 1 << 30
"""Bytes of temporary room: the largest archive that is read by default, twice."""
_LIBRARIES = (
    ("pypdfium2", "PDF"),
    ("lxml", "Word, OpenDocument, classeurs, HTML, XML"),
    ("xlrd", "anciens classeurs .xls"),
)
_OFFICE_PARTS = (
    ("libswlo.so", "libreoffice-writer-nogui", ".doc et .rtf"),
    ("libsclo.so", "libreoffice-calc-nogui", "objets de classeur insérés dans un ancien document"),
    ("libsdlo.so", "libreoffice-impress-nogui", ".ppt, .pptx et .odp"),
)
_LANGUAGES = (
    ("fra", "tesseract-ocr-fra", "les pages scannées en français sont mal reconnues"),
    ("eng", "tesseract-ocr-eng", "les pages scannées en anglais sont mal reconnues"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One thing that reading relies on.

    Attributes:
        name: French.
        present: It is there and answers.
        detail: Version or place; why not, where it is absent.
        cost: French, what is not read or less safe without it; empty when present.
        remedy: French, how to have it; empty when present.
    """

    name: str
    present: bool
    detail: str = ""
    cost: str = ""
    remedy: str = ""


def inventory() -> tuple[Component, ...]:
    """Look at this machine; every program is asked, and a file is read as a trial."""
    return (
        Component(name="Python", present=True, detail=platform.python_version()),
        *_libraries(),
        *_recognition(),
        *_office(),
        _fence(),
        _room(),
        _trial(),
    )


def _libraries() -> Iterator[Component]:
    for package, formats in _LIBRARIES:
        name = f"{package} ({formats})"
        try:
            yield Component(name=name, present=True, detail=version(package))
        except PackageNotFoundError:
            yield Component(
                name=name,
                present=False,
                cost=f"Ne sont pas lus : {formats}.",
                remedy=f"pip install {package}",
            )


def _recognition() -> Iterator[Component]:
    program = shutil.which("tesseract")
    if program is None:
        yield Component(
            name="Tesseract (reconnaissance de caractères)",
            present=False,
            cost="Les pages scannées et les images ne sont pas lues : rien n’y est dit absent.",
            remedy="apt install tesseract-ocr tesseract-ocr-fra tesseract-ocr-eng",
        )
        return
    words = _said([program, "--version"]).split()
    yield Component(
        name="Tesseract (reconnaissance de caractères)", present=True, detail=" ".join(words[1:2])
    )
    languages = set(_said([program, "--list-langs"]).split())
    for code, package, cost in _LANGUAGES:
        name = f"Tesseract, données « {code} »"
        if code in languages:
            yield Component(name=name, present=True)
        else:
            yield Component(
                name=name, present=False, cost=f"Sans elles, {cost}.", remedy=f"apt install {package}"
            )


def _office() -> Iterator[Component]:
    program = office.program()
    folder = Path(program).resolve().parent if program else None
    for library, package, formats in _OFFICE_PARTS:
        name = f"LibreOffice ({package})"
        if folder is not None and (folder / library).exists():
            yield Component(name=name, present=True, detail=str(folder))
        else:
            yield Component(
                name=name,
                present=False,
                cost=f"Ne sont pas lus : {formats}.",
                remedy=f"apt install {package}",
            )


def _fence() -> Component:
    found = strongest()
    name = "Cloisonnement des fichiers reçus"
    if found is Fence.BUBBLEWRAP:
        return Component(
            name=name, present=True, detail="bubblewrap : ni réseau, ni fichiers, mémoire bornée"
        )
    if found is Fence.LANDLOCK:
        return Component(
            name=name,
            present=True,
            detail="Landlock : fichiers et réseau fermés aux lecteurs ; LibreOffice n’est privé que de réseau",
        )
    return Component(
        name=name,
        present=False,
        detail="limites de mémoire et de temps seules",
        cost="Un fichier piégé qui prendrait le contrôle d’un lecteur verrait vos fichiers et le réseau.",
        remedy="apt install bubblewrap (ou un noyau Linux 5.13 ou plus récent, avec Landlock)",
    )


def _room() -> Component:
    folder = tempfile.gettempdir()
    free = shutil.disk_usage(folder).free
    detail = f"{free >> 20} Mio libres dans {folder}"
    if free >= _LEAST_ROOM:
        return Component(name="Place temporaire", present=True, detail=detail)
    return Component(
        name="Place temporaire",
        present=False,
        detail=detail,
        cost="Les grosses archives ne peuvent pas être ouvertes.",
        remedy="Libérez de la place, ou indiquez un autre dossier par la variable TMPDIR.",
    )


def _trial() -> Component:
    name = "Lecture d’essai dans un processus cloisonné"
    with Pool() as pool:
        found = list(pool.open("essai.txt", b"Le titulaire fournit les pieces.", ReadSettings()))
    if len(found) == 1 and isinstance(found[0], Document):
        return Component(name=name, present=True)
    return Component(
        name=name,
        present=False,
        cost="Aucun fichier ne peut être lu.",
        remedy="Réinstallez clausecheck ; si l’incident revient, signalez-le avec la sortie de cette commande.",
    )


def _said(command: list[str]) -> str:
    """Return what a program says of itself; nothing where it fails, which its absence from lists then tells."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")
