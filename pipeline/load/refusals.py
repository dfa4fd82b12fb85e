"""Why an input cannot be used, in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.core.corpus import Dropped
from pipeline.load.checks import by_reason


def nothing_left(path: Path, reasons: Mapping[str, int], first: Dropped | None) -> str:
    """What is wrong with a source of which all records are dropped, for these reasons."""
    if first is None:
        return f"{path}: there are 0 records in it"
    return (
        f"{path}: 0 of {sum(reasons.values())} records can be used: {by_reason(reasons)}. The "
        f"first is {_told(first)}. See that load names the right file, columns and settings"
    )


def mostly_lost(path: Path, dropped: Sequence[Dropped], records: int) -> str:
    """What is wrong with a source of which more than half of the records are dropped."""
    told = by_reason(Counter(each.reason for each in dropped))
    return (
        f"{path}: {len(dropped):,} of {records:,} records, more than half, cannot be used: {told}. "
        f"The first is {_told(dropped[0])}. See that load names the right columns and settings; or "
        "set load.allow_dropped: true to go on with the rest"
    )


def _told(first: Dropped) -> str:
    seen = f" ({first.detail})" if first.detail else ""
    return f"{first.record}: {first.reason}{seen}"
