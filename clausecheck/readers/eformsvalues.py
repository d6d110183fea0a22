"""Values of a notice's fields, as people write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from clausecheck.text.noticewords import Language

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_HUNDRED = Decimal(100)
_MOST_DIGITS, _MOST_DECIMALS = 16, 9


def path_of(path: str) -> str:
    """Return a path of local names as one that any namespace meets."""
    return "/".join(f"{{*}}{name}" for name in path.split("/"))


def text_at(parent: etree._Element, path: str) -> str:
    """Return the first text at a path, on one line, empty without one."""
    return " ".join((parent.findtext(path_of(path)) or "").split())


def list_at(parent: etree._Element, path: str) -> str:
    """Return the code list of the first code at a path; "" where it names none."""
    element = parent.find(path_of(path))
    return element.get("listName", "") if element is not None else ""


def code_at(parent: etree._Element, path: str, listed: str) -> str | None:
    """Return the first code of a list at a path, or None."""
    return next((
        (element.text or "").strip() for element in parent.iterfind(path_of(path)) if element.get("listName") == listed
    ), None)  # fmt: skip


def has_list(parent: etree._Element, listed: str) -> bool:
    """Tell whether a code of a list stands anywhere below."""
    return any(element.get("listName") == listed for element in parent.iter("{*}*"))


def address_of(address: etree._Element | None) -> str:
    """Return an address on one line."""
    if address is None:
        return ""
    city = f"{text_at(address, 'PostalZone')} {text_at(address, 'CityName')}".strip()
    parts = (text_at(address, "StreetName"), text_at(address, "AdditionalStreetName"), city, text_at(address, "CountrySubentityCode"))  # fmt: skip
    return ", ".join(part for part in parts if part)


def day_of(text: str) -> str:
    """Return a date as people write it; the words themselves where they are no date."""
    found = _DAY.match(text)
    if found is None:
        return text
    try:
        return f"{date(int(found[1]), int(found[2]), int(found[3])):%d/%m/%Y}"
    except ValueError:
        return text


def moment_at(parent: etree._Element, path: str) -> str:
    """Return the end of a period: day and hour."""
    day, hour = day_of(text_at(parent, f"{path}/EndDate")), text_at(parent, f"{path}/EndTime")[:5]
    return f"{day} {hour}".strip()


def amount_of(element: etree._Element) -> str:
    """Return an amount with its currency, before VAT."""
    value = number_of(element.text or "")
    if value is None:
        return (element.text or "").strip()
    whole = f"{value:,.2f}".replace(",", " ").replace(".00", "").replace(".", ",")
    return f"{whole} {element.get('currencyID', '')} HT".replace("  ", " ")


def weight_of(code: str, number: str, language: Language) -> str:
    """Return a weight as buyers write it: « 60 % », « 40 points »; rank where only the order is given."""
    value = number_of(number)
    if value is None:
        return number
    if code.startswith("dec"):
        value *= _HUNDRED if value <= 1 else 1
    shown = f"{value.normalize():f}".replace(".", "," if language == "fr" else ".")
    if code.startswith("ord"):
        return f"rang {shown}" if language == "fr" else f"rank {shown}"
    return f"{shown} points" if code.startswith("poi") else f"{shown} %"


def number_of(text: str) -> Decimal | None:
    """Return a number of ordinary size, or None."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    size = value.as_tuple()
    ordinary = isinstance(size.exponent, int) and -_MOST_DECIMALS <= size.exponent <= _MOST_DIGITS
    return value if ordinary and len(size.digits) <= _MOST_DIGITS else None
