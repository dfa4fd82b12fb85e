"""Markup in texts: tags, comments and character references of HTML (html.spec.whatwg.org).

So are those of JATS (jats.nlm.nih.gov), in which publishers write abstracts, and of MathML. Only
tags that these languages have are told: "a < b > c" is a text.
"""

import re

Span = tuple[int, int]

# fmt: off
TAGS = (
    "a", "abbr", "article", "aside", "b", "blockquote", "body", "br", "button", "caption", "center",
    "cite", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i", "iframe",
    "img", "input", "ins", "li", "link", "main", "mark", "meta", "nav", "ol", "option", "p", "pre",
    "q", "s", "script", "section", "select", "small", "span", "strike", "strong", "style", "sub",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "tt", "u", "ul", "video",
    "sec", "italic", "bold", "inline-formula", "disp-formula", "tex-math",
)
# fmt: on
"""The elements of HTML that texts are written with, and those of JATS that stand without prefix."""

_MARKUP = re.compile(
    rf"</?(?:(?:jats|mml|m|o|w|st1):[a-z][\w-]{{0,30}}|{'|'.join(TAGS)})(?=[\s/>])[^<>]{{0,2000}}>"
    r"|<!--[^<>]{0,2000}-->|<!doctype\s[^<>]{0,200}>"
    r"|&(?:[a-z][a-z\d]{1,9}|#\d{1,6}|#x[\da-f]{1,6});",
    re.IGNORECASE,
)


def markup_spans(text: str) -> list[Span]:
    """Where markup stands in a text, in its order."""
    return [match.span() for match in _MARKUP.finditer(text)]


def first_markup(text: str) -> str:
    """The first piece of markup in a text; empty for none."""
    found = _MARKUP.search(text)
    return found[0] if found else ""
