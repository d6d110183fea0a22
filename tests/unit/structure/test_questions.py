"""Questions of tenderers state nothing; answers are read in their light, and may take a requirement back."""

from datetime import date

import pytest

from clausecheck.checking import find_all, structured
from clausecheck.intake import ReadResult
from clausecheck.model.document import Document
from clausecheck.model.finding import Finding, Polarity
from clausecheck.model.outline import Region
from clausecheck.model.tender import Options
from clausecheck.readers import ReadSettings
from clausecheck.readers.opening import open_file
from clausecheck.rulebook import load_rulebook
from clausecheck.structure import outline

RULEBOOK = load_rulebook()
OTHER = "Question 9 : Quel est le délai de livraison ?\n\nRéponse : quinze jours."


def document(text: str) -> Document:
    (read,) = open_file("questions.md", text.encode(), ReadSettings())
    assert isinstance(read, Document)
    return read


def findings(text: str) -> tuple[Finding, ...]:
    result = ReadResult(documents=(document(text),), unread=())
    tender = structured(result, options=Options(as_of=date(2026, 10, 1)), rules=RULEBOOK)
    return find_all(tender, RULEBOOK)


def regions(text: str) -> list[tuple[str, Region | None]]:
    read = document(text)
    return [(read.text[p.span.start : p.span.end], p.region) for p in outline(read).passages]


QUESTION = "Question 1 : Les pièces détachées doivent-elles être disponibles pendant 7 ans ?"


@pytest.mark.parametrize(
    ("answer", "polarities"),
    [
        ("Réponse : voir l'article 4.", []),
        ("Réponse : non, cinq ans ne sont pas demandés.", [Polarity.CONTRADICTS]),
        ("Réponse n° 1 de l'acheteur : Non.", [Polarity.CONTRADICTS]),
        ("R1 : oui, les pièces détachées sont disponibles sept ans.", [Polarity.SUPPORTS]),
    ],
)
def test_only_the_answer_states_something(answer: str, polarities: list[Polarity]) -> None:
    found = findings(f"{QUESTION}\n\n{answer}\n\n{OTHER}")
    about = [f.polarity for f in found if f.rule == "repairability.spare_parts_availability"]
    assert polarities == about


def test_yes_to_being_spared_takes_the_requirement_back() -> None:
    text = (
        "Question 1\n\nPeut-on être dispensé de la clause d'insertion de 200 heures ?\n\n"
        f"Réponse : oui, pour le lot 2.\n\n{OTHER}"
    )
    assert {Polarity.CONTRADICTS} == {f.polarity for f in findings(text) if f.theme == "social_inclusion"}


def test_no_to_being_spared_leaves_the_requirement() -> None:
    text = (
        "Question 1\n\nPeut-on être dispensé de la clause d'insertion de 200 heures ?\n\n"
        f"Réponse : non, la clause d'insertion est maintenue.\n\n{OTHER}"
    )
    assert Polarity.CONTRADICTS not in {f.polarity for f in findings(text)}


TABLE = """| N° | Question | Réponse |
|---|---|---|
| 1 | Les emballages réutilisables sont-ils exigés ? | Non. |
| 2 | Les emballages réutilisables sont-ils exigés ? | Voir le CCTP. |
| 3 | Quand a lieu la visite ? | Le 3 mars. |
"""


def test_the_columns_of_a_table_are_questions_and_answers() -> None:
    found = regions(TABLE)
    assert ("Les emballages réutilisables sont-ils exigés ?", Region.QUESTION) in found
    assert ("Le 3 mars.", None) in found
    assert [Region.DENIED] == [region for text, region in found if text.endswith("Non.")]


def test_the_questions_of_a_form_for_tenderers_are_demands() -> None:
    assert Region.QUESTION not in {
        region for _, region in regions(TABLE.replace("Réponse", "Réponse du candidat"))
    }


def test_an_ordinary_piece_with_one_question_is_read_as_before() -> None:
    text = "Article 3\n\nQuestions : elles sont posées en ligne.\n\nRéponse : six jours avant la date limite."
    assert Region.QUESTION not in {region for _, region in regions(text)}
