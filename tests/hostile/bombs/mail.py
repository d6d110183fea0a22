"""Messages of many parts, and of parts within parts."""

from __future__ import annotations

import base64

from bombs.archives import zipped
from bombs.registry import READ, hostile

_HEAD = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: DCE\r\nMIME-Version: 1.0\r\n"
_BODY = "Le titulaire répare les appareils.\r\n".encode()
_ANY = (READ, "too_large", "too_deep", "damaged_file", "time_limit", "memory_limit", "unsupported_format")


@hostile("parties.eml", "10,000 attached files", *_ANY, quick=False)
def many_parts() -> bytes:
    part = (
        b"--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n" + _BODY
    )
    return _HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + part * 10_000 + b"--x--\r\n"


@hostile("profond.eml", "3,000 parts, one in the other", *_ANY)
def deep_parts() -> bytes:
    levels = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3_000)
    )
    return _HEAD + levels + b"Content-Type: text/plain\r\n\r\n" + _BODY


@hostile("messages.eml", "500 messages, one attached to the other", *_ANY)
def nested_messages() -> bytes:
    data = _HEAD + b"\r\n" + _BODY
    for _ in range(500):
        data = _HEAD + b"Content-Type: message/rfc822\r\n\r\n" + data
    return data


@hostile("entetes.eml", "a head of 200,000 lines", *_ANY, quick=False)
def long_head() -> bytes:
    return _HEAD + b"".join(b"X-%d: =?utf-8?q?=C3=A9?=\r\n" % n for n in range(200_000)) + b"\r\n" + _BODY


@hostile("joint.eml", "an attached zip that swells, with a name that leads out", *_ANY)
def attached_bomb() -> bytes:
    packed = base64.encodebytes(zipped(("zeros.txt", bytes(30 << 20))))
    return (
        _HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n" + _BODY
        + b"--x\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n"
        + b'Content-Disposition: attachment; filename="../../../a.zip"\r\n\r\n' + packed + b"--x--\r\n"
    )  # fmt: skip
