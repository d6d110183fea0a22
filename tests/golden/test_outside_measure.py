"""The figures equal those of the measure used from outside, wherever both measure the same.

That measure lies beside this checkout and not in it: where it is absent there is nothing to compare
with, and no test is defined.
"""

import importlib.util
import json
import os
import sys
from datetime import date
from pathlib import Path

from clausecheck import check, read
from clausecheck.evaluation.gold import parse_gold
from clausecheck.evaluation.scoring import exam, score_document
from clausecheck.evaluation.summary import summarise
from clausecheck.evaluation.systems import of_findings
from clausecheck.evaluation.tables import figures_object
from clausecheck.render.json import report_object

TENDERS = Path(os.environ.get("CLAUSECHECK_TENDERS", Path(__file__).parents[2].parent / "shared" / "tenders"))
SYNTHETIC = {
    "CCTP.txt": """CAHIER DES CLAUSES TECHNIQUES PARTICULIÈRES

Article 1 - Objet
Le marché a pour objet la fourniture de postes pour l'environnement de travail des agents.

Article 2 - Pièces détachées
Le titulaire garantit la disponibilité des pièces détachées pendant au moins sept ans.
La garantie commerciale des matériels est de cinq ans, pièces et main-d'œuvre.
Les batteries sont remplaçables par l'utilisateur sans outil particulier.

Article 3 - Déchets
Le titulaire trie les déchets d'emballage et remet chaque trimestre les bordereaux de suivi.
Le titulaire s'efforce de limiter ses déplacements en regroupant les livraisons.

Article 4 - Litiges
La réparation du préjudice subi est demandée devant le tribunal administratif compétent.
Les équipements sont exclusivement neufs.
""",
    "RC.txt": """RÈGLEMENT DE LA CONSULTATION

Article 6 - Critères d'attribution
Prix : 60 %
Valeur technique : 30 %
Performances en matière de protection de l'environnement : 10 %
Les candidats joignent un mémoire sur les emballages réutilisables.
""",
}
LINES = (
    ("CCTP.txt", "repairability", "Le titulaire garantit la disponibilité", False),
    ("CCTP.txt", "durability_warranty", "La garantie commerciale des", True),
    ("CCTP.txt", "repairability", "Les batteries sont remplaçables", False),
    ("CCTP.txt", "packaging", "Le titulaire trie les déchets", False),
    ("CCTP.txt", "carbon", "Le titulaire s'efforce de limiter", False),
    ("CCTP.txt", "wood", "Ces mots ne sont nulle part", False),
    ("CCTP.txt", "none", "La réparation du préjudice", False),
    ("CCTP.txt", "none", "Les équipements sont exclusivement", False),
    ("RC.txt", "env_award_criterion", "Performances en matière de protection", False),
    ("RC.txt", "none", "Valeur technique", False),
    ("RC.txt", "none", "Les candidats joignent un mémoire", False),
)


def synthetic_gold(folder):
    for name, text in SYNTHETIC.items():
        (folder / name).write_text(text, "utf-8")
    rows = [
        {
            "document": name,
            "page": None,
            "theme": theme,
            "start_quote": quote,
            "strength": None,
            "peripheral": aside,
        }
        for name, theme, quote, aside in LINES
    ]
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return folder


def checked(path):
    """Return the text, the number of pages and the findings of one document."""
    report = check(read([path], isolated=False), as_of=date(2026, 10, 1))
    return report.tender.pieces[0].document, report


def our_figures(folder, reports):
    passages = parse_gold((folder / "gold.jsonl").read_text("utf-8"), name="gold.jsonl")
    scores = []
    for name in dict.fromkeys(passage.document for passage in passages):
        document, report = reports[name]
        gold = [passage for passage in passages if passage.document == name]
        taken = exam(name, document.text, gold, pages=len(document.pages))
        scores.append(score_document(taken, of_findings(report.findings, review=False)))
    return figures_object(summarise("engine", scores))


def outside_figures(folder, reports, tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("outside_measure", TENDERS / "score.py")
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)

    def run_tool(exe, path):
        document, report = reports[path.relative_to(folder).as_posix()]
        findings = json.loads(json.dumps(report_object(report), default=float))["findings"]
        pages = max(1, len(document.pages) or len(document.text) // 2500)
        return document.text, pages, [finding for finding in findings if not finding["review"]]

    output = tmp_path / "figures.json"
    monkeypatch.setattr(measure, "HERE", folder)
    monkeypatch.setattr(measure, "run_tool", run_tool)
    monkeypatch.setattr(sys, "argv", ["score.py", "--json", str(output)])
    measure.main()
    return json.loads(output.read_text("utf-8"))


def compared(folder, tmp_path, monkeypatch):
    names = {
        json.loads(line)["document"]
        for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()
        if line
    }
    reports = {name: checked(folder / name) for name in names}
    ours, theirs = our_figures(folder, reports), outside_figures(folder, reports, tmp_path, monkeypatch)
    return {name: ours[name] for name in theirs}, theirs


def test_a_synthetic_gold_gives_the_figures_counted_by_hand(tmp_path):
    folder = synthetic_gold(tmp_path)
    reports = {name: checked(folder / name) for name in SYNTHETIC}
    figures = our_figures(folder, reports)
    assert figures["gold"] == 6
    assert figures["gold_not_in_text"] == 1
    assert figures["hard_negatives"] == 4
    assert figures["pages"] == 2
    assert 0 < figures["passage_f1"] < 1
    assert 0 < figures["hard_negative_alarms"] < 1


if (TENDERS / "score.py").is_file():

    def test_both_measures_agree_on_a_synthetic_gold(tmp_path, monkeypatch):
        ours, theirs = compared(synthetic_gold(tmp_path), tmp_path, monkeypatch)
        assert ours == theirs

    def test_both_measures_agree_on_real_tenders(tmp_path, monkeypatch):
        ours, theirs = compared(TENDERS, tmp_path, monkeypatch)
        assert ours == theirs
