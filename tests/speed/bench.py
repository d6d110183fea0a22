"""One run of ``make bench``: pages per second of four ways to read a tender, and cold starts.

Everything is measured on this machine in this run, on a tender made on the spot; the ratios travel, the figures do not.
"""

from __future__ import annotations

import math
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pdfplumber
import pypdfium2
import spacy
from spacy.language import Language

import clausecheck
from clausecheck.intake import read_paths
from clausecheck.intake.pool import shared_pool
from clausecheck.model.limits import Limits
from clausecheck.readers import ReadSettings
from tests.speed.copies import multiplied
from tests.speed.pages import write_pages
from tests.speed.scanned import print_scanned

PAGES = 100
COLD_PAGES = 10
TIMES = 10
DAY = date(2026, 10, 1)
COMMAND = Path(sys.executable).with_name("clausecheck")

# What one would write first: a regular expression a theme.
NAIVE_THEMES = {
    "repairability": r"réparab|pièces? détachées?|pièces? de rechange",
    "durability_warranty": r"garanti|durabilité|durée de vie",
    "sufficiency": r"sobriété|mutualis",
    "reuse": r"réemploi|réutilis|recondition|seconde main",
    "recycled_content": r"matières? recyclées?|recyclé",
    "waste_end_of_life": r"déchets?|fin de vie|DEEE",
    "packaging": r"emballages?|conditionnement",
    "energy": r"énerg|consommation électrique",
    "carbon": r"carbone|gaz à effet de serre",
    "transport": r"livraisons? groupées?|véhicules? propres?|regrouper les livraisons",
    "chemicals": r"substances|composés organiques|solvants",
    "biodiversity_water": r"biodiversité|eaux? pluviales|pesticides",
    "food": r"biologique|circuits? courts?|de saison",
    "wood": r"FSC|PEFC|bois certifié",
    "digital_sobriety": r"écoconception|numérique responsable",
    "social_inclusion": r"insertion|éloignées de l'emploi",
    "working_conditions": r"travail dissimulé|OIT|réglementation du travail",
    "accessibility": r"accessib|RGAA|handicap",
    "direct_supply": r"approvisionnements? directs?",
    "openness_non_dependence": r"réversibilité|format ouvert|interopérab",
    "site_nuisance": r"nuisances|bruit|poussières",
    "governance_reporting": r"rapport|tableau de bord|indicateurs",
    "env_award_criterion": r"critère environnement",
    "life_cycle_cost": r"coût du cycle de vie|coût global",
    "forbidden_wording": r"entreprises locales|made in france",
}


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        long, short = Path(folder) / "CCTP.pdf", Path(folder) / "CCTP-10.pdf"
        write_pages(long, PAGES)
        write_pages(short, COLD_PAGES)
        pages = len(pypdfium2.PdfDocument(long))
        print(
            f"Python {platform.python_version()}, {platform.machine()}; one PDF of {pages} pages, made for this run\n"
        )
        _print_rates(_rates(long, pages))
        _print_cold(short)
        _print_growth(long)
        print_scanned(short)
    return 0


def _rates(path: Path, pages: int) -> dict[str, float]:
    """Pages per second of each way; models and rules are loaded beforehand, ours as theirs."""
    nlp = spacy.blank("fr")
    nlp.add_pipe("sentencizer")
    rules = clausecheck.load_rules()
    clausecheck.check([path], rules=rules, as_of=DAY)
    pool = shared_pool(Limits())
    list(pool.open(path.name, path.read_bytes(), ReadSettings()))
    ways: dict[str, tuple[Callable[[], object], int]] = {
        "raw pypdfium2 text": (lambda: _raw_text(path), 3),
        "reading in this process": (lambda: read_paths([path]), 5),
        "reading in a fenced process": (lambda: read_paths([path], opener=pool.open), 5),
        "clausecheck whole check": (lambda: clausecheck.check([path], rules=rules, as_of=DAY), 3),
        "naive stack": (lambda: _naive(path, nlp), 2),
    }
    return {name: pages / _best(run, repeats) for name, (run, repeats) in ways.items()}


def _raw_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def _naive(path: Path, nlp: Language) -> list[tuple[str, str]]:
    with pdfplumber.open(path) as document:
        text = "\n".join(page.extract_text() for page in document.pages)
    patterns = [(theme, re.compile(pattern, re.IGNORECASE)) for theme, pattern in NAIVE_THEMES.items()]
    return [
        (theme, sentence.text)
        for sentence in nlp(text).sents
        for theme, pattern in patterns
        if pattern.search(sentence.text)
    ]


def _best(run: Callable[[], object], repeats: int) -> float:
    """Seconds of the fastest of a few runs: the others measure what else the machine did."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def _print_rates(rates: dict[str, float]) -> None:
    naive, raw = rates["naive stack"], rates["raw pypdfium2 text"]
    print(f"{'':28}{'pages/s':>10}{'x naive':>10}{'x raw text':>12}")
    for name, rate in rates.items():
        print(f"{name:28}{rate:10.1f}{rate / naive:10.2f}{rate / raw:12.4f}")
    fenced, free = rates["reading in a fenced process"], rates["reading in this process"]
    print(f"\nThe fence costs {free / fenced - 1:+.1%} of the time of reading in this process.")


def _print_growth(path: Path) -> None:
    """Time of a check with many times as many rules: what a larger library costs."""
    one = clausecheck.load_rules()
    many = multiplied(one, TIMES)
    tender = clausecheck.read([path], rules=one)
    print(f"\nwith {TIMES} times as many rules ({len(one.rules)} -> {len(many.rules)}), other words")
    for name, source in (("whole check, from the file", [path]), ("after reading", tender)):
        for rules in (one, many):
            clausecheck.check(source, rules=rules, as_of=DAY)  # compiles the rules
        seconds = [math.inf, math.inf]
        for _ in range(5):  # by turns: what else the machine does meets both
            for at, rules in enumerate((one, many)):
                run = partial(clausecheck.check, source, rules=rules, as_of=DAY)
                seconds[at] = min(seconds[at], _best(run, 1))
        print(f"{name:40}{seconds[0]:8.2f} s{seconds[1]:8.2f} s   x {seconds[1] / seconds[0]:.2f}")


def _print_cold(short: Path) -> None:
    check = ("check", str(short), "--as-of", DAY.isoformat(), "--format", "json", "--fail-on", "never")
    print("\ncold start, a new process each time")
    print(f"{'clausecheck --help':40}{_best(lambda: _command('--help'), 3):8.2f} s")
    print(f"{f'clausecheck check, {COLD_PAGES} pages, json':40}{_best(lambda: _command(*check), 3):8.2f} s")


def _command(*arguments: str) -> None:
    subprocess.run([COMMAND, *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
