"""The command line: reads the call, asks the engine, prints results to stdout and all else to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from clausecheck.errors import ClausecheckError, InputError

if TYPE_CHECKING:
    from clausecheck.model.assessment import Report
    from clausecheck.model.tender import Options, Tender

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Vérifie les clauses responsables d'un dossier de consultation et propose des rédactions.",
)
rules_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="La bibliothèque de règles.")
app.add_typer(rules_app, name="rules")


class Form(StrEnum):
    """Formats of ``check``."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    CSV = "csv"


class FailOn(StrEnum):
    """From which severity on a fault makes the exit status 1."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    NEVER = "never"


class LevelName(StrEnum):
    """Ambition asked for."""

    BASELINE = "baseline"
    ADVANCED = "advanced"
    EXEMPLARY = "exemplary"


class Buyer(StrEnum):
    """Kinds of buyer that change a duty."""

    LOCAL = "local"
    STATE = "state"
    OTHER = "other"


Paths = Annotated[
    list[str],
    typer.Argument(help="Fichiers, dossiers ou zips d'un même dossier ; « - » lit l'entrée standard."),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Fichier à écrire, au lieu de la sortie standard.")
]


@app.command()
def check(
    paths: Paths,
    form: Annotated[Form, typer.Option("--format", help="Forme du résultat.")] = Form.TEXT,
    output: Output = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Date de lancement (AAAA-MM-JJ) dont le droit s'applique.")
    ] = None,
    cpv: Annotated[list[str] | None, typer.Option("--cpv", help="Code CPV (répétable).")] = None,
    category: Annotated[
        list[str] | None, typer.Option("--category", help="Catégorie d'achat (répétable).")
    ] = None,
    buyer_type: Annotated[Buyer | None, typer.Option("--buyer-type", help="Type d'acheteur.")] = None,
    value: Annotated[str | None, typer.Option("--value", help="Montant estimé en euros HT.")] = None,
    procedure: Annotated[str | None, typer.Option("--procedure", help="Procédure de passation.")] = None,
    level: Annotated[LevelName, typer.Option("--level", help="Niveau d'ambition visé.")] = LevelName.BASELINE,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Gravité à partir de laquelle le code de sortie est 1.")
    ] = FailOn.MANDATORY,
) -> None:
    """Vérifie un dossier. Sortie : 0 rien à redire, 1 un manque, 2 appel ou règle en défaut, 3 entrée illisible."""
    from clausecheck import checking, render

    day = _day(as_of)
    options = _options(day, cpv or [], category or [], buyer_type, value, procedure)
    tender = _read(paths, options)
    for name, problem in tender.unread:
        _say(f"Non lu : {name} : {problem.message} {problem.remedy}")
    for piece in tender.pieces:
        for problem in piece.document.problems:
            _say(f"{piece.document.name} : {problem.message} {problem.remedy}")
    report = checking.check(tender, as_of=day, level=level.value)
    _write(render.render(report, form.value), output)
    raise typer.Exit(_status(report, fail_on))


@app.command()
def text(
    path: Annotated[str, typer.Argument(help="Fichier ou zip ; « - » lit l'entrée standard.")],
    form: Annotated[str, typer.Option("--format", help="json ou text.")] = "text",
    output: Output = None,
) -> None:
    """Montre ce que le moteur a lu, pour que chacun puisse vérifier les positions."""
    from clausecheck.render.json import document_object

    if form not in ("json", "text"):
        raise InputError(f"Format inconnu : « {form} ». Formats possibles : json, text.")
    tender = _read([path], None)
    for name, problem in tender.unread:
        _say(f"Non lu : {name} : {problem.message} {problem.remedy}")
    if form == "json":
        objects = [document_object(piece) for piece in tender.pieces]
        _write(
            json.dumps(objects[0] if len(objects) == 1 else objects, ensure_ascii=False, indent=2) + "\n",
            output,
        )
    else:
        _write("\n".join(piece.document.text for piece in tender.pieces), output)
    raise typer.Exit(3 if tender.unread else 0)


@rules_app.command("list")
def rules_list(form: Annotated[str, typer.Option("--format", help="text ou json.")] = "text") -> None:
    """Liste les règles."""
    from clausecheck.checking import load_rules
    from clausecheck.render.rules import rule_object

    rules = load_rules().rules
    if form == "json":
        print(json.dumps([rule_object(rule) for rule in rules], ensure_ascii=False, indent=2))
        return
    for rule in rules:
        print(f"{rule.id:62} {rule.status:7} {rule.theme:24} {dict(rule.title)['fr']}")


@rules_app.command("show")
def rules_show(rule_id: Annotated[str, typer.Argument(help="Identifiant de la règle.")]) -> None:
    """Montre une règle : ce qu'elle vérifie, pourquoi, ses références et ses rédactions."""
    from clausecheck.checking import load_rules
    from clausecheck.render.rules import rule_text

    rulebook = load_rules()
    for rule in rulebook.rules:
        if rule.id == rule_id:
            print(rule_text(rule, rulebook))
            return
    raise InputError(f"Règle inconnue : « {rule_id} ». Voir « clausecheck rules list ».")


