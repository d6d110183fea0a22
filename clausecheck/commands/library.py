"""``clausecheck rules``: the rule library, listed, shown, tested and proofread."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clausecheck.commands.french import FrenchCommand, FrenchGroup
from clausecheck.commands.newrule import new_rule
from clausecheck.commands.profile import show_profile
from clausecheck.commands.rulebooks import Packs, load
from clausecheck.commands.streams import say, write
from clausecheck.commands.values import one_of
from clausecheck.errors import InputError

app = typer.Typer(
    cls=FrenchGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="La bibliothèque de règles : liste, détail, essais, relecture.",
)
app.command("new", cls=FrenchCommand)(new_rule)
app.command("profile", cls=FrenchCommand)(show_profile)
Form = Annotated[str, typer.Option("--format", metavar="text|json", help="Forme du résultat.")]


@app.command("list", cls=FrenchCommand)
def list_rules(form: Form = "text", packs: Packs = None) -> None:
    """Liste les règles ; en JSON, un objet par règle."""
    from clausecheck.render.json import dump
    from clausecheck.render.rules import rule_object

    chosen = one_of("--format", form, ("text", "json"))
    rules = load(packs).rules
    if chosen == "json":
        write(dump([rule_object(rule) for rule in rules]), None)
        return
    wide = max((len(rule.id) for rule in rules), default=0)
    lines = [f"{rule.id:{wide}}  {rule.status:10}  {dict(rule.title)['fr']}\n" for rule in rules]
    write("".join(lines), None)


@app.command("show", cls=FrenchCommand)
def show_rule(
    rule: Annotated[str, typer.Argument(metavar="RÈGLE", help="Identifiant de la règle.")],
    form: Form = "text",
    packs: Packs = None,
) -> None:
    """Montre une règle : ce qu'elle vérifie, pourquoi, ses références, ses rédactions."""
    from clausecheck.render.json import dump
    from clausecheck.render.profiles import expecting
    from clausecheck.render.rules import rule_object, rule_text

    chosen = one_of("--format", form, ("text", "json"))
    rulebook = load(packs)
    found = next((known for known in rulebook.rules if rule in (known.id, *known.aliases)), None)
    if found is None:
        raise unknown_rule(rule, [known.id for known in rulebook.rules])
    if chosen == "json":
        write(dump({**rule_object(found), "expected_for": list(expecting(rulebook, found.id))}), None)
    else:
        write(rule_text(found, rulebook) + "\n", None)


@app.command("test", cls=FrenchCommand)
def run_own_tests(
    rule: Annotated[
        str | None, typer.Argument(metavar="[RÈGLE]", help="Une seule règle ; toutes sans argument.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Les manques connus de la barre comptent comme des échecs.")
    ] = False,
    packs: Packs = None,
) -> None:
    """Fait passer aux règles leurs propres essais ; code de sortie 1 quand un essai échoue."""
    from clausecheck.rule_testing import run_tests
    from clausecheck.rule_testing.bar import read_shortfalls
    from clausecheck.rulebook import builtin_folder

    rulebook = load(packs)
    if rule is not None and rule not in {known.id for known in rulebook.rules}:
        raise unknown_rule(rule, [known.id for known in rulebook.rules])
    known = read_shortfalls(builtin_folder() / "shortfalls.yaml")
    results = run_tests(rulebook, rule, known=frozenset() if strict else known)
    failed = [result for result in results if not result.passed and not result.todo]
    todo = [result for result in results if result.todo]
    lines = [f"{result.rule}\n  {result.case}\n  {result.message}\n" for result in failed]
    passed = len(results) - len(failed) - len(todo)
    lines.append(f"{passed} essais réussis, {len(failed)} échoués, {len(todo)} manques connus (todo).\n")
    write("".join(lines), None)
    raise typer.Exit(1 if failed else 0)


