"""``clausecheck rules new``: asks what a rule needs, writes a valid draft, and says whether it finds its example."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clausecheck.commands import asking
from clausecheck.commands.streams import say
from clausecheck.errors import InputError

if TYPE_CHECKING:
    from clausecheck.rulebook.writing import Draft

_ID = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_PIECES = ("CCTP", "CCP", "CCAP")
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
    category: Annotated[
        list[str] | None,
        typer.Option("--category", metavar="CATÉGORIE", help="Achat concerné ; répétable ; tous sinon."),
    ] = None,
    legal: Annotated[
        list[str] | None, typer.Option("--legal", metavar="PARAMÈTRE", help="Paramètre daté ; répétable.")
    ] = None,
    example: Annotated[
        str, typer.Option("--example", metavar="PHRASE", help="Phrase que la règle doit trouver.")
    ] = "",
    silent: Annotated[
        str, typer.Option("--silent", metavar="PHRASE", help="Phrase voisine qu'elle doit laisser.")
    ] = "",
    wording: Annotated[
        str, typer.Option("--wording", metavar="TEXTE", help="Rédaction proposée, au niveau socle.")
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DOSSIER", help="Dossier de règles où écrire."),
    ] = None,
) -> None:
    """Crée une règle : demande ce qui manque, puis écrit un fichier valide, en brouillon.

    Dans un terminal, chaque question montre les réponses possibles ; Entrée garde la réponse proposée. La règle écrite est
    essayée aussitôt sur la phrase donnée en exemple.
    """
    from clausecheck.rulebook import builtin_folder
    from clausecheck.rulebook.writing import Draft

    given = Draft(
        id=name or "",
        theme=theme or "",
        kind=kind,
        title=title or "",
        title_en=title_en,
        why=why or "",
        lever=lever,
        severity=severity,
        look_in=tuple(look_in or _PIECES),
        legal=tuple(legal or ()),
        words=tuple(words or ()),
        example=example,
        silent=silent,
        categories=tuple(category or ()),
        wording=wording,
    )
    folder = output or builtin_folder()
    _write(_completed(given, folder), folder)


def _completed(draft: Draft, folder: Path) -> Draft:
    """Ask for what is missing; without a terminal there is nobody to ask."""
    needed = {
        "RÈGLE : l'identifiant (famille.exigence)": draft.id,
        "--theme : le thème": draft.theme,
        "--title : le titre en français": draft.title,
        "--why : pourquoi cette clause": draft.why,
        "--words : les mots à chercher": draft.words,
    }
    missing = [name for name, value in needed.items() if not value]
    if not missing:
        return draft
    if not asking.terminal():
        raise InputError(
            f"Il manque {' ; '.join(missing)}. Donnez-les à l'appel, ou répondez dans un terminal."
        )
    from clausecheck.commands.ruledialogue import complete

    return complete(draft, lambda rule: _refused(rule, folder))


def _refused(rule: str, folder: Path) -> str:
    """Say what is wrong with an id; "" where it will do."""
    if not _ID.fullmatch(rule):
        return f"« {rule} » n'est pas un identifiant. Écrivez famille.exigence, en minuscules sans accents."
    path = _path(rule, folder)
    return f"« {path} » existe déjà. Choisissez un autre identifiant." if path.exists() else ""


def _path(rule: str, folder: Path) -> Path:
    return folder.joinpath(*rule.split(".")).with_suffix(".yaml")


def _write(draft: Draft, folder: Path) -> None:
    """Write the file, read it again as the loader does, and take it back where it is refused."""
    from clausecheck.errors import RuleError
    from clausecheck.rulebook.rules import read_rule
    from clausecheck.rulebook.writing import draft_text
    from clausecheck.rulebook.yamltree import read_yaml

    wrong = _refused(draft.id, folder)
    if wrong:
        raise InputError(wrong)
    path = _path(draft.id, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(draft_text(draft), "utf-8")
    try:
        read_rule(read_yaml(path))
    except RuleError:
        path.unlink()
        raise
    say(f"Écrit : {path}")
    for line in _tried(draft, folder):
        say(line)


def _tried(draft: Draft, folder: Path) -> Sequence[str]:
    """Try the draft on its own sentences, and say what to do next."""
    from clausecheck.checking import load_rules
    from clausecheck.errors import RuleError
    from clausecheck.rule_testing import run_tests
    from clausecheck.rulebook import builtin_folder

    pack = "" if folder == builtin_folder() else f" --pack {folder}"
    packs = () if folder == builtin_folder() else (folder,)
    try:
        load_rules.cache_clear()  # the library has just changed
        results = run_tests(load_rules(*packs), draft.id)
    except RuleError as error:
        return (f"La règle ne va pas avec le reste de la bibliothèque :\n{error}",)
    lines = []
    for text, wanted in ((draft.example, "trouvée"), (draft.silent, "laissée de côté")):
        own = next((result for result in results if text and result.case == text), None)
        if own is not None:
            sign, word = ("✓", wanted) if own.passed else ("✗", f"pas {wanted}")
            lines.append(f"{sign} « {text} » : {word}.")
            lines += [] if own.passed else [own.message]
    return (*lines, f"Pour continuer : clausecheck rules test {draft.id}{pack}")
