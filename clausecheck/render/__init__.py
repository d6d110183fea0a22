"""Report -> text, JSON, HTML or CSV. Each output is one file; none changes what the report says."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from clausecheck.errors import InputError

if TYPE_CHECKING:
    from clausecheck.model.assessment import Report
    from clausecheck.model.rule import Rulebook

FORMATS = ("text", "json", "html", "csv")
LANGUAGES = ("fr", "en")


def render(
    report: Report, format: str, *, language: str = "fr", rules: Rulebook | None = None
) -> str | bytes:
    """Return the report in one of ``FORMATS``.

    Args:
        report: From ``check``.
        format: text, json, html or csv.
        language: ``fr`` or ``en``: of ``text``, and the one that ``html`` shows first.
        rules: Gives the English reasons behind the rules to ``html``; French ones stand in without.

    Raises:
        InputError: The format or the language is not one of those known.
    """
    _known(format, FORMATS, "Format inconnu ou pas encore disponible", "Formats disponibles")
    _known(language, LANGUAGES, "Langue inconnue", "Langues disponibles")
    if format == "json":
        from clausecheck.render.json import render_json

        return render_json(report)
    if format == "csv":
        from clausecheck.render.csv import render_csv

        return render_csv(report)
    if format == "html":
        from clausecheck.render.html import render_html

        return render_html(report, language=language, rules=rules)
    from clausecheck.render.text import render_text

    return render_text(report, language=language)


def _known(value: str, allowed: tuple[str, ...], wrong: str, which: str) -> None:
    if value not in allowed:
        raise InputError(f"{wrong}\u00a0: «\u00a0{value}\u00a0». {which}\u00a0: {', '.join(allowed)}.")


class _Callable(ModuleType):
    """Lets ``clausecheck.render`` be both this package and the function of the public interface.

    Importing the package makes it an attribute of ``clausecheck`` and hides the function there.
    """

    def __call__(self, *args: Any, **kwargs: Any) -> str | bytes:
        return render(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable

__all__ = ["FORMATS", "LANGUAGES", "render"]
