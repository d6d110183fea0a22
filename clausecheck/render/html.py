"""The report as one HTML file: no network, readable by keyboard, screen reader and on paper."""

from __future__ import annotations

import base64
import hashlib
import math
import re
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from clausecheck.model.assessment import Report, Severity, Suggestion, Verdict
from clausecheck.model.document import Document
from clausecheck.model.finding import Strength
from clausecheck.model.reading import reading_of
from clausecheck.model.rule import Rulebook
from clausecheck.render import names
from clausecheck.render.outlook import (
    TO_MEND,
    Entry,
    Outlook,
    arrange,
    article_name,
    incomplete,
    piece_name,
    shown_text,
)
from clausecheck.text.typography import typeset

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_PLACEHOLDER = re.compile(r"(\[[^\[\]]+\])")
MOST_FINDINGS = 4
"""Passages shown at once under a rule; the others fold away."""


def render_html(report: Report, *, language: str = "fr", rules: Rulebook | None = None) -> str:
    """Return the whole page.

    Args:
        report: From ``check``.
        language: ``fr`` or ``en``: shown first; a button changes it where scripts run.
        rules: Gives the English reasons behind the rules and the names of the categories.
    """
    outlook = arrange(report, rules)
    style, script = _asset("report.css"), _asset("report.js")
    categories = {category.slug: category.title for category in rules.categories} if rules else {}
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            outlook=outlook,
            report=report,
            facts=report.tender.facts,
            language=language,
            incomplete=incomplete(report),
            categories=categories,
            sections=_sections(outlook),
            style=Markup(style),  # our own file, and what the hash in the policy is made of
            script=Markup(script),
            policy=_policy(style, script),
        )
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        names=names,
        verdicts=tuple(names.VERDICTS),
        Verdict=Verdict,
        Severity=Severity,
        strengths=tuple(Strength),
        to_mend=TO_MEND,
        most_findings=MOST_FINDINGS,
    )
    environment.filters.update(
        shown=shown_text,
        typeset=typeset,
        parts=wording_parts,
        web=web_address,
        article=article_name,
        piece=piece_name,
        read_share=read_share,
    )
    environment.tests.update(open=_starts_open)
    return environment


@lru_cache(maxsize=2)
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Return a policy that lets the page load nothing and run nothing but its own script."""
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _sections(outlook: Outlook) -> tuple[tuple[str, names.Both], ...]:
    """Return the anchors and titles of the sections that the page has, for its contents."""
    criteria = bool(outlook.report.tender.facts.award_criteria)
    remarks = bool(outlook.report.inconsistencies)
    known: tuple[tuple[str, names.Both, bool], ...] = (
        ("essentiel", ("L’essentiel", "At a glance"), True),
        ("marche", ("Le marché", "The tender"), True),
        ("criteres", ("Critères d’attribution", "Award criteria"), criteria),
        ("coherence", ("Cohérence entre les pièces", "Pieces held against each other"), remarks),
        ("themes", ("Par thème", "By theme"), True),
        ("limites", ("Ce qui n’a pas pu être lu", "What could not be read"), True),
        ("methode", ("Méthode", "Method"), True),
    )
    return tuple((anchor, title) for anchor, title, there in known if there)


def _starts_open(entry: Entry) -> bool:
    """Show at once what calls for work; all else opens on request and on paper."""
    return entry.assessment.verdict in TO_MEND


def wording_parts(suggestion: Suggestion) -> tuple[tuple[str, bool], ...]:
    """Cut a wording into runs of text, each with whether the buyer has to fill it in."""
    pieces = _PLACEHOLDER.split(suggestion.wording)
    return tuple((part, index % 2 == 1) for index, part in enumerate(pieces) if part)


def read_share(document: Document) -> names.Both:
    """Return how much of a document was read: a share of its text, estimated where pages are lost."""
    share = reading_of(document).share
    if share is None:
        return "en partie", "in part"
    percent = math.floor(100 * share)
    return f"{percent}\u00a0%", f"{percent}%"


def web_address(url: str) -> str:
    """Return ``url`` where it is a web address, else "": rule packs may come from anyone."""
    return url if url.startswith(("https://", "http://")) else ""
