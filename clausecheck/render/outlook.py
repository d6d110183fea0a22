"""A report put in the order in which a person reads it; shared by the renderings for people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from clausecheck.model.assessment import Assessment, Report, Severity, Suggestion, Verdict
from clausecheck.model.consistency import Inconsistency
from clausecheck.model.finding import Finding
from clausecheck.model.outline import Piece, PieceKind
from clausecheck.model.rule import Rulebook
from clausecheck.model.theme import THEMES
from clausecheck.render.names import VERDICTS, Both

OBSTACLES = "forbidden_wording"
"""The theme of the rules that look for unwanted wording."""

TO_MEND = (Verdict.CONTRADICTED, Verdict.MISSING, Verdict.PARTIAL)
_URGENCY = tuple(VERDICTS)
_DUTIES = (Severity.MANDATORY, Severity.CONDITIONAL)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff ]+")
"""Line breaks and control signs of a document, which a terminal could obey."""
_NUMBERED = re.compile(r"(?:\d|[IVXL]+(?:[.\s-]|$)|[A-Z]\d*[.)\s-])")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One assessment with all that is shown beside it.

    Attributes:
        assessment: The verdict.
        title: Of the rule, French and English.
        why: Likewise; the French text twice where no English is known.
        findings: The passages that the verdict rests on, in its order.
        suggestion: The words proposed, or None.
    """

    assessment: Assessment
    title: Both
    why: Both
    findings: tuple[Finding, ...]
    suggestion: Suggestion | None

    @property
    def obstacle(self) -> bool:
        """True for a rule that looks for unwanted wording."""
        return self.assessment.theme == OBSTACLES


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeGroup:
    """A theme of the report.

    Attributes:
        slug: Identifier.
        name: French and English.
        entries: Those that bear on the tender, the ones that call for work first.
        aside: Those that do not.
        loose: Passages found that no verdict rests on: proposed for a person to look at.
    """

    slug: str
    name: Both
    entries: tuple[Entry, ...]
    aside: tuple[Entry, ...]
    loose: tuple[Finding, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many rules of the theme have that verdict."""
        return sum(entry.assessment.verdict is verdict for entry in (*self.entries, *self.aside))


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """Clauses that the core profile of the purchase expects: how many are met, of how many that bear."""

    met: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The whole report, arranged.

    Attributes:
        report: What is shown.
        duties: Clauses that the law makes mandatory, alone or on a condition, urgent ones first.
        obstacles: Unwanted wordings that stand in the text.
        themes: In the order of the contract; only those with something to show.
        proposals: Every suggestion with its entry, the weightiest first (``Assessment.weight``).
    """

    report: Report
    duties: tuple[Entry, ...]
    obstacles: tuple[Entry, ...]
    themes: tuple[ThemeGroup, ...]
    proposals: tuple[Entry, ...]

    def total(self, verdict: Verdict) -> int:
        """Return how many rules have that verdict."""
        return sum(assessment.verdict is verdict for assessment in self.report.assessments)

    def evidence(self, each: Inconsistency) -> tuple[Finding, ...]:
        """Return the findings that a remark on several pieces rests on."""
        return tuple(finding for finding in self.report.findings if finding.id in each.findings)

    def core(self) -> Core:
        """Return how much of what the core profile of the purchase expects stands in the tender."""
        own = [a for a in self.report.assessments if a.expected_for and a.theme != OBSTACLES]
        asked = [a.verdict for a in own if a.verdict is not Verdict.NOT_APPLICABLE]
        return Core(met=asked.count(Verdict.MET), asked=len(asked))

    def piece(self, document_id: str) -> Piece | None:
        """Return the piece with that document, or None."""
        return next((p for p in self.report.tender.pieces if p.document.id == document_id), None)


def arrange(report: Report, rules: Rulebook | None = None) -> Outlook:
    """Return the report arranged for reading.

    Args:
        report: From ``check``.
        rules: Gives the English reasons behind the rules, where it is at hand.
    """
    english = {rule.id: dict(rule.why).get("en", "") for rule in rules.rules} if rules else {}
    entries = sorted(_entries(report, english), key=_urgency)
    bearing = [entry for entry in entries if entry.assessment.verdict is not Verdict.NOT_APPLICABLE]
    used = {name for assessment in report.assessments for name in assessment.findings}
    loose = [finding for finding in report.findings if finding.id not in used]
    return Outlook(
        report=report,
        duties=tuple(e for e in bearing if e.assessment.severity in _DUTIES and not e.obstacle),
        obstacles=tuple(e for e in bearing if e.obstacle and e.assessment.verdict is Verdict.CONTRADICTED),
        themes=tuple(_groups(entries, loose)),
        proposals=tuple(
            sorted(
                (entry for entry in bearing if entry.suggestion),
                key=lambda entry: entry.assessment.weight,
            )
        ),
    )


def _entries(report: Report, english: dict[str, str]) -> Iterable[Entry]:
    titles = dict(report.titles)
    findings = {finding.id: finding for finding in report.findings}
    suggestions = {suggestion.id: suggestion for suggestion in report.suggestions}
    for assessment in report.assessments:
        french, other, why = titles.get(assessment.rule, (assessment.rule, assessment.rule, ""))
        yield Entry(
            assessment=assessment,
            title=(french, other or french),
            why=(why, english.get(assessment.rule) or why),
            findings=_once(findings[name] for name in assessment.findings if name in findings),
            suggestion=suggestions.get(assessment.suggestion or ""),
        )


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Show a passage once, though several rules may have found it."""
    first: dict[tuple[str, int, int], Finding] = {}
    for finding in findings:
        span = finding.evidence.span
        first.setdefault((finding.evidence.document_id, span.start, span.end), finding)
    return tuple(first.values())


def _urgency(entry: Entry) -> tuple[int, int, bool, int]:
    return _URGENCY.index(entry.assessment.verdict), *entry.assessment.weight


def _groups(entries: list[Entry], loose: list[Finding]) -> Iterable[ThemeGroup]:
    for slug, name in THEMES.items():
        own = [entry for entry in entries if entry.assessment.theme == slug]
        left = tuple(finding for finding in loose if finding.theme == slug)
        if own or left:
            yield ThemeGroup(
                slug=slug,
                name=name,
                entries=tuple(e for e in own if e.assessment.verdict is not Verdict.NOT_APPLICABLE),
                aside=tuple(e for e in own if e.assessment.verdict is Verdict.NOT_APPLICABLE),
                loose=left,
            )


def one_line(text: str) -> str:
    """Return words of a document on one line, without control signs; no-break spaces stay."""
    return _UNSEEN.sub(" ", text).strip()


def shown_text(text: str) -> str:
    """Return words of a document for a page: line breaks stay, control signs do not."""
    return _CONTROL.sub(" ", text).strip()


def piece_name(piece: Piece | None) -> str:
    """Return « CCAP » where the kind is known, else the file's name."""
    if piece is None:
        return "?"
    kind = piece.outline.kind
    return piece.document.name if kind is PieceKind.OTHER else kind.value


def article_name(section: str) -> str:
    """Return the innermost title of a section path: « art. 4.2 Pièces », « Article 13 Réexamen »."""
    title = one_line(section.rsplit(" > ", 1)[-1])
    if _NUMBERED.match(title):
        return f"art.\u00a0{title}"
    return title if title[:7].lower() == "article" else f"«\u00a0{title}\u00a0»"


def incomplete(report: Report) -> bool:
    """True when some input could not be read, in whole or in part."""
    return bool(report.tender.unread) or any(not piece.document.complete for piece in report.tender.pieces)
