"""Hostile files, each made by a small function, and what each attacks. See ``registry``."""

from bombs import archives, mail, odd, office, pages, pictures, quine, texts
from bombs.registry import FILES, Hostile

__all__ = ["FILES", "Hostile", "archives", "mail", "odd", "office", "pages", "pictures", "quine", "texts"]
