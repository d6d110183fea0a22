"""The same tenders as Word, PDF, OpenDocument and scan: how many findings agree, and which are lost.

Run ``make agree`` (some minutes: LibreOffice converts and Tesseract recognises). Word is compared
with the others form by form; targets and figures stand in the last lines.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from clausecheck import check, render
from clausecheck.readers import ReadSettings
from corpus.generators.build import build, tender_slugs
from tests.agreement.comparing import Agreement, compare, found_in, table_of_losses
from tests.agreement.scans import SCANNERS, scan_pdf

DAY = date(2026, 10, 1)
SEEDS = {"clean": 1, "skewed": 2}
TARGETS = {("docx", "pdf"): 0.99, ("docx", "odt"): 0.99, ("pdf", "odt"): 0.99, ("pdf", "clean"): 0.95}
"""Least share of findings that two forms have in common; the skewed scan has none: it is told."""
COMPARED = (*TARGETS, ("pdf", "skewed"))


def main() -> int:
    """Build, convert, check, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="*", help="tenders (default: all)")
    parser.add_argument("--losses", action="store_true", help="name every finding that only one form has")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="clausecheck-agree-") as folder:
        results = [_compared(slug, Path(folder)) for slug in options.slugs or tender_slugs()]
    return _print(results, losses=options.losses)


def _compared(slug: str, folder: Path) -> tuple[str, dict[tuple[str, str], Agreement]]:
    build(folder, [slug])
    home = folder / slug
    _to_odt(home)
    for name, scanner in SCANNERS.items():
        (home / name).mkdir()
        for pdf in sorted((home / "pdf").iterdir()):
            scanned = scan_pdf(pdf.read_bytes(), scanner, seed=SEEDS[name])
            (home / name / pdf.name).write_bytes(scanned)
    forms = {form for pair in COMPARED for form in pair}
    found = {form: found_in(_report(home / form)) for form in sorted(forms)}
    print(f"{slug}: " + ", ".join(f"{form} {len(findings)}" for form, findings in found.items()), flush=True)
    return slug, {pair: compare(found[pair[0]], found[pair[1]]) for pair in COMPARED}


def _to_odt(home: Path) -> None:
    """Let LibreOffice save the Word files as OpenDocument."""
    command = ["soffice", f"-env:UserInstallation=file://{home}/profile", "--headless"]
    command += ["--convert-to", "odt", "--outdir", str(home / "odt")]
    files = [str(path) for path in sorted((home / "docx").iterdir())]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)


def _report(folder: Path) -> dict[str, object]:
    report = check([folder], as_of=DAY, settings=ReadSettings(cores=os.cpu_count() or 1))
    result: dict[str, object] = json.loads(render(report, "json"))
    return result


def _print(results: Sequence[tuple[str, dict[tuple[str, str], Agreement]]], *, losses: bool) -> int:
    failed = False
    totals: dict[tuple[str, str], list[Agreement]] = defaultdict(list)
    for slug, compared in results:
        for pair, agreement in compared.items():
            totals[pair].append(agreement)
            if losses and agreement.share < 1:
                print("\n".join(table_of_losses(f"\n{slug}, {pair[0]} and {pair[1]}", agreement)))
    print(f"\n{'forms':20}{'agreed':>8}{'1st only':>10}{'2nd only':>10}{'share':>9}{'target':>9}")
    for pair, agreements in totals.items():
        whole = Agreement(
            tuple(pair for one in agreements for pair in one.agreed),
            tuple(found for one in agreements for found in one.first_only),
            tuple(found for one in agreements for found in one.second_only),
        )
        target = TARGETS.get(pair)
        failed = failed or (target is not None and whole.share < target)
        told = f"{target:8.0%}" if target else f"{'told':>8}"
        print(
            f"{' and '.join(pair):20}{len(whole.agreed):8}{len(whole.first_only):10}{len(whole.second_only):10}"
            f"{whole.share:9.2%} {told}"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
