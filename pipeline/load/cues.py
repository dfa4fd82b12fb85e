"""Wordings by which a sentence says that it is about the message or its rights, not the subject.

A cue is a pattern that the sentence must match, after the words of which it must hold one, in lower
case: finding these is quick, and few texts hold any. A pattern is written so that a reader's own
sentence does not match: "to unsubscribe, click here" does, "please unsubscribe me" does not. A
sentence in which someone speaks of themselves ("I", "my") has no cue.
"""

import re
from functools import cache
from itertools import chain
from typing import Final

COMPANY: Final = (
    r"\b(?:ltd|limited|plc|inc|incorporated|corp|llc|llp|gmbh|mbh|kg|ag|s\.?a\.?s?|s\.?r\.?l|"
    r"s\.p\.a|b\.v|n\.v|oy|a/s|pty|holdings?|press|verlag|publishing|publishers|agency)\b"
)
"""The pattern of what ends the names of companies."""

_STREET = (
    r"\d[a-z]?,? (?:[A-Z][\w'.-]+ ){1,3}(?:street|st|road|rd|avenue|ave|lane|square|boulevard|blvd|"
    r"drive|way|place|court|quay)\b|(?:straße|strasse|str\.|platz|allee|weg|gasse) ?\d|"
    r"\bp\.? ?o\.? box \d"
)
_PHONE = r"\b(?:tel|telephone|telefon|téléphone|phone|fax)\b[.:]* ?[+(]?\d[\d ()/-]{4}"
_POST_CODE = r"(?:\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b|\b\d{4,6}\b)"
_YEAR = r"(?:19|20)\d\d\b"
_MESSAGE = r"(?:e-?mail|message|communication|transmission|newsletter|mail)"
_WORK = r"(?:abstract|article|publication|work|document|book|text|journal|content|material)"
_COPIED = r"(?:copied|reproduced|reprinted|republished|distributed|redistributed|transmitted)"
_COPYING = r"(?:copying|disclosure|distribution|dissemination|reproduction|use or \w+)"
_NAME = r"(?-i:(?:[A-Z][\w&.,'-]*\s+){1,6})"
_VERB = r"(?:is|are|was|were|be|been|has|have|had|did|does|do|will|can|came|went|said|says)"
_LEAVE = r"(?:unsubscribe|opt[ -]out|stop receiving|manage your (?:subscription|preferences))"
_DO = r"(?:click|reply|write|visit|send|e-?mail|go to|follow)"

_RIGHTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("©",), rf"©.{{0,70}}?{_YEAR}|^\W*©"),
    (
        ("(c)",),
        rf"^\W*(?:copyright\s*)?\(c\)\s*(?:copyright\s*)?(?:{_YEAR}(?=\W*$|\W+(?:\d+\W+)?(?-i:[A-Z]))"
        rf"|(?-i:[A-Z])[^.]{{0,60}}\s{_YEAR}\W*$)",
    ),
    (
        ("copyright",),
        rf"^\W*copyright[\s,:©]*(?:{_YEAR}\W*(?:\d+\W+)?(?:by\s)?(?-i:[A-Z])|{_NAME}{_YEAR}\W*$)",
    ),
    (("copyright",), rf"^\W*copyright (?:of|by|held by) (?:the )?{_NAME}(?:{_YEAR})?\W*$"),
    (("rights reserved", "rights are"), r"\ball rights (?:are )?reserved\b"),
    (("vorbehalten",), r"\balle rechte vorbehalten\b"),
    (("réservés",), r"\btous droits réservés\b"),
    (("reservados",), r"\b(?:todos los derechos|todos os direitos) reservados\b"),
    (("riservati",), r"\btutti i diritti (?:sono )?riservati\b"),
    (("no part of",), rf"^\W*no part of (?:this|the) {_WORK}\b.{{0,60}}\b{_COPIED}\b"),
    (
        ("may not be", "must not be"),
        rf"^\W*(?:this|the) {_WORK} (?:may|must) not be\b.{{0,60}}\b{_COPIED}\b",
    ),
    (("published by",), r"^\W*published by (?-i:[A-Z])"),
    (("open access", "open-access"), r"^\W*this is an open[- ]access (?:article|paper)\b"),
    (
        ("creative commons",),
        r"\b(?:article|work|paper|content)\b.*\bcreative commons\b.*\blicen[cs]e",
    ),
    (("exclusive licen",), r"\bunder (?:an )?exclusive licen[cs]e to\b"),
)

