"""The file of a reader's corrections: every mistake in it at once, with its line."""

from collections.abc import Iterator, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from pipeline.config import strict_yaml
from pipeline.config.overrides_checking import document_problems, topic_problems
from pipeline.config.overrides_file import entries
from pipeline.config.problems import Path as Place
from pipeline.config.problems import Problem, did_you_mean, name_problems, told
from pipeline.config.text_file import text_of
from pipeline.core.errors import ConfigError, shown
from pipeline.core.theme import Theme
from pipeline.corrections.settings import Claim, Corrections, Head, Judgement
from pipeline.overrides.settings import DocumentOverride, TopicOverride

EXAMPLE = "run: papers-001"
LISTS = ("judgements", "themes")

M = TypeVar("M", bound=BaseModel)


def read_corrections(path: Path) -> Corrections:
    """Read what a reader has saved in a report, or written by hand.

    Raises ``ConfigError`` that holds every problem found, and ``MachineError`` where the file
    cannot be read.
    """
    document = strict_yaml.read(text_of(path, "name the file that the report saved"))
    problems: list[Problem] = []
    given = _groups(document.value, problems) if not document.problems else {}
    head = _head(given, problems) if given else None
    inner = _mapping(given, "overrides", ("topics", "documents"), problems)

    def line(place: Place) -> int:
        return document.line(("overrides", *place))

    topics = entries(TopicOverride, ("overrides", "topics"), inner, problems)
    documents = entries(DocumentOverride, ("overrides", "documents"), inner, problems)
    found = (*topic_problems(topics, line), *document_problems(documents, None, line))
    problems += ((("overrides", *place), message) for place, message in found)
    judgements = entries(Judgement, ("judgements",), given, problems)
    themes = entries(Theme, ("themes",), given, problems)
    problems += _theme_problems(themes)
    problems += _twice(judgements, document)
    lines = document.problems + [(document.line(p), told(p, what)) for p, what in problems]
    if lines or head is None:
        in_order = sorted(lines, key=itemgetter(0))
        raise ConfigError(*(f"{path}:{at}: {message}" for at, message in in_order))

    def claims(places: Place, read: Mapping[int, M]) -> tuple[Claim[M], ...]:
        return tuple(
            Claim(f"{path}:{document.line((*places, index))}", each) for index, each in read.items()
        )

    return Corrections(
        str(path),
        head,
        claims(("overrides", "topics"), topics),
        claims(("overrides", "documents"), documents),
        claims(("judgements",), judgements),
        claims(("themes",), themes),
    )


def _groups(value: Any, problems: list[Problem]) -> Mapping[str, Any]:
    if not isinstance(value, dict) or not value:
        problems.append(((), f"expected corrections, which begin as '{EXAMPLE}'"))
        return {}
    known = (*Head.model_fields, "overrides", *LISTS)
    unknown = [key for key in value if key not in known]
    problems += [((key,), "unknown setting" + did_you_mean(key, known)) for key in unknown]
    return value


def _head(given: Mapping[str, Any], problems: list[Problem]) -> Head | None:
    own = {key: value for key, value in given.items() if key in Head.model_fields}
    wrong: list[Problem] = []
    read = entries(Head, ("head",), {"head": [own]}, wrong)
    problems += ((place[2:], message) for place, message in wrong)
    return read.get(0)


def _mapping(
    given: Mapping[str, Any], key: str, known: tuple[str, ...], problems: list[Problem]
) -> Mapping[str, Any]:
    inner = given.get(key)
    if inner is None:
        return {}
    if not isinstance(inner, dict):
        problems.append(((key,), f"expected {' and '.join(known)}, not {shown(inner)}"))
        return {}
    unknown = [name for name in inner if name not in known]
    problems += [((key, name), "unknown setting" + did_you_mean(name, known)) for name in unknown]
    return inner


def _theme_problems(themes: Mapping[int, Theme]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, theme in themes.items():
        for message in name_problems(theme.name, "theme"):
            yield ("themes", index, "name"), message
        if first.setdefault(theme.name.strip().casefold(), index) != index:
            yield ("themes", index, "name"), f"{shown(theme.name)} is there already; rename one"


def _twice(
    judgements: Mapping[int, Judgement], document: strict_yaml.Document
) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for index, each in judgements.items():
        earlier = first.setdefault((each.theme, each.id), index)
        if earlier != index:
            at = document.line(("judgements", earlier))
            message = f"{shown(each.id)} is judged for {shown(each.theme)} on line {at}; keep one"
            yield ("judgements", index), message
