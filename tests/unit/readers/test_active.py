"""Old office formats: what they carry is told, what would exhaust a converter is refused."""

from __future__ import annotations

import pytest

from clausecheck.errors import UnreadableError
from clausecheck.readers.active import refuse_nesting


def test_rich_text_of_groups_without_end_is_refused() -> None:
    with pytest.raises(UnreadableError, match="groupes imbriqués"):
        refuse_nesting(b"{\\rtf1 " + b"{" * 1_000 + b"}" * 1_000 + b"}")


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1 " + b"{\\b x}" * 5_000 + b"}",
        b"{\\rtf1 " + b"\\{" * 5_000 + b"}",
        b"\xd0\xcf\x11\xe0" + b"{" * 5_000,
    ],
)
def test_many_groups_side_by_side_and_braces_that_are_text_are_let_through(data: bytes) -> None:
    refuse_nesting(data)
    assert data.count(b"{") >= 5_000
