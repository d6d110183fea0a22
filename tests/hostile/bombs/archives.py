"""Archives that swell, nest, overlap, lie, or try to leave the folder they are unpacked in."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import warnings
import zipfile
import zlib

import inflate64
import py7zr

from bombs.registry import READ, hostile

_MIB = 1 << 20
_ZEROS = bytes(_MIB)
_LINE = "Le titulaire répare les appareils.\n".encode()


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip; two members of one name are meant."""
    output = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(output, "w", method) as target:
        warnings.simplefilter("ignore")
        for name, content in members:
            target.writestr(name, content)
    return output.getvalue()


def deflated(count: int, block: bytes = _ZEROS) -> bytes:
    """Return ``count`` blocks, deflated bare."""
    packer = zlib.compressobj(9, wbits=-15)
    return b"".join(packer.compress(block) for _ in range(count)) + packer.flush()


def raw_zip(*members: tuple[bytes, bytes, int, int], method: int = 8) -> bytes:
    """Return a zip of members given by name, packed content, stated size and checksum: it may lie."""
    body, directory = b"", b""
    for name, packed, size, crc in members:
        head = struct.pack("<5H3I2H", 20, 0, method, 0, 0, crc, len(packed), size, len(name), 0)
        directory += b"PK\x01\x02\x14\x00" + head + struct.pack("<3H2I", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + head + name + packed
    return body + directory + end_of_zip(len(members), len(directory), len(body))


def end_of_zip(count: int, size: int, offset: int) -> bytes:
    return struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, size, offset, 0)


@hostile("plate.zip", "1 GiB of zeros in one member", "too_large", quick=False)
def flat() -> bytes:
    return raw_zip((b"zeros.txt", deflated(1024), 1024 * _MIB, 0))


@hostile("menteuse.zip", "200 MiB in a member that states 10 bytes", "too_large", quick=False)
def lying() -> bytes:
    return raw_zip((b"petit.txt", deflated(200), 10, 0))


@hostile(
    "menteuse64.zip", "a directory that states sizes of 16 EiB", "too_large", "bad_member", "damaged_file"
)
def lying_large() -> bytes:
    data = raw_zip((b"a.txt", deflated(1), 0xFFFFFFFF, 0))
    end = data.rindex(b"PK\x05\x06")
    start = data.index(b"PK\x01\x02")
    extra = struct.pack("<HHQQ", 1, 16, 2**64 - 1, 2**63)
    central = bytearray(data[start:end])
    central[20:24] = central[24:28] = b"\xff" * 4
    central[30:32] = struct.pack("<H", len(extra))
    return data[:start] + bytes(central) + extra + end_of_zip(1, len(central) + len(extra), start)


def _nest(levels: int, width: int, core: bytes) -> bytes:
    data = core
    for _ in range(levels):
        data = zipped(*((f"{index}.zip", data) for index in range(width)))
    return data


@hostile("42.zip", "five levels of sixteen zips, 4 GiB at the bottom", "too_deep", quick=False)
def forty_two() -> bytes:
    return _nest(5, 16, zipped(("0.txt", bytes(4 * _MIB))))


@hostile("large.zip", "three levels of thirty zips, 27,000 files", "too_large", quick=False)
def wide() -> bytes:
    return _nest(2, 30, zipped(*((f"{index}.txt", _LINE + str(index).encode()) for index in range(30))))


@hostile("profonde.zip", "a hundred zips, one in the other", "too_deep")
def deep() -> bytes:
    return _nest(100, 1, _LINE)


@hostile("chevauchee.zip", "a hundred members that share one content", "unsafe_archive")
def overlapping() -> bytes:
    packed = deflated(4)
    size, crc = 4 * _MIB, zlib.crc32(bytes(4 * _MIB))
    one = raw_zip((b"a.txt", packed, size, crc))
    start = one.index(b"PK\x01\x02")
    central = one[start : one.rindex(b"PK\x05\x06")]
    return one[:start] + central * 100 + end_of_zip(100, len(central) * 100, start)


@hostile("guillemets.zip", "members that quote each other's headers by their extra field", "unsafe_archive")
def quoting() -> bytes:
    data = bytearray(zipped(*((f"{index}.txt", _LINE * 50) for index in range(20))))
    at = 0
    while (at := data.find(b"PK\x03\x04", at)) >= 0:
        data[at + 28 : at + 30] = struct.pack("<H", 60)
        at += 4
    return bytes(data)


@hostile("entrees.zip", "1.5 million members in the directory", "too_large", "unsafe_archive", quick=False)
def many_entries() -> bytes:
    return _entries(1_500_000)


