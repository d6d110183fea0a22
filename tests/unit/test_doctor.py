"""``clausecheck doctor`` says what is there, what is not, and what that costs."""

from __future__ import annotations

import pytest

from clausecheck.commands import doctor
from clausecheck.commands.values import limits
from clausecheck.errors import InputError
from clausecheck.intake import equipment, office, sandbox
from clausecheck.intake.sandbox import Fence
from clausecheck.model.limits import NAMES, Limits, variable


def test_every_limit_is_listed_with_the_variable_that_sets_it() -> None:
    told = doctor.report({variable("pages"): "12"})
    assert all(variable(name) in told for name in NAMES)
    assert "12  CLAUSECHECK_LIMIT_PAGES  (au lieu de 5000)" in told


def test_the_trial_reads_a_file_in_a_process_of_its_own() -> None:
    trial = equipment.inventory()[-1]
    assert (trial.present, trial.name) == (True, "Lecture d’essai dans un processus cloisonné")


def test_what_is_missing_is_said_with_its_cost_and_remedy(monkeypatch) -> None:
    monkeypatch.setattr(equipment.shutil, "which", lambda name: None)
    monkeypatch.setattr(office, "program", lambda: None)
    monkeypatch.setattr(equipment, "strongest", lambda: Fence.LIMITS)
    missing = [component for component in equipment.inventory() if not component.present]
    assert {component.remedy for component in missing} >= {
        "apt install tesseract-ocr tesseract-ocr-fra tesseract-ocr-eng",
        "apt install libreoffice-writer-nogui",
        "apt install libreoffice-calc-nogui",
        "apt install libreoffice-impress-nogui",
    }
    assert all(component.cost and component.remedy for component in missing)
    assert "MANQUE  Cloisonnement" in doctor.report({})


def test_plain_values_hold_the_same() -> None:
    found = doctor.examined({})
    assert found["limits"]["pages"] == Limits().pages
    assert {component["name"] for component in found["components"]} >= {"Python", "Place temporaire"}


@pytest.mark.parametrize("text", ["abc", "-1", "0", "1.5", "١٢"])
def test_a_limit_that_is_no_number_is_refused_by_name(text: str) -> None:
    with pytest.raises(InputError, match="CLAUSECHECK_LIMIT_PAGES"):
        limits({variable("pages"): text})


def test_the_strongest_fence_is_landlock_where_bubblewrap_does_not_work(monkeypatch) -> None:
    monkeypatch.setattr(sandbox, "_bubblewrap_works", lambda: False)
    monkeypatch.setattr("clausecheck.intake.landlock.version", lambda: 4)
    sandbox.strongest.cache_clear()
    found = sandbox.strongest()
    monkeypatch.setattr("clausecheck.intake.landlock.version", lambda: 0)
    sandbox.strongest.cache_clear()
    none = sandbox.strongest()
    sandbox.strongest.cache_clear()
    assert (found, none) == (Fence.LANDLOCK, Fence.LIMITS)
