"""The command line: reads the call, asks the engine, prints results to stdout and all else to stderr.

Nothing heavy is imported before a command needs it, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from clausecheck.commands import explain, library, streams, values
from clausecheck.commands.diff import against_baseline, diff, newly_worse, write_comparison
from clausecheck.commands.evaluate import evaluate
from clausecheck.commands.french import FrenchCommand, FrenchGroup, usage_error
from clausecheck.commands.options import (
    FAIL_ON,
    LEVELS,
    AsOf,
    Baseline,
    BuyerType,
    Categories,
    Cpv,
    FailOn,
    Form,
    Level,
    Output,
    Paths,
    Procedure,
    Recognition,
    Revised,
    Value,
)
from clausecheck.commands.rulebooks import Packs, load
from clausecheck.commands.suppressions import Sidecar, read_suppressions, tell
from clausecheck.errors import ClausecheckError, InputError
from clausecheck.render import FORMATS, render

if TYPE_CHECKING:
    from clausecheck.model.assessment import Report
    from clausecheck.readers.settings import ReadSettings

FOUND, WRONG, UNREAD, INTERRUPTED, PIPE_CLOSED = 1, 2, 3, 130, 141
_WIDEST = 100
_UsageError: Any = typer.BadParameter.__base__
"""Of the parser inside typer, which does not export it."""

app = typer.Typer(
    cls=FrenchGroup,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"max_content_width": _WIDEST},
    help="Relit un dossier de consultation : clauses responsables présentes, faibles ou absentes, "
    "rédactions à corriger et rédactions à proposer.",
)
app.add_typer(library.app, name="rules")
app.command(cls=FrenchCommand)(diff)
app.command(cls=FrenchCommand)(evaluate)


@app.callback(invoke_without_command=True)
def start(
    version: Annotated[bool, typer.Option("--version", help="Affiche la version.")] = False,
) -> None:
    """Answer ``--version``."""
    if version:
        from clausecheck.checking import VERSION

        streams.write(f"clausecheck {VERSION}\n", None)
        raise typer.Exit


@app.command(cls=FrenchCommand)
def check(
    paths: Paths,
    form: Form = "text",
    output: Output = None,
    as_of: AsOf = None,
    cpv: Cpv = None,
    category: Categories = None,
    buyer_type: BuyerType = None,
    value: Value = None,
    procedure: Procedure = None,
    level: Level = "baseline",
    fail_on: FailOn = "mandatory",
    baseline: Baseline = None,
    packs: Packs = None,
    suppressions: Sidecar = None,
    ocr: Recognition = "auto",
    revisions: Revised = "final",
) -> None:
    """Relit les pièces d'un marché et rend un bilan.

    \b
    Codes de sortie :
      0  rien à la gravité de --fail-on ni au-dessus
      1  une règle de cette gravité est absente ou contredite
         (ou insuffisante, quand elle est obligatoire)
      2  l'appel ou les règles sont en défaut
      3  terminé, mais une partie n'a pas pu être lue ;
         passe avant 1 : le bilan est incomplet
    """  # noqa: D301 (\b keeps the list as it is in the help)
    chosen = values.one_of("--format", form, FORMATS)
    threshold = values.one_of("--fail-on", fail_on, FAIL_ON)
    wanted = values.one_of("--level", level, LEVELS)
    report = _report(
        paths,
        values.read_settings(ocr, revisions, os.environ),
        as_of=as_of,
        level=wanted,
        cpv=cpv or [],
        category=category or [],
        buyer_type=buyer_type,
        value=value,
        procedure=procedure,
        suppressions=suppressions,
        packs=packs,
    )
    tell(report.set_aside)
    if chosen != "text" or output is not None:
        streams.tell_losses(report.tender)
    if baseline is not None:
        comparison = against_baseline(report, baseline, chosen)
        write_comparison(comparison, chosen, output, kept=False, packs=packs)
        raise typer.Exit(exit_status(newly_worse(report, comparison), threshold))
    streams.write(_rendered(report, chosen, output, packs), output)
    raise typer.Exit(exit_status(report, threshold))


@app.command(cls=FrenchCommand)
def text(
    path: Annotated[
        str, typer.Argument(metavar="FICHIER", help="Fichier ou zip ; « - » lit l'entrée standard.")
    ],
    form: Annotated[str, typer.Option("--format", metavar="text|json", help="Forme du résultat.")] = "text",
    output: Output = None,
    ocr: Recognition = "auto",
    revisions: Revised = "final",
) -> None:
    """Montre ce que le moteur a lu, pour que chacun puisse vérifier les positions.

    En JSON, un objet par document ; une liste quand un zip ou un dossier en contient plusieurs.
    Code de sortie 3 quand une partie n'a pas pu être lue.
    """
    chosen = values.one_of("--format", form, ("text", "json"))
    tender = streams.read_tender([path], values.read_settings(ocr, revisions, os.environ))
    streams.tell_losses(tender)
    if chosen == "json":
        from clausecheck.render.json import document_object, dump

        objects = [document_object(piece) for piece in tender.pieces]
        streams.write(dump(objects[0] if len(objects) == 1 else objects), output)
    else:
        streams.write("\n".join(piece.document.text for piece in tender.pieces), output)
    complete = not tender.unread and all(piece.document.complete for piece in tender.pieces)
    raise typer.Exit(0 if complete else UNREAD)


@app.command(cls=FrenchCommand)
def doctor(
    form: Annotated[str, typer.Option("--format", metavar="text|json", help="Forme du résultat.")] = "text",
) -> None:
    """Dit ce qui est installé, ce qui manque et ce que cela coûte."""
    from clausecheck.commands.doctor import examined, report
    from clausecheck.render.json import dump

    chosen = values.one_of("--format", form, ("text", "json"))
    found = dump(examined(os.environ)) if chosen == "json" else report(os.environ)
    streams.write(found, None)


app.command("explain", cls=FrenchCommand)(explain.explain)


def _report(
    paths: Sequence[str],
    settings: ReadSettings,
    *,
    as_of: str | None,
    level: str,
    cpv: Sequence[str],
    category: Sequence[str],
    buyer_type: str | None,
    value: str | None,
    procedure: str | None,
    suppressions: Path | None,
    packs: list[str] | None,
) -> Report:
    """Read the options first: a wrong one is told before minutes of reading."""
    from clausecheck.model.tender import Options

    day, codes, amount = values.day(as_of), values.cpv_codes(cpv), values.amount(value)
    buyer = values.buyer_type(buyer_type)
    from clausecheck import checking
    from clausecheck.intake.pool import shared_pool

    # The process that parses gets ready while the rules are loaded.
    shared_pool(settings.limits).warm()
    rules = load(packs)
    aside = read_suppressions(paths, suppressions, (rule.id for rule in rules.rules))
    options = Options(
        as_of=day,
        cpv=codes,
        categories=values.category_slugs(category, rules),
        buyer_type=buyer,
        value=amount,
        procedure=procedure,
    )
    tender = streams.read_tender(paths, settings, options=options, rules=rules)
    return checking.check(tender, rules=rules, as_of=day, level=level, options=options, suppressions=aside)


def _rendered(report: Report, form: str, output: Path | None, packs: list[str] | None) -> str | bytes:
    """Render; a terminal gets its own width, and colours unless NO_COLOR is set."""
    if form == "html":
        return render(report, form, rules=load(packs))
    if form == "text" and output is None and sys.stdout.isatty():
        from clausecheck.render.text import render_text

        width = min(shutil.get_terminal_size().columns, _WIDEST)
        return render_text(report, width=width, colour="NO_COLOR" not in os.environ)
    return render(report, form)


def exit_status(report: Report, fail_on: str) -> int:
    """Return 3 where input was lost, else 1 where a fault counts, else 0.

    Lost input wins: a result that lost a page may not pass for a verdict.

    Args:
        report: From ``check``.
        fail_on: mandatory, recommended or never.
    """
    from clausecheck.model.assessment import Severity, Verdict
    from clausecheck.render.outlook import incomplete

    if incomplete(report):
        return UNREAD
    order = tuple(Severity)
    counted = {"never": (), "mandatory": order[:1]}.get(
        fail_on, order[: order.index(Severity.RECOMMENDED) + 1]
    )
    for assessment in report.assessments:
        faults = {Verdict.MISSING, Verdict.CONTRADICTED}
        if assessment.severity is Severity.MANDATORY:
            faults.add(Verdict.PARTIAL)
        if assessment.severity in counted and assessment.verdict in faults:
            return FOUND
    return 0


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its status; errors made on purpose give a message and 2."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        return int(app(arguments, prog_name="clausecheck", standalone_mode=False) or 0)
    except InputError as error:
        streams.say(f"Erreur : {error}")
    except ClausecheckError as error:
        streams.say(str(error))
    except _UsageError as error:
        _tell_usage(error)
    except (KeyboardInterrupt, typer.Abort):
        streams.say("Interrompu.")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads: no second complaint
        return PIPE_CLOSED
    except Exception:  # the outermost border: a bug must not look like a finding (status 1)
        traceback.print_exc()
        streams.say("Erreur interne de clausecheck : merci de la signaler avec les lignes ci-dessus.")
    return WRONG


def _tell_usage(error: Any) -> None:
    """Say what is wrong with a call; a call without a command gets the help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        streams.say(error.format_message())
        return
    command = error.ctx.command_path if error.ctx else "clausecheck"
    streams.say(f"Erreur : {usage_error(error.format_message())}")
    streams.say(f"Voir « {command} --help ».")