@hostile("entrees-repetees.zip", "30,000 members of one name at one place", "unsafe_archive", "too_large")
def repeated_entries() -> bytes:
    return _entries(30_000)


def _entries(count: int) -> bytes:
    one = zipped(("a", b"x"))
    start = one.index(b"PK\x01\x02")
    central = one[start : one.rindex(b"PK\x05\x06")]
    size = len(central) * count
    end64 = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, start + size, 1)
    told = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return one[:start] + central * count + end64 + locator + told


@hostile("dossiers.zip", "12,000 empty folders and one file", "too_large")
def folders() -> bytes:
    return zipped(*((f"{index}/", b"") for index in range(12_000)), ("a.txt", _LINE))


@hostile("evasion.zip", "names that lead out of the folder", READ)
def traversal() -> bytes:
    names = (
        "../../etc/cron.d/x.txt",
        "/etc/passwd.txt",
        "C:\\Windows\\x.txt",
        "..\\..\\x.txt",
        "a/../../b.txt",
        "....//x.txt",
    )
    return zipped(*((name, _LINE + name.encode()) for name in names))


@hostile("noms.zip", "names of 60,000 characters, NUL, controls, reversed order, reserved words", READ)
def names() -> bytes:
    given = (
        "a" * 60_000 + ".txt",
        "a\x1b[2J.txt",
        "fdp\u202etxt.txt",
        "CON.txt",
        "aux.txt",
        "x.txt ",
        "'; rm -rf ~; '.txt",
        "<script>.txt",
    )
    return zipped(*((name, _LINE + str(index).encode()) for index, name in enumerate(given)))


@hostile("nom-nul.zip", "a NUL in a name, a name that is no UTF-8 though flagged so", READ)
def nul_names() -> bytes:
    data = zipped(("abcd.txt", _LINE), ("éfgh.txt", _LINE + b"2"))
    return data.replace(b"abcd.txt", b"ab\0d.txt").replace("éfgh".encode(), b"\xe9\xfffgh"[:5])


@hostile("lien.zip", "symbolic links to system files", "unsafe_archive")
def links() -> bytes:
    members: list[tuple[str | zipfile.ZipInfo, bytes]] = [("a.txt", _LINE)]
    for name, target in (("lien.txt", b"/etc/passwd"), ("boucle", b"boucle"), ("dehors", b"../../..")):
        info = zipfile.ZipInfo(name)
        info.create_system, info.external_attr = 3, 0o120777 << 16
        members.append((info, target))
    return zipped(*members)


@hostile("doubles.zip", "a file hidden behind another of its name, a file and a folder of one name", READ)
def doubles() -> bytes:
    return zipped(("RC.txt", _LINE), ("RC.txt", _LINE * 2), ("CCTP", _LINE), ("CCTP/a.txt", _LINE * 3))


@hostile("chiffree.zip", "encrypted members", "password")
def encrypted() -> bytes:
    data = bytearray(zipped(("a.txt", _LINE)))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    return bytes(data)


@hostile("methode.zip", "a method of compression that nobody knows", "bad_member")
def unknown_method() -> bytes:
    return raw_zip((b"a.txt", b"xxxx", 4, 0), method=250)


@hostile("dictionnaire.zip", "LZMA with a dictionary of 4 GiB", "bad_member", "too_large", "memory_limit")
def dictionary() -> bytes:
    packed = (
        b"\x09\x04\x05\x00" + b"\x5d" + b"\xff\xff\xff\xff" + lzma.compress(_LINE, lzma.FORMAT_ALONE)[13:]
    )
    return raw_zip((b"a.txt", packed, len(_LINE), zlib.crc32(_LINE)), method=14)


@hostile(
    "commentaire.zip",
    "a directory in the comment of another",
    READ,
    "truncated_file",
    "damaged_file",
    "unsafe_archive",
)
def comment() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as target:
        target.writestr("a.txt", _LINE)
        target.comment = zipped(("b.txt", _LINE * 2))
    return output.getvalue()


@hostile(
    "bourrage.zip", "a zip behind 30 MiB of zeros and before as many", READ, "damaged_file", "truncated_file"
)
def padded() -> bytes:
    return b"PK\x00\x00" + bytes(30 * _MIB) + zipped(("a.txt", _LINE)) + bytes(30_000)


@hostile("bzip2.zip", "45 bytes of bzip2 a MiB, 700 MiB", "too_large", quick=False)
def bzip2_in_zip() -> bytes:
    return raw_zip((b"a.txt", bz2.compress(bytes(700 * _MIB)), 700 * _MIB, 0), method=12)


