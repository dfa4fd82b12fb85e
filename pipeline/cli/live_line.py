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
    doing = progress.doing()
    far = " · ".join(filter(None, (trial, progress.words(now))))
    head = far or (doing or ["starting"])[-1]
    width -= 2  # one between the two, and the last, which makes some terminals fold
    room = min(LONGEST, max(SHORTEST, width // 5), width - len(head))
    if room < SHORTEST:
        return LiveLine("", "", head)
    whole = (f"{far} · {each}" if far else each for each in doing)
    words = next((each for each in whole if len(each) <= width - room), head)
    done = round(room * progress.share(now))
    return LiveLine(DONE * done, LEFT * (room - done), f" {words}")
