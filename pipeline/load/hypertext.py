"""HTML as the text that a browser shows (html.spec.whatwg.org/multipage/parsing.html).

A tag that never ends reaches to the end of the page, as it does in a browser, so that every page
is read in one pass.
"""

import html
import re
from collections.abc import Iterator

_MARKUP = re.compile(
    r"""
    <!--.*?(?:-->|\Z)
    | <[!?][^>]*>?
    | </(?![a-z])[^>]*>?
    | <(?P<tag>/?[a-z][^\s/>]*) (?: [^>"'=]+ | =\s*"[^"]*"? | =\s*'[^']*'? | ["'=] )* >?
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)

_UNSEEN = ("script", "style", "template", "noscript", "svg", "iframe", "title", "select")
"""Elements that hold no text of the page."""

# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "head", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})
# fmt: on
"""Elements that begin and end a line."""

_ENDS = {name: re.compile(rf"</{name}(?![^\s/>])", re.IGNORECASE) for name in _UNSEEN}

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([\w-]{1,40})", re.IGNORECASE)


def title_and_text(page: str) -> tuple[str, str]:
    """The title, or the first heading where there is none, and the visible text, line by line."""
    title, heading = "", ""
    pieces, began = list[str](), 0
    for tag, piece in _pieces(page):
        if tag == "title":
            title = title or _one_line(html.unescape(piece))
        elif tag == "h1":
            began = len(pieces)
        elif tag == "/h1":
            heading = heading or _one_line("".join(pieces[began:]))
        pieces.append(_shown(tag, piece))
    lines = map(_one_line, "".join(pieces).split("\n"))
    return title or heading, "\n".join(line for line in lines if line)


def declared(content: bytes) -> str:
    """The encoding that a page says it has; empty where that is none that could spell this."""
    found = _CHARSET.search(content[:2048])
    said = found[1].decode("ascii", "replace") if found else ""
    try:
        b" ".decode(said)
    except (LookupError, ValueError):  # unknown, or of more than a byte a character
        return ""
    return said


def _shown(tag: str, piece: str) -> str:
    if tag in _UNSEEN:
        return ""
    # a line end in the source is a space
    return "\n" if tag.lstrip("/") in _BLOCKS else html.unescape(" ".join(piece.split("\n")))


def _pieces(page: str) -> Iterator[tuple[str, str]]:
    """What a page is made of: tags in lower case, and the texts between them after no tag.

    What is inside an element that holds no text of the page comes with its tag.
    """
    position = 0
    while found := _MARKUP.search(page, position):
        yield "", page[position : found.start()]
        position = found.end()
        tag = (found["tag"] or "").lower()
        inside = position
        if tag in _UNSEEN and not found[0].endswith("/>"):
            end = _ENDS[tag].search(page, position)
            position = end.start() if end else len(page)
        yield tag, page[inside:position]
    yield "", page[position:]


def _one_line(text: str) -> str:
    return " ".join(text.split())
