"""Finding gold files: one file, or a folder that holds one, or one for each split."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from clausecheck.errors import InputError
from clausecheck.evaluation.gold import GoldPassage, parse_gold

GOLD_NAME = "gold.jsonl"
SPLITS = ("dev", "test")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document with its annotations.

    Attributes:
        name: As the gold file names it; ``dev/`` or ``test/`` stands before it where both are read.
        path: Where it is.
        gold: Its annotations, in their order.
    """

    name: str
    path: Path
    gold: tuple[GoldPassage, ...]


def find_sources(
    gold: Path, *, split: str | None = None, documents: Path | None = None
) -> tuple[Source, ...]:
    """Return the annotated documents of a gold file or folder, in the order of the file.

    Args:
        gold: A ``gold.jsonl``, a folder that holds one, or a folder with one in ``dev`` and ``test``.
        split: dev or test; None takes all.
        documents: Folder of the documents; None takes the one of the gold file.

    Raises:
        InputError: There is no gold file, it cannot be read, a line is wrong, or nothing is left.
    """
    files = _gold_files(gold, split)
    found = []
    for prefix, path, wanted in files:
        passages = parse_gold(_text(path), name=str(path), split=wanted)
        found += _sources(passages, documents or path.parent, prefix if len(files) > 1 else "")
    if not found:
        part = f" pour la part « {split} »" if split else ""
        raise InputError(f"Aucune annotation{part} dans « {gold} ». Donnez un {GOLD_NAME} qui en contient.")
    return tuple(found)


def has_split(gold: Path, split: str) -> bool:
    """Tell whether a folder keeps a gold file for that split."""
    return (gold / split / GOLD_NAME).is_file()


def _gold_files(gold: Path, split: str | None) -> list[tuple[str, Path, str | None]]:
    """Return prefix, path and the split to filter by (None where the folder is the split)."""
    if gold.is_file():
        return [("", gold, split)]
    if (gold / GOLD_NAME).is_file():
        return [("", gold / GOLD_NAME, split)]
    wanted = [name for name in SPLITS if split in (None, name) and has_split(gold, name)]
    if not wanted:
        raise InputError(
            f"Pas d'annotations dans « {gold} ». Donnez un fichier {GOLD_NAME}, ou un dossier qui en contient un."
        )
    return [(f"{name}/", gold / name / GOLD_NAME, None) for name in wanted]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"« {path} » est illisible ({error}). Donnez un fichier texte en UTF-8.") from error


def _sources(passages: Iterable[GoldPassage], root: Path, prefix: str) -> list[Source]:
    grouped: dict[str, list[GoldPassage]] = {}
    for passage in passages:
        grouped.setdefault(passage.document, []).append(passage)
    return [Source(name=prefix + name, path=root / name, gold=tuple(mine)) for name, mine in grouped.items()]
