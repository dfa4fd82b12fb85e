"""Read a config file and what was set on the command line."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.config import strict_yaml
from pipeline.config.checking import Checker
from pipeline.config.problems import Problem
from pipeline.config.settings import Config
from pipeline.errors import ConfigError


def load_config(
    path: str | Path, overrides: Sequence[str] = (), outputs: str | Path | None = None
) -> Config:
    """Read and check a config file.

    ``overrides`` are ``KEY=VALUE`` with dots between keys ("cluster.min_cluster_size=8");
    ``outputs`` replaces the outputs folder, relative to the working directory.
    Raises ``ConfigError`` that holds every problem found, one line each.
    """
    path = Path(path)
    document = strict_yaml.read(_text(path))
    problems = [f"{path}:{line}: {message}" for line, message in document.problems]
    settings = document.value if document.value is not None else {}
    if not isinstance(settings, dict):
        problems.append(f"{path}:1: expected settings such as 'name: papers'")
    if problems:
        raise ConfigError(*problems)
    overridden = dict(map(_override, overrides))
    for key, text in overridden.items():
        _set(settings, key, text)
    checker = Checker(path, settings)
    config = checker.config(outputs)
    if config is None or checker.problems:
        in_order = sorted(checker.problems, key=lambda problem: document.line(problem[0]))
        raise ConfigError(*(_located(path, document, overridden, p) for p in in_order))
    return config


def _located(
    path: Path,
    document: strict_yaml.Document,
    overridden: Mapping[tuple[str | int, ...], str],
    problem: Problem,
) -> str:
    setting, message = problem
    key = ".".join(str(part) for part in setting) or "config"
    for override in overridden:
        if setting[: len(override)] == override:
            return f"--set {key}: {message}"
    return f"{path}:{document.line(setting)}: {key}: {message}"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(
            f"{path}: no such file; name your config, or write one: themeline init FILE"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as UTF-8 text: {error}") from None


def _override(text: str) -> tuple[tuple[str | int, ...], str]:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise ConfigError(f"--set {text}: expected KEY=VALUE, e.g. cluster.min_cluster_size=8")
    parts = key.strip().split(".")
    return tuple(int(part) if part.isdigit() else part for part in parts), value


def _set(settings: dict[str, Any], key: tuple[str | int, ...], text: str) -> None:
    name = ".".join(str(part) for part in key)
    document = strict_yaml.read(text)
    if document.problems:
        raise ConfigError(f"--set {name}: {document.problems[0][1]}")
    target: Any = settings
    for part in key[:-1]:
        if isinstance(target, list) and isinstance(part, int) and part < len(target):
            target = target[part]
        elif isinstance(target, dict) and isinstance(part, str):
            if not isinstance(target.get(part), dict | list):
                method = target.get(part)
                target[part] = {} if method is None else {"method": method}
            target = target[part]
        else:
            raise ConfigError(f"--set {name}: the config has nothing at {part!r} to set it in")
    if isinstance(target, list):
        if not isinstance(key[-1], int) or key[-1] >= len(target):
            raise ConfigError(f"--set {name}: the list has {len(target)} entries, from 0")
        target[key[-1]] = document.value
    else:
        target[str(key[-1])] = document.value
