"""The command line: exit statuses, results apart from messages, French words, and a help that answers at once."""

import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clausecheck import cli
from clausecheck.commands import values
from clausecheck.commands.french import usage_error
from clausecheck.errors import InputError
from clausecheck.model.assessment import Assessment, Report, Severity, Verdict
from clausecheck.model.document import Document, Problem
from clausecheck.model.finding import Level
from clausecheck.model.outline import Outline, Piece, PieceKind
from clausecheck.model.tender import UNKNOWN, BuyerType, Tender, TenderFacts

TENDER = """CAHIER DES CLAUSES TECHNIQUES PARTICULIÈRES

Article 1 - Objet
Le marché a pour objet la fourniture de postes informatiques.

Article 2 - Pièces détachées
Les pièces détachées sont disponibles pendant au moins sept (7) ans.
"""


@pytest.fixture
def tender_file(tmp_path):
    path = tmp_path / "CCTP.txt"
    path.write_text(TENDER, "utf-8")
    return path


@pytest.fixture
def run(capsysbinary):
    """Call the command line; gives status, standard output and standard error."""

    def call(*arguments):
        with pytest.raises(SystemExit) as leaving:
            cli.main([str(argument) for argument in arguments])
        captured = capsysbinary.readouterr()
        return leaving.value.code, captured.out.decode(), captured.err.decode()

    return call


@pytest.fixture
def standard_input(monkeypatch):
    """Put bytes on standard input."""

    def put(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return put


def test_help_is_french_and_imports_nothing_heavy():
    code = (
        "import sys\n"
        "from clausecheck.cli import main\n"
        "try:\n"
        "    main(['--help'])\n"
        "except SystemExit as leaving:\n"
        "    print('status', leaving.code)\n"
        "print('loaded', sorted({name.split('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert "Usage : clausecheck" in done.stdout
    assert "Commandes :" in done.stdout
    assert "status 0" in done.stdout
    loaded = done.stdout.rsplit("loaded", 1)[1]
    heavy = (
        "spacy",
        "pdfplumber",
        "pypdfium2",
        "lxml",
        "jinja2",
        "rich",
        "yaml",
        "ahocorasick_rs",
        "simplemma",
    )
    assert "'typer'" in loaded
    assert [name for name in heavy if f"'{name}'" in loaded] == []


@pytest.mark.parametrize("command", [("check",), ("text",), ("rules",), ("rules", "list"), ("rules", "test")])
def test_every_command_has_a_french_help(run, command):
    status, out, _ = run(*command, "--help")
    assert status == 0
    assert out.startswith(f"Usage : clausecheck {' '.join(command)}")
    assert not re.search(r"Show this|required\]|\bUsage:|Options:|default:", out)


def test_the_help_of_check_tells_the_exit_statuses(run):
    _, out, _ = run("check", "--help")
    assert "passe avant 1" in out


def test_version_is_told(run):
    assert run("--version") == (0, "clausecheck 0.1.0\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Commandes :"),
        (("chek",), "Commande inconnue : « chek ». Vouliez-vous dire 'check' ?"),
        (("check",), "Il manque l'argument"),
        (("check", "--frmat", "json", "x"), "Option inconnue : --frmat."),
        (("check", "x", "--level"), "L'option --level attend une valeur."),
        (("check", "x", "--format", "pdf"), "Possibles : text, json, html, csv."),
        (("check", "x", "--level", "top"), "Possibles : baseline, advanced, exemplary."),
        (("check", "x", "--fail-on", "all"), "Possibles : mandatory, recommended, never."),
        (("check", "x", "--buyer-type", "town"), "Possibles : local, state, other."),
        (("check", "x", "--as-of", "demain"), "Écrivez AAAA-MM-JJ"),
        (("check", "x", "--value", "beaucoup"), "n'est pas un montant"),
        (("check", "x", "--cpv", "30"), "n'a pas huit chiffres"),
        (("check", "x", "--category", "pencils_and_dragons"), "it_equipment"),
        (("check", "nulle-part.pdf"), "Introuvable : « nulle-part.pdf »"),
        (("text", "nulle-part.pdf"), "Introuvable"),
        (("text", "a", "b"), "Argument en trop : b."),
        (("rules", "show", "reuse.refurbished_shar"), "Vouliez-vous dire : reuse.refurbished_share"),
        (("rules", "test", "nope"), "Règle inconnue"),
    ],
)
def test_a_wrong_call_is_told_in_french_on_standard_error_with_status_two(run, arguments, message):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_an_empty_folder_is_a_wrong_call(run, tmp_path):
    status, _, err = run("check", tmp_path)
    assert status == 2
    assert "Aucun fichier dans" in err


