"""Lengths of time, from weeks to centuries, that the calendar is cut into."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MONDAY = 719_162
"""Days from the first of the year 1, a Monday, to that of 1970."""

Days = NDArray[np.datetime64]


@dataclass(frozen=True)
class Unit:
    """A length of time: so many months, or a week where 0; ``digits`` of a date that tell it."""

    noun: str
    months: int
    digits: int

    def number(self, days: Days) -> NDArray[np.int64]:
        """The running number of the period that each day lies in."""
        if not self.months:
            return np.asarray((days.astype(np.int64) + MONDAY) // 7)
        return np.asarray((days.astype("M8[M]").astype(np.int64) + 1970 * 12) // self.months)

    def start(self, number: int) -> np.datetime64:
        """The first day of a period."""
        if not self.months:
            return np.datetime64(7 * number - MONDAY, "D")
        month = np.datetime64(number * self.months - 1970 * 12, "M")
        return np.datetime64(str(month), "D")

    def name(self, number: int) -> str:
        """A name such as "2024-05-27" for a week, "2024-05", "2024 Q2", "2024" or "2020-2024"."""
        day = str(self.start(number))
        if self.months in (0, 1):
            return day[: self.digits]
        if self.months == 3:
            return f"{day[:4]} Q{number % 4 + 1}"
        year = int(day[:4])
        return day[:4] if self.months == 12 else f"{day[:4]}-{year + self.months // 12 - 1:04d}"


UNITS = (
    Unit("week", 0, 10),
    Unit("month", 1, 7),
    Unit("quarter", 3, 7),
    Unit("year", 12, 4),
    Unit("half-decade", 60, 4),
    Unit("decade", 120, 4),
    Unit("century", 1200, 4),
)
