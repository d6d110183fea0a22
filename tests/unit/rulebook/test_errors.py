"""A broken file of a rule pack: what, where, what was allowed, how to mend."""

from pathlib import Path

import pytest

from clausecheck.errors import RuleError
from clausecheck.rulebook.parameters import read_parameter
from clausecheck.rulebook.rules import read_rule
from clausecheck.rulebook.yamltree import read_yaml

GOOD = """\
id: reuse.example
status: stable
theme: reuse
title: {fr: Exemple}
why: {fr: Pour voir.}
lever: performance_condition
severity: recommended
detect:
  fr:
    supports:
      - near: [matériel, "réemploi | reconditionné"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "rule.yaml"
    path.write_text(text, "utf-8")
    return path


def test_the_good_example_loads(tmp_path: Path) -> None:
    rule = read_rule(read_yaml(written(tmp_path, GOOD)))
    assert (("matériel",), ("réemploi", "reconditionné")) == dict(rule.detection)["fr"].matchers[0].groups


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "theme: reuse",
            "theme: reuze",
            r'rule\.yaml:3:1: R104 unknown value "reuze"(.|\n)*Did you mean "reuse"',
        ),
        (
            "severity:",
            "severty:",
            r'rule\.yaml:7:1: R102 unknown key "severty"(.|\n)*Did you mean "severity"',
        ),
        ("status: stable\n", "", r'R201 the key "status" is missing'),
        ("near: [matériel", "within: 99\n        near: [matériel", r"R205 within is from 0 to 40 words"),
        ("near: [matériel", "words: [matériel", r'R102 unknown key "words"'),
        ("theme: reuse", "theme: reuse\ntheme: reuse", r'R106 the key "theme" stands twice'),
        ("why: {fr: Pour voir.}", "why: {fr: [Pour voir.}", r"rule\.yaml:\d+:\d+: R100 not YAML"),
        ('near: [matériel, "réemploi | reconditionné"]', "near: [matériel]", r'R207 "near" takes two groups'),
    ],
)
def test_a_mistake_is_shown_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        read_rule(read_yaml(written(tmp_path, GOOD.replace(old, new, 1))))


def test_an_empty_file_and_bad_bytes_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    with pytest.raises(RuleError, match="the file is empty"):
        read_yaml(path)
    path.write_bytes(b"id: \xff\xfe")
    with pytest.raises(RuleError, match="not UTF-8"):
        read_yaml(path)


def test_a_dated_parameter_changes_on_its_day(tmp_path: Path) -> None:
    from datetime import date, timedelta

    path = written(
        tmp_path,
        "description: {fr: Seuil}\nunit: euro\nvalues:\n  2024-01-01: {value: 221000}\n  2026-01-01: {value: 216000}\n"
        "reference:\n  - {title: Texte, confidence: HIGH}\n",
    )
    parameter = read_parameter("thresholds.example", read_yaml(path))
    day = date(2026, 1, 1)
    before, on = parameter.value_at(day - timedelta(days=1)), parameter.value_at(day)
    assert before is not None
    assert on is not None
    assert (221000, 216000) == (before.value, on.value)
    assert parameter.value_at(date(2023, 12, 31)) is None