def test_text_gives_what_was_read_with_offsets(run, tender_file):
    status, out, err = run("text", tender_file, "--format", "json")
    piece = json.loads(out)
    assert (status, err) == (0, "")
    assert piece["name"] == "CCTP.txt"
    assert piece["kind"] == "CCTP"
    assert "sept (7) ans" in piece["text"]


def test_text_of_a_zip_is_a_list(run, tender_file, tmp_path):
    with zipfile.ZipFile(tmp_path / "dce.zip", "w") as archive:
        archive.write(tender_file, "CCTP.txt")
        archive.writestr("AE.txt", "ACTE D'ENGAGEMENT\n\nLe candidat s'engage.\n")
    status, out, _ = run("text", tmp_path / "dce.zip", "--format", "json")
    assert status == 0
    assert [piece["name"] for piece in json.loads(out)] == ["dce.zip/CCTP.txt", "dce.zip/AE.txt"]


def test_text_by_default_is_the_text(run, tender_file):
    _, out, _ = run("text", tender_file)
    assert "sept (7) ans" in out


def test_standard_input_is_read(run, standard_input):
    standard_input(TENDER.encode())
    status, out, _ = run("text", "-", "--format", "json")
    assert status == 0
    assert json.loads(out)["name"] == "entrée standard.txt"


def test_nothing_on_standard_input_is_unread_input(run, standard_input):
    standard_input(b"")
    status, out, err = run("check", "-", "--format", "json", "--as-of", "2026-10-01")
    assert status == 3
    assert json.loads(out)["tender"]["unread"][0]["problem"]["code"] == "empty_file"
    assert "Fichier non lu" in err


def test_check_gives_a_report_and_keeps_messages_apart(run, tender_file):
    status, out, err = run(
        "check", tender_file, "--format", "json", "--as-of", "01/10/2026", "--cpv", "30213100-6", "--value", "90 000,50 €",
        "--category", "it_equipment", "--buyer-type", "local", "--level", "advanced", "--fail-on", "never",
    )  # fmt: skip
    report = json.loads(out)
    assert (status, err) == (0, "")
    assert report["as_of"] == "2026-10-01"
    assert report["level"] == "advanced"
    assert report["tender"]["cpv"] == ["30213100"]
    assert report["tender"]["value"] == 90000.5
    assert report["tender"]["buyer_type"] == "local"
    assert "repairability" in {finding["theme"] for finding in report["findings"]}


@pytest.mark.parametrize(
    ("form", "start"), [("text", ""), ("json", "{"), ("html", "<!DOCTYPE html>"), ("csv", "id,rule,")]
)
def test_check_writes_any_format_to_a_file(run, tender_file, tmp_path, form, start):
    target = tmp_path / "out" / "report"
    _, out, err = run(
        "check",
        tender_file,
        "--as-of",
        "2026-10-01",
        "--fail-on",
        "never",
        "--format",
        form,
        "--output",
        target,
    )
    assert out == ""
    assert f"Écrit : {target}" in err
    assert target.read_text("utf-8").lstrip().startswith(start)


def test_a_place_that_cannot_be_written_is_told(run, tender_file, tmp_path):
    status, _, err = run("check", tender_file, "--as-of", "2026-10-01", "--output", tmp_path)
    assert status == 2
    assert "Impossible d'écrire" in err


