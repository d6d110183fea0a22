"""``rules new`` writes a draft that loads, or says what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from clausecheck import cli
from clausecheck.rulebook.rules import read_rule
from clausecheck.rulebook.yamltree import read_yaml

WHOLE = [
    "reuse.crates",
    "--theme",
    "reuse",
    "--title",
    "Caisses « navettes » : rendues",
    "--why",
    'Pour "voir" : oui.',
    "--words",
    "caisses | bacs",
    "--words",
    "@take_back",
    "--legal",
    "reuse.agec_shares",
]


def new(folder: Path, *arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["rules", "new", *arguments, "--output", str(folder)])
    return int(stopped.value.code or 0)


def test_flags_alone_write_a_rule_that_loads_and_is_off(tmp_path: Path) -> None:
    assert 0 == new(tmp_path, *WHOLE)
    rule = read_rule(read_yaml(tmp_path / "reuse" / "crates.yaml"))
    assert ("draft", "Caisses « navettes » : rendues") == (rule.status, dict(rule.title)["fr"])
    assert (("caisses", "bacs"), ("@take_back",)) == dict(rule.detection)["fr"].matchers[0].groups


ANSWERS = (
    ("Titre en français", "Caisses consignées reprises"),
    ("Titre en anglais", "Deposit crates"),
    ("Nature", ""),
    ("Thème", "couture"),  # no theme: asked again
    ("Thème", "reemploi"),
    ("Identifiant", "Reuse.Bad"),
    ("Identifiant", ""),
    ("Pourquoi cette clause", ""),
    ("Pourquoi cette clause", "Une caisse fait trente voyages."),
    ("Achats concernés", "denrées, 36"),
    ("Pièces où l'attendre", ""),
    ("Où la clause agit", "2"),
    ("Gravité", "recommandé"),
    ("Texte de loi", "girouettes"),  # no such words: asked again
    ("Texte de loi", "a"),  # too many
    ("Texte de loi", "agec mobilier réemploi"),
    ("Lesquels", "1"),
    ("Mots à chercher", "caisses | bacs ; consignés | repris"),
    ("Une phrase que la règle doit trouver", "Le titulaire livre en caisses consignées."),
    ("Une phrase voisine", "La caisse de retraite est reprise par la loi."),
    ("Rédaction proposée", "Le titulaire livre en caisses consignées."),
)


def answering(monkeypatch: pytest.MonkeyPatch, answers: Iterable[tuple[str, str]]) -> list[str]:
    """Answer one question after the other; gives the questions that were put."""
    asked: list[str] = []
    left = iter(answers)

    def prompt(question: str, *, default: str = "", **_: object) -> str:
        wanted, answer = next(left)
        assert question.startswith(wanted)
        asked.append(question)
        return answer or default

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.prompt", prompt)
    return asked


def test_what_is_missing_is_asked_in_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = answering(monkeypatch, ANSWERS)
    assert 0 == new(tmp_path)
    rule = read_rule(read_yaml(tmp_path / "reuse" / "deposit_crates.yaml"))
    assert len(ANSWERS) == len(asked)
    assert (("caisses", "bacs"), ("consignés", "repris")) == dict(rule.detection)["fr"].matchers[0].groups
    assert ("food_catering", "waste_services") == rule.applies.categories
    assert ("recommended", "performance_condition") == (rule.severity.value, rule.lever.value)
    assert ("reuse.agec_furniture_reuse_share",) == rule.legal
    assert "Le titulaire livre en caisses consignées." == rule.wording[0].texts[0][1]
    told = capsys.readouterr().err
    assert "Répondez par un numéro de la liste" in told
    assert "Reuse.Bad » n'est pas un identifiant" in told
    assert "ajoutez un mot" in told
    assert "✓ « Le titulaire livre en caisses consignées. » : trouvée." in told
    assert "✓ « La caisse de retraite est reprise par la loi. » : laissée de côté." in told
    assert f"clausecheck rules test reuse.deposit_crates --pack {tmp_path}" in told


def test_a_draft_that_misses_its_own_example_says_what_is_wanting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == new(tmp_path, *WHOLE, "--example", "Le titulaire range les caisses.")
    told = capsys.readouterr().err
    assert "✗ « Le titulaire range les caisses. » : pas trouvée." in told
    assert "nearest: matcher 1 (near): lacks a word of: " in told


def test_what_was_given_at_the_call_is_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [] == answering(monkeypatch, ())
    assert 0 == new(tmp_path, *WHOLE)
    assert (tmp_path / "reuse" / "crates.yaml").is_file()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["reuse.crates"], "Il manque --theme"),
        (["Crates", *WHOLE[1:]], "n'est pas un identifiant"),
        ([*WHOLE[:2], "reuze", *WHOLE[3:]], 'Did you mean "reuse"'),
    ],
)
def test_a_mistake_is_told_and_leaves_no_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    told: str,
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    assert 2 == new(tmp_path, *arguments)
    assert told in capsys.readouterr().err
    assert [] == list(tmp_path.rglob("*.yaml"))


def test_a_rule_that_exists_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == new(tmp_path, *WHOLE)
    assert 2 == new(tmp_path, *WHOLE)
    assert "existe déjà" in capsys.readouterr().err


def test_a_new_obstacle_contradicts(tmp_path: Path) -> None:
    assert 0 == new(tmp_path, *WHOLE, "--kind", "obstacle")
    rule = read_rule(read_yaml(tmp_path / "reuse" / "crates.yaml"))
    assert "contradicts" == dict(rule.detection)["fr"].matchers[0].polarity.value
