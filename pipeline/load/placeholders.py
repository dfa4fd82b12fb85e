"""Texts that only say that there is no text: "[No abstract available]", "[removed]", "n/a".

A text is taken for a placeholder where the whole of it is one of these, case and the mark at its
end aside. So "none" is one, and "none of the buses came" is not. What might be an answer counts in
brackets only ("[no answer]"), and what a chat writes of who comes and goes in capitals only
("JOIN"). So is a text without a letter or digit ("-").
"""

import re

from pipeline.numerics.tokens import fold

_MISSING = frozenset(
    {
        *("n/a", "#n/a", "n.a", "na", "nan", "<na>", "nil", "null", "none", "undefined"),
        *("no text", "no abstract", "keine angabe", "k. a", "k.a", "non renseigné"),
    }
)

_REMOVED = re.compile(
    r"(?:(?:comment|content|message|post|text|user) )?"
    r"(?:removed|deleted|redacted|unavailable|empty|blank|missing|gelöscht|entfernt|supprimé|"
    r"eliminado)(?: by (?:the )?(?:user|author|moderators?|admin|reddit))?"
)

_OF_A_RECORD = "abstract|summary|description|zusammenfassung|beschreibung|résumé|resumen|resumo"
_OF_A_POST = "text|content|comment|body|message|answer|response|details?|information|inhalt|texte"


def _not_there(thing: str) -> re.Pattern[str]:
    """The pattern of "no abstract available" and "abstract is not available"."""
    return re.compile(
        rf"(?:no|kein|keine|sin|ohne|aucun|aucune|pas de|sem) (?:{thing})"
        r"(?: (?:is |was )?(?:currently |yet )?(?:available|provided|supplied|recorded|found|"
        r"vorhanden|verfügbar|disponible|disponível))?(?: for this \w+)?"
        rf"|(?:the |this )?(?:{thing}) (?:is |was )?(?:currently )?(?:not (?:yet )?"
        r"(?:available|provided|supplied)|unavailable|nicht (?:vorhanden|verfügbar)|"
        r"non disponible|no disponible)"
    )


_NO_RECORD, _NO_POST = _not_there(_OF_A_RECORD), _not_there(_OF_A_POST)
_CHAT = frozenset({"JOIN", "PART", "QUIT"})
LONGEST = 80
"""Characters of a placeholder at most."""


def is_placeholder(text: str) -> bool:
    """Whether a text says nothing but that there is none."""
    if len(text) > LONGEST or not text.strip():
        return False
    if text.strip() in _CHAT or not any(map(str.isalnum, text)):
        return True
    said = fold(text).rstrip(".!").strip()
    if said[:1] + said[-1:] in {"[]", "()", "<>"}:
        said = said[1:-1].strip().rstrip(".!")
        if _REMOVED.fullmatch(said) or _NO_POST.fullmatch(said):
            return True
    return said in _MISSING or _NO_RECORD.fullmatch(said) is not None
