"""Texts in a row, none of them missing: a list, a Series, an array of one dimension."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.core.errors import InputError

EXPECTED = "expected a list of texts, a Series, an array of one dimension or a DataFrame"


def list_of(given: Any) -> list[str]:
    """Texts in a row, each of them a string.

    Raises ``InputError`` where they are something else, or none at all.
    """
    if given is None:
        raise InputError(f"no texts: None was given; {EXPECTED}")
    if isinstance(given, str | bytes):
        raise InputError(f"{kind_of(given)} was given; {EXPECTED}: put a single text into a list")
    if isinstance(given, Mapping | set | frozenset) or not isinstance(given, Iterable):
        raise InputError(f"{kind_of(given)} was given; {EXPECTED}")
    shape = getattr(given, "shape", (0,))
    if len(shape) != 1:
        raise InputError(f"texts came as {kind_of(given)} of {len(shape)} dimensions; {EXPECTED}")
    texts = list(given)
    if not texts:
        raise InputError("0 texts were given; at least 1 is needed")
    _require_strings(texts)
    return [str(text) for text in texts]


def _require_strings(texts: Sequence[Any]) -> None:
    other = [place for place, text in enumerate(texts) if not isinstance(text, str)]
    if not other:
        return
    if all(map(_is_missing, (texts[place] for place in other))):
        raise InputError(
            f"{_counted(other, len(texts))} missing (None or NaN); leave out what has no text, as "
            "texts.dropna() of a Series does, or give a DataFrame, whose rows without a text are "
            "dropped and told"
        )
    kinds = Counter(kind_of(texts[place]) for place in other)
    told = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common())
    raise InputError(f"{_counted(other, len(texts))} no text ({told}); {EXPECTED}")


def _counted(places: Sequence[int], of: int) -> str:
    """How many of how many are wrong, and where the first are, counted from 0 as Python does."""
    some = ", ".join(map(str, places[:3])) + (", ..." if len(places) > 3 else "")
    are = "is" if len(places) == 1 else "are"
    where = f"at place{'' if len(places) == 1 else 's'} {some}"
    return f"{len(places):,} of {of:,} texts, {where}, {are}"


def _is_missing(value: Any) -> bool:
    """Whether a value stands for nothing: None, NaN, NaT or the NA of pandas."""
    return value is None or str(value) in ("nan", "NaT", "<NA>")


def strings(texts: Sequence[str]) -> Any:
    """Texts as an Arrow array; raises ``InputError`` where one holds what no file can."""
    import pyarrow as pa

    try:
        return pa.array(texts, pa.large_string())
    except UnicodeEncodeError:
        broken = [place for place, text in enumerate(texts) if not _is_encodable(text)]
        raise InputError(
            f"{_counted(broken, len(texts))} broken: half of a surrogate pair is in there, which "
            "no file can hold; mend them: text.encode('utf-8', 'replace').decode()"
        ) from None


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def kind_of(value: Any) -> str:
    """What a value is, as Python calls it."""
    return type(value).__name__
