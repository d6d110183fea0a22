"""The summary for a terminal: the essential first, readable at 80 columns and without colour."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable

from clausecheck.model.assessment import Report, Suggestion, Verdict
from clausecheck.model.document import Document, Problem
from clausecheck.model.finding import Finding
from clausecheck.model.outline import Piece
from clausecheck.model.reading import reading_of
from clausecheck.model.tender import AwardCriterion, Origin
from clausecheck.render.names import (
    LEVELS,
    ORIGINS,
    SEVERITIES,
    SIGNS,
    STRENGTHS,
    VERDICTS,
    core_name,
    count_name,
    day_name,
    measure_name,
    number_name,
    verdict_name,
)
from clausecheck.render.outlook import (
    TO_MEND,
    Entry,
    Outlook,
    arrange,
    article_name,
    incomplete,
    one_line,
    piece_name,
)
from clausecheck.render.terminal import Sheet
from clausecheck.text.typography import typeset

_NBSP = "\u00a0"
_QUOTE = 260
_SHOWN = {"entries": 12, "remarks": 8, "findings": 2, "suggestions": 3, "problems": 6}
"""How many are written out before « et N autres »: the whole is in the other formats."""
_COLOURS = {
    Verdict.CONTRADICTED: "bold red",
    Verdict.MISSING: "red",
    Verdict.PARTIAL: "yellow",
    Verdict.UNDECIDED: "magenta",
    Verdict.MET: "green",
    Verdict.NOT_APPLICABLE: "dim",
}


def render_text(report: Report, *, language: str = "fr", width: int = 80, colour: bool = False) -> str:
    """Return the summary.

    Args:
        report: From ``check``.
        language: ``fr`` or ``en``.
        width: Columns.
        colour: Add terminal colours; they only repeat what signs and words say.
    """
    return _Page(arrange(report), Sheet(language, max(width, 60), colour=colour)).written()


class _Page:
    """The sections of the summary, written one after the other."""

    def __init__(self, outlook: Outlook, sheet: Sheet) -> None:
        self.outlook = outlook
        self.report = outlook.report
        self.sheet = sheet
        self.say, self.both, self.line, self.heading = sheet.say, sheet.both, sheet.line, sheet.heading
        self.english = sheet.language == "en"

    def written(self) -> str:
        self._header()
        self._balance()
        self._losses()
        self._pieces()
        self._criteria()
        self._duties()
        self._obstacles()
        self._inconsistencies()
        self._themes()
        self._work()
        self._suggestions()
        self._limits()
        return self.sheet.text()

    def _header(self) -> None:
        facts = self.report.tender.facts
        untitled = self.say("Marché sans titre lu", "Tender without a title read")
        self.line(one_line(facts.title.value or untitled), style="bold")
        buyer = facts.buyer.value
        self.line(
            self.say("Acheteur\u00a0: ", "Buyer: ")
            + (one_line(buyer) if buyer else self.say("non lu", "not read"))
        )
        launch = facts.launch_date
        origin = self.both(ORIGINS[launch.origin])
        if launch.origin is Origin.ASSUMED:
            origin = origin.upper()
        self.line(
            self.say("Droit applicable au ", "Law as on ")
            + f"{self.both(day_name(self.report.as_of))} ({origin}). {typeset(launch.reason)}"
        )
        self.line(
            self.say("Niveau demandé\u00a0: ", "Level asked for: ") + self.both(LEVELS[self.report.level])
        )

    def _balance(self) -> None:
        """Say in one line where the tender stands."""
        counts = ((verdict, self.outlook.total(verdict)) for verdict in VERDICTS)
        parts = [
            f"{count}{_NBSP}{self.both(count_name(verdict, count))}" for verdict, count in counts if count
        ]
        self.line(self.say("Bilan\u00a0: ", "Result: ") + ", ".join(parts), style="bold")
        core = self.outlook.core()
        if core.asked:
            self.line(self.both(core_name(core.met, core.asked)))

    def _pieces(self) -> None:
        pieces = self.report.tender.pieces
        self.heading(f"Pièces lues ({len(pieces)})", f"Pieces read ({len(pieces)})")
        for piece in pieces:
            self.line(f"{piece.outline.kind.value:<7} {self._piece(piece)}", indent=2, hang=8)
        if not pieces:
            self.line(self.say("Aucune pièce n'a pu être lue.", "No piece could be read."), indent=2)

    def _piece(self, piece: Piece) -> str:
        document = piece.document
        count = len(document.pages)
        plural = "s" if count > 1 else ""
        size = f"{count}\u00a0page{plural}" if count else self.say("sans pages", "no pages")
        return f"{one_line(document.name)}, {size}{self._share(document)}"

    def _share(self, document: Document) -> str:
        """Say how much of a document was read, and how: nothing where all of it was read as it stands."""
        parts = []
        scanned = sum(page.ocr for page in document.pages)
        if scanned:
            parts.append(self.say(f", dont {scanned} reconnues", f", {scanned} of them recognised"))
        reading = reading_of(document)
        if reading.share is None:
            parts.append(self.say(", lu en partie", ", read in part"))
        elif reading.reasons:
            percent = math.floor(100 * reading.share)
            parts.append(
                self.say(f", lu à {percent}{_NBSP}% environ", f", about {percent}{_NBSP}% of it read")
            )
        return "".join(parts)

    def _losses(self) -> None:
        lost = [
            (piece.document.name, problem)
            for piece in self.report.tender.pieces
            for problem in piece.document.problems
            if problem.lost
        ]
        unread = [*self.report.tender.unread, *lost]
        if not unread:
            return
        self.line()
        self.line(
            self.say(
                "ATTENTION\u00a0: TOUT N'A PAS PU ÊTRE LU. Ce qui manque ci-dessous peut s'y trouver.",
                "WARNING: NOT EVERYTHING COULD BE READ. What is missing below may stand there.",
            ),
            style="bold red",
        )
        for name, problem in unread:
            self._problem(name, problem)

    def _problem(self, name: str, problem: Problem) -> None:
        place = f", p.\u00a0{problem.page}" if problem.page else ""
        told = typeset(f"{problem.message} {problem.remedy}").rstrip()
        self.line(f"- {one_line(name)}{place}\u00a0: {told}", indent=2, hang=2)

    def _criteria(self) -> None:
        criteria = self.report.tender.facts.award_criteria
        if not criteria:
            return
        self.heading("Critères d’attribution", "Award criteria")
        for criterion in criteria:
            self.line(self._criterion(criterion), indent=4 if criterion.parent else 2, hang=8)
        for note in self.report.tender.facts.notes:
            self.line(f"! {typeset(note)}", indent=2, hang=2)

    def _criterion(self, criterion: AwardCriterion) -> str:
        weight = "?" if criterion.weight is None else self.both(number_name(criterion.weight)) + "\u00a0%"
        parts = [f"{weight:>7} {one_line(criterion.name)}"]
        if criterion.environmental:
            parts.append(self.say("[environnemental]", "[environmental]"))
        if criterion.lot:
            parts.append(f"(lot\u00a0{criterion.lot})")
        return " ".join(parts)

    def _duties(self) -> None:
        self.heading("Ce que la loi rend obligatoire", "What the law makes mandatory")
        if not self.outlook.duties:
            none = ("Aucune obligation relevée pour ce marché à cette date.", "No duty on that day.")
            self.line(self.both(none), indent=2)
        for entry in self.outlook.duties:
            self._entry(entry, severity=entry.assessment.severity.value == "conditional")
            self._basis(entry)

    def _basis(self, entry: Entry) -> None:
        if entry.assessment.legal_basis:
            self.line(f"§ {typeset(entry.assessment.legal_basis[0].ref)}", indent=4, hang=2, style="dim")

    def _entry(self, entry: Entry, *, severity: bool = False, findings: bool = True) -> None:
        verdict = entry.assessment.verdict
        word = self.both(verdict_name(verdict, obstacle=entry.obstacle)).upper()
        note = f" ({self.both(SEVERITIES[entry.assessment.severity]).lower()})" if severity else ""
        self.line(
            f"{SIGNS[verdict]} {word:<12} {self.both(entry.title)}{note}",
            indent=2,
            hang=2,
            style=_COLOURS[verdict],
        )
        reason = self.say(entry.assessment.reason, entry.assessment.reason_en)
        self.line(reason, indent=4)
        if findings:
            self._findings(entry.findings)

    def _findings(self, findings: tuple[Finding, ...]) -> None:
        shown = _SHOWN["findings"]
        for finding in findings[:shown]:
            self.line(self._finding(finding), indent=6, hang=2)
        if len(findings) > shown:
            self.line(self._more(len(findings) - shown, "passage", "passage"), indent=6)

    def _more(self, count: int, french: str, english: str) -> str:
        plural = "s" if count > 1 else ""
        return self.say(
            f"… et {count} autre{plural} {french}{plural}", f"… and {count} more {english}{plural}"
        )

    def _finding(self, finding: Finding) -> str:
        words = one_line(finding.evidence.quote)
        quote = textwrap.shorten(words, _QUOTE, placeholder=" […]") if len(words) > _QUOTE else words
        figures = ", ".join(self.both(measure_name(measure)) for measure in finding.measures)
        rung = self.both(STRENGTHS[finding.strength]).lower() + (f"\u00a0: {figures}" if figures else "")
        opened, closed = ("“", "”") if self.english else ("«\u00a0", "\u00a0»")
        return f"{opened}{quote}{closed} {self._place(finding)} [{rung}]"

    def _place(self, finding: Finding) -> str:
        parts = [one_line(piece_name(self.outlook.piece(finding.evidence.document_id)))]
        if finding.evidence.page:
            parts.append(f"p.\u00a0{finding.evidence.page}")
        if finding.section:
            parts.append(article_name(finding.section))
        return ", ".join(parts)

    def _obstacles(self) -> None:
        if not self.outlook.obstacles:
            return
        self.heading("Rédactions à corriger", "Wording to mend")
        for entry in self.outlook.obstacles:
            self._entry(entry)

    def _inconsistencies(self) -> None:
        remarks = self.report.inconsistencies
        if not remarks:
            return
        self.heading("Cohérence entre les pièces", "Pieces held against each other")
        shown = _SHOWN["remarks"]
        for each in remarks[:shown]:
            self.line(f"! {self.say(each.message, each.message_en)}", indent=2, hang=2)
            self.line(f"→ {self.say(each.remedy, each.remedy_en)}", indent=4, hang=2)
            self._findings(self.outlook.evidence(each))
        if len(remarks) > shown:
            self.line(self._more(len(remarks) - shown, "remarque", "remark"), indent=2)

    def _themes(self) -> None:
        self.heading("Par thème", "By theme")
        order = tuple(VERDICTS)
        legend = "  ".join(
            f"{SIGNS[verdict]}\u00a0{self.both(VERDICTS[verdict]).lower().replace(' ', _NBSP)}"
            for verdict in order
        )
        self.line(legend, indent=2, hang=2)
        self.line()
        self.line(" " * 34 + "".join(f"{SIGNS[verdict]:>6}" for verdict in order), style="bold")
        for theme in self.outlook.themes:
            counts = "".join(f"{theme.count(verdict) or '·':>6}" for verdict in order)
            self.line(f"  {self.both(theme.name):<32}{counts}")
        totals = "".join(f"{self.outlook.total(verdict) or '·':>6}" for verdict in order)
        self.line(f"  {self.say('Ensemble', 'All'):<32}{totals}", style="bold")

    def _work(self) -> None:
        """List what is recommended and wanting: the duties stand above."""
        told = {entry.assessment.rule for entry in (*self.outlook.duties, *self.outlook.obstacles)}
        entries = [
            entry
            for theme in self.outlook.themes
            for entry in theme.entries
            if entry.assessment.verdict in TO_MEND and entry.assessment.rule not in told
        ]
        if not entries:
            return
        self.heading("À améliorer", "To be improved")
        shown = _SHOWN["entries"]
        for entry in sorted(entries, key=lambda entry: not entry.findings)[:shown]:
            self._entry(entry, severity=True)
        if len(entries) > shown:
            self.line(self._more(len(entries) - shown, "point", "point"), indent=2)

    def _suggestions(self) -> None:
        proposals = self.outlook.proposals
        if not proposals:
            return
        self.heading("Premières rédactions proposées", "First wordings proposed")
        for entry in proposals[: _SHOWN["suggestions"]]:
            if entry.suggestion:
                self._suggestion(entry, entry.suggestion)
        left = len(proposals) - _SHOWN["suggestions"]
        if left > 0:
            self.line(self._more(left, "rédaction", "wording"), indent=2)
            self.line(
                self.say(
                    "Toutes les rédactions\u00a0: --format html --output rapport.html",
                    "All wordings: --format html --output report.html",
                ),
                indent=2,
            )

    def _suggestion(self, entry: Entry, suggestion: Suggestion) -> None:
        self.line(f"→ {self.both(entry.title)}", indent=2, hang=2, style="bold")
        self.line(self._where(suggestion), indent=4, hang=2)
        for paragraph in suggestion.wording.split("\n"):
            self.line(f"| {paragraph}", indent=4, hang=2)
        self.line()

    def _where(self, suggestion: Suggestion) -> str:
        target = suggestion.target
        if target is None:
            kinds = ", ".join(suggestion.belongs_in)
            return self.say(f"À insérer dans\u00a0: {kinds}", f"Belongs in: {kinds}")
        piece = one_line(piece_name(self.outlook.piece(target.document_id)))
        if not target.section:
            return self.say(f"À insérer à la fin de\u00a0: {piece}", f"At the end of: {piece}")
        section = article_name(target.section)
        return self.say(
            f"À insérer dans\u00a0: {piece}, après {section}", f"Belongs in: {piece}, after {section}"
        )

    def _limits(self) -> None:
        self.heading("Limites de cette lecture", "Limits of this reading")
        for limit in self._limit_lines():
            self.line(f"- {limit}", indent=2, hang=2)

    def _limit_lines(self) -> Iterable[str]:
        if incomplete(self.report):
            yield self.say(
                "Des pages ou des fichiers n'ont pas été lus\u00a0: rien n'y est dit absent.",
                "Pages or files were not read: nothing is called missing there.",
            )
        undecided = self.outlook.total(Verdict.UNDECIDED)
        if undecided:
            yield self.say(
                f"{undecided} point{'s' if undecided > 1 else ''} à vérifier par une personne.",
                f"{undecided} point{'s' if undecided > 1 else ''} for a person to check.",
            )
        loose = sum(len(theme.loose) for theme in self.outlook.themes)
        if loose:
            yield self.say(
                f"{loose} passage{'s' if loose > 1 else ''} relevé{'s' if loose > 1 else ''} sans verdict, à relire (--format html).",
                f"{loose} passage{'s' if loose > 1 else ''} found without a verdict, to be read (--format html).",
            )
        aside = sum(len(each.findings) + each.verdict_waived for each in self.report.set_aside)
        if aside:
            yield self.say(
                f"{aside} remarque{'s' if aside > 1 else ''} écartée{'s' if aside > 1 else ''} sur décision (clausecheck.toml).",
                f"{aside} remark{'s' if aside > 1 else ''} set aside by decision (clausecheck.toml).",
            )
        yield self.say(
            "Lecture automatique\u00a0: elle aide à relire, elle ne vaut pas avis juridique.",
            "Automatic reading: an aid to proofreading, no legal advice.",
        )
        count = sum(pack.count for pack in self.report.packs)
        yield self.say(
            f"clausecheck {self.report.engine_version}, {count} règles, empreinte {self.report.rules_digest[:12]}.",
            f"clausecheck {self.report.engine_version}, {count} rules, digest {self.report.rules_digest[:12]}.",
        )
