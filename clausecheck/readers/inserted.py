"""Pictures within office texts; what recognises them is loaded only where there are some."""

from __future__ import annotations

from collections.abc import Sequence

from clausecheck.model.document import Problem
from clausecheck.readers.layout import LayoutBuilder
from clausecheck.readers.package import Package
from clausecheck.readers.settings import Progress, ReadSettings


def added_pictures(
    builder: LayoutBuilder,
    package: Package,
    names: Sequence[str],
    settings: ReadSettings,
    progress: Progress | None,
) -> list[Problem]:
    """Add the scanned pages among pictures to a text, and return why some were not read.

    Args:
        builder: Of the document.
        package: That holds the pictures.
        names: Of their parts, in the order of the text.
        settings: Choices and limits.
        progress: Told after every page.
    """
    if not names:
        return []
    from clausecheck.readers.scaninserted import add_pictures

    return list(add_pictures(builder, package, names, settings, progress))
