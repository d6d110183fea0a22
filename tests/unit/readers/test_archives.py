"""Archives: every file is taken out whole or named with its reason, and nothing that they say is believed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

import py7zr
import pytest

from clausecheck.errors import UnreadableError
from clausecheck.intake import read_bytes
from clausecheck.model.limits import Limits
from clausecheck.readers.archive import archive_members
from clausecheck.readers.formats import format_of
from clausecheck.readers.layout import Member

TEXT = "Le titulaire répare les appareils.".encode()
LONG = TEXT * 40


def _taken(data: bytes, name: str = "dce.zip", limits: Limits | None = None) -> list[tuple[str, object]]:
    """Return names with the content, or with the code of the problem; the archive's own under its name."""
    found = archive_members(format_of(name, data), name, data, limits or Limits())
    return [
        (one.name, one.content if isinstance(one.content, bytes) else one.content.code)
        if isinstance(one, Member)
        else (name, one.code)
        for one in found
    ]


def _refused(data: bytes, name: str = "dce.zip", limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableError) as caught:
        _taken(data, name, limits)
    return caught.value.problem.code


def _zip(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", method) as target:
        for name, content in members:
            target.writestr(name, content)
    return output.getvalue()


class _Unseekable(io.RawIOBase):
    """Where a zip is written without going back: sizes then follow the content."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.data += data
        return len(data)


def _streamed(*members: tuple[str, bytes]) -> bytes:
    output = _Unseekable()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:  # type: ignore[arg-type]
        for name, content in members:
            target.writestr(name, content)
    return bytes(output.data)


def _set_central(data: bytes, name: bytes, offset: int, value: bytes) -> bytes:
    """Change a field of a member's entry in the directory."""
    at = data.index(name, data.index(b"PK\x01\x02")) - 46 + offset
    return data[:at] + value + data[at + len(value) :]


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_zips_of_every_usual_method_are_read(method: int) -> None:
    large = bytes(range(256)) * 2_000
    assert _taken(_zip(("a.txt", TEXT), ("b.bin", large), ("c.txt", b""), method=method)) == [
        ("a.txt", TEXT), ("b.bin", large), ("c.txt", b""),
    ]  # fmt: skip


def _packed_as(method: int, packed: bytes) -> bytes:
    """Return a zip whose one member holds ``LONG``, packed by a method that Python's module does not know."""
    head = struct.pack("<5H3I2H", 20, 0, method, 0, 0, zlib.crc32(LONG), len(packed), len(LONG), 5, 0)
    local = b"PK\x03\x04" + head + b"a.txt" + packed
    central = b"PK\x01\x02\x14\x00" + head + struct.pack("<3H2I", 0, 0, 0, 0, 0) + b"a.txt"
    return local + central + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)


def test_zips_of_windows_and_of_new_programs_are_read() -> None:
    from backports import zstd

    bare = zlib.compressobj(wbits=-15, strategy=zlib.Z_HUFFMAN_ONLY)
    # Without references to what came before, plain deflate and the variant for large files are the same.
    assert _taken(_packed_as(9, bare.compress(LONG) + bare.flush())) == [("a.txt", LONG)]
    assert _taken(_packed_as(93, zstd.compress(LONG))) == [("a.txt", LONG)]
    assert _taken(_packed_as(95, lzma.compress(LONG))) == [("a.txt", LONG)]


def test_an_unknown_method_and_a_password_are_said_of_the_member() -> None:
    assert _taken(_packed_as(98, b"xxxx")) == [("a.txt", "bad_member")]
    assert _taken(_packed_as(99, b"xxxx")) == [("a.txt", "password")]


def test_members_whose_sizes_follow_them_are_read() -> None:
    assert _taken(_streamed(("a.txt", LONG), ("b.txt", TEXT))) == [("a.txt", LONG), ("b.txt", TEXT)]


@pytest.mark.parametrize("make", [_zip, _streamed])
def test_a_cut_zip_gives_its_whole_members_and_says_that_the_end_is_missing(
    make: Callable[..., bytes],
) -> None:
    data = make(("a.txt", LONG), ("dossier/", b""), ("b.txt", TEXT), ("c.txt", LONG[:900]))
    cut = data[: data.rindex(b"c.txt", 0, data.index(b"PK\x01\x02")) + 20]
    assert _taken(cut) == [("a.txt", LONG), ("b.txt", TEXT), ("dce.zip", "truncated_file")]
    result = read_bytes("dce.zip", cut)
    assert [(name, problem.code, problem.lost) for name, problem in result.unread] == [
        ("dce.zip", "truncated_file", True)
    ]
    assert [document.name for document in result.documents] == ["dce.zip/a.txt", "dce.zip/b.txt"]


