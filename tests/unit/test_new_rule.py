"""``rules new`` writes a draft that loads, or says what is missing."""

from __future__ import annotations

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


def test_what_is_missing_is_asked_in_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"Thème": "reuse", "Titre en français": "Caisses", "Pourquoi cette clause": "Pour voir."}
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda question, **_: answers.get(question, "caisses navettes"))
    assert 0 == new(tmp_path, "reuse.crates")
    rule = read_rule(read_yaml(tmp_path / "reuse" / "crates.yaml"))
    assert (("caisses navettes",),) == dict(rule.detection)["fr"].matchers[0].groups


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
