"""A tender of two pieces with its gold file, small enough to be read in a moment."""

import json

import pytest

from clausecheck import read

CCTP = """CAHIER DES CLAUSES TECHNIQUES PARTICULIÈRES

Article 1 - Objet
Le marché a pour objet la fourniture de postes informatiques pour l'environnement de travail des agents.

Article 2 - Pièces détachées
Le titulaire garantit la disponibilité des pièces détachées pendant au moins sept ans à compter de la livraison.

Article 3 - Emballages
Le titulaire reprend gratuitement les emballages de livraison et les fait recycler.

Article 4 - Litiges
La réparation du préjudice subi est demandée devant le tribunal administratif compétent.
"""
RC = """RÈGLEMENT DE LA CONSULTATION

Article 1 - Objet
La consultation porte sur la fourniture de postes informatiques.

Article 2 - Visite
Les candidats qui souhaitent visiter les locaux prennent rendez-vous.
"""
LINES = (
    ("CCTP.txt", "repairability", "Le titulaire garantit la disponibilité", "binding"),
    ("CCTP.txt", "packaging", "Le titulaire reprend gratuitement les emballages", "binding"),
    ("CCTP.txt", "none", "La réparation du préjudice subi", None),
    ("RC.txt", "none", "Les candidats qui souhaitent visiter", None),
)


@pytest.fixture
def gold_folder(tmp_path):
    """A folder with gold.jsonl and the two pieces."""
    (tmp_path / "CCTP.txt").write_text(CCTP, "utf-8")
    (tmp_path / "RC.txt").write_text(RC, "utf-8")
    write_gold(tmp_path, LINES)
    return tmp_path


def write_gold(folder, lines):
    rows = [
        {"document": name, "page": None, "theme": theme, "start_quote": quote, "strength": strength}
        for name, theme, quote, strength in lines
    ]
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


@pytest.fixture
def piece(tmp_path):
    """The technical piece, read and outlined."""
    path = tmp_path / "CCTP.txt"
    path.write_text(CCTP, "utf-8")
    return read([path], isolated=False).pieces[0]
