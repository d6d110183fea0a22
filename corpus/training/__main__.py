"""Train the model of themes and write it into the package: python -m corpus.training GOLD."""

from __future__ import annotations

import sys
from pathlib import Path

from clausecheck import load_rules
from clausecheck.detect.themes import MODEL, model_text
from corpus.training.examples import all_examples
from corpus.training.fitting import fit


def main(gold: str) -> int:
    """Gather, fit, write, and say what the proposals are worth."""
    root = Path(__file__).resolve().parents[2]
    examples = all_examples(root, load_rules(), root / gold)
    model, (right, proposed, wanted) = fit(examples)
    MODEL.write_text(model_text(model), "utf-8")
    print(f"{len(examples)} texts, {len(model.rarity)} features, {MODEL.stat().st_size // 1024} KiB")
    print(f"of {wanted} passages left out that no rule claims: {right} found by {proposed} proposals")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
