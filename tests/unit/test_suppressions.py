"""What people set aside: with a reason, an author and an end, found again after edits, always said."""

import json
from datetime import date

import pytest

from clausecheck import check, cli, load_rules, read
from clausecheck.commands.suppressions import parsed
from clausecheck.errors import InputError
from clausecheck.model.assessment import Verdict
from clausecheck.model.suppression import Suppression

CCTP = """CAHIER DES CLAUSES TECHNIQUES PARTICULIÈRES

Article 1 - Objet
Le marché a pour objet la fourniture de postes informatiques.

Article 2 - Matériels
Les matériels livrés sont exclusivement neufs, à l'exception des câbles.

Article 3 - Emballages
Le titulaire reprend gratuitement les emballages de livraison.
"""
RULE = "forbidden_wording.new_goods_only"
ENTRY = f"""[[suppress]]
rule = "{RULE}"
quote = "Les matériels livrés sont exclusivement neufs"
reason = "Le parc d'occasion est déjà complet."
author = "M. Petit"
expires = 2099-12-31
"""
TODAY = date(2026, 10, 1)


def suppression(**more):
    return Suppression(
        **{
            "rule": RULE,
            "reason": "Parc complet.",
            "author": "M. Petit",
            "expires": date(2027, 1, 1),
            "quote": "Les matériels livrés sont exclusivement neufs",
            **more,
        }
    )


@pytest.fixture
def tender(tmp_path):
    path = tmp_path / "CCTP.txt"
    path.write_text(CCTP, "utf-8")
    return read([path], isolated=False)


def checked(tender, *suppressions):
    return check(tender, as_of=TODAY, today=TODAY, suppressions=suppressions)


def verdict(report, rule=RULE):
    return next(each.verdict for each in report.assessments if each.rule == rule)


def test_a_passage_set_aside_leaves_findings_and_verdict_and_is_kept_apart(tender):
    assert verdict(checked(tender)) is Verdict.CONTRADICTED
    report = checked(tender, suppression())
    assert verdict(report) is Verdict.MET
    assert RULE not in {finding.rule for finding in report.findings}
    (done,) = report.set_aside
    assert [finding.rule for finding in done.findings] == [RULE]
    assert not done.idle


@pytest.mark.parametrize(
    "words",
    [
        "LES MATERIELS LIVRES sont exclusivement neufs",
        "Les matériels fournis et livrés sont exclusivement neufs, à l'exception des câbles.",
    ],
)
def test_an_edited_passage_is_still_the_one_that_was_set_aside(tender, words):
    assert checked(tender, suppression(quote=words)).set_aside[0].findings


@pytest.mark.parametrize(
    "other",
    [
        {"quote": "Les écrans sont de marque imposée"},
        {"piece": "CCAP"},
        {"rule": "packaging.packaging_takeback_or_reuse"},
    ],
)
def test_another_passage_piece_or_rule_is_not_silenced(tender, other):
    report = checked(tender, suppression(**other))
    assert verdict(report) is Verdict.CONTRADICTED
    assert report.set_aside[0].idle


def test_a_suppression_holds_on_its_last_day_and_no_longer(tender):
    assert verdict(checked(tender, suppression(expires=TODAY))) is Verdict.MET
    report = checked(tender, suppression(expires=date(2026, 9, 30)))
    assert verdict(report) is Verdict.CONTRADICTED
    assert report.set_aside[0].expired


def test_a_whole_rule_set_aside_says_by_whom_and_why(tender):
    report = checked(tender, suppression(quote=""))
    assessment = next(each for each in report.assessments if each.rule == RULE)
    assert assessment.verdict is Verdict.NOT_APPLICABLE
    assert assessment.reason == "Règle écartée jusqu'au 2027-01-01 par M. Petit : Parc complet."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[suppress", "n'est pas du TOML"),
        ("[other]\na = 1", "seules des entrées [[suppress]]"),
        (ENTRY.replace("author", "auteur"), "clés possibles"),
        (ENTRY.replace('reason = "Le parc d\'occasion est déjà complet."', ""), "« reason » manque"),
        (ENTRY.replace(RULE, "no.such_rule"), "règle inconnue « no.such_rule »"),
        (ENTRY.replace("expires = 2099-12-31", ""), "« expires » manque"),
        (ENTRY.replace("2099-12-31", '"un jour"'), "n'est pas une date"),
        (ENTRY + "piece = 3\n", "« piece » est un texte"),
    ],
)
def test_a_wrong_entry_is_told_with_its_place_and_the_remedy(text, message):
    with pytest.raises(InputError, match=r"clausecheck\.toml") as error:
        parsed(text, name="clausecheck.toml", rules={rule.id for rule in load_rules().rules})
    assert message in str(error.value)


@pytest.fixture
def run(capsysbinary):
    def call(*arguments):
        with pytest.raises(SystemExit) as leaving:
            cli.main([str(argument) for argument in arguments])
        captured = capsysbinary.readouterr()
        return leaving.value.code, captured.out.decode(), captured.err.decode()

    return call


def test_a_sidecar_beside_the_pieces_is_heeded_told_and_no_piece(run, tmp_path):
    (tmp_path / "CCTP.txt").write_text(CCTP, "utf-8")
    (tmp_path / "clausecheck.toml").write_text(ENTRY, "utf-8")
    status, out, err = run(
        "check", tmp_path, "--format", "json", "--as-of", "2026-10-01", "--fail-on", "never"
    )
    value = json.loads(out)
    assert status == 0
    assert [document["name"] for document in value["tender"]["documents"]] == ["CCTP.txt"]
    (aside,) = value["suppressed"]
    assert (aside["rule"], aside["author"], aside["expires"]) == (RULE, "M. Petit", "2099-12-31")
    assert aside["findings"][0]["quote"].startswith("Les matériels livrés")
    assert "Écarté : " + RULE in err


def test_a_file_given_on_the_call_wins_and_the_text_counts_what_was_set_aside(run, tmp_path):
    (tmp_path / "CCTP.txt").write_text(CCTP, "utf-8")
    (tmp_path / "clausecheck.toml").write_text("not toml", "utf-8")
    given = tmp_path / "decisions.toml"
    given.write_text(ENTRY, "utf-8")
    _, out, _ = run("check", tmp_path / "CCTP.txt", "--suppressions", given, "--as-of", "2026-10-01")
    assert "1 remarque écartée sur décision" in out


def test_an_entry_that_does_nothing_any_more_is_told(run, tmp_path):
    (tmp_path / "CCTP.txt").write_text(CCTP, "utf-8")
    old, gone = (
        ENTRY.replace("2099", "2020"),
        ENTRY.replace("exclusivement neufs", "peints en rouge vif partout"),
    )
    (tmp_path / "clausecheck.toml").write_text(old + gone, "utf-8")
    _, _, err = run("check", tmp_path, "--as-of", "2026-10-01")
    assert "Échue le 2020-12-31" in err
    assert "aucun passage n'a plus ces mots" in err
