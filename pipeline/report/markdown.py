"""Text for Markdown, in which nothing of a user's or the data's is markup."""

import re
from collections.abc import Iterable, Sequence

from pipeline.report.lettering import printable

_ESCAPES = {ord(mark): f"\\{mark}" for mark in "\\`*_[]{#|~!"}
_ESCAPES |= {ord(mark): f"&#{ord(mark)};" for mark in "<>&$"}


def escaped(text: str) -> str:
    """A text on one line that Markdown and HTML show as it is.

    Nor is anything taken for what GitHub makes of text: a mention, an issue, a formula, a link;
    or, where a line begins with it, for a list or a rule.
    """
    plain = printable(text).replace(" -> ", " → ").translate(_ESCAPES)
    linkless = re.sub(r"@(?=\w)|:(?=//)|(?<!\w)www(?=\.)", r"\g<0>&#8203;", plain)
    return re.sub(r"^(\d*)([-+=.)])(?=\s|[-=]*$)", r"\1\\\2", linkless)


def shortened(text: str, longest: int) -> str:
    """At most so many characters of a text, escaped, with an ellipsis where it is cut."""
    plain = printable(text)
    cut = plain if len(plain) <= longest else f"{plain[: longest - 1].rstrip()}…"
    return escaped(cut)


def bullets(lines: Iterable[str]) -> str:
    """A list of lines that are escaped already."""
    return "\n".join(f"- {line}" for line in lines)


def grid(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """A table of texts that are not escaped yet; columns of numbers are flush right."""
    body = [[f"{cell:,}" if isinstance(cell, int) else cell for cell in row] for row in rows]
    rule = ["---:" if _numeric([row[at] for row in body]) else "---" for at in range(len(head))]
    told = [list(map(escaped, head)), rule, *(list(map(escaped, row)) for row in body)]
    return "\n".join(f"| {' | '.join(row)} |" for row in told)


def _numeric(cells: Sequence[str]) -> bool:
    return any(cells) and all(re.fullmatch(r"([<>]?[-\d.,]+%?|n/a)?", cell) for cell in cells)
