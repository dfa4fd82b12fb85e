"""The names of languages, by their codes of ISO 639."""

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

NAMES: Mapping[str, str] = {
    "ace": "Acehnese", "af": "Afrikaans", "am": "Amharic", "an": "Aragonese", "ar": "Arabic",
    "ary": "Moroccan Arabic", "arz": "Egyptian Arabic", "as": "Assamese", "az": "Azerbaijani",
    "ba": "Bashkir", "bcl": "Central Bikol", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "br": "Breton", "bs": "Bosnian", "ca": "Catalan", "crh": "Crimean Tatar", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "dz": "Dzongkha", "el": "Greek", "en": "English",
    "eo": "Esperanto", "es": "Spanish", "et": "Estonian", "eu": "Basque", "ext": "Extremaduran",
    "fa": "Persian", "fi": "Finnish", "fo": "Faroese", "fr": "French", "fuv": "Nigerian Fulfulde",
    "fy": "West Frisian", "ga": "Irish", "gcf": "Guadeloupean Creole", "gcr": "Guianese Creole",
    "gd": "Scottish Gaelic", "gl": "Galician", "gom": "Goan Konkani", "grc": "Ancient Greek",
    "gu": "Gujarati", "gug": "Paraguayan Guarani", "guw": "Gun", "ha": "Hausa",
    "hbo": "Ancient Hebrew", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "ht": "Haitian Creole", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "ig": "Igbo",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "jv": "Javanese", "ka": "Georgian",
    "kab": "Kabyle", "kik": "Kikuyu", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada",
    "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "la": "Latin", "lb": "Luxembourgish",
    "lg": "Ganda", "lij": "Ligurian", "ln": "Lingala", "lo": "Lao", "lt": "Lithuanian",
    "ltg": "Latgalian", "lv": "Latvian", "mg": "Malagasy", "mk": "Macedonian", "ml": "Malayalam",
    "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "my": "Burmese",
    "nb": "Norwegian Bokmål", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian Nynorsk",
    "no": "Norwegian", "nso": "Northern Sotho", "oc": "Occitan", "om": "Oromo", "or": "Odia",
    "pa": "Punjabi", "pcm": "Nigerian Pidgin", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
    "qu": "Quechua", "rn": "Rundi", "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda",
    "sa": "Sanskrit", "sdh": "Southern Kurdish", "se": "Northern Sami", "si": "Sinhala",
    "sk": "Slovak", "sl": "Slovene", "sn": "Shona", "so": "Somali", "sq": "Albanian",
    "sr": "Serbian", "st": "Sotho", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu",
    "tg": "Tajik", "th": "Thai", "ti": "Tigrinya", "tk": "Turkmen", "tl": "Tagalog",
    "tr": "Turkish", "tt": "Tatar", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek",
    "uzs": "Southern Uzbek", "vec": "Venetian", "vi": "Vietnamese", "vo": "Volapük",
    "wa": "Walloon", "wuu": "Wu Chinese", "xh": "Xhosa", "yo": "Yoruba", "yue": "Cantonese",
    "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
"""Those that the language of a text is told among, and those of which stop words are known."""

WRITTEN_AS: Mapping[str, str] = {
    "ary": "ar", "arz": "ar", "nb": "no", "nn": "no", "wuu": "zh", "yue": "zh",
}  # fmt: skip
"""Languages whose words and letters are those of another, as far as stop words and models go."""

UNTOLD = frozenset(["nb", "rn", "ti"])
"""Those that no text is told to be in."""

READ = frozenset([
    "ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh",
])  # fmt: skip
"""Those that a model here reads, and so finds like texts in: use_multilingual, whose Chinese is in
two scripts."""

_CODES = {name.casefold(): code for code, name in NAMES.items()}


def language_name(code: str) -> str:
    """What a language is called; the code of one that has no name here."""
    return NAMES.get(code, code)


def language_code(given: str) -> str:
    """The code of a language that is given by its code or its English name.

    Raises ``ValueError`` where it is neither.
    """
    folded = given.strip().casefold()
    if folded in NAMES:
        return folded
    if folded in _CODES:
        return _CODES[folded]
    near = _near(folded)
    advice = f"did you mean {near}?" if near else "give a code such as de, or a name such as German"
    raise ValueError(f"{given!r} is no language that is known here; {advice}")


def language_codes(given: Any, *words: str) -> Any:
    """The codes of one language or of a list of them; one of the ``words`` as it is.

    Raises ``ValueError`` where it is neither.
    """
    if given in words:
        return given
    named = (given,) if isinstance(given, str) else given
    if not isinstance(named, list | tuple) or not all(isinstance(one, str) for one in named):
        expected = ", ".join((*words, "a language or a list of them"))
        raise ValueError(f"{given!r} is not allowed; expected {expected}")
    return tuple(dict.fromkeys(map(language_code, named)))


def language_counts(codes: Iterable[str]) -> Counter[str]:
    """How many tell each language, or the one that it is written as."""
    return Counter(WRITTEN_AS.get(code, code) for code in codes if code)


def _near(given: str) -> str:
    """The language whose name or code is nearest to what was given; empty where none is near."""
    code = given.replace("_", "-").partition("-")[0]  # pt-BR, zh_CN
    if code in NAMES:
        return f"{code} ({NAMES[code]})"
    names = difflib.get_close_matches(given, _CODES, n=1, cutoff=0.6)
    return NAMES[_CODES[names[0]]] if names else ""
