"""The command that compares two versions, and a check against an earlier report."""

import json

import pytest

from clausecheck import check, cli, read
from clausecheck.compare import parse_snapshot, snapshot_of
from clausecheck.render.json import render_json

OLD = """CAHIER DES CLAUSES TECHNIQUES PARTICULIÈRES

Article 1 - Objet
Le marché a pour objet la fourniture de postes informatiques.

Article 2 - Pièces détachées
Les pièces détachées sont disponibles pendant au moins sept (7) ans.

Article 3 - Emballages
Le titulaire reprend gratuitement les emballages de livraison.
"""
NEW = OLD.replace("sept (7)", "cinq (5)").replace(
    "Le titulaire reprend gratuitement les emballages de livraison.",
    "Les matériels sont exclusivement neufs.",
)
DAY = ("--as-of", "2026-10-01")


@pytest.fixture
def versions(tmp_path):
    """Two folders with one piece each."""
    made = []
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "CCTP.txt").write_text(text, "utf-8")
        made.append(tmp_path / name)
    return made


@pytest.fixture
def run(capsysbinary):
    def call(*arguments):
        with pytest.raises(SystemExit) as leaving:
            cli.main([str(argument) for argument in arguments])
        captured = capsysbinary.readouterr()
        return leaving.value.code, captured.out.decode(), captured.err.decode()

    return call


def test_two_versions_differ_with_status_one(run, versions):
    status, out, _ = run("diff", *versions, "--format", "json", *DAY)
    value = json.loads(out)
    assert status == 1
    statuses = {clause["rule"]: clause["status"] for clause in value["clauses"]}
    assert statuses["repairability.spare_parts_availability"] == "changed"
    assert "lost" in statuses.values()
    assert statuses["forbidden_wording.new_goods_only"] == "won"


def test_a_version_is_the_same_as_itself_under_another_name(run, versions, tmp_path):
    other = tmp_path / "Cahier technique.txt"
    other.write_text(OLD, "utf-8")
    status, out, _ = run("diff", versions[0], other, *DAY)
    assert status == 0
    assert "Aucune différence." in out


def test_a_report_written_earlier_stands_in_for_a_version(run, versions, tmp_path):
    report = tmp_path / "rapport.json"
    run("check", versions[0], "--format", "json", "--output", report, *DAY)
    status, out, _ = run("diff", report, versions[0], *DAY)
    assert (status, "Aucune différence." in out) == (0, True)


def test_a_report_reads_back_as_it_was_written(versions):
    from datetime import date

    report = check(read([versions[0]], isolated=False), as_of=date(2026, 10, 1))
    assert parse_snapshot(render_json(report), name="rapport.json") == snapshot_of(report)


def test_a_version_that_could_not_be_read_is_never_a_loss(run, versions):
    (versions[1] / "CCTP.txt").unlink()
    (versions[1] / "CCTP.pdf").write_bytes(b"%PDF-1.7 broken")
    status, out, err = run("diff", *versions, *DAY)
    assert status == 3
    assert "Tout n’a pas pu être lu" in out
    assert "CCTP.pdf" in err


def test_a_check_against_a_baseline_shows_what_is_new_and_counts_only_what_is_worse(run, versions, tmp_path):
    report = tmp_path / "rapport.json"
    run("check", versions[0], "--format", "json", "--output", report, *DAY)
    same = run("check", versions[0], "--baseline", report, "--fail-on", "recommended", *DAY)
    assert (same[0], "Aucune différence." in same[1]) == (0, True)
    status, out, _ = run("check", versions[1], "--baseline", report, "--fail-on", "recommended", *DAY)
    assert status == 1
    assert "CLAUSES PERDUES" in out
    status, out, _ = run(
        "check", versions[1], "--baseline", report, "--format", "json", "--fail-on", "never", *DAY
    )
    assert status == 0
    assert all(clause["status"] != "kept" for clause in json.loads(out)["clauses"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--baseline", "nulle-part.json"), "illisible"),
        (("--baseline", "nulle-part.json", "--format", "html"), "Possibles : text, json."),
    ],
)
def test_a_wrong_baseline_is_told(run, versions, arguments, message):
    status, _, err = run("check", versions[0], *arguments, *DAY)
    assert status == 2
    assert message in err
