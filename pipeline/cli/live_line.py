"""The line that moves at the foot of a terminal: a bar, how far the run is, and what it does."""

from dataclasses import dataclass

from pipeline.watching.progress import Progress

SHORTEST, LONGEST = 8, 40
"""Columns of a bar, which otherwise has a fifth of the line."""

DONE, LEFT = "━", "─"
"""What a bar is made of."""

ASCII = str.maketrans({DONE: "#", LEFT: "-", "·": "-"})
"""What stands for these where a terminal has no such characters."""


@dataclass(frozen=True)
class LiveLine:
    """The parts of the line: the bar's two, which may be empty, and the words after them."""

    done: str
    left: str
    words: str

    def in_ascii(self) -> "LiveLine":
        """The same for terminals of another encoding than UTF-8."""
        return LiveLine(*(each.translate(ASCII) for each in (self.done, self.left, self.words)))


def live_line(progress: Progress, now: float, width: int, trial: str = "") -> LiveLine:
    """The line in so many columns; what has no room is left out, and nothing is cut.

    How far the run is goes before its bar, and the bar before what is done just now.
    """
    head = " · ".join(filter(None, (trial, progress.words(now)))) or "starting"
    width -= 2  # one between the two, and the last, which makes some terminals fold
    room = min(LONGEST, max(SHORTEST, width // 5), width - len(head))
    if room < SHORTEST:
        return LiveLine("", "", head)
    doing = (f"{head} · {each}" for each in _doing(progress))
    words = next((each for each in doing if len(each) <= width - room), head)
    done = round(room * progress.share(now))
    return LiveLine(DONE * done, LEFT * (room - done), f" {words}")


def _doing(progress: Progress) -> list[str]:
    """What is done just now, the longest way of saying it first."""
    if not progress.step:
        return []
    if not progress.total:
        return [progress.step]
    counted = f"{progress.step}, {progress.done:,} of {progress.total:,}"
    return [f"{counted} documents", counted, progress.step]
