"""Dates: as tools and people write them in, ISO 8601 out.

What a date can mean in one way only is read so: ISO 8601, a year before month and day, a month by
its name, seconds since 1970 (Unix), days since 1899-12-30 (Excel). Whether 1/2/2024 is in January
or February is told by the whole column: by a 13 in it, or by points, which stand between a day and
the month after it. Where no value tells, none is read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator

Order = Literal["day-first", "month-first"]

_YEAR_OR_MONTH = re.compile(r"[0-9]{4}(-[0-9]{2})?")
_TIME = (
    r"(?:[T,]?\s*(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?)?"
    r"(?:\s?(?:Z|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d\d)?|[A-Z]{3,4}))?"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar janvier enero gennaio",
            "february februar février fevrier febrero febbraio",
            "march märz maerz mars marzo",
            "april avril abril aprile",
            "may mai mayo maggio",
            "june juni juin junio giugno",
            "july juli juillet julio luglio",
            "august août aout agosto",
            "september septembre septiembre settembre",
            "october oktober octobre octubre ottobre",
            "november novembre noviembre",
            "december dezember décembre decembre diciembre dicembre",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>[12]\d{3})"
_NAMED = tuple(
    re.compile(rf"(?:[^\W\d_]{{2,10}}\.?,?\s+)?{pattern}")
    for pattern in (
        rf"{_MONTH}[\s,-]+{_YEAR}",
        rf"{_DAY}[\s/-]*(?:de\s)?{_MONTH}[\s,/-]*(?:de\s)?(?P<year>[12]\d{{3}}|\d\d){_TIME}",
        rf"{_MONTH}[\s-]+{_DAY},?[\s-]+{_YEAR}{_TIME}",
        rf"{_YEAR}[\s-]{_MONTH}(?:[\s-]{_DAY})?{_TIME}",
        rf"{_MONTH}\s+{_DAY}{_TIME}\s+{_YEAR}",
    )
)
_YEAR_FIRST = re.compile(rf"{_YEAR}[/.-](?P<month>\d{{1,2}})(?:[/.-](?P<day>\d{{1,2}}){_TIME})?")
_ORDERED = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}|\d\d)(?!\d){_TIME}")
_MONTH_AND_YEAR = re.compile(rf"(?P<month>\d{{1,2}})[/.]{_YEAR}")
_NUMBER = re.compile(r"(\d{4,13})(?:\.(\d{1,9}))?")
_EXCEL, _UNIX = (20_000, 60_000), (10**8, 10**10)
"""The numbers that can be days of Excel (1954 to 2064), and seconds of Unix (1973 to 2286)."""


LOOKED_AT = 1000
"""Values of a column that are looked at, of those that are not empty."""


def _known(wanted: str) -> str:
    if wanted not in ("auto", "day-first", "month-first") and "%" not in wanted:
        raise ValueError(
            f"{wanted!r} is no format of dates; expected auto, day-first, month-first or a pattern "
            "such as %d.%m.%Y"
        )
    return wanted


DateFormat = Annotated[str, AfterValidator(_known)]
"""auto, day-first, month-first, or a pattern of ``strptime``."""


@dataclass
class DayOrder:
    """Whether days come before months in a column, by the values that tell."""

    day_first: int = 0
    month_first: int = 0
    untold: int = 0

    def add(self, value: str) -> None:
        """Take one more value into account."""
        match = _ORDERED.fullmatch(value.strip())
        if match is None:
            return
        first, sign, second = int(match[1]), match[2], int(match[3])
        self.day_first += sign == "." or 12 < first <= 31
        self.month_first += sign != "." and 12 < second <= 31
        self.untold += sign != "." and first <= 12 and second <= 12 and first != second

    @property
    def open(self) -> bool:
        """Whether there are values that may mean two days, and none that tells which."""
        return self.untold > 0 and self.order is None

    @property
    def order(self) -> Order | None:
        """The order that most of the values that tell have; None where as many tell the other."""
        if self.day_first == self.month_first:
            return None
        return "day-first" if self.day_first > self.month_first else "month-first"


def format_of(values: Iterable[str]) -> str:
    """The format by which to read a column, as its values tell; more than ``LOOKED_AT`` if need be.

    It stays auto where no value may mean two days, or none tells which.
    """
    told = DayOrder()
    for number, value in enumerate(filter(str.strip, values)):
        if number >= LOOKED_AT and not told.open:
            break
        told.add(value)
    return told.order or "auto"


def read_date(value: str, how: str = "auto") -> str | None:
    """The date in ISO 8601; None where the value is none, or may be one of two.

    ``how`` is day-first or month-first for those that may be, or a pattern of ``strptime``.
    """
    value = value.strip()
    if "%" in how:
        return _by_pattern(value, how)
    return iso_date(value) or _by_name(value) or _by_number(value) or _ordered(value, how)


def iso_date(value: str) -> str | None:
    """The date in one spelling: YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS[.ffffff][+HH:MM].

    None where the value is not an ISO 8601 date: "1/2/2024" may be January or February.
    """
    value = value.strip()
    partial = _YEAR_OR_MONTH.fullmatch(value)
    try:
        moment = datetime.fromisoformat((value + "-01-01")[:10] if partial else value)
    except ValueError:
        return None
    if partial:
        return value
    timed = len(value) > len("YYYY-MM-DD") or "T" in value
    return moment.isoformat() if timed else moment.date().isoformat()


def _by_pattern(value: str, pattern: str) -> str | None:
    try:
        moment = datetime.strptime(value, pattern)
    except ValueError:
        return None
    if not any(sign in pattern for sign in ("%d", "%j", "%x", "%c", "%D")):
        return (
            f"{moment:%Y-%m}" if any(s in pattern for s in ("%m", "%b", "%B")) else f"{moment:%Y}"
        )
    timed = any(sign in pattern for sign in ("%H", "%I", "%X", "%c", "%T"))
    return moment.isoformat() if timed else moment.date().isoformat()


def _by_name(value: str) -> str | None:
    """A date with its month in letters: 5 Mar 2020, March 2020, 2020 Mar 5."""
    for pattern in _NAMED:
        match = pattern.fullmatch(value)
        month = _month_called(match["month"]) if match else None
        if match and month:
            return _spelled(match, month)
    return None


def _month_called(name: str) -> int | None:
    found = {number for each, number in _MONTHS.items() if each.startswith(name.casefold())}
    return found.pop() if len(found) == 1 else None


def _by_number(value: str) -> str | None:
    number = _NUMBER.fullmatch(value)
    match = _YEAR_FIRST.fullmatch(value) or _MONTH_AND_YEAR.fullmatch(value)
    if match and not (number and not int(number[2] or 0)):
        return _spelled(match, int(match["month"]))
    if number is None:
        return None
    match = number
    whole, part = int(match[1]), float(f"0.{match[2] or 0}")
    if len(match[1]) == 13:
        whole, part = divmod(whole, 1000)[0], 0.0
    if len(match[1]) == 4 and not part:  # a year that went through a column of numbers: 2020.0
        return iso_date(match[1])
    if _EXCEL[0] <= whole < _EXCEL[1]:
        moment = datetime(1899, 12, 30) + timedelta(days=whole, seconds=round(part * 86_400))
        return moment.isoformat() if part else moment.date().isoformat()
    if _UNIX[0] <= whole < _UNIX[1]:
        return datetime.fromtimestamp(whole, UTC).isoformat()
    return None


def _ordered(value: str, how: str) -> str | None:
    """Day, month and year in numbers, in this order or with the month first."""
    match = _ORDERED.fullmatch(value)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if match[2] == "." or first == second:
        how = "day-first" if match[2] == "." else how
    elif how == "auto":
        return None
    day, month = (second, first) if how == "month-first" else (first, second)
    return _put_together(_whole_year(match[4]), month, day, match)


def _whole_year(year: str) -> int:
    """The year, of two digits the one from 1970 to 2069."""
    century = 0 if len(year) == 4 else 2000 if int(year) < 70 else 1900
    return century + int(year)


def _spelled(match: re.Match[str], month: int) -> str | None:
    day = match.groupdict().get("day")
    if day is None:
        return f"{match['year']}-{month:02d}" if 1 <= month <= 12 else None
    return _put_together(_whole_year(match["year"]), month, int(day), match)


def _put_together(year: int, month: int, day: int, match: re.Match[str]) -> str | None:
    found = match.groupdict()
    try:
        if not found.get("hour"):
            return datetime(year, month, day).date().isoformat()
        hour = int(found["hour"])
        if found["half"]:
            hour = hour % 12 + 12 * (found["half"] in "Pp")
        moment = datetime(year, month, day, hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None
    return moment.isoformat()
