"""From what a person types after an option to a value, each error saying what was allowed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from clausecheck.errors import InputError

if TYPE_CHECKING:
    from clausecheck.model.limits import Limits
    from clausecheck.model.rule import Rulebook
    from clausecheck.model.tender import BuyerType
    from clausecheck.readers.settings import ReadSettings

OCR = ("auto", "force", "off")
REVISIONS = ("final", "original", "both")
_SPACES = str.maketrans("", "", " \u00a0\u202f_")


def one_of(option: str, value: str, allowed: Iterable[str]) -> str:
    """Return ``value`` in lower case where it is in the closed list.

    Raises:
        InputError: It is not; the message lists what is.
    """
    known = tuple(allowed)
    if value.lower() not in known:
        raise InputError(
            f"{option} : « {value} » n'est pas une valeur connue. Possibles : {', '.join(known)}."
        )
    return value.lower()


def day(text: str | None) -> date | None:
    """Read a date written AAAA-MM-JJ or JJ/MM/AAAA.

    Raises:
        InputError: It is no date.
    """
    if text is None:
        return None
    parts = text.strip().split("/")
    written = "-".join(reversed(parts)) if len(parts) == 3 else text.strip()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise InputError(
            f"--as-of : « {text} » n'est pas une date. Écrivez AAAA-MM-JJ, par exemple 2026-10-01."
        ) from None


def amount(text: str | None) -> Decimal | None:
    """Read an amount in euros before VAT: « 90 000,50 », « 90000.50 € ».

    Raises:
        InputError: It is no amount.
    """
    if text is None:
        return None
    try:
        value = Decimal(text.translate(_SPACES).removesuffix("€").replace(",", "."))
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or value < 0:
        raise InputError(
            f"--value : « {text} » n'est pas un montant. Écrivez un nombre d'euros HT, par exemple 250000."
        )
    return value


def cpv_codes(codes: Sequence[str]) -> tuple[str, ...]:
    """Return CPV codes without their check digit.

    Raises:
        InputError: One has not eight digits.
    """
    bare = tuple(code.strip().split("-")[0] for code in codes)
    for code in bare:
        if len(code) != 8 or not (code.isascii() and code.isdigit()):
            raise InputError(f"--cpv : « {code} » n'a pas huit chiffres. Exemple : 30213100 ou 30213100-6.")
    return bare


def read_settings(ocr: str, revisions: str, environment: Mapping[str, str]) -> ReadSettings:
    """Return how files are to be read; limits come from the environment.

    Raises:
        InputError: A value is not of its closed list, or a limit is no number.
    """
    from clausecheck.readers.settings import Ocr, ReadSettings, Revisions

    return ReadSettings(
        ocr=Ocr(one_of("--ocr", ocr, OCR)),
        revisions=Revisions(one_of("--revisions", revisions, REVISIONS)),
        cores=os.cpu_count() or 1,
        limits=limits(environment),
    )


def limits(environment: Mapping[str, str]) -> Limits:
    """Return the limits on untrusted files, those that the environment sets among them.

    Raises:
        InputError: A value is no whole number above zero.
    """
    from clausecheck.model.limits import NAMES, Limits, variable

    given = {name: environment[variable(name)] for name in NAMES if environment.get(variable(name))}
    for name, text in given.items():
        if not (text.isascii() and text.isdigit() and int(text)):
            raise InputError(
                f"{variable(name)} : « {text} » n'est pas une limite. Écrivez un nombre entier, "
                f"par exemple {getattr(Limits(), name)}."
            )
    return Limits(**{name: int(text) for name, text in given.items()})


def category_slugs(slugs: Sequence[str], rules: Rulebook, *, option: str = "--category") -> tuple[str, ...]:
    """Return purchase categories that the rule library knows.

    Raises:
        InputError: One is unknown; the message lists them all.
    """
    known = sorted(category.slug for category in rules.categories)
    return tuple(one_of(option, slug, known) for slug in slugs)


def buyer_type(text: str | None) -> BuyerType | None:
    """Read a type of buyer.

    Raises:
        InputError: It is not of the closed list.
    """
    from clausecheck.model.tender import BuyerType

    return (
        None if text is None else BuyerType(one_of("--buyer-type", text, [kind.value for kind in BuyerType]))
    )