def test_a_bad_file_is_named_the_good_one_still_checked_and_the_status_three(run, tender_file, tmp_path):
    bad = tmp_path / "plan.dwg"
    bad.write_bytes(b"AC1032\0\0")
    status, out, err = run("check", tender_file, bad, "--format", "json", "--as-of", "2026-10-01")
    report = json.loads(out)
    assert status == 3
    assert "plan.dwg" in err
    assert [document["name"] for document in report["tender"]["documents"]] == ["CCTP.txt"]
    assert not [entry for entry in report["assessments"] if entry["verdict"] == "missing"]


def test_the_same_content_twice_keeps_ids_apart(run, tender_file, tmp_path):
    copy = tmp_path / "copie.txt"
    copy.write_text(TENDER, "utf-8")
    _, out, _ = run("check", tender_file, copy, "--format", "json", "--as-of", "2026-10-01")
    ids = [document["id"] for document in json.loads(out)["tender"]["documents"]]
    assert len(set(ids)) == 2


def test_rules_list_gives_one_object_a_rule(run):
    status, out, _ = run("rules", "list", "--format", "json")
    rules = {rule["id"]: rule for rule in json.loads(out)}
    assert status == 0
    rule = rules["repairability.spare_parts_availability"]
    assert set(rule) >= set("id status kind theme title severity lever categories levels tests todo".split())
    assert rule["tests"] > 0


def test_rules_list_reads_well(run):
    _, out, _ = run("rules", "list")
    assert re.search(r"^repairability\.spare_parts_availability +stable +\S", out, re.MULTILINE)


def test_rules_show_tells_the_reasons(run):
    _, out, _ = run("rules", "show", "repairability.spare_parts_availability")
    assert "Pourquoi" in out
    _, out, _ = run("rules", "show", "repairability.spare_parts_availability", "--format", "json")
    assert json.loads(out)["id"] == "repairability.spare_parts_availability"


@pytest.mark.parametrize(("passed", "status"), [(True, 0), (False, 1)])
def test_rules_test_fails_with_its_cases(run, monkeypatch, passed, status):
    from clausecheck import rule_testing

    result = rule_testing.CaseResult(
        rule="reuse.x",
        case="un texte",
        passed=passed,
        todo=False,
        message="" if passed else "nothing was found",
    )
    monkeypatch.setattr(rule_testing, "run_tests", lambda rulebook, only, known: (result,))
    code, out, _ = run("rules", "test")
    assert code == status
    assert ("nothing was found" in out) is not passed


def test_rules_lint_names_a_broken_pack(run, tmp_path):
    pack = tmp_path / "pack" / "reuse"
    pack.mkdir(parents=True)
    (pack / "broken.yaml").write_text("id: reuse.broken\nstatus: [", "utf-8")
    status, out, _ = run("rules", "lint", tmp_path / "pack")
    assert status == 1
    assert "broken.yaml" in out


def test_a_broken_rule_library_ends_with_status_two_and_no_traceback(run, monkeypatch, tender_file):
    from clausecheck import checking
    from clausecheck.errors import RuleError

    def broken():
        raise RuleError("rules/reuse/x.yaml:3:1: R204 unknown matcher")

    monkeypatch.setattr(checking, "load_rules", broken)
    status, out, err = run("check", tender_file)
    assert (status, out, err) == (2, "", "rules/reuse/x.yaml:3:1: R204 unknown matcher\n")


def test_a_bug_never_looks_like_a_finding(run, monkeypatch, tender_file):
    from clausecheck.commands import streams

    def failing(*_, **__):
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(streams, "read_tender", failing)
    status, _, err = run("text", tender_file)
    assert status == 2
    assert "ZeroDivisionError: boom" in err
    assert "Erreur interne" in err


def test_an_interruption_has_its_own_status(run, monkeypatch, tender_file):
    from clausecheck.commands import streams

    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(streams, "read_tender", stopped)
    assert run("text", tender_file)[0] == 130