_MAIL: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("intended for", "intended only", "intended solely", "meant for"),
        rf"^(?=.*\b(?:only|solely|alone|exclusively|use of)\b).*\b{_MESSAGE}\b.*"
        r"\b(?:intended|meant) (?:only |solely )?for\b.*"
        r"\b(?:addressees?|recipients?|individual|person)",
    ),
    (
        ("intended recip", "intended addr"),
        r"\bnot (?:the|an|one of the) intended (?:recipient|addressee)",
    ),
    (("intended recip", "intended addr"), r"\bfor the intended (?:recipient|addressee)"),
    (("addressee",), rf"\bthis {_MESSAGE}\b.*\baddressees?\b"),
    (
        ("confidential",),
        rf"\bthis {_MESSAGE}\b.*\bconfidential\b|^\W*confidentiality (?:notice|note)\b",
    ),
    (("privileged",), rf"\bthis {_MESSAGE}\b.*\bprivileged\b"),
    (
        ("in error", "by mistake"),
        rf"\byou (?:have )?received? (?:it|(?:this|the) {_MESSAGE}) (?:in error|by mistake)\b",
    ),
    (("unauthori",), rf"^\W*(?:any )?unauthori[sz]ed (?:use|{_COPYING})\b.*\b(?:or|prohibited)\b"),
    (
        ("prohibited",),
        rf"\b{_COPYING}\b.*\b(?:strictly prohibited|without .*prohibited|prohibited without)\b",
    ),
    (("the sender",), rf"\b(?:notify|inform|tell|contact) the sender\b.*\b(?:delete|{_MESSAGE})\b"),
    (("vertraulich",), r"\bdiese (?:e-?mail|nachricht)\b.*\bvertraulich"),
    (("confidentiel",), r"\bce (?:message|courriel|mail)\b.*\bconfidentiel"),
    (("confidencial",), r"\beste (?:mensaje|correo)\b.*\bconfidencial"),
    (("before printing",), rf"\bbefore printing this {_MESSAGE}\b"),
    (
        ("opinions expr", "views expr", "views or", "views and", "opinions or"),
        r"^\W*(?:any |the )?(?:views|opinions)\b.{0,30}\bexpressed\b.{0,20}"
        rf"\b(?:here\w*|those of|(?:this|the) (?:{_MESSAGE}|{_WORK}))\b",
    ),
    (
        ("virus",),
        r"\bliab\w+\b.*\bvirus|\bvirus(?:es)?\b.*\bliab|\b(?:scanned|checked) for .*\bvirus",
    ),
    (("scanned",), rf"^\W*this {_MESSAGE} (?:has been|was) (?:virus )?(?:scanned|checked)\b"),
    (("disclaimer",), r"^\W*(?:legal )?disclaimer\s*:"),
    (("sent from my",), r"^\W*sent from my (?:[\w-]+\s?){1,4}\W*$"),
    (("sent from",), r"^\W*sent from [^.]{0,30}\bfor (?:ios|android|windows)"),
    (("get outlook for",), r"^\W*get outlook for\b"),
    (("gesendet",), r"^\W*von meinem (?:[\w-]+\s?){1,3} gesendet\W*$"),
    (("envoyé",), r"^\W*envoyé de mon (?:[\w-]+\s?){1,3}\W*$"),
)

_LISTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("unsubscribe", "subscription", "preferences"),
        rf"^\W*to {_LEAVE}\b|\bto {_LEAVE}\b[^.]{{0,40}}[,:]\s*(?:please )?{_DO}\b"
        rf"|^\W*(?:please )?{_DO}\b.*\bto {_LEAVE}\b",
    ),
    (
        ("unsubscribe",),
        r"\byou (?:can|may) unsubscribe\b|^\W*unsubscribe (?:here|at any time|from this list)\b",
    ),
    (("unsubscribe",), r"^\W*unsubscribe(?: \|.*)?\W*$|\|\s*unsubscribe\b"),
    (("opt out", "opt-out"), rf"\bto opt[ -]out of\b.*\b{_DO}\b"),
    (("stop receiving",), rf"\bto stop receiving\b.*\b{_DO}\b"),
    (("no longer",), rf"\bno longer (?:wish|want) to receive\b.*\b(?:{_DO}|{_LEAVE})\b"),
    (
        ("receive this", "received this", "receiving this"),
        rf"\byou(?: are)? (?:have )?receiv(?:e|ed|ing) this(?: {_MESSAGE})?,? (?:because|as)\b",
    ),
    (("was sent",), rf"^\W*this {_MESSAGE} was sent (?:to \S+@|by |because )"),
    (("in your browser",), rf"\bview (?:it|this|the)? ?{_MESSAGE}? ?(?:online )?in your browser\b"),
    (("newsletter",), r"\bnewsletter\b.*\b(?:abbestellen|abmelden)\b"),
    (("newsletter",), r"\b(?:subscribe to|sign up (?:to|for)) (?:our|the) .{0,20}newsletter\b"),
    (("désabonner",), r"\bpour (?:vous|se) désabonner\b"),
    (("follow us",), r"^\W*follow us (?:on|at)\b"),
    (("click here",), r"^\W*click here (?:to|for)\b"),
    (
        ("more information", "further information"),
        rf"^\W*for (?:more|further) information,? (?:please )?(?:contact|see|call|{_DO})\b",
    ),
    (
        ("conditions apply", "terms of use", "terms of service"),
        r"^\W*(?:\w+ )?terms (?:and|&) conditions apply\W*$"
        r"|^\W*terms of (?:use|service)\W*(?:\||$)",
    ),
    (
        ("privacy policy", "privacy notice", "privacy statement"),
        r"^\W*privacy (?:policy|notice|statement)\W*(?:\||$)",
    ),
)

_SENDERS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("registered office", "registered address"), r"\bregistered (?:office|address)\b.*\d"),
    (("registered in",), r"\bregistered in (?-i:[A-Z])\w+.*\b(?:no|number)\b"),
    (
        ("company no", "company num", "company reg"),
        r"\bcompany (?:registration |reg\.? )?(?:no|number)\b\W*\d",
    ),
    (
        ("vat no", "vat num", "vat id", "vat reg"),
        r"\bVAT (?:reg\w*\.? )?(?:no|number|id)\b\W*\w*\d",
    ),
    (("amtsgericht",), r"\bamtsgericht\b.*\bHR[AB]\b"),
    (("handelsregister",), r"\bhandelsregister\b.*\d"),
    (("geschäftsführer",), r"\bgeschäftsführer(?:in)?\s*:"),
)

_ADDRESSES: tuple[str, ...] = (
    rf"^\W*(?:{_PHONE})|{_PHONE}\d*\W*$",
    rf"^(?!.*\b{_VERB}\b)\W*(?-i:[A-Z])[^.]{{,60}}{COMPANY}.*(?:{_STREET}).*{_POST_CODE}",
    rf"^(?!.*\b{_VERB}\b)\W*(?-i:[A-Z])[^,]{{2,60}},\s*(?:[^,]{{2,40}},\s*)?(?:[^,]{{,40}}{_STREET}),?[^.]{{,60}}"
    rf"{_POST_CODE}[^.]{{,30}}\W*$",
)

_WORDED = (*_RIGHTS, *_MAIL, *_LISTS, *_SENDERS)
SIGNS: Final = (
    "|".join(re.escape(word) for words, _ in _WORDED for word in words),
    _STREET,
    _PHONE,
)
"""A text with a cue matches one of these, in any case; RE2, which is quick, can read them."""


def has_cue(sentence: str) -> bool:
    """Whether a sentence says of itself that it is no content."""
    if _OF_ONESELF.search(sentence):
        return False
    lower = sentence.lower()
    worded = (each for words, each in _cues() if any(word in lower for word in words))
    return any(
        each.search(sentence) for each in chain(worded, _numbered() if _DIGIT.search(lower) else ())
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


@cache
def _cues() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    return tuple((words, _compiled(pattern)) for words, pattern in _WORDED)


@cache
def _numbered() -> tuple[re.Pattern[str], ...]:
    return tuple(map(_compiled, _ADDRESSES))


_OF_ONESELF = re.compile(r"\bI\b|(?<!sent from )(?<!Sent from )\b[Mm][ey]\b")
_DIGIT = re.compile(r"\d")
