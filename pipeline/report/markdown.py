"""Text for Markdown, in which nothing of a user's or the data's is markup."""

import re

from pipeline.report.lettering import printable

_ESCAPES = {ord(mark): f"\\{mark}" for mark in "\\`*_[]#|~!"}
_ESCAPES |= {ord(mark): f"&#{ord(mark)};" for mark in "<>&$"}


def escaped(text: str) -> str:
    """A text on one line that Markdown and HTML show as it is.

    Nor is anything taken for what GitHub makes of text: a mention, an issue, a formula, a link.
    """
    plain = printable(text).replace(" -> ", " → ").translate(_ESCAPES)
    return re.sub(r"(?<!\w)@(?=\w)|:(?=//)", r"\g<0>&#8203;", plain)
