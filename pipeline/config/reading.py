"""Read a config file and what was set on the command line."""

import copy
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import Any

from pipeline.config import strict_yaml
from pipeline.config.checking import Checker
from pipeline.config.given import plain
from pipeline.config.problems import Path as Place
from pipeline.config.problems import Problem, told
from pipeline.config.set_values import lay_over
from pipeline.config.settings import Config, Execution, Scoring
from pipeline.config.text_file import text_of
from pipeline.core.errors import ConfigError
from pipeline.core.warning import warn_caller
from pipeline.overrides.settings import Overrides


def load_config(
    path: str | Path, set_values: Sequence[str] = (), outputs: str | Path | None = None
) -> Config:
    """Read and check a config file.

    ``set_values`` are ``KEY=VALUE`` with dots between keys ("cluster.min_cluster_size=8");
    ``outputs`` replaces the outputs folder, relative to the working directory.
    Raises ``ConfigError`` that holds every problem found, one line each.
    """
    path = Path(path)
    document = strict_yaml.read(
        text_of(path, "name your config, or write one: themeline init FILE")
    )
    empty = document.value is None and not document.problems
    settings = {} if empty else document.value
    if not isinstance(settings, dict):
        wrong = document.problems or [(1, "expected settings such as 'name: papers'")]
        raise ConfigError(*(f"{path}:{line}: {message}" for line, message in wrong))
    places, problems = lay_over(settings, set_values)
    checker = Checker(path, settings)
    config = checker.config(outputs)
    found = [(line, f"{path}:{line}: {message}") for line, message in document.problems]
    found += [(document.line(p[0]), _located(path, document, places, p)) for p in checker.problems]
    problems += [message for _, message in sorted(found, key=itemgetter(0))]
    problems += checker.elsewhere
    if config is None or problems:
        raise ConfigError(*problems)
    notes = sorted(checker.notes, key=lambda note: document.line(note[0]))
    return replace(config, notes=tuple(_located(path, document, places, note) for note in notes))


def given_config(
    settings: Mapping[Any, Any],
    set_values: Sequence[str] = (),
    outputs: str | Path | None = None,
) -> Config:
    """Check settings that are no file but a dict, as a file would hold them; see ``load_config``.

    Relative paths are seen from the working directory. The config says that it is ``config.yaml``
    there, which is no file. Raises ``ConfigError`` that holds every problem found.
    """
    given = plain(settings)
    places, problems = lay_over(given, set_values)
    checker = Checker(Path("config.yaml"), given)
    config = checker.config(outputs)
    for place, message in checker.problems:
        whose = "--set " if any(place[: len(each)] == each for each in places) else "config: "
        problems.append(f"{whose}{told(place, message)}")
    problems += checker.elsewhere
    if config is None or problems:
        raise ConfigError(*problems)
    return replace(config, notes=tuple(told(place, message) for place, message in checker.notes))


def whole_settings(config: Config) -> dict[str, Any]:
    """Every setting of a config as its file would hold it, defaults included.

    Paths are seen from the config's folder.
    """
    settings = {key: _nested(value) for key, value in config.resolved().items()}
    if settings["overrides"] is None:
        del settings["overrides"]
    outputs = Path(os.path.relpath(config.outputs, config.path.parent)).as_posix()
    execution = config.execution.model_dump(mode="json")
    return {**settings, "outputs": outputs, "execution": execution}


def recorded_config(
    config: Mapping[str, Any],
    file: Path,
    outputs: Path,
    run: str,
    overrides: Overrides | None = None,
) -> Config:
    """The config that a run kept of itself, as ``Config.resolved`` gives it; see ``load_config``.

    ``file`` is where the config was, ``outputs`` the folder that the ``run`` of that name is in,
    and ``overrides`` are the corrections that it was made with. Raises ``ConfigError`` where the
    config does not hold any more, such as a corpus that is gone.
    """
    path = Path(os.path.normpath(file))
    settings = {key: _nested(value) for key, value in config.items()}
    # what its corrections said then is recorded; the file may say something else by now
    corrections = settings.pop("overrides", None)
    checker = Checker(path, settings)
    checked = checker.config(outputs)
    if checked is None:
        found = [told(place, message) for place, message in checker.problems]
        raise ConfigError(*(f"{run}: {problem}" for problem in found))
    return replace(
        checked,
        overrides=overrides or Overrides(),
        overrides_file=None if corrections is None else path.parent / corrections,
    )


def execution_of(**given: Any) -> Execution:
    """How to compute, as a command's options say; raises ``ConfigError`` where they are wrong."""
    checker = Checker(Path(), {"execution": given})
    execution = checker.execution()
    if execution is None or checker.problems:
        raise ConfigError(*(f"--{path[-1]}: {message}" for path, message in checker.problems))
    return execution


def scoring_of(settings: Mapping[str, Any]) -> Scoring:
    """What scores themes, by the sections of a config that decide it.

    These are language, seed, words, themes, embed, assign and execution. Warns
    (``FutureWarning``) of old names, and raises ``ConfigError`` that holds every problem found.
    """
    checker = Checker(Path(), {"name": "scoring", **settings})
    scoring = checker.scoring()
    if scoring is None:
        raise ConfigError(*(told(place, message) for place, message in checker.problems))
    for place, message in checker.notes:
        warn_caller(told(place, message), FutureWarning)
    return scoring


def _nested(section: Any) -> Any:
    """A section in which ``parts.0.path`` stands where it belongs."""
    if not isinstance(section, dict):
        return section
    whole = {key: copy.deepcopy(value) for key, value in section.items() if "." not in key}
    for key, value in section.items():
        if "." in key:
            *way, last = key.split(".")
            place: Any = whole
            for part in way:
                place = place[int(part) if isinstance(place, list) else part]
            place[last] = value
    return whole


def _located(
    path: Path, document: strict_yaml.Document, places: Sequence[Place], problem: Problem
) -> str:
    setting, message = problem
    key = ".".join(str(part) for part in setting) or "config"
    if any(setting[: len(place)] == place for place in places):
        return f"--set {key}: {message}"
    return f"{path}:{document.line(setting)}: {key}: {message}"