def test_a_zip_cut_in_its_first_member_and_a_cut_office_document_are_damaged() -> None:
    assert _refused(_zip(("a.txt", LONG))[:50]) == "damaged_file"
    office = _zip(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", LONG))
    assert _refused(office[:-60]) == "damaged_file"


def test_a_content_longer_than_stated_is_counted_and_read_when_its_checksum_is_right() -> None:
    lied = _set_central(_zip(("a.txt", LONG)), b"a.txt", 24, struct.pack("<I", 3))
    assert _taken(lied) == [("a.txt", LONG)]


def test_a_bomb_that_states_a_small_size_is_stopped_by_the_count() -> None:
    lied = _set_central(
        _zip(("a.txt", bytes(30_000_000)), ("b.txt", TEXT)), b"a.txt", 24, struct.pack("<I", 3)
    )
    assert _taken(lied) == [("a.txt", "too_large"), ("b.txt", TEXT)]


def test_a_wrong_checksum_is_said() -> None:
    assert _taken(_set_central(_zip(("a.txt", LONG)), b"a.txt", 16, b"\0\0\0\0")) == [("a.txt", "bad_member")]


def test_members_that_share_bytes_are_refused() -> None:
    data = _zip(("a.txt", LONG), ("b.txt", LONG))
    shared = _set_central(data, b"b.txt", 42, struct.pack("<I", 0))
    assert _refused(shared) == "unsafe_archive"


def test_a_member_that_reaches_into_the_next_by_its_own_extra_field_is_refused() -> None:
    data = bytearray(_zip(("a.txt", TEXT), ("b.txt", TEXT), method=zipfile.ZIP_STORED))
    data[28:30] = struct.pack("<H", 20)
    assert _refused(bytes(data)) == "unsafe_archive"


def test_links_are_not_followed() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as target:
        info = zipfile.ZipInfo("lien.txt")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        target.writestr(info, "/etc/passwd")
    assert _taken(output.getvalue()) == [("lien.txt", "unsafe_archive")]


def test_a_folder_and_a_file_of_one_name_and_two_files_of_one_name_are_all_read() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = _zip(("a", TEXT), ("a/b.txt", LONG), ("a/b.txt", TEXT))
    assert _taken(data) == [("a", TEXT), ("a/b.txt", LONG), ("a/b (2).txt", TEXT)]


def test_zips_joined_in_one_file_are_all_read() -> None:
    joined = _zip(("a.txt", TEXT)) + _zip(("b.txt", TEXT)) + _zip(("c.txt", LONG))
    assert [name for name, _ in _taken(joined)] == ["a.txt", "b.txt", "c.txt"]


def test_a_self_extracting_zip_is_read() -> None:
    assert _taken(b"MZ" + bytes(3_000) + _zip(("a.txt", TEXT)), "dce.exe") == [("a.txt", TEXT)]


def test_an_end_mark_in_the_comment_does_not_hide_the_directory() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as target:
        target.writestr("a.txt", TEXT)
        target.comment = b"PK\x05\x06" + bytes(18) + b"suite du commentaire"
    assert _taken(output.getvalue()) == [("a.txt", TEXT)]


def test_a_large_format_zip_is_read() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as target, target.open("a.txt", "w", force_zip64=True) as file:
        file.write(LONG)
    data = output.getvalue()
    end = data.rindex(b"PK\x05\x06")
    size, offset = struct.unpack_from("<2I", data, end + 12)
    end64 = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, offset)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    told = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert _taken(data[:end] + end64 + locator + told) == [("a.txt", LONG)]


def test_a_directory_that_points_past_the_file_is_damaged_or_salvaged() -> None:
    data = _zip(("a.txt", LONG))
    end = data.rindex(b"PK\x05\x06")
    assert _taken(data[: end + 16] + b"\xf0\xff\xff\x7f" + data[end + 20 :]) == [
        ("a.txt", LONG), ("dce.zip", "truncated_file"),
    ]  # fmt: skip


def test_one_volume_of_several_is_said_to_be_so() -> None:
    data = _zip(("a.txt", LONG))
    end = data.rindex(b"PK\x05\x06")
    assert _refused(data[: end + 4] + struct.pack("<2H", 2, 0) + data[end + 8 :]) == "unsupported_format"


def test_folders_count_as_members() -> None:
    data = _zip(("a/", b""), ("b/", b""), ("c.txt", TEXT))
    assert _taken(data, limits=Limits(archive_members=2)) == [("dce.zip", "too_large")]


def test_members_past_the_limits_are_named_with_the_limit() -> None:
    data = _zip(("a.txt", LONG), ("b.zip", LONG), ("c.txt", TEXT), method=zipfile.ZIP_STORED)
    assert _taken(data, limits=Limits(file_bytes=100)) == [
        ("a.txt", "too_large"),
        ("b.zip", LONG),
        ("c.txt", TEXT),
    ]
    assert _taken(data, limits=Limits(archive_bytes=1_500)) == [
        ("a.txt", LONG), ("b.zip", "too_large"), ("c.txt", TEXT),
    ]  # fmt: skip
    assert _taken(data, limits=Limits(archive_members=2))[-1] == ("dce.zip", "too_large")


