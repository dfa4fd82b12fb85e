"""What stands in the margins of a printed page and comes from the run."""

from pipeline.report.lettering import printable
from pipeline.report.wording import cut

LONGEST = 90
"""Characters of a title that have room above a page."""


def running_title(title: str) -> str:
    """A rule that puts the title above every page but the first (see static/paper.css).

    Letters are written as numbers: nothing in it can end the text, the rule or the style.
    """
    return f'@page{{@top-left{{content:"{_escaped(cut(printable(title), LONGEST))}"}}}}'


def _escaped(text: str) -> str:
    return "".join(
        letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):x} "
        for letter in text
    )
