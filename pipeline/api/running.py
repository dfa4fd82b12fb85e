"""Run what a user of Python hands over: a config file, a dict of settings or a Config."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any

from pipeline.api.project import Scratch, outputs_folder, place_of, with_file
from pipeline.api.run import Run
from pipeline.config import Config, given_config, load_config
from pipeline.core.errors import ConfigError
from pipeline.core.events import Watcher
from pipeline.core.warning import warn_caller
from pipeline.load.roles import Guess
from pipeline.running.execute import execute
from pipeline.watching.notebook import watching

Configured = str | PathLike[str] | Mapping[str, Any] | Config


def run_config(
    config: Configured,
    set_values: Sequence[str],
    outputs: str | Path | None,
    watch: Watcher | None,
    *,
    force: bool,
) -> Run:
    """Run a config; see ``pipeline.run``."""
    if isinstance(set_values, str):
        raise ConfigError(f"set_values: came as str, expected a list: [{set_values!r}]")
    if isinstance(config, Mapping):
        return run_settings(config, set_values, outputs, watch, "pipeline.run({...})", force=force)
    if isinstance(config, Config):
        return _run_checked(config, set_values, outputs, watch, force=force)
    if not isinstance(config, str | PathLike):
        kind = type(config).__name__
        raise ConfigError(f"{kind} is no config; expected the path of one, a dict or a Config")
    path = Path(config)
    checked = load_config(path, set_values, outputs)
    told = f"pipeline.run({str(config)!r})"
    return run_checked(checked, watch, told, force=force, set_values=set_values)


def run_settings(
    settings: Mapping[str, Any],
    set_values: Sequence[str],
    outputs: str | Path | None,
    watch: Watcher | None,
    told: str,
    *,
    force: bool = False,
    scratch: Scratch | None = None,
    guesses: tuple[Guess, ...] = (),
    before: Callable[[Path], None] | None = None,
) -> Run:
    """Run settings that are no file; they are one below the outputs folder from then on.

    ``before`` is told the folder of that file before it is written.
    """
    given = given_config(settings, set_values, outputs)
    _warn(given)
    if before:
        before(place_of(given))
    config = with_file(given)
    return run_checked(config, watch, told, force=force, scratch=scratch, guesses=guesses)


def _run_checked(
    config: Config,
    set_values: Sequence[str],
    outputs: str | Path | None,
    watch: Watcher | None,
    *,
    force: bool,
) -> Run:
    if set_values:
        raise ConfigError(
            f"{len(set_values)} values were given beside a Config, which has 0 places for them: it "
            "is checked already; give them to load_config, or run its file or a dict"
        )
    if outputs is not None:
        config = replace(config, outputs=outputs_folder(outputs))
    return run_checked(config, watch, "pipeline.run(Config)", force=force)


def run_checked(
    config: Config,
    watch: Watcher | None,
    told: str,
    *,
    force: bool = False,
    set_values: Sequence[str] = (),
    scratch: Scratch | None = None,
    guesses: tuple[Guess, ...] = (),
) -> Run:
    """Run a checked config; ``told`` says in the report how it was run."""
    _warn(config)
    with told_to(watch) as watcher:
        found = execute(config, watcher, told, force=force)
    return Run(
        found.folder,
        found.fresh,
        found.recomputed,
        config=config,
        set_values=tuple(set_values),
        scratch=scratch,
        guesses=guesses,
    )


def _warn(config: Config) -> None:
    """Warn of what a later version will not understand."""
    for note in config.notes:
        warn_caller(note, FutureWarning)


@contextmanager
def told_to(watch: Watcher | None) -> Iterator[Watcher]:
    """Whoever watches; where nobody does, a notebook shows how far it is."""
    if watch is not None:
        yield watch
        return
    with watching() as shown:
        yield shown
