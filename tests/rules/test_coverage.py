"""The table of what became of every row of the clause catalogue is true and up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausecheck.errors import RuleError
from clausecheck.render.coverage import coverage_markdown
from clausecheck.rulebook import load_rulebook
from clausecheck.rulebook.catalogue import State, coverage, faults, read_catalogue

ROOT = Path(__file__).resolve().parents[2]
RULES = load_rulebook().rules
CATALOGUE = read_catalogue()


def test_the_page_is_what_the_rules_and_decisions_give() -> None:
    """Renew it with: make coverage."""
    assert coverage_markdown(CATALOGUE, RULES) == (ROOT / "docs/reference/coverage.md").read_text("utf-8")


def test_decisions_and_rules_agree() -> None:
    assert [] == list(faults(CATALOGUE, RULES))


def test_every_row_has_one_outcome_and_decided_ones_a_reason() -> None:
    rows = coverage(CATALOGUE, RULES)
    assert 254 == len(rows) == len({row.slug for row in rows})
    assert all(row.reason for row in rows if row.state in (State.MERGED, State.OMITTED))
    assert all(row.rules for row in rows if row.state in (State.COVERED, State.MERGED))


SMALL = """\
families:
  rep: {theme: repairability, title: Repair, rows: [rep-spare-parts-availability-years, rep-other]}
merged: {rep-other: Same words.}
omitted: {rep-spare-parts-availability-years: Not wanted.}
"""


def test_decisions_that_the_rules_belie_are_told(tmp_path: Path) -> None:
    path = tmp_path / "coverage.yaml"
    path.write_text(SMALL, "utf-8")
    told = "\n".join(faults(read_catalogue(path), [rule for rule in RULES if "spare_parts_av" in rule.id]))
    assert "rep-other has a reason for a merger and is open" in told
    assert "is omitted, and covered by repairability.spare_parts_availability" in told


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("rep-other]", "rep-other, rep-other]", r'R221 the row "rep-other" stands twice'),
        ("rep-other: Same", "rep-odder: Same", r'R222 "rep-odder" is no row'),
        ("repairability", "repair", r'R104 unknown value "repair"'),
    ],
)
def test_a_mistake_in_the_decisions_is_shown_with_its_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    path = tmp_path / "coverage.yaml"
    path.write_text(SMALL.replace(old, new, 1), "utf-8")
    with pytest.raises(RuleError, match=message):
        read_catalogue(path)
