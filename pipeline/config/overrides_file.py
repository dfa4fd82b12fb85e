"""The file of the user's corrections: every mistake in it at once, with its line."""

import json
from collections.abc import Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.config import strict_yaml
from pipeline.config.overrides_checking import document_problems, topic_problems
from pipeline.config.problems import Path as Place
from pipeline.config.problems import Problem, did_you_mean, problems_of, told
from pipeline.config.text_file import text_of
from pipeline.core.errors import ConfigError, shown
from pipeline.overrides.settings import DocumentOverride, Overrides, TopicOverride

EXAMPLE = "topics: [{topic: 3, name: Splatting}]"
LISTS = ("topics", "documents")

M = TypeVar("M", bound=BaseModel)


def read_overrides(path: Path, themes: Sequence[str] | None) -> Overrides:
    """Read the corrections; a file that says nothing has none.

    ``themes`` are the names that documents can have; None where that is not known.
    Raises ``ConfigError`` that holds every problem found, and ``MachineError`` where the file
    cannot be read.
    """
    document = strict_yaml.read(text_of(path, "name the file of your corrections"))
    problems: list[Problem] = []
    given = _groups(document, problems)
    topics = entries(TopicOverride, ("topics",), given, problems)
    documents = entries(DocumentOverride, ("documents",), given, problems)
    problems += topic_problems(topics, document.line)
    problems += document_problems(documents, themes, document.line)
    found = document.problems + [(document.line(p), told(p, message)) for p, message in problems]
    if found:
        in_order = sorted(found, key=itemgetter(0))
        raise ConfigError(*(f"{path}:{line}: {message}" for line, message in in_order))
    return Overrides(
        topics=tuple(topics.values()), documents=tuple(documents.values()), file=path.name
    )


def _groups(document: strict_yaml.Document, problems: list[Problem]) -> Mapping[str, Any]:
    given = {} if document.value is None else document.value
    if not isinstance(given, dict):
        problems.append(((), f"expected corrections such as '{EXAMPLE}'"))
        return {}
    unknown = [key for key in given if key not in LISTS]
    problems += [((key,), "unknown setting" + did_you_mean(key, LISTS)) for key in unknown]
    return given


def entries(
    model: type[M], place: Place, given: Mapping[str, Any], problems: list[Problem]
) -> dict[int, M]:
    """The entries of a list that could be read, by their numbers.

    The list is called as ``place`` ends, which is where it stands in the file; what is wrong with
    it is added to the problems.
    """
    values = given.get(str(place[-1]))
    values = [] if values is None else values
    if not isinstance(values, list):
        problems.append((place, f"expected a list, not {shown(values)}"))
        return {}
    read: dict[int, M] = {}
    for index, value in enumerate(values):
        try:
            # JSON mode is strict about types and still makes tuples of lists
            read[index] = model.model_validate_json(json.dumps(value), strict=True)
        except ValidationError as error:
            found = problems_of(model, error)
            problems += (((*place, index, *path), message) for path, message in found)
    return read
