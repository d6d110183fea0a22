"""Builds the benchmark: documents and the passages that an evaluator compares with.

Run ``python -m corpus.generators.gold [OUTPUT] [SLUG …]`` from the checkout's root.

For each split (dev, test) there come ``OUTPUT/<split>/gold.jsonl``, one object a line, and the documents that it names by
their path beside it: the pieces as a buyer publishes them (PDF; Word where candidates fill in) and the hard negatives as plain text.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2

from corpus.generators.build import BENCHMARK, CORPUS, benchmark_slugs, build_tender, published

SPLITS = ("dev", "test")
HARD_NEGATIVES = CORPUS / "hard_negatives.jsonl"
DEFAULT_OUTPUT = CORPUS.parent / "build" / "benchmark"
# A file of negatives is about as long as a short piece, so that false alarms per page stay comparable.
_NEGATIVES_PER_FILE = 40


def expected_of(slug: str) -> dict[str, Any]:
    """Content of ``benchmark/<slug>/expected.json``."""
    content: dict[str, Any] = json.loads((BENCHMARK / slug / "expected.json").read_text("utf-8"))
    return content


def hard_negatives() -> tuple[dict[str, Any], ...]:
    """The hard negatives: id, language, split, text, tempts, why."""
    return tuple(json.loads(line) for line in HARD_NEGATIVES.read_text("utf-8").splitlines())


def write_gold(output: Path, slugs: Sequence[str] | None = None) -> dict[str, Path]:
    """Write documents and gold lines of the tenders (all by default) under ``output``.

    Returns:
        Split -> path of its gold.jsonl.
    """
    lines: dict[str, list[dict[str, Any]]] = {split: [] for split in SPLITS}
    for slug in slugs or benchmark_slugs():
        expected = expected_of(slug)
        lines[expected["split"]] += _tender_lines(slug, expected, output / expected["split"])
    written = {}
    for split in SPLITS:
        lines[split] += _negative_lines(split, output / split)
        written[split] = output / split / "gold.jsonl"
        rows = (json.dumps(line, ensure_ascii=False) for line in lines[split])
        written[split].write_text("\n".join(rows) + "\n", encoding="utf-8")
    return written


def _tender_lines(slug: str, expected: dict[str, Any], folder: Path) -> list[dict[str, Any]]:
    build_tender(slug, folder / slug)
    places = {name: published(name) for name in expected["kinds"]}
    pages = {name: _pages(folder / slug / place) for name, place in places.items()}
    return [
        _line(f"{slug}/{places[passage['piece']]}", _page_of(passage, pages), passage)
        for passage in expected["passages"]
    ]


def _line(document: str, page: int | None, passage: dict[str, Any]) -> dict[str, Any]:
    """One gold line; the five steps of strength stand under ``grade``, ``strength`` has the four of the format."""
    grade = passage["strength"]
    coarse = grade if grade in {None, "mention", "aspirational"} else "binding"
    return {
        "document": document,
        "page": page,
        "theme": passage["theme"],
        "start_quote": passage["start_quote"],
        "strength": "conditional" if passage["conditional"] else coarse,
        "peripheral": passage.get("peripheral", False),
        "note": passage["note"],
        "grade": grade,
        "polarity": passage["polarity"],
        "tempts": passage.get("tempts"),
    }


def _pages(path: Path) -> tuple[str, ...]:
    """Letters and digits of every page; nothing for Word, whose pages depend on the reader."""
    if path.suffix != ".pdf":
        return ()
    pdf = pypdfium2.PdfDocument(path)
    return tuple(_letters(page.get_textpage().get_text_range()) for page in pdf)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _page_of(passage: dict[str, Any], pages: dict[str, tuple[str, ...]]) -> int | None:
    """Page from 1 where the passage starts; the last one, since contents and cover come first."""
    words = _letters(passage["start_quote"])
    # A quote may run over a page's end: its first letters are then enough.
    for start in (words, words[:12]):
        found = [number for number, text in enumerate(pages[passage["piece"]], 1) if start in text]
        if found:
            return found[-1]
    return None


def _negative_lines(split: str, folder: Path) -> Iterable[dict[str, Any]]:
    """Write the negatives of a split as text files, a paragraph each, and give their gold lines."""
    (folder / "hard_negatives").mkdir(parents=True, exist_ok=True)
    lines = []
    for language in ("fr", "en"):
        mine = [n for n in hard_negatives() if (n["split"], n["language"]) == (split, language)]
        for at in range(0, len(mine), _NEGATIVES_PER_FILE):
            batch = mine[at : at + _NEGATIVES_PER_FILE]
            name = f"hard_negatives/{language}_{at // _NEGATIVES_PER_FILE + 1}.txt"
            text = "\n\n".join(negative["text"] for negative in batch)
            (folder / name).write_text(text + "\n", encoding="utf-8")
            lines += [_negative_line(name, negative) for negative in batch]
    return lines


def _negative_line(name: str, negative: dict[str, Any]) -> dict[str, Any]:
    passage = {
        "theme": "none",
        "start_quote": negative["text"],
        "strength": None,
        "conditional": False,
        "polarity": None,
        "note": negative["why"],
        "tempts": negative["tempts"],
    }
    return _line(name, None, passage)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build from the command line; print the path of each gold file."""
    parser = argparse.ArgumentParser(description="Build the benchmark: documents and gold.jsonl a split.")
    parser.add_argument("output", nargs="?", type=Path, default=DEFAULT_OUTPUT)
    parser.add_argument("slugs", nargs="*", help="tenders to build (default: all)")
    options = parser.parse_args(arguments)
    for path in write_gold(options.output, options.slugs or None).values():
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
