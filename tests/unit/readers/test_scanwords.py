"""Tesseract's table of words becomes lines with places, sizes and clean text."""

from __future__ import annotations

import pytest

from clausecheck.readers.pdfrules import Box
from clausecheck.readers.scanwords import (
    Word,
    WordPage,
    confidence_of,
    kept_words,
    labelled,
    led_words,
    words_of,
)

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def row(text: str, left: int, *, line: int = 1, conf: float = 95, top: int = 100, height: int = 30) -> str:
    return f"5\t1\t1\t1\t{line}\t1\t{left}\t{top}\t{20 * len(text)}\t{height}\t{conf}\t{text}\n"


def word(text: str, left: float = 0, *, sure: float = 95, top: float = 0, line: int = 1) -> Word:
    return Word(text, sure, left, top, left + 6 * len(text), top + 8, (1, 1, line))


def texts(words: list[Word]) -> list[str]:
    return [line.text for line in WordPage(words, 1).lines()]


def test_places_are_in_points_and_rows_that_are_no_words_are_passed_over() -> None:
    table = HEAD + "4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t\n" + row("Lot", 300) + row(" ", 500) + "5\t1\tx\n"
    (found,) = words_of(table, dpi=300)
    assert (found.text, found.sure, found.line) == ("Lot", 95.0, (1, 1, 1))
    assert (found.left, found.top, found.right, found.bottom) == pytest.approx((72.0, 24.0, 86.4, 31.2))


def test_a_table_that_is_cut_or_garbled_gives_the_rows_that_make_sense() -> None:
    assert [w.text for w in words_of(row("un", 0) + row("deux", 9).replace("95", "?") + "5\t1", dpi=300)] == [
        "un"
    ]


def test_specks_go_and_signs_that_are_sure_stay() -> None:
    words = [word("Prix", 0), word("~", 40, sure=12), word("–", 60, sure=80), word("ferme", 80)]
    assert [w.text for w in kept_words(words)] == ["Prix", "–", "ferme"]


def test_what_was_read_into_a_picture_goes_as_a_whole_line() -> None:
    noise = [word("jl", 0, sure=8, line=2), word("%'", 30, sure=3, line=2), word("wW", 60, sure=20, line=2)]
    assert [w.text for w in kept_words([word("Texte"), *noise])] == ["Texte"]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("e les pièces détachées", "• les pièces détachées"),
        ("© les pièces détachées", "• les pièces détachées"),
        ("+ les pièces", "• les pièces"),
        ("l' offre d‘un candidat", "l’offre d’un candidat"),
        ("qu' il", "qu’il"),
        ("| l’acheteur |", "l’acheteur"),
        ("I0 jours et 2l %", "10 jours et 21 %"),
        ("une répara—", "une répara-"),
        ("oﬃciel", "officiel"),
    ],
)
def test_usual_slips_of_recognition_are_mended(read: str, meant: str) -> None:
    table = "".join(row(part, 200 * n) for n, part in enumerate(read.split(" ")))
    assert texts(words_of(table, dpi=300)) == [meant]


def test_lines_of_one_type_have_one_size_though_their_letters_differ() -> None:
    table = (
        row("Prix", 0, top=100, height=31)
        + row("âge", 0, line=2, top=160, height=40)
        + row("sans", 0, line=3, top=228, height=22)
    )
    sizes = {line.size for line in WordPage(words_of(table, dpi=300), 1).lines()}
    assert len(sizes) == 1
    assert 10 < sizes.pop() < 14


def test_the_base_line_lies_above_descenders() -> None:
    table = row("page", 0, top=108, height=31) + row("nue", 200, top=108, height=22)
    (line,) = WordPage(words_of(table, dpi=300), 1).lines()
    assert line.y == pytest.approx(130 * 72 / 300)


def test_a_part_of_a_page_counts_its_places_from_the_page() -> None:
    (line,) = WordPage([word("Lot", 10, top=20)], 3, left=100, top=-500).lines()
    assert (line.page, line.x0, line.y) == (3, 110, -472)


def test_leaders_join_title_and_page_number_on_one_line() -> None:
    words = [word("Objet", 0, line=1), word("12", 300, line=2)]
    leader = Box(40, 6, 290, 8)
    assert texts(led_words(words, [(leader, True)])) == ["Objet ........ 12"]


def test_a_page_number_that_could_not_be_read_stays_as_a_question_mark() -> None:
    leader = Box(40, 6, 290, 8)
    assert texts(led_words([word("Objet")], [(leader, True)])) == ["Objet ........ ?"]
    assert texts(led_words([word("Nom :")], [(leader, False)])) == ["Nom : ........"]


def test_long_words_weigh_more_in_the_confidence_of_a_page() -> None:
    assert confidence_of([word("à", sure=0), word("réparabilité", sure=90)]) == pytest.approx(83.1, abs=0.1)
    assert confidence_of([word("—", sure=50)]) is None


def test_a_unit_after_dots_to_fill_in_is_no_page_number() -> None:
    leader = Box(40, 6, 60, 8)
    assert texts(led_words([word("Part :", 0), word("%", 65)], [(leader, True)])) == ["Part : ........ %"]


def test_a_number_read_apart_from_its_item_comes_before_it() -> None:
    words = [word(".", 16, line=1), word("acte", 22, line=1), word("1", 8, line=2)]
    assert texts(labelled(words, lambda box: None)) == ["1. acte"]


def test_a_bullet_that_was_not_read_is_seen() -> None:
    seen = labelled([word("acte", 22), word("joint", 50)], lambda box: Box(box.left + 3, 3, box.left + 6, 6))
    assert texts(seen) == ["• acte joint"]
    assert texts(labelled([word("acte", 22)], lambda box: None)) == ["acte"]
