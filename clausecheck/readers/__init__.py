"""Bytes -> Documents, one module a format; ``opening`` chooses among them."""

from clausecheck.readers.opening import Opened, Refused, open_file
from clausecheck.readers.settings import Ocr, ReadSettings, Revisions

__all__ = ["Ocr", "Opened", "ReadSettings", "Refused", "Revisions", "open_file"]