@app.command("lint", cls=FrenchCommand)
def lint_rules(
    packs: Annotated[
        list[Path] | None, typer.Argument(metavar="[DOSSIER]...", help="Autres dossiers de règles.")
    ] = None,
    sheet: Annotated[
        bool, typer.Option("--sheet", help="Dit aussi ce qui manque à chaque fiche pour être complète.")
    ] = False,
    theme: Annotated[
        str | None, typer.Option("--theme", metavar="THÈME", help="Seulement les règles de ce thème.")
    ] = None,
) -> None:
    """Relit les fichiers de règles ; code de sortie 1 quand l'un est en défaut."""
    from clausecheck.model.theme import THEMES
    from clausecheck.rulebook.linting import lint

    wanted = one_of("--theme", theme, THEMES) if theme else None
    messages = lint(packs or [], sheet=sheet, theme=wanted)
    lines = [
        f"{message.where}: {message.code} {message.message}\n" if message.where else f"{message.message}\n"
        for message in messages
    ]
    write("".join(lines), None)
    say(f"Défauts : {len(messages)}." if messages else "Aucun défaut.")
    raise typer.Exit(1 if messages else 0)


@app.command("matrix", cls=FrenchCommand)
def show_matrix(
    reviewed: Annotated[
        Path | None, typer.Argument(metavar="[FICHIER]", help="Décisions déjà prises (right, wrong).")
    ] = None,
) -> None:
    """Essaie chaque règle sur les textes de toutes les autres ; code de sortie 1 pour un cas à trancher."""
    from clausecheck.checking import load_rules
    from clausecheck.rule_testing.matrix import Reviewed, co_hits, matrix_text, read_reviewed, unexpected

    decisions = read_reviewed(reviewed) if reviewed else Reviewed()
    hits = co_hits(load_rules())
    write(matrix_text(hits, decisions), None)
    raise typer.Exit(1 if any(unexpected(hits, decisions)) else 0)


@app.command("coverage", cls=FrenchCommand)
def show_coverage(
    markdown: Annotated[
        bool,
        typer.Option("--markdown", help="La page de documentation entière, au lieu des lignes ouvertes."),
    ] = False,
) -> None:
    """Dit quelles lignes du catalogue de clauses n'ont pas encore de règle.

    Code de sortie 1 quand une décision et les règles ne s'accordent pas.
    """
    from clausecheck.checking import load_rules
    from clausecheck.render.coverage import coverage_markdown
    from clausecheck.rulebook.catalogue import State, coverage, faults, read_catalogue

    rules, catalogue = load_rules().rules, read_catalogue()
    if markdown:
        write(coverage_markdown(catalogue, rules), None)
    else:
        rows = coverage(catalogue, rules)
        still_open = [row.slug for row in rows if row.state is State.OPEN]
        write("".join(f"{slug}\n" for slug in still_open), None)
        say(f"{len(still_open)} lignes ouvertes sur {len(rows)}.")
    wrong = list(faults(catalogue, rules))
    for fault in wrong:
        say(fault)
    raise typer.Exit(1 if wrong else 0)


@app.command("schema", cls=FrenchCommand)
def print_schema(
    what: Annotated[
        str, typer.Argument(metavar="[rule|profile]", help="Forme d'une règle ou d'un profil d'achat.")
    ] = "rule",
) -> None:
    """Écrit le schéma JSON d'une règle, ou d'un profil d'achat, pour les éditeurs."""
    from clausecheck.rulebook.profiles import profile_schema_text
    from clausecheck.rulebook.schema import schema_text

    chosen = one_of("SCHÉMA", what, ("rule", "profile"))
    write(schema_text() if chosen == "rule" else profile_schema_text(), None)


@app.command("docs", cls=FrenchCommand)
def write_site(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DOSSIER", help="Dossier où écrire le site.")
    ],
    packs: Packs = None,
) -> None:
    """Écrit la bibliothèque comme un site consultable hors ligne, en français et en anglais."""
    from clausecheck.render.site import render_site

    pages = 0
    for name, text in render_site(load(packs)):
        path = output / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        except OSError as error:
            raise InputError(
                f"Impossible d'écrire « {path} » ({error.strerror}). Choisissez un autre dossier."
            ) from error
        pages += 1
    say(f"{pages} fichiers écrits. Ouvrez {output / 'index.html'}")


def unknown_rule(rule: str, known: list[str]) -> InputError:
    """Return the error for an id that no rule has, with the nearest ones."""
    from difflib import get_close_matches

    begun = [name for name in known if rule in name]  # an id that was not written to its end
    near = (begun or get_close_matches(rule, known, n=3))[:3]
    hint = f" Vouliez-vous dire : {', '.join(near)} ?" if near else ""
    return InputError(f"Règle inconnue : « {rule} ».{hint} La liste : clausecheck rules list.")
