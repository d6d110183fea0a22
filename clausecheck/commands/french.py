"""Help and usage errors in French: typer and its parser speak English only."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_HELP = (
    ("Usage: ", "Usage : "),
    ("COMMAND [ARGS]...", "COMMANDE [ARGUMENTS]..."),
    ("\nArguments:\n", "\nArguments :\n"),
    ("\nOptions:\n", "\nOptions :\n"),
    ("\nCommands:\n", "\nCommandes :\n"),
    ("Show this message and exit.", "Affiche cette aide."),
    ("[required]", "[obligatoire]"),
    ("{CHEMIN}", "CHEMIN"),
    ("[default: ", "[par défaut : "),
)
_TYPE = re.compile(r" <(?:list\[)?[a-z]+\]?>")
"""Types of Python beside the name of an argument: noise to a buyer."""
_ERRORS = (
    (re.compile(r"No such command ['\"](?P<name>.*?)['\"]\.?"), "Commande inconnue : « {name} »."),
    (re.compile(r"No such option: (?P<name>\S+)\.?"), "Option inconnue : {name}."),
    (re.compile(r"Missing command\.?"), "Il manque une commande."),
    (re.compile(r"Missing argument ['\"](?P<name>.*?)['\"]\.?"), "Il manque l'argument {name}."),
    (re.compile(r"Missing option ['\"](?P<name>.*?)['\"]\.?"), "Il manque l'option {name}."),
    (
        re.compile(r"Option ['\"](?P<name>.*?)['\"] requires an argument\.?"),
        "L'option {name} attend une valeur.",
    ),
    (
        re.compile(r"Option ['\"](?P<name>.*?)['\"] does not take a value\.?"),
        "L'option {name} n'attend pas de valeur.",
    ),
    (
        re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.*?)\)\.?"),
        "Argument en trop : {name}.",
    ),
    (re.compile(r"Did you mean (?P<name>.*?)\?"), "Vouliez-vous dire {name} ?"),
    (re.compile(r"\(Possible options: (?P<name>.*?)\)"), "(Options proches : {name})"),
)


class FrenchCommand(TyperCommand):
    """A command whose help is in French."""

    def get_help(self, ctx: Any) -> str:
        """Return the help, its headings in French."""
        return in_french(super().get_help(ctx))


class FrenchGroup(TyperGroup):
    """A group of commands whose help is in French."""

    def get_help(self, ctx: Any) -> str:
        """Return the help, its headings in French."""
        return in_french(super().get_help(ctx))


def in_french(text: str) -> str:
    """Replace the parser's own English words in a help text."""
    for english, french in _HELP:
        text = text.replace(english, french)
    return _TYPE.sub(lambda match: " " * len(match.group()), text)


def usage_error(message: str) -> str:
    """Return the parser's message in French; one that is not known stays as it is."""
    for pattern, french in _ERRORS:
        message = pattern.sub(lambda match, words=french: words.format(**match.groupdict()), message)  # type: ignore[misc]
    return message
