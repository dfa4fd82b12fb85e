"""A forecast in words."""

from pipeline.resources.estimate import Forecast

WAY_OUT = "or go on with --force"


def in_words(forecast: Forecast) -> str:
    """What a run will take, in one line."""
    parts = (duration(forecast.seconds), f"{size(forecast.memory)} of memory")
    return f"This run: about {', '.join(parts)}, {size(forecast.disk)} of disk."


def shortage(forecast: Forecast, memory: int | None, disk: int | None) -> str:
    """What there is too little of, and what to do; empty where all fits or nothing is known.

    ``memory`` and ``disk`` are the free bytes, None where the system does not say.
    """
    if memory is not None and forecast.memory > memory:
        return (
            f"this run needs about {size(forecast.memory)} of memory, and {size(memory)} are "
            f"free: close other programs, take fewer documents, {WAY_OUT}"
        )
    if disk is not None and forecast.disk > disk:
        return (
            f"this run needs about {size(forecast.disk)} of disk, and {size(disk)} are free: "
            f"free some (themeline clean), choose another --outputs folder, {WAY_OUT}"
        )
    return ""


def duration(seconds: float) -> str:
    """Seconds in the unit that people would use, no finer than an estimate is."""
    if seconds < 90:
        return f"{max(1, _rounded(seconds)):.0f} s"
    minutes = seconds / 60
    return f"{_rounded(minutes):.0f} min" if minutes < 90 else f"{minutes / 60:.1f} h"


def size(count: int) -> str:
    """Bytes, with at most two digits that count."""
    if count < 995_000_000:
        return f"{max(1, _rounded(count / 1e6)):.0f} MB"
    gigabytes = _rounded(count / 1e9)
    return f"{gigabytes:,.{1 if gigabytes < 10 else 0}f} GB"


def _rounded(value: float) -> float:
    """Two digits that count, at most."""
    return float(f"{value:.2g}")
