"""Dates: ISO 8601 in, ISO 8601 out; nothing else is guessed at."""

import re
from datetime import datetime

_YEAR_OR_MONTH = re.compile(r"[0-9]{4}(-[0-9]{2})?")


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
