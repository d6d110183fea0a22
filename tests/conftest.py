"""Markers name what a test needs beyond Python; apt-packages.txt says which package carries which."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers that ``make test`` leaves out where a Debian package is missing."""
    config.addinivalue_line("markers", "browser: opens a page in Chromium (chromium, chromium-driver)")
    config.addinivalue_line(
        "markers", "ocr: recognises pictures (tesseract-ocr, tesseract-ocr-fra, tesseract-ocr-eng)"
    )
