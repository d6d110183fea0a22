"""The summary for a terminal: essential first, 80 columns, no colour needed, nothing hidden."""

import re

import pytest

from clausecheck.render import render
from clausecheck.render.text import render_text


def test_no_line_is_wider_than_the_terminal(report):
    for width in (60, 80, 100):
        assert max(len(line) for line in render_text(report, width=width).splitlines()) <= width


def test_without_colour_no_escape_sequence_is_written_even_from_a_hostile_document(report):
    assert "\x1b" not in render(report, "text")


def test_colour_only_repeats_what_words_say(report):
    plain = render_text(report)
    coloured = render_text(report, colour=True)
    assert coloured != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_duties_come_first_with_sign_word_and_law(report):
    text = render(report, "text")
    assert "✗ ABSENTE      Condition d’exécution environnementale" in text
    assert "§ Code de la commande publique, art.\u00a0L.\u00a02112-2" in text
    order = [
        "OBLIGATOIRE",
        "RÉDACTIONS À CORRIGER",
        "PAR THÈME",
        "À AMÉLIORER",
        "PREMIÈRES RÉDACTIONS",
        "LIMITES",
    ]
    places = [text.index(word) for word in order]
    assert places == sorted(places)


def test_a_finding_shows_its_words_and_its_place(report):
    flat = " ".join(render(report, "text").split(" "))
    flat = re.sub(r"\n +", " ", flat)
    assert (
        "«\u00a0Une préférence sera donnée aux entreprises implantées sur le territoire de la commune.\u00a0» "
        "RC, p.\u00a02, art.\u00a07 Exécution [obligation]"
    ) in flat


def test_unread_files_are_told_loudly_and_only_then(report, complete_report):
    text = render(report, "text")
    assert "TOUT N’A PAS PU ÊTRE LU" in text
    assert "dce.zip/AE.docx" in text
    assert "TOUT N’A PAS PU ÊTRE LU" not in render(complete_report, "text")


def test_an_assumed_launch_date_is_said(report):
    assert "1er\u00a0octobre\u00a02026 (SUPPOSÉ)" in render(report, "text")


def test_suggestions_say_where_they_belong(report):
    text = render(report, "text")
    assert "À insérer dans\u00a0: RC, après art.\u00a07 Exécution" in text
    assert "À insérer dans\u00a0: CCAP, CCP" in text
    assert "[montant en euros]" in text


def test_english_is_english(report):
    text = render(report, "text", language="en")
    assert "WHAT THE LAW MAKES MANDATORY" in text
    assert "Environmental performance condition" in text
    assert "English reason for missing." in text


@pytest.mark.parametrize(("format", "language"), [("pdf", "fr"), ("json", "de")])
def test_what_is_not_available_is_refused_with_the_list(report, format, language):
    from clausecheck.errors import InputError

    with pytest.raises(InputError, match="text, json, html, csv" if format == "pdf" else "fr, en"):
        render(report, format, language=language)