@rules_app.command("test")
def rules_test(
    rule_id: Annotated[str | None, typer.Argument(help="Une seule règle ; toutes sans argument.")] = None,
) -> None:
    """Fait passer aux règles leurs propres essais. Sortie 1 quand un essai échoue."""
    from clausecheck.checking import load_rules
    from clausecheck.rule_testing import run_tests

    results = run_tests(load_rules(), rule_id)
    failed = [result for result in results if not result.passed and not result.todo]
    todo = [result for result in results if result.todo]
    for result in failed:
        print(f"{result.rule}\n  {result.case}\n  {result.message}")
    print(
        f"{len(results) - len(failed) - len(todo)} essais réussis, {len(failed)} échoués, {len(todo)} manques connus (todo)"
    )
    raise typer.Exit(1 if failed or not results else 0)


@rules_app.command("lint")
def rules_lint(
    packs: Annotated[list[Path] | None, typer.Argument(help="Autres dossiers de règles.")] = None,
) -> None:
    """Relit les fichiers de règles. Sortie 1 quand un fichier est en défaut."""
    from clausecheck.rulebook.linting import lint

    messages = lint(packs or [])
    for message in messages:
        print(f"{message.where}: {message.code} {message.message}" if message.where else message.message)
    if not messages:
        print("Aucun défaut.")
    raise typer.Exit(1 if messages else 0)


def _read(paths: Sequence[str], options: Options | None) -> Tender:
    from clausecheck import checking
    from clausecheck.readers import read_bytes

    if list(paths) == ["-"]:
        return checking.structured(read_bytes("entrée standard", sys.stdin.buffer.read()), options=options)
    return checking.read(list(paths), options=options, progress=_say if sys.stderr.isatty() else None)


def _options(
    day: date | None,
    cpv: list[str],
    categories: list[str],
    buyer: Buyer | None,
    value: str | None,
    procedure: str | None,
) -> Options:
    from clausecheck.checking import load_rules
    from clausecheck.model.tender import BuyerType, Options

    known = {category.slug for category in load_rules().categories}
    for slug in categories:
        if slug not in known:
            raise InputError(
                f"Catégorie inconnue : « {slug} ». Catégories possibles : {', '.join(sorted(known))}."
            )
    for code in cpv:
        if len(code.split("-")[0]) != 8 or not code.split("-")[0].isdigit():
            raise InputError(
                f"Code CPV mal formé : « {code} ». Un code CPV a huit chiffres, par exemple 30213100."
            )
    return Options(
        as_of=day,
        cpv=tuple(code.split("-")[0] for code in cpv),
        categories=tuple(categories),
        buyer_type=BuyerType(buyer.value) if buyer else None,
        value=_amount(value),
        procedure=procedure,
    )


def _day(text_: str | None) -> date | None:
    if text_ is None:
        return None
    try:
        return date.fromisoformat(text_)
    except ValueError:
        raise InputError(
            f"Date mal formée : « {text_} ». Écrivez-la AAAA-MM-JJ, par exemple 2026-10-01."
        ) from None


def _amount(text_: str | None) -> Decimal | None:
    if text_ is None:
        return None
    try:
        return Decimal(text_.replace(" ", "").replace(",", "."))
    except InvalidOperation:
        raise InputError(
            f"Montant mal formé : « {text_} ». Écrivez un nombre d'euros HT, par exemple 250000."
        ) from None


def _status(report: Report, fail_on: FailOn) -> int:
    """Unread input wins over faults: a result that lost a page may not pass for a verdict."""
    from clausecheck.model.assessment import Severity, Verdict

    lost = report.tender.unread or not all(piece.document.complete for piece in report.tender.pieces)
    if lost:
        return 3
    if fail_on is FailOn.NEVER:
        return 0
    counted = (
        {Severity.MANDATORY}
        if fail_on is FailOn.MANDATORY
        else {Severity.MANDATORY, Severity.CONDITIONAL, Severity.RECOMMENDED}
    )
    faults = {Verdict.MISSING, Verdict.CONTRADICTED, Verdict.PARTIAL}
    return int(any(a.severity in counted and a.verdict in faults for a in report.assessments))


def _write(result: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(result)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(result, "utf-8")
    except OSError as error:
        raise InputError(
            f"Impossible d'écrire « {output} » ({error.strerror}). Choisissez un autre dossier."
        ) from error
    _say(f"Écrit : {output}")


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def main() -> NoReturn:
    """Run the command line; errors made on purpose become a message and the exit status 2."""
    try:
        app()
    except ClausecheckError as error:
        _say(f"Erreur : {error}" if isinstance(error, InputError) else str(error))
        sys.exit(2)
    sys.exit(0)
