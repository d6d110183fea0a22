"""``clausecheck rules new``: asks what a rule needs, writes a valid draft."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clausecheck.commands.streams import say
from clausecheck.errors import InputError

if TYPE_CHECKING:
    from clausecheck.rulebook.writing import Draft

_ID = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
Text = str | None


def new_rule(
    name: Annotated[Text, typer.Argument(metavar="[RÈGLE]", help="Identifiant : famille.exigence.")] = None,
    theme: Annotated[Text, typer.Option("--theme", metavar="THÈME", help="Thème de la liste.")] = None,
    title: Annotated[Text, typer.Option("--title", metavar="TITRE", help="Titre en français.")] = None,
    title_en: Annotated[str, typer.Option("--title-en", metavar="TITRE", help="Titre en anglais.")] = "",
    why: Annotated[Text, typer.Option("--why", metavar="TEXTE", help="Pourquoi cette clause.")] = None,
    words: Annotated[
        list[str] | None,
        typer.Option("--words", metavar="MOTS", help="Groupe de mots (« a | b ») ; répété : proches."),
    ] = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="clause|obstacle", help="Voulue, ou à proscrire.")
    ] = "clause",
    lever: Annotated[
        str, typer.Option("--lever", metavar="LEVIER", help="Où la clause agit.")
    ] = "performance_condition",
    severity: Annotated[
        str, typer.Option("--severity", metavar="GRAVITÉ", help="Hors de toute obligation.")
    ] = "good_practice",
    look_in: Annotated[
        list[str] | None, typer.Option("--look-in", metavar="PIÈCE", help="Pièce attendue ; répétable.")
    ] = None,
    legal: Annotated[
        list[str] | None, typer.Option("--legal", metavar="PARAMÈTRE", help="Paramètre daté ; répétable.")
    ] = None,
    example: Annotated[
        str, typer.Option("--example", metavar="PHRASE", help="Phrase que la règle doit trouver.")
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DOSSIER", help="Dossier de règles où écrire."),
    ] = None,
) -> None:
    """Crée une règle : demande ce qui manque, puis écrit un fichier valide, en brouillon."""
    from clausecheck.rulebook import builtin_folder
    from clausecheck.rulebook.writing import Draft

    draft = Draft(
        id=_answer(name, "RÈGLE", "Identifiant (famille.exigence)"),
        theme=_answer(theme, "--theme", "Thème"),
        kind=kind,
        title=_answer(title, "--title", "Titre en français"),
        title_en=title_en,
        why=_answer(why, "--why", "Pourquoi cette clause"),
        lever=lever,
        severity=severity,
        look_in=tuple(look_in or ["CCTP", "CCP", "CCAP"]),
        legal=tuple(legal or ()),
        words=_words(words),
        example=example,
    )
    _write(draft, output or builtin_folder())


def _answer(given: str | None, option: str, question: str) -> str:
    """Return what was given, else ask; without a terminal there is nobody to ask."""
    if given:
        return given
    if not sys.stdin.isatty():
        raise InputError(
            f"Il manque {option} : {question}. Donnez-le à l'appel, ou répondez dans un terminal."
        )
    return str(typer.prompt(question, err=True))


def _words(given: Sequence[str] | None) -> tuple[str, ...]:
    if given:
        return tuple(given)
    answer = _answer(None, "--words", "Mots à chercher (groupes séparés par « ; », variantes par « | »)")
    return tuple(part.strip() for part in answer.split(";") if part.strip())


def _write(draft: Draft, folder: Path) -> None:
    """Write the file, read it again as the loader does, and take it back where it is refused."""
    from clausecheck.errors import RuleError
    from clausecheck.rulebook.rules import read_rule
    from clausecheck.rulebook.writing import draft_text
    from clausecheck.rulebook.yamltree import read_yaml

    if not _ID.fullmatch(draft.id):
        raise InputError(
            f"« {draft.id} » n'est pas un identifiant. Écrivez famille.exigence, en minuscules sans accents."
        )
    path = folder.joinpath(*draft.id.split(".")).with_suffix(".yaml")
    if path.exists():
        raise InputError(f"« {path} » existe déjà. Choisissez un autre identifiant.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(draft_text(draft), "utf-8")
    try:
        read_rule(read_yaml(path))
    except RuleError:
        path.unlink()
        raise
    say(f"Écrit : {path}")
    say(f"Essayez-la : clausecheck rules test {draft.id}")