def _report(verdict, severity, *, lost=False):
    problems = (Problem(code="page_without_text", message="Page 1 : image.", lost=True),) if lost else ()
    document = Document(
        id="a",
        name="RC.pdf",
        sha256="a",
        media_type="application/pdf",
        language="fr",
        text="",
        problems=problems,
    )
    fact = replace(UNKNOWN)
    facts = TenderFacts(
        title=fact, buyer=fact, buyer_type=fact, cpv=fact, contract_type=fact, categories=fact, launch_date=fact,
        procedure=fact, value=fact,
    )  # fmt: skip
    return Report(
        engine_version="0",
        packs=(),
        rules_digest="",
        as_of=date(2026, 10, 1),
        level=Level.BASELINE,
        tender=Tender(
            pieces=(Piece(document=document, outline=Outline(kind=PieceKind.RC, kind_reason="")),),
            facts=facts,
        ),
        findings=(),
        assessments=(
            Assessment(
                rule="reuse.x", theme="reuse", verdict=verdict, severity=severity, reason="", reason_en=""
            ),
        ),
        suggestions=(),
    )


@pytest.mark.parametrize(
    ("verdict", "severity", "fail_on", "status"),
    [
        (Verdict.MISSING, Severity.MANDATORY, "mandatory", 1),
        (Verdict.CONTRADICTED, Severity.MANDATORY, "mandatory", 1),
        (Verdict.PARTIAL, Severity.MANDATORY, "mandatory", 1),
        (Verdict.MET, Severity.MANDATORY, "mandatory", 0),
        (Verdict.UNDECIDED, Severity.MANDATORY, "mandatory", 0),
        (Verdict.NOT_APPLICABLE, Severity.MANDATORY, "mandatory", 0),
        (Verdict.MISSING, Severity.CONDITIONAL, "mandatory", 0),
        (Verdict.MISSING, Severity.RECOMMENDED, "mandatory", 0),
        (Verdict.MISSING, Severity.RECOMMENDED, "recommended", 1),
        (Verdict.MISSING, Severity.CONDITIONAL, "recommended", 1),
        (Verdict.PARTIAL, Severity.RECOMMENDED, "recommended", 0),
        (Verdict.MISSING, Severity.GOOD_PRACTICE, "recommended", 0),
        (Verdict.MISSING, Severity.MANDATORY, "never", 0),
    ],
)
def test_the_status_follows_severity_and_verdict(verdict, severity, fail_on, status):
    assert cli.exit_status(_report(verdict, severity), fail_on) == status


@pytest.mark.parametrize("fail_on", ["mandatory", "never"])
def test_lost_input_passes_before_faults(fail_on):
    assert cli.exit_status(_report(Verdict.MISSING, Severity.MANDATORY, lost=True), fail_on) == 3


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("90000", "90000"),
        ("90 000,50 €", "90000.50"),
        ("1\u202f250\u00a0000", "1250000"),
        ("90000.5", "90000.5"),
    ],
)
def test_amounts_are_read_as_they_are_written_in_french(text, amount):
    assert values.amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "-5", "NaN", "Infinity", "1.2.3"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(InputError, match="n'est pas un montant"):
        values.amount(text)


@pytest.mark.parametrize("text", ["2026-10-01", "01/10/2026", " 2026-10-01 "])
def test_dates_are_read_in_both_orders(text):
    assert values.day(text) == date(2026, 10, 1)


def test_closed_lists_do_not_mind_capitals():
    assert values.buyer_type("Local") is BuyerType.LOCAL


def test_a_usage_message_that_is_not_known_stays_as_it_is():
    assert usage_error("Something new.") == "Something new."


@pytest.mark.parametrize("option", ["--ocr", "--revisions"])
@pytest.mark.parametrize("command", ["check", "text"])
def test_a_wrong_way_of_reading_is_refused_with_the_ways_there_are(run, tender_file, command, option) -> None:
    status, out, err = run(command, tender_file, option, "peut-être")
    assert (status, out) == (2, "")
    assert option in err
    assert ("auto" if option == "--ocr" else "original") in err


def test_a_limit_of_the_environment_bites_and_is_named(run, tender_file, monkeypatch) -> None:
    monkeypatch.setenv("CLAUSECHECK_LIMIT_CHARACTERS", "20")
    status, out, err = run("check", tender_file, "--format", "json", "--as-of", "2026-10-01")
    assert status == 3
    assert "CLAUSECHECK_LIMIT_CHARACTERS" in err
    assert json.loads(out)["tender"]["unread"][0]["problem"]["code"] == "too_large"


