"""The commands that keep the rule library whole: what is open, what a sheet lacks, who fires on whom."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from clausecheck import cli
from clausecheck.rulebook import builtin_folder

Run = Callable[..., tuple[int, str, str]]
DRAFT = """\
id: acme.crates
status: stable
theme: reuse
title: {fr: Caisses}
why: {fr: Pour voir.}
lever: performance_condition
severity: recommended
legal: [reuse.agec_shares]
detect:
  fr:
    supports:
      - near: [girouettes, "dorées | argentées"]
wording:
  fr: {baseline: "Le titulaire pose des girouettes dorées."}
belongs_in: [CCTP]
"""


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            cli.main(["rules", *arguments])
        shown = capsysbinary.readouterr()
        return int(stopped.value.code or 0), shown.out.decode(), shown.err.decode()

    return call


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "acme-rules" / "acme" / "crates.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(DRAFT, "utf-8")
    return path.parent.parent


def test_coverage_lists_the_open_rows_and_counts_them(run: Run) -> None:
    code, out, err = run("coverage")
    assert 0 == code
    assert f"{len(out.splitlines())} lignes ouvertes sur 254." in err


def test_the_schema_is_json(run: Run) -> None:
    code, out, _ = run("schema")
    assert 0 == code
    assert "clausecheck rule" == json.loads(out)["title"]


def test_lint_says_what_a_sheet_lacks_only_when_asked(run: Run, pack: Path) -> None:
    assert 0 == run("lint", str(pack))[0]
    code, out, err = run("lint", str(pack), "--sheet", "--theme", "reuse")
    assert 1 == code
    assert "crates.yaml: R501 risks: how the clause could be unlawful" in out
    assert err.startswith("Défauts : ")


def test_lint_tells_every_broken_file_and_not_the_first_alone(run: Run, pack: Path) -> None:
    for name in ("one", "two"):
        (pack / "acme" / f"{name}.yaml").write_text(DRAFT.replace("theme: reuse", "theme: reuze"), "utf-8")
    code, out, _ = run("lint", str(pack))
    assert 1 == code
    assert 2 == out.count('R104 unknown value "reuze"')


def test_a_pack_is_listed_shown_and_tested(run: Run, pack: Path) -> None:
    listed = json.loads(run("list", "--format", "json", "--pack", str(pack))[1])
    assert "acme.crates" in {rule["id"] for rule in listed}
    assert "Manque à la fiche : " in run("show", "acme.crates", "--pack", str(pack))[1]
    code, out, _ = run("test", "acme.crates", "--pack", str(pack))
    assert 1 == code
    assert "0 must-match and 0 must-stay-silent cases" in out


def test_a_pack_that_is_not_there_is_told(run: Run) -> None:
    code, _, err = run("list", "--pack", "no-such-pack")
    assert 2 == code
    assert "R001 no such folder of rules" in err


def test_the_matrix_fails_while_somebody_has_to_decide(run: Run) -> None:
    code, out, _ = run("matrix")
    assert 1 == code
    assert "OPEN" in out
    reviewed = builtin_folder().parent / "tests" / "rules" / "matrix.yaml"
    code, out, _ = run("matrix", str(reviewed))
    assert 0 == code
    assert "OPEN" not in out


def test_show_tells_a_rule_as_an_object_with_its_sheet(run: Run) -> None:
    shown = json.loads(run("show", "repairability.spare_parts_availability", "--format", "json")[1])
    assert ["rep-spare-parts-availability-years"] == shown["sheet"]["covers"]
    assert shown["sheet"]["risks"]
    assert "risks" not in shown["lacking"]
