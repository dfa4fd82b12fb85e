"""How the typed values of spreadsheets and statistics files are spelled as people see them."""

import datetime as dt
from typing import Any

MIDNIGHT = dt.time()


def spelled(value: Any) -> str:
    """A value as a string: 3.0 is "3", dates and times are ISO 8601; None and NaN are empty.

    A midnight is a date alone: these formats store dates as moments.
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return _number(value)
        case dt.datetime() if value.time() == MIDNIGHT:
            return value.date().isoformat()
        case dt.date() | dt.time():  # a datetime is a date, too
            return value.isoformat()
        case dt.timedelta():
            return _duration(value)
    return str(value)


def _number(value: float) -> str:
    if value != value:  # NaN
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)


def _duration(value: dt.timedelta) -> str:
    """Hours, minutes and seconds, as spreadsheets show it: 30:00:00."""
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
