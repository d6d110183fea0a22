"""Turns a PDF into what a photocopier would make of it: pages that are pictures, with its faults.

Run ``python -m tests.agreement.scans KIND INPUT.pdf OUTPUT.pdf`` from the checkout's root. The same
input gives the same bytes: all noise comes from a seed.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import NormalDist

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageFilter

_MIDDLE = 128
_DAY = time.struct_time((2026, 1, 1, 0, 0, 0, 3, 1, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanner:
    """The faults of one scanner.

    Attributes:
        dpi: Of the picture of a page.
        skew: Degrees by which sheets lie askew, counter-clockwise.
        noise: Standard deviation of the grey of each dot, of 255.
        blur: Radius in dots.
        paper: Grey of blank paper.
        quality: Of the JPEG compression.
        turned: Quarter turns by which sheets were laid in.
    """

    dpi: int = 300
    skew: float = 0.0
    noise: float = 3.0
    blur: float = 0.4
    paper: int = 252
    quality: int = 85
    turned: int = 0


SCANNERS = {
    "clean": Scanner(),
    "skewed": Scanner(dpi=150, skew=1.5, noise=14.0, blur=0.5, paper=236, quality=40),
}
"""300 dpi as a good office device gives it, and 150 dpi as a hurried person gets it."""


def scan_pdf(data: bytes, scanner: Scanner, *, seed: int = 1) -> bytes:
    """Return a PDF whose pages are pictures of those of ``data``."""
    pdf = pdfium.PdfDocument(data)
    try:
        pages = list(_pages(pdf, scanner, seed))
    finally:
        pdf.close()
    output = io.BytesIO()
    pages[0].save(
        output,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=scanner.dpi,
        quality=scanner.quality,
        creationDate=_DAY,
        modDate=_DAY,
    )
    return output.getvalue()


def _pages(pdf: pdfium.PdfDocument, scanner: Scanner, seed: int) -> Iterator[Image.Image]:
    chance = random.Random(seed)
    for page in pdf:
        yield scanned(page.render(scale=scanner.dpi / 72, grayscale=True).to_pil(), scanner, chance)
        page.close()


def scanned(page: Image.Image, scanner: Scanner, chance: random.Random) -> Image.Image:
    """Return the grey picture of a page as the scanner gives it."""
    picture = page.convert("L").point([value * scanner.paper // 255 for value in range(256)])
    if scanner.skew:
        picture = picture.rotate(scanner.skew, Image.Resampling.BICUBIC, fillcolor=scanner.paper)
    if scanner.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(scanner.blur))
    if scanner.turned:
        picture = picture.rotate(90 * scanner.turned, expand=True)
    grain = Image.frombytes("L", picture.size, chance.randbytes(picture.width * picture.height))
    return ImageChops.add(picture, grain.point(_bell(scanner.noise)), 1, -_MIDDLE)


@lru_cache(maxsize=8)
def _bell(deviation: float) -> list[int]:
    """Return the table that turns even noise into noise with the given deviation around ``_MIDDLE``."""
    if not deviation:
        return [_MIDDLE] * 256
    curve = NormalDist(_MIDDLE, deviation)
    return [min(255, max(0, round(curve.inv_cdf((value + 0.5) / 256)))) for value in range(256)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Turn one file into a scan of it."""
    parser = argparse.ArgumentParser(description="Turn a PDF into a scan of it.")
    parser.add_argument("kind", choices=sorted(SCANNERS))
    parser.add_argument("source", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args(arguments)
    options.output.write_bytes(scan_pdf(options.source.read_bytes(), SCANNERS[options.kind]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
