"""``clausecheck.toml``: what people set aside, read from beside the pieces or from where the call says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clausecheck.commands.streams import say
from clausecheck.errors import InputError

if TYPE_CHECKING:
    from clausecheck.model.suppression import SetAside, Suppression

SIDECAR = "clausecheck.toml"
_KEYS = {"rule", "reason", "author", "expires", "quote", "piece"}
_WANTED = ("rule", "reason", "author")
Sidecar = Annotated[
    Path | None,
    typer.Option(
        "--suppressions",
        metavar="FICHIER",
        help=f"Remarques écartées (règle, motif, auteur, échéance) ; sinon {SIDECAR} à côté des pièces.",
    ),
]


def read_suppressions(
    paths: Sequence[str], given: Path | None, rules: Iterable[str]
) -> tuple[Suppression, ...]:
    """Return what people set aside.

    Args:
        paths: Of the call: a folder, or the folder of a file, may hold a sidecar.
        given: The file of ``--suppressions``; None looks beside the pieces.
        rules: Ids that are known.

    Raises:
        InputError: A file cannot be read, or an entry lacks something; the message names the entry.
    """
    files = [given] if given is not None else _beside(paths)
    known = set(rules)
    return tuple(entry for path in files for entry in parsed(_text(path), name=str(path), rules=known))


def parsed(text: str, *, name: str, rules: set[str]) -> tuple[Suppression, ...]:
    """Return the entries of a file.

    Raises:
        InputError: It is no TOML, or an entry is wrong.
    """
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"« {name} » n'est pas du TOML ({error}). Écrivez des entrées [[suppress]]."
        ) from error
    entries = value.get("suppress", [])
    if set(value) - {"suppress"} or not isinstance(entries, list):
        raise InputError(f"« {name} » : seules des entrées [[suppress]] sont attendues. Ôtez le reste.")
    return tuple(_entry(entry, f"{name}, entrée {at}", rules) for at, entry in enumerate(entries, 1))


def tell(done: Iterable[SetAside]) -> None:
    """Name on standard error everything that was set aside, and every entry that did nothing."""
    for each in done:
        suppression = each.suppression
        what = f"{suppression.rule}{f' « {suppression.quote} »' if suppression.quote else ''}"
        if each.expired:
            say(f"Échue le {suppression.expires.isoformat()}, sans effet : {what}. Relisez-la ou ôtez-la.")
        elif each.idle:
            say(f"Sans objet : {what} : aucun passage n'a plus ces mots. Ôtez cette entrée.")
        else:
            say(f"Écarté : {what} ({suppression.author} : {suppression.reason})")


def _entry(entry: Any, where: str, rules: set[str]) -> Suppression:
    from clausecheck.model.suppression import Suppression

    if not isinstance(entry, dict) or set(entry) - _KEYS:
        raise InputError(f"{where} : clés possibles : {', '.join(sorted(_KEYS))}.")
    for key in _WANTED:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise InputError(
                f"{where} : « {key} » manque. Toute remarque écartée a une règle, un motif et un auteur."
            )
    if entry["rule"] not in rules:
        raise InputError(f"{where} : règle inconnue « {entry['rule']} ». La liste : clausecheck rules list.")
    expires = entry.get("expires")
    if not isinstance(expires, date) or isinstance(expires, datetime):
        raise InputError(f"{where} : « expires » manque ou n'est pas une date. Écrivez expires = 2027-12-31.")
    for key in ("quote", "piece"):
        if not isinstance(entry.get(key, ""), str):
            raise InputError(f"{where} : « {key} » est un texte. Mettez-le entre guillemets.")
    return Suppression(
        rule=entry["rule"],
        reason=entry["reason"].strip(),
        author=entry["author"].strip(),
        expires=expires,
        quote=entry.get("quote", ""),
        piece=entry.get("piece", ""),
    )


def _beside(paths: Sequence[str]) -> list[Path]:
    folders = [Path(path) if Path(path).is_dir() else Path(path).parent for path in paths if path != "-"]
    return [folder / SIDECAR for folder in dict.fromkeys(folders) if (folder / SIDECAR).is_file()]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"« {path} » est illisible ({error}). Donnez un fichier texte en UTF-8.") from error
