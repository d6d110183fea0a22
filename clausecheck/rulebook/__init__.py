"""YAML -> Rulebook: rules, dated parameters, vocabulary and categories, each error with its line."""

from clausecheck.rulebook.loading import builtin_folder, load_rulebook

__all__ = ["builtin_folder", "load_rulebook"]
