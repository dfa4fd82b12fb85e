r"""LaTeX's spelling of text, as references hold it: {M\"uller} \& {\"O}zt\"urk are names.

Accents and letters are those of LaTeX2e (Lamport 1994, tables 3.1 and 3.2). Formulas and commands
that mean more than a letter or a typeface stay as they are spelled.
"""

import re
import unicodedata

_MARKS = dict(
    zip(
        "`'^\"~=.cHuvrdbk",
        "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0327\u030b\u0306\u030c\u030a\u0323\u0331\u0328",
        strict=True,
    )
)
"""The accents, and what Unicode combines with the letter before for them."""

_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø",
    "l": "ł", "L": "Ł", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ",
    "DJ": "Đ", "S": "§", "P": "¶", "pounds": "£", "copyright": "©", "dots": "…", "ldots": "…",
    "textendash": "\u2013", "textemdash": "\u2014",
    "textquoteright": "\u2019", "textquoteleft": "\u2018",
    "textquotedblleft": "“", "textquotedblright": "”", "textbackslash": "\\",
}  # fmt: skip

_SIGNS = {"~": " ", "--": "\u2013", "---": "\u2014", "``": "“", "''": "”", "{": "", "}": ""}

_HIDDEN = {"\\": " ", ",": " ", ";": " ", ":": " ", "/": "", "-": "", "!": "", "(": "$", ")": "$"}
"""What a backslash makes of a sign; of others it makes the sign itself."""

_SPELLED = re.compile(
    r"""
    \\ (?P<accent> [`'^"~=.] | [cHuvrdbk] (?=[\s{]) ) \s* \{? \\? (?P<on> [A-Za-z] )
    | \\ (?P<letter> """
    + " | ".join(_LETTERS)
    + r""") (?![A-Za-z]) \s*
    | \\ (?: text(?:it|bf|rm|sc|tt|sl|sf|up|md|normal|sub|superscript|subscript) | emph | em | it
        | bf | rm | sc | tt | sl | sf | url | enquote | mkbibquote | mathrm ) (?![A-Za-z]) \s*
    | (?P<other> \\ [A-Za-z]+ ) \s* \{
    | \\ (?P<hidden> [^A-Za-z0-9] )
    | (?P<sign> ~ | ---? | `` | '' | [{}] )
    """,
    re.VERBOSE,
)


def plain(text: str) -> str:
    """The text that LaTeX would set, its white space as single spaces."""
    return " ".join(_SPELLED.sub(_meant, text).split())


def _meant(found: re.Match[str]) -> str:
    if found["accent"]:
        return unicodedata.normalize("NFC", found["on"] + _MARKS[found["accent"]])
    if found["letter"]:
        return _LETTERS[found["letter"]]
    if found["other"]:
        return f"{found['other']} "
    if found["hidden"]:
        return _HIDDEN.get(found["hidden"], found["hidden"])
    return _SIGNS.get(found["sign"] or "", "")
