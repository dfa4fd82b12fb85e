"""Corrections from Python: what they would change, and the run that has them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.api.columns import id_as_read
from pipeline.api.showing import in_lines, items
from pipeline.config import Config, load_config
from pipeline.config.given import plain
from pipeline.core.errors import ConfigError, InputError
from pipeline.core.events import Watcher
from pipeline.core.theme import Theme
from pipeline.corrections.in_words import lines
from pipeline.corrections.proposal import Proposal, proposed
from pipeline.corrections.taking_over import write
from pipeline.corrections.yaml_text import spelled

if TYPE_CHECKING:
    from pipeline.api.run import Run

T = TypeVar("T")

Named = Mapping[int, T]
"""What is said of topics, by their ids."""

Judgements = Mapping[tuple[str, str], bool]
"""By document id and name of a theme whether the document belongs."""


class Correction:
    """What corrections of a run would change; nothing is written yet.

    >>> run.correct(names={3: "Bread"})  # shows what would change
    >>> again = run.correct(names={3: "Bread"}).run()  # writes it, and runs the config again
    """

    def __init__(self, run: "Run", config: Config, proposal: Proposal) -> None:
        self._run = run
        self._config = config
        self.proposal = proposal

    @property
    def changes(self) -> tuple[str, ...]:
        """What is added (+) and changed (~), a line each; none where all is said already."""
        return tuple(lines(self.proposal))

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that would be written."""
        return tuple(self.proposal.files.texts)

    def __repr__(self) -> str:
        return in_lines(self._told())

    def _repr_html_(self) -> str:
        return items(self._told(), "What would change")

    def write(self) -> tuple[Path, ...]:
        """Write the files beside the config, which the next run of it reads; returns them.

        Raises ``ConfigError`` where one is written in a way that cannot be added to.
        """
        if self.proposal.files.paste:
            told = [
                f"{path}: is written in a way that cannot be added to; put this in:\n{instead}"
                for path, instead in self.proposal.files.paste.items()
            ]
            raise ConfigError(*told)
        write(self.proposal.files)
        return self.files

    def run(self, *, watch: Watcher | None = None) -> "Run":
        """Write the files and run the config again; returns the run that has the corrections."""
        from pipeline.api.running import run_checked

        self.write()
        before = self._run
        config = load_config(self._config.path, before.set_values, self._config.outputs)
        told = f"{before.folder.name}: correct(...).run()"
        return run_checked(
            config,
            watch,
            told,
            set_values=before.set_values,
            scratch=before.scratch,
            guesses=before.guesses,
        )

    def _told(self) -> Iterator[str]:
        yield from self.proposal.notes
        yield from self.changes
        if not self.proposal.changes:
            yield "Nothing to change: all of this is said already."
            return
        for path in self.files:
            yield f"To be written: {path}"
        for path in self.proposal.files.paste:
            yield f"{path} is written in a way that cannot be added to; write() says what to put in"
        yield "Nothing is written yet: write() does, and run() runs the config again, too."


def correction(
    run: "Run",
    file: str | Path | None,
    *,
    names: Named[str] | None,
    merge: Named[int] | None,
    hide: Sequence[int],
    judgements: Judgements | None,
    themes: Sequence[Theme | str],
) -> Correction:
    """Say what corrections would change; see ``Run.correct``."""
    said = _said(
        {} if names is None else names,
        {} if merge is None else merge,
        hide,
        {} if judgements is None else judgements,
        themes,
    )
    if (file is None) == (not said):
        given = "neither a file nor" if file is None else "both a file and"
        raise InputError(
            f"{given} corrections were given; name topics, such as names={{3: 'Bread'}}, or the "
            "file that the report saved"
        )
    config = load_config(run.require_config_file(), (), run.folder.absolute().parent)
    if file is not None:
        return Correction(run, config, _agreeing(proposed(config, [Path(file)])))
    head = {"run": run.folder.name, "key": run.record.key}
    with TemporaryDirectory() as folder:
        path = Path(folder, "corrections.yaml")
        text = "".join(f"{key}: {spelled(value)}\n" for key, value in (head | said).items())
        path.write_text(text, encoding="utf-8")
        try:
            return Correction(run, config, _agreeing(proposed(config, [path])))
        except ConfigError as error:
            raise ConfigError(*(_unplaced(each, path) for each in error.problems)) from None


def _said(
    names: Named[str],
    merge: Named[int],
    hide: Sequence[int],
    judgements: Judgements,
    themes: Sequence[Theme | str],
) -> dict[str, Any]:
    """The corrections as a file holds them; empty where there are none."""
    for what, given, example in (
        ("names", names, "{3: 'Bread'}"),
        ("merge", merge, "{5: 3}"),
        ("judgements", judgements, "{('document id', 'theme'): True}"),
    ):
        if not isinstance(given, Mapping):
            raise InputError(f"{what}: came as {type(given).__name__}, expected a dict: {example}")
    for what, listed, example in (("hide", hide, "[7]"), ("themes", themes, "['parking']")):
        if isinstance(listed, str) or not isinstance(listed, Iterable):
            raise InputError(f"{what}: came as {type(listed).__name__}, expected a list: {example}")
    entries: dict[int, dict[str, Any]] = {}
    for topic, name in names.items():
        entries.setdefault(topic, {})["name"] = name
    for topic, into in merge.items():
        entries.setdefault(topic, {})["merge_into"] = into
    for topic in hide:
        entries.setdefault(topic, {})["hide"] = True
    said: dict[str, Any] = {}
    if entries:
        said["overrides"] = {"topics": [{"topic": t, **entry} for t, entry in entries.items()]}
    if judgements:
        said["judgements"] = list(map(_judgement, judgements.items()))
    if len(list(themes)):
        said["themes"] = [{"name": each} if isinstance(each, str) else each for each in themes]
    return plain(said)


def _judgement(given: tuple[Any, Any]) -> dict[str, Any]:
    about, belongs = given
    if not isinstance(about, tuple) or len(about) != 2:
        raise InputError(
            f"judgements: {about!r} names no document and theme; expected "
            "{('document id', 'theme'): True}"
        )
    return {"id": id_as_read(about[0]), "theme": about[1], "belongs": belongs}


def _agreeing(proposal: Proposal) -> Proposal:
    if proposal.conflicts:
        raise ConfigError(*proposal.conflicts)
    return proposal


def _unplaced(message: str, path: Path) -> str:
    """A message without the line of a file that nobody wrote."""
    return re.sub(rf"^{re.escape(str(path))}(?::\d+)?: ", "correct: ", message)
