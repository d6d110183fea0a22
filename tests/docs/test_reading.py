"""The page on reading names every limit with its default, every choice, and every format that is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clausecheck.commands.values import OCR, REVISIONS
from clausecheck.model.limits import NAMES, Limits, variable
from clausecheck.readers.formats import _NAMED, _TEXTS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "reading.md"


def test_every_limit_stands_there_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", PAGE.read_text("utf-8"), re.MULTILINE))
    assert rows == {variable(name): str(getattr(Limits(), name)) for name in NAMES}


@pytest.mark.parametrize("choices", [OCR, REVISIONS])
def test_every_choice_stands_there(choices: tuple[str, ...]) -> None:
    assert "|".join(choices) in PAGE.read_text("utf-8")


@pytest.mark.parametrize(
    "suffix", ["pdf", "docx", "odt", "ods", "xlsx", "xls", "csv", "doc", "rtf", "ppt", "eml", "msg", "7z"]
)
def test_every_usual_suffix_stands_there_and_is_known(suffix: str) -> None:
    assert suffix in PAGE.read_text("utf-8").lower()
    assert suffix in _NAMED or suffix in _TEXTS