@hostile("deflate64.zip", "Windows' deflate of 400 MiB", "too_large", quick=False)
def deflate64() -> bytes:
    packer = inflate64.Deflater()
    packed = b"".join(packer.deflate(_ZEROS) for _ in range(400)) + packer.flush()
    return raw_zip((b"a.txt", packed, 400 * _MIB, 0), method=9)


@hostile("bombe.7z", "400 MiB of zeros in a 7z", "too_large", quick=False)
def seven_zip() -> bytes:
    output = io.BytesIO()
    with py7zr.SevenZipFile(output, "w", filters=[{"id": py7zr.FILTER_LZMA2, "preset": 0}]) as target:
        target.writestr(bytes(400 * _MIB), "zeros.txt")
    return output.getvalue()


@hostile("entete.7z", "a 7z whose header states 2^60 bytes", "damaged_file", "too_large")
def seven_zip_header() -> bytes:
    numbers = struct.pack("<QQI", 0, 1 << 60, 0)
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(numbers)) + numbers + bytes(200)


@hostile("chiffree.7z", "an encrypted 7z", "password")
def seven_zip_encrypted() -> bytes:
    output = io.BytesIO()
    with py7zr.SevenZipFile(output, "w", password="secret") as target:
        target.set_encrypted_header(True)
        target.writestr(_LINE, "a.txt")
    return output.getvalue()


def _tar(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    output = io.BytesIO()
    with tarfile.open(fileobj=output, mode="w") as target:
        for info, content in members:
            info.size = len(content)
            target.addfile(info, io.BytesIO(content))
    return output.getvalue()


def _info(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


@hostile("liens.tar", "links, devices and names that lead out", "unsafe_archive")
def tar_links() -> bytes:
    return _tar(
        (_info("a", tarfile.SYMTYPE, "/etc/passwd"), b""),
        (_info("b", tarfile.LNKTYPE, "../../x"), b""),
        (_info("c", tarfile.CHRTYPE), b""),
        (_info("d", tarfile.FIFOTYPE), b""),
        (_info("../../../etc/RC.txt"), _LINE),
    )


@hostile("bombe.tar.gz", "400 MiB of zeros in a tar.gz", "too_large", quick=False)
def tar_bomb() -> bytes:
    info = tarfile.TarInfo("zeros.txt")
    info.size = 400 * _MIB
    return gzip.compress(info.tobuf() + bytes(400 * _MIB), 6)


@hostile(
    "taille.tar", "a member that states 8 GiB in a file of 2 kB", "too_large", "truncated_file", quick=False
)
def tar_lie() -> bytes:
    info = tarfile.TarInfo("a.txt")
    info.size = 8 << 30
    return info.tobuf() + bytes(1_500)


@hostile(
    "noms-longs.tar", "a chain of 5,000 long-name headers", "damaged_file", "truncated_file", "too_large"
)
def tar_chain() -> bytes:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 4
    return (info.tobuf(tarfile.GNU_FORMAT) + b"abc\0" + bytes(508)) * 5_000


@hostile(
    "pax.tar",
    "an extended header of 8 MiB without an end",
    "damaged_file",
    "truncated_file",
    "time_limit",
    "too_large",
    READ,
    quick=False,
)
def tar_extended() -> bytes:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 8 * _MIB
    return info.tobuf(tarfile.USTAR_FORMAT) + b"1" * (8 * _MIB) + bytes(2_048)


@hostile("dossiers.tar", "60,000 folders", "too_large")
def tar_folders() -> bytes:
    return _info("dossier", tarfile.DIRTYPE).tobuf() * 60_000


@hostile("bombe.txt.gz", "400 MiB of zeros in one gzip", "too_large", quick=False)
def single_gzip() -> bytes:
    return gzip.compress(bytes(400 * _MIB), 6)


@hostile("poupees.gz", "forty gzips, one in the other", "too_deep")
def nested_gzip() -> bytes:
    data = _LINE
    for _ in range(40):
        data = gzip.compress(data)
    return data


@hostile("bombe.txt.xz", "400 MiB of zeros in one xz", "too_large", quick=False)
def single_xz() -> bytes:
    return lzma.compress(bytes(400 * _MIB), preset=0)


@hostile("bombe.bz2", "900 MiB of zeros in bzip2, ten times over", "too_large", quick=False)
def single_bzip2() -> bytes:
    return bz2.compress(bytes(90 * _MIB)) * 10


@hostile("dce.rar", "an archive of a format that is not read", "unsupported_format")
def rar() -> bytes:
    return b"Rar!\x1a\x07\x01\x00" + bytes(500)
