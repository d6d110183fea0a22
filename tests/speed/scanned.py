"""Scanned pages: our reading of them against Tesseract alone, on the same pictures and the same cores."""

from __future__ import annotations

import io
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2

from clausecheck.intake import read_paths
from clausecheck.readers import ReadSettings
from tests.agreement.scans import SCANNERS, scan_pdf

TURNS = 3


def print_scanned(pdf: Path) -> None:
    """Print seconds and ratio, the best of some turns each, by turns.

    Args:
        pdf: Pages of text; they are made pictures of 300 dpi first, outside the measure.
    """
    cores = os.cpu_count() or 1
    scan = pdf.with_name("scan.pdf")
    scan.write_bytes(scan_pdf(pdf.read_bytes(), SCANNERS["clean"]))
    pictures = _pictures(scan)
    ours, alone = [], []
    for _ in range(TURNS):
        alone.append(_seconds(lambda: _tesseract(pictures, cores)))
        ours.append(_seconds(lambda: read_paths([scan], settings=ReadSettings(cores=cores))))
    ratios = sorted(mine / theirs for mine, theirs in zip(ours, alone, strict=True))
    print(f"\n{len(pictures)} scanned pages (300 dpi), {cores} cores")
    print(f"{'Tesseract alone':40}{min(alone):8.2f} s")
    print(f"{'reading of the scan':40}{min(ours):8.2f} s   x {ratios[len(ratios) // 2]:.2f} (median)")


def _pictures(scan: Path) -> Sequence[bytes]:
    """The pages as grey PGM files of the scan's own resolution."""
    pictures = []
    for page in pypdfium2.PdfDocument(scan):
        bitmap = page.render(scale=SCANNERS["clean"].dpi / 72, grayscale=True)
        target = io.BytesIO()
        bitmap.to_pil().save(target, "PPM")
        pictures.append(target.getvalue())
    return pictures


def _tesseract(pictures: Sequence[bytes], cores: int) -> None:
    """Recognise every page, one thread a process: the quickest way to use all cores."""
    command = ["tesseract", "stdin", "stdout", "--dpi", str(SCANNERS["clean"].dpi), "-l", "fra", "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}

    def one(picture: bytes) -> None:
        subprocess.run(
            command,
            input=picture,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            check=True,
        )

    with ThreadPoolExecutor(cores) as threads:
        list(threads.map(one, pictures))


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
