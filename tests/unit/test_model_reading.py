"""The share of a document that was read, and what is not known of it."""

from __future__ import annotations

from clausecheck.model.document import Document
from clausecheck.model.place import Page
from clausecheck.model.reading import joined_reading, reading_of
from clausecheck.readers.problems import problem


def _document(*lengths: int, unread: tuple[int, ...] = (), whole_file: bool = False) -> Document:
    pages, at = [], 0
    for number, length in enumerate(lengths, 1):
        pages.append(Page(number=number, start=at, end=at + length, readable=number not in unread))
        at += length
    faults = [problem("page_without_text", "Image.", page=number) for number in unread]
    if whole_file:
        faults.append(problem("embedded_part", "Objet."))
    return Document(
        id="x", name="x", sha256="x", media_type="x", language="fr", text="a" * at, pages=tuple(pages),
        problems=tuple(faults),
    )  # fmt: skip


def test_a_document_read_whole_is_read_to_its_end() -> None:
    reading = reading_of(_document(100, 100))
    assert (reading.share, reading.pages_read, reading.reasons) == (1.0, 2, ())


def test_unread_pages_count_as_much_as_the_others_hold() -> None:
    reading = reading_of(_document(100, 0, 300, 0, unread=(2, 4)))
    assert (reading.pages, reading.pages_read) == (4, 2)
    assert reading.characters_lost == 400
    assert reading.share == 0.5
    assert reading.reasons == ("page_without_text",)


def test_a_document_without_any_page_read_is_read_to_nothing() -> None:
    assert reading_of(_document(0, unread=(1,))).share == 0.0


def test_doubtful_text_of_an_unread_page_does_not_count_as_read() -> None:
    reading = reading_of(_document(100, 80, unread=(2,)))
    assert reading.characters == 100
    assert reading.share == 0.5


def test_what_has_no_known_size_leaves_the_share_unknown() -> None:
    assert reading_of(_document(100, whole_file=True)).share is None


def test_several_documents_are_read_together() -> None:
    reading = joined_reading([reading_of(_document(100)), reading_of(_document(100, 0, unread=(2,)))])
    assert (reading.pages, reading.pages_read, reading.characters_lost) == (3, 2, 100)
    assert joined_reading([]).share == 1.0
