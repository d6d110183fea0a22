"""Builds the sample tenders as PDF with the passages annotated in them, as one gold file.

Run ``python -m corpus.generators.sample_gold [OUTPUT]`` from the checkout's root: ``OUTPUT/gold.jsonl``
names ``<slug>/pdf/<PIECE>.pdf`` beside it. Samples were written with the rules at hand: they show how
much of a known text is kept when it is written otherwise, never how well unknown tenders are read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from corpus.generators.build import DEFAULT_OUTPUT, GOLDEN, build

_COARSE = {"measurable": "binding", "enforceable": "binding"}


def write_sample_gold(output: Path, slugs: Sequence[str] | None = None) -> Path:
    """Write documents and gold file of the annotated samples (all by default); return the gold file."""
    slugs = slugs or sorted(folder.name for folder in GOLDEN.iterdir() if folder.is_dir())
    build(output, slugs)
    path = output / "gold.jsonl"
    rows = (json.dumps(line, ensure_ascii=False) for slug in slugs for line in _lines(slug))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def _lines(slug: str) -> Iterable[dict[str, Any]]:
    expected = json.loads((GOLDEN / slug / "expected.json").read_text("utf-8"))
    for passage in expected["passages"]:
        grade = passage["strength"]
        yield {
            "document": f"{slug}/pdf/{passage['piece']}.pdf",
            "page": None,
            "theme": passage["theme"],
            "start_quote": passage["start_quote"],
            "strength": "conditional" if passage["conditional"] else _COARSE.get(grade, grade),
            "grade": grade,
            "peripheral": passage.get("peripheral", False),
            "note": passage["note"],
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Build from the command line; print the path of the gold file."""
    parser = argparse.ArgumentParser(description="Build the sample tenders with their gold file.")
    parser.add_argument("output", nargs="?", type=Path, default=DEFAULT_OUTPUT)
    print(write_sample_gold(parser.parse_args(arguments).output))
    return 0


if __name__ == "__main__":
    sys.exit(main())
