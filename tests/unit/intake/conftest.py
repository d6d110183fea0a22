"""Small files for the tests of the intake."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Sequence
from types import ModuleType

import pytest
from reportlab.pdfgen.canvas import Canvas


@pytest.fixture(scope="session")
def make() -> ModuleType:
    """Return the makers of this file."""
    return sys.modules[__name__]


def pdf(lines: Sequence[str]) -> bytes:
    """Return a PDF of one page."""
    output = io.BytesIO()
    canvas = Canvas(output)
    for number, line in enumerate(lines):
        canvas.drawString(70, 760 - 14 * number, line)
    canvas.showPage()
    canvas.save()
    return output.getvalue()


def zipped(*members: tuple[str, bytes]) -> bytes:
    """Return a zip of these members."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return output.getvalue()
