"""Markers name what a test needs beyond Python; apt-packages.txt says which package carries which."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers that ``make test`` leaves out where a Debian package is missing."""
    for line in (
        "browser: opens a page in Chromium (chromium, chromium-driver)",
        "ocr: recognises characters (tesseract-ocr and its French and English data)",
        "fence: fences processes in (bubblewrap)",
        "spelling: spells the texts of the rules (hunspell and its French and British dictionaries)",
        "office: converts by LibreOffice (libreoffice-writer-nogui and others)",
    ):
        config.addinivalue_line("markers", line)
