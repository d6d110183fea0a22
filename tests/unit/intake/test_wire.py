"""The parent believes nothing that a parsing process sends."""

from __future__ import annotations

import io
import json

import pytest

from clausecheck.intake.wire import (
    WireError,
    job_frame,
    job_of,
    opened_frame,
    opened_of,
    packed,
    read_frame,
)
from clausecheck.model.limits import Limits
from clausecheck.readers import Ocr, ReadSettings, Refused, Revisions, open_file
from clausecheck.readers.formats import Format
from clausecheck.readers.layout import Member
from clausecheck.readers.opening import Legacy
from clausecheck.readers.problems import problem

MOST = 1 << 20


def _through(opened):
    return opened_of(read_frame(io.BytesIO(opened_frame(opened)).read, MOST))


def test_all_that_a_file_gives_comes_through_unchanged(make) -> None:
    document = next(iter(open_file("RC.pdf", make.pdf(["Article 1", "Texte « é » — œ."]), ReadSettings())))
    fault = problem("damaged_file", "Abîmé.", page=3)
    for opened in (
        document,
        Refused(name="a\ud800.pdf", problem=fault),
        Member(name="b.txt", content=b"\0\xff"),
        Member(name="c.txt", content=fault),
        Legacy(name="d.doc", format=Format.DOC, notes=(fault,)),
    ):
        assert _through(opened) == opened


def test_a_job_comes_through_unchanged() -> None:
    settings = ReadSettings(ocr=Ocr.OFF, revisions=Revisions.BOTH, cores=3, limits=Limits(pages=7))
    _, header, data = read_frame(io.BytesIO(job_frame("é.pdf", b"%PDF", settings)).read, MOST)
    assert (job_of(header), data) == (("é.pdf", settings), b"%PDF")


def test_a_frame_past_its_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(WireError, match="allowed"):
        read_frame(io.BytesIO(packed(b"M", {"name": "x"}, b"y" * 100)).read, 50)


def test_a_cut_frame_is_the_end_of_the_stream() -> None:
    with pytest.raises(EOFError):
        read_frame(io.BytesIO(packed(b"M", {"name": "x"}, b"y" * 100)[:-1]).read, MOST)


@pytest.mark.parametrize(
    "change",
    [
        {"blocks": [[0, 0, 999, None, [], []]]},
        {"blocks": [[0, -1, 2, None, [], []]]},
        {"blocks": [[99, 0, 1, None, [], []]]},
        {"blocks": [[0, 0, 1, "1", [], []]]},
        {"blocks": [[0, 0, 1, None, [0], []]]},
        {"blocks": [[0, 0, 1, None, [], [1]]]},
        {"pages": [[1, 0, 999, False, True, None]]},
        {"pages": [[True, 0, 1, False, True, None]]},
        {"pages": 3},
        {"problems": [["code", "m", "r", None, 1]]},
        {"name": 1},
        {"sha256": None},
    ],
)
def test_values_out_of_their_range_are_refused(change: dict[str, object]) -> None:
    document = next(iter(open_file("RC.txt", b"abc", ReadSettings())))
    kind, header, body = read_frame(io.BytesIO(opened_frame(document)).read, MOST)
    with pytest.raises(WireError):
        opened_of((kind, json.dumps({**json.loads(header), **change}).encode(), body))


@pytest.mark.parametrize(
    "frame", [(b"Z", b"{}", b""), (b"D", b"[", b""), (b"D", b"[]", b""), (b"R", b"{}", b"")]
)
def test_frames_that_are_none_are_refused(frame) -> None:
    with pytest.raises(WireError):
        opened_of(frame)
