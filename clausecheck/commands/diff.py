"""``clausecheck diff``: what two versions of a tender won and lost; and a check against an earlier report."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clausecheck.commands import streams, values
from clausecheck.commands.rulebooks import Packs, load
from clausecheck.errors import InputError

if TYPE_CHECKING:
    from clausecheck.compare import Comparison, Snapshot
    from clausecheck.model.assessment import Report
    from clausecheck.readers.settings import ReadSettings

FORMS = ("text", "json")
LEVELS = ("baseline", "advanced", "exemplary")
DIFFERS, UNREAD = 1, 3
Version = "Fichier, dossier ou zip, ou rapport JSON écrit par check."


def diff(
    old: Annotated[str, typer.Argument(metavar="ANCIEN", help=f"Première version. {Version}")],
    new: Annotated[str, typer.Argument(metavar="NOUVEAU", help=f"Version suivante. {Version}")],
    form: Annotated[str, typer.Option("--format", metavar="text|json", help="Forme du résultat.")] = "text",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FICHIER", help="Fichier à écrire, au lieu de la sortie standard."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="Droit appliqué aux deux versions ; celui de la nouvelle sinon."
        ),
    ] = None,
    level: Annotated[
        str, typer.Option("--level", metavar="|".join(LEVELS), help="Niveau d'ambition visé.")
    ] = "baseline",
    packs: Packs = None,
) -> None:
    """Compare deux versions d'un marché : clauses gagnées, perdues, changées, et verdicts qui changent.

    Code de sortie : 0 aucune différence, 1 il y en a, 3 une partie n'a pas pu être lue.
    """
    chosen = values.one_of("--format", form, FORMS)
    wanted = values.one_of("--level", level, LEVELS)
    settings = values.read_settings("auto", "final", os.environ)
    from clausecheck.compare import compare

    after = _snapshot(new, settings, values.day(as_of), wanted, packs)
    before = _snapshot(old, settings, date.fromisoformat(after.as_of), wanted, packs)
    comparison = compare(before, after)
    write_comparison(comparison, chosen, output, packs=packs)
    if not (before.complete and after.complete):
        raise typer.Exit(UNREAD)
    raise typer.Exit(0 if comparison.same else DIFFERS)


def write_comparison(
    comparison: Comparison,
    form: str,
    output: Path | None,
    *,
    kept: bool = True,
    packs: list[str] | None = None,
) -> None:
    """Write a comparison.

    Args:
        comparison: What became of every clause.
        form: text or json.
        output: The file; None for standard output.
        kept: List the clauses that stayed, too (JSON; the text only counts them).
        packs: Rules beside the built-in ones, for their titles.
    """
    from clausecheck.render.changes import changes_object, changes_text
    from clausecheck.render.json import dump

    if form == "json":
        streams.write(dump(changes_object(comparison, kept=kept)), output)
        return
    titles = {
        rule.id: (dict(rule.title)["fr"], dict(rule.title).get("en") or dict(rule.title)["fr"])
        for rule in load(packs).rules
    }
    streams.write(changes_text(comparison, titles), output)


def against_baseline(report: Report, baseline: Path, form: str) -> Comparison:
    """Return what a check won and lost since an earlier report.

    Raises:
        InputError: The report cannot be read, or the form is neither text nor json.
    """
    from clausecheck.compare import compare, snapshot_of

    values.one_of("--baseline : --format", form, FORMS)
    return compare(read_snapshot(baseline), snapshot_of(report))


def newly_worse(report: Report, comparison: Comparison) -> Report:
    """Return the report with the assessments alone that are worse than in the earlier one."""
    from dataclasses import replace

    worse = {change.rule for change in comparison.verdicts if change.worse}
    return replace(report, assessments=tuple(a for a in report.assessments if a.rule in worse))


def read_snapshot(path: Path) -> Snapshot:
    """Read a report that was written as JSON.

    Raises:
        InputError: There is none.
    """
    from clausecheck.compare import parse_snapshot

    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"« {path} » est illisible ({error}). Donnez un rapport écrit par clausecheck check --format json."
        ) from error
    return parse_snapshot(text, name=str(path))


def _snapshot(
    path: str, settings: ReadSettings, day: date | None, level: str, packs: list[str] | None
) -> Snapshot:
    """Return one version: a report as it was written, else a tender checked now."""
    from clausecheck import checking
    from clausecheck.compare import snapshot_of
    from clausecheck.model.tender import Options

    if path.lower().endswith(".json") and Path(path).is_file():
        return read_snapshot(Path(path))
    options, rules = Options(as_of=day), load(packs)
    tender = streams.read_tender([path], settings, options=options, rules=rules)
    streams.tell_losses(tender)
    return snapshot_of(checking.check(tender, rules=rules, as_of=day, level=level, options=options))