def _tar(*members: tuple[str | tarfile.TarInfo, bytes], mode: str = "w") -> bytes:
    output = io.BytesIO()
    with tarfile.open(fileobj=output, mode=mode) as target:
        for named, content in members:
            info = named if isinstance(named, tarfile.TarInfo) else tarfile.TarInfo(named)
            info.size = len(content)
            target.addfile(info, io.BytesIO(content))
    return output.getvalue()


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tars_are_read_compressed_or_not(mode: str) -> None:
    data = _tar(("a/é.txt", LONG), ("b.txt", b""), ("a/é.txt", TEXT), mode=mode)
    assert _taken(data, "dce.tar") == [("a/é.txt", LONG), ("b.txt", b""), ("a/é (2).txt", TEXT)]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_of_a_tar_are_refused(kind: bytes) -> None:
    info = tarfile.TarInfo("lien")
    info.type, info.linkname = kind, "/etc/passwd"
    assert _taken(_tar((info, b""), ("../b.txt", TEXT)), "dce.tar") == [
        ("lien", "unsafe_archive"),
        ("b.txt", TEXT),
    ]


@pytest.mark.parametrize(
    ("pack", "suffix"), [(gzip.compress, "gz"), (bz2.compress, "bz2"), (lzma.compress, "xz")]
)
def test_a_single_compressed_file_is_read(pack: Callable[[bytes], bytes], suffix: str) -> None:
    assert _taken(pack(LONG), f"CCTP.txt.{suffix}") == [("CCTP.txt", LONG)]
    assert _taken(pack(LONG) + pack(TEXT), f"CCTP.txt.{suffix}") == [("CCTP.txt", LONG + TEXT)]
    assert _taken(pack(LONG)[:-4], f"CCTP.txt.{suffix}") == [("CCTP.txt", "bad_member")]
    assert _taken(pack(bytes(30_000_000)), f"CCTP.txt.{suffix}") == [("CCTP.txt", "too_large")]


def test_a_cut_tar_gives_its_whole_members_and_says_that_the_end_is_missing() -> None:
    data = _tar(("a.txt", TEXT), ("b.txt", LONG))
    assert _taken(data[:1_800], "dce.tar") == [
        ("a.txt", TEXT),
        ("dce.tar", "truncated_file"),
    ]
    assert _refused(b"\x1f\x8b" + b"rien", "dce.tgz") == "damaged_file"


def test_a_wrong_header_in_the_middle_of_a_tar_does_not_end_it_in_silence() -> None:
    data = bytearray(_tar(("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", TEXT)))
    data[1_024 + 5] ^= 1
    assert _taken(bytes(data), "dce.tar") == [("a.txt", TEXT), ("dce.tar", "truncated_file")]


def test_a_tar_whose_headers_extend_each_other_without_end_is_damaged() -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 70_000
    assert _refused(info.tobuf(tarfile.USTAR_FORMAT) + b"1" * 80_000, "dce.tar") == "damaged_file"


def test_a_tar_that_swells_is_stopped() -> None:
    data = _tar(("a.txt", bytes(20_000_000)), mode="w:gz")
    assert "too_large" in {code for _, code in _taken(data, "dce.tgz")}


def _seven(*members: tuple[str, bytes], password: str | None = None) -> bytes:
    output = io.BytesIO()
    with py7zr.SevenZipFile(output, "w", password=password) as target:
        for name, content in members:
            target.writestr(content, name)
    return output.getvalue()


def test_seven_zips_are_read_with_names_that_are_labels_alone() -> None:
    data = _seven(("a/é.txt", LONG), ("b.txt", TEXT), ("c.txt", b""))
    assert _taken(data, "dce.7z") == [("a/é.txt", LONG), ("b.txt", TEXT), ("c.txt", b"")]
    output = io.BytesIO()
    with py7zr.SevenZipFile(output, "w") as target:
        target.writestr(LONG, "x/a.txt")
        target.writestr(TEXT, "y.txt")
        target.files.files_list[0]["filename"] = "../../a.txt"
        target.header.files_info.files[0]["filename"] = "../../a.txt"
    assert _taken(output.getvalue(), "dce.7z") == [("a.txt", LONG), ("y.txt", TEXT)]


def test_seven_zips_with_a_password_damaged_or_swelling_are_refused() -> None:
    assert _refused(_seven(("a.txt", LONG), password="secret"), "dce.7z") == "password"
    assert _refused(_seven(("a.txt", LONG))[:-9], "dce.7z") == "damaged_file"
    assert _refused(_seven(("a.txt", bytes(30_000_000))), "dce.7z") == "too_large"


def test_a_seven_zip_whose_content_is_damaged_says_it_of_its_members() -> None:
    data = bytearray(_seven(("a.txt", bytes(range(256)) * 9), ("b.txt", TEXT)))
    data[60:70] = bytes(10)
    assert {code for _, code in _taken(bytes(data), "dce.7z")} == {"bad_member"}


def test_members_of_a_seven_zip_past_the_limits_are_named() -> None:
    data = _seven(("a.txt", LONG), ("b.txt", TEXT), ("c.txt", TEXT))
    assert _taken(data, "dce.7z", Limits(file_bytes=500)) == [
        ("a.txt", "too_large"),
        ("b.txt", TEXT),
        ("c.txt", TEXT),
    ]
    assert _taken(data, "dce.7z", Limits(archive_members=1)) == [("a.txt", LONG), ("dce.7z", "too_large")]
