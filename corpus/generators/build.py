"""Builds the sample tenders.

Run ``python -m corpus.generators.build [OUTPUT] [SLUG …]`` from the checkout's root.

Each tender becomes ``OUTPUT/<slug>/pdf/<PIECE>.pdf``, ``OUTPUT/<slug>/docx/<PIECE>.docx`` and
``OUTPUT/<slug>/DCE_<slug>.zip`` (what a buyer publishes: PDF, and in Word what the candidate fills in).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.generators.archive import write_zip
from corpus.generators.pdf import write_pdf
from corpus.generators.source import SourcePiece, read_source
from corpus.generators.word import write_docx

CORPUS = Path(__file__).resolve().parent.parent
SOURCES = CORPUS / "sources"
GOLDEN = CORPUS / "golden"
BENCHMARK = CORPUS / "benchmark"
DEFAULT_OUTPUT = CORPUS.parent / "build" / "samples"
_FILLED_IN_BY_CANDIDATES = {"AE", "BPU", "DQE", "DPGF", "CRT", "PRICE_SCHEDULE"}
_ORDER = (
    "RC",
    "INSTRUCTIONS",
    "AE",
    "CCAP",
    "CCP",
    "CONDITIONS",
    "CCTP",
    "SPECIFICATION",
    "BPU",
    "DQE",
    "DPGF",
    "PRICE_SCHEDULE",
    "CRT",
)


def tender_slugs() -> tuple[str, ...]:
    """Slugs of all tenders of the corpus, sorted: samples and benchmark."""
    return _folders(SOURCES)


def sample_slugs() -> tuple[str, ...]:
    """Slugs of the sample tenders, that the rules' authors have read."""
    return _folders(GOLDEN)


def benchmark_slugs() -> tuple[str, ...]:
    """Slugs of the benchmark tenders, written without a look at the rules."""
    return _folders(BENCHMARK)


def _folders(parent: Path) -> tuple[str, ...]:
    return tuple(sorted(folder.name for folder in parent.iterdir() if folder.is_dir()))


def source_pieces(slug: str) -> tuple[SourcePiece, ...]:
    """Parsed sources of one tender, in the order a buyer lists them.

    Raises:
        ValueError: No such tender; the message names those that exist.
    """
    if slug not in tender_slugs():
        raise ValueError(f"unknown sample {slug!r}; there are: {', '.join(tender_slugs())}")
    pieces = [read_source(path) for path in (SOURCES / slug).glob("*.md")]
    return tuple(sorted(pieces, key=_rank))


def _rank(piece: SourcePiece) -> tuple[int, str]:
    """Place of a piece in a buyer's list: "CCTP_LOT03" stands with the CCTP, unknown names at the end."""
    stem = piece.name.partition("_LOT")[0]
    return (_ORDER.index(stem) if stem in _ORDER else len(_ORDER), piece.name)


def build(output_dir: Path, slugs: Sequence[str] | None = None) -> dict[str, Path]:
    """Write the files of the tenders (all by default) under ``output_dir``.

    Returns:
        Slug -> path of the tender's zip (DCE).
    """
    return {slug: build_tender(slug, output_dir / slug) for slug in slugs or tender_slugs()}


def build_tender(slug: str, folder: Path) -> Path:
    """Write PDF, DOCX and zip of one tender into ``folder``; return the zip."""
    members: list[tuple[str, bytes]] = []
    (folder / "pdf").mkdir(parents=True, exist_ok=True)
    (folder / "docx").mkdir(exist_ok=True)
    for piece in source_pieces(slug):
        pdf, docx = folder / "pdf" / f"{piece.name}.pdf", folder / "docx" / f"{piece.name}.docx"
        write_docx(piece, docx, write_pdf(piece, pdf))
        public = folder / published(piece.name)
        members.append((public.name, public.read_bytes()))
    archive = folder / f"DCE_{slug}.zip"
    write_zip(archive, members)
    return archive


def published(piece: str) -> str:
    """Path, inside a tender's folder, of the form in which a buyer publishes the piece."""
    return f"docx/{piece}.docx" if piece in _FILLED_IN_BY_CANDIDATES else f"pdf/{piece}.pdf"


def main(arguments: Sequence[str] | None = None) -> int:
    """Build from the command line; print the path of each zip."""
    parser = argparse.ArgumentParser(description="Build the sample tenders as PDF, DOCX and zip.")
    parser.add_argument("output", nargs="?", type=Path, default=DEFAULT_OUTPUT)
    parser.add_argument("slugs", nargs="*", help="tenders to build (default: all)")
    options = parser.parse_args(arguments)
    for archive in build(options.output, options.slugs or None).values():
        print(archive)
    return 0


if __name__ == "__main__":
    sys.exit(main())