def test_a_limit_that_is_no_number_stops_the_call(run, tender_file, monkeypatch) -> None:
    monkeypatch.setenv("CLAUSECHECK_LIMIT_PAGES", "beaucoup")
    status, _, err = run("check", tender_file)
    assert status == 2
    assert "CLAUSECHECK_LIMIT_PAGES : « beaucoup »" in err


def test_the_report_tells_how_much_of_each_piece_was_read(run, tender_file) -> None:
    _, out, _ = run("check", tender_file, "--format", "json", "--as-of", "2026-10-01")
    tender = json.loads(out)["tender"]
    assert tender["documents"][0]["reading"] == {
        "pages": None, "pages_read": None, "characters": tender["documents"][0]["characters"],
        "characters_lost": 0, "share": 1.0, "reasons": [],
    }  # fmt: skip
    assert tender["reading"]["share"] == 1.0


@pytest.mark.parametrize("form", ["text", "json"])
def test_doctor_tells_what_is_there(run, form) -> None:
    status, out, _ = run("doctor", "--format", form)
    assert status == 0
    assert "Tesseract" in out


PACK_RULE = """\
id: acme.vanes
status: stable
theme: reuse
title: {fr: Girouettes dorées, en: Golden vanes}
why: {fr: Pour voir., en: To see.}
lever: performance_condition
severity: recommended
legal: [reuse.agec_shares]
detect:
  fr:
    supports:
      - near: [girouettes, "dorées | argentées"]
"""


@pytest.fixture
def rule_pack(tmp_path):
    path = tmp_path / "acme-rules" / "acme" / "vanes.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(PACK_RULE, "utf-8")
    return path.parent.parent


def test_check_takes_the_rules_of_a_pack(run, rule_pack, tmp_path):
    tender = tmp_path / "CCTP.txt"
    tender.write_text("Le titulaire pose des girouettes dorées.", "utf-8")
    status, out, _ = run("check", tender, "--pack", rule_pack, "--format", "json", "--fail-on", "never")
    report = json.loads(out)
    assert 0 == status
    assert ["acme.vanes"] == [finding["rule"] for finding in report["findings"]]
    assert ["builtin", "acme-rules"] == [pack["id"] for pack in report["engine"]["rules"]["packs"]]
    shown = run("check", tender, "--pack", rule_pack, "--format", "html", "--fail-on", "never")[1]
    assert "Girouettes dorées" in shown


def test_a_pack_changes_nothing_of_what_the_builtin_rules_find(run, rule_pack, tender_file):
    def found(*more):
        out = run(
            "check", tender_file, "--format", "json", "--fail-on", "never", "--as-of", "2026-10-01", *more
        )[1]
        report = json.loads(out)
        own = [a for a in report["assessments"] if a["rule"] != "acme.vanes"]
        return report["findings"], own, report["suggestions"]

    assert found() == found("--pack", rule_pack)


def test_check_with_a_broken_pack_says_in_french_what_to_do(run, rule_pack, tender_file):
    (rule_pack / "acme" / "vanes.yaml").write_text(PACK_RULE.replace("theme: reuse", "theme: reuze"), "utf-8")
    status, out, err = run("check", tender_file, "--pack", rule_pack)
    assert (2, "") == (status, out)
    assert err.startswith("Erreur : le jeu de règles demandé ne se charge pas")
    assert 'vanes.yaml:3:1: R104 unknown value "reuze"' in err


def test_diff_takes_the_rules_of_a_pack(run, rule_pack, tmp_path):
    for name, text in (("old", "Le titulaire livre."), ("new", "Le titulaire pose des girouettes dorées.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "CCTP.txt").write_text(text, "utf-8")
    arguments = ("diff", tmp_path / "old", tmp_path / "new", "--as-of", "2026-10-01")
    assert 1 == run(*arguments, "--pack", rule_pack)[0]
    assert "Girouettes dorées" in run(*arguments, "--pack", rule_pack)[1]
    assert 0 == run(*arguments)[0]
