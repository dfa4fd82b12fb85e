"""An answer: JSON of a name and a sentence, and nothing beside it."""

import json
import re

LONGEST_NAME, LONGEST_SUMMARY = 60, 300
"""Characters."""

_MARKUP = re.compile(
    r"[<>{}\[\]`|\\]|\*|__|^\s*#|&#?\w+;|^[=+@-]"
    r"|\b[a-z]{2,}:(?=\S)|www\.|\S@\S|\.(?:com|org|net|info|biz)\b",
    re.IGNORECASE,
)
"""Of HTML and Markdown, addresses, and what a spreadsheet takes for a formula."""


class UnusableError(Exception):
    """An answer that gives no name; the message says why, as it goes on from "the answer"."""


def name_and_summary(answer: str) -> tuple[str, str]:
    """The name and the sentence of an answer; raises ``UnusableError`` where it has none."""
    try:
        found = json.loads(answer.strip())
    except (ValueError, RecursionError):
        raise UnusableError("is not JSON alone") from None
    if not isinstance(found, dict) or set(found) != {"name", "summary"}:
        raise UnusableError('is no JSON object of "name" and "summary"')
    name, summary = found["name"], found["summary"]
    if not (isinstance(name, str) and isinstance(summary, str)):
        raise UnusableError("has a name or a summary that is no text")
    return (
        _line(name.strip(), "name", LONGEST_NAME),
        _line(summary.strip(), "summary", LONGEST_SUMMARY),
    )


def _line(text: str, what: str, longest: int) -> str:
    if not text:
        raise UnusableError(f"has an empty {what}")
    if len(text) > longest:
        raise UnusableError(
            f"has a {what} of {len(text):,} characters, and at most {longest} are allowed"
        )
    if not text.isprintable():
        raise UnusableError(f"has a {what} of several lines, or with control characters")
    if _MARKUP.search(text):
        raise UnusableError(f"has markup or an address in its {what}")
    return text
