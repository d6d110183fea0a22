"""The readable summary of a terminal, in French: what is mandatory first, 80 columns will do."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from clausecheck.model.assessment import Assessment, Report, Severity, Suggestion, Verdict
from clausecheck.model.finding import Finding
from clausecheck.model.theme import THEMES
from clausecheck.render.labels import CONTRACT_TYPE, ORIGIN, SEVERITY, STRENGTH, VERDICT, WANTING

_MOST_SUGGESTIONS = 3
_QUOTE = 150
_COLOUR = {
    Verdict.MET: "green",
    Verdict.PARTIAL: "yellow",
    Verdict.MISSING: "red",
    Verdict.CONTRADICTED: "red",
    Verdict.NOT_APPLICABLE: "dim",
    Verdict.UNDECIDED: "cyan",
}


def render_text(report: Report) -> str:
    """Return the summary; with colours only when standard output is a terminal."""
    terminal = sys.stdout.isatty()
    width = min(Console().width, 110) if terminal else 88
    console = Console(file=io.StringIO(), width=width, force_terminal=terminal, highlight=False)
    _Summary(report, console).write()
    output = console.file
    assert isinstance(output, io.StringIO)
    return output.getvalue()


class _Summary:
    """One report on one console."""

    def __init__(self, report: Report, console: Console) -> None:
        self._report = report
        self._console = console
        self._titles = {name: texts[0] for name, texts in report.titles}
        self._findings = {finding.id: finding for finding in report.findings}
        self._suggestions = {suggestion.id: suggestion for suggestion in report.suggestions}
        self._pieces = {piece.document.id: piece for piece in report.tender.pieces}

    def write(self) -> None:
        """Write all parts in order."""
        self._heading()
        self._documents()
        duties = [
            a for a in self._report.assessments if a.severity in (Severity.MANDATORY, Severity.CONDITIONAL)
        ]
        self._assessments("Ce que la loi demande", duties)
        to_mend = [
            a for a in self._report.assessments if a not in duties and a.verdict is Verdict.CONTRADICTED
        ]
        self._assessments("Rédactions à corriger", to_mend)
        self._themes()
        self._proposals()
        self._caveat()

    def _heading(self) -> None:
        facts = self._report.tender.facts
        self._console.print(Line("clausecheck : clauses responsables du dossier"))
        self._console.print(Text(facts.title.value or "Objet du marché non trouvé", style="bold"))
        rows = [
            ("Acheteur", facts.buyer.value or "non trouvé"),
            ("Marché", CONTRACT_TYPE.get(str(facts.contract_type.value), ("type non trouvé",))[0]),
            ("CPV", ", ".join(facts.cpv.value or ()) or "non trouvé"),
            ("Catégories", ", ".join(facts.categories.value or ()) or "inconnues"),
            (
                "Lancement",
                f"{self._report.as_of:%d/%m/%Y} ({ORIGIN[facts.launch_date.origin][0]}) : {facts.launch_date.reason}",
            ),
        ]
        table = Table.grid(padding=(0, 2))
        for name, value in rows:
            table.add_row(f"{name} :", value)
        self._console.print(table)

    def _documents(self) -> None:
        table = Table(title="Pièces", title_justify="left", box=None, padding=(0, 2, 0, 0))
        for column in ("Pièce", "Fichier", "Pages", "Lecture"):
            table.add_column(column)
        for piece in self._report.tender.pieces:
            document = piece.document
            state = "entière" if document.complete else f"PARTIELLE ({len(document.problems)} problème(s))"
            table.add_row(piece.outline.kind.value, document.name, str(len(document.pages) or "–"), state)
        for name, problem in self._report.tender.unread:
            table.add_row("?", name, "–", f"NON LUE : {problem.message}")
        self._console.print(table)

    def _assessments(self, title: str, assessments: Iterable[Assessment]) -> None:
        shown = [a for a in assessments if a.verdict is not Verdict.NOT_APPLICABLE]
        if not shown:
            return
        self._console.print(Line(title, align="left"))
        for assessment in shown:
            sign, word, _ = VERDICT[assessment.verdict]
            self._console.print(
                Text.assemble(
                    (f"{sign} {word:<10} ", _COLOUR[assessment.verdict]),
                    (self._titles[assessment.rule], "bold"),
                    f" ({SEVERITY[assessment.severity][0]})",
                )
            )
            refs = "; ".join(dict.fromkeys(basis.ref for basis in assessment.legal_basis))
            self._indented(assessment.reason + (f" [{refs}]" if refs else ""))
            for name in assessment.findings[:2]:
                self._quote(self._findings[name])

    def _quote(self, finding: Finding) -> None:
        words = " ".join(finding.evidence.quote.split())
        piece = self._pieces[finding.evidence.document_id]
        place = [piece.outline.kind.value]
        if finding.evidence.page:
            place.append(f"p. {finding.evidence.page}")
        if finding.section:
            place.append(finding.section.rsplit(" > ", 1)[-1])
        short = words if len(words) <= _QUOTE else words[:_QUOTE].rsplit(" ", 1)[0] + " …"
        self._indented(f"« {short} » ({', '.join(place)} ; {STRENGTH[finding.strength][0]})")

    def _themes(self) -> None:
        table = Table(title="Par thème", title_justify="left", box=None, padding=(0, 2, 0, 0))
        table.add_column("Thème")
        order = (Verdict.MET, Verdict.PARTIAL, Verdict.MISSING, Verdict.CONTRADICTED, Verdict.UNDECIDED)
        for verdict in order:
            table.add_column(VERDICT[verdict][1], justify="right")
        for theme, names in THEMES.items():
            own = [a.verdict for a in self._report.assessments if a.theme == theme]
            if any(verdict in order for verdict in own):
                table.add_row(names[0], *(str(own.count(verdict) or "·") for verdict in order))
        self._console.print(table)

    def _proposals(self) -> None:
        wanting = [a for a in self._report.assessments if a.suggestion and a.verdict in WANTING]
        if not wanting:
            return
        self._console.print(
            Line(f"Rédactions proposées ({len(wanting)} en tout, les premières)", align="left")
        )
        for assessment in wanting[:_MOST_SUGGESTIONS]:
            suggestion = self._suggestions[assessment.suggestion or ""]
            self._console.print(
                Text(f"{self._titles[assessment.rule]} : {self._place(suggestion)}", style="bold")
            )
            self._indented(suggestion.wording)

    def _place(self, suggestion: Suggestion) -> str:
        if suggestion.target is None:
            return f"à placer dans : {', '.join(suggestion.belongs_in)}"
        kind = self._pieces[suggestion.target.document_id].outline.kind.value
        article = suggestion.target.section.rsplit(" > ", 1)[-1]
        return f"{kind}, après « {article} »" if article else f"{kind}, à la fin"

    def _caveat(self) -> None:
        self._console.print(Line())
        complete = not self._report.tender.unread and all(
            p.document.complete for p in self._report.tender.pieces
        )
        self._console.print(
            "Toutes les pages ont été lues."
            if complete
            else "Une partie du dossier n'a pas été lue : rien n'est dit manquant sur la foi de ces pages."
        )
        self._console.print(
            "Aide à la relecture ; ne remplace pas un avis juridique. Rapport complet : --format html"
        )

    def _indented(self, text: str) -> None:
        self._console.print(Padding(Text(text), (0, 0, 0, 4)))
