"""Themeline: from texts in memory to a run, without a config file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.api.columns import AUTO, asked
from pipeline.api.judgements import sort_out
from pipeline.api.project import (
    Scratch,
    counted_texts,
    outputs_folder,
    themes_asked,
    written,
)
from pipeline.api.run import Run
from pipeline.api.running import run_settings
from pipeline.api.texts import texts_of
from pipeline.api.vectors import ID, vectors_of
from pipeline.core.errors import ConfigError, InputError
from pipeline.core.events import Watcher
from pipeline.core.theme import Theme

OF_FIT = ("path", "method", "files")
"""Settings of the section load that texts in memory have none of."""


@contextmanager
def _naming_no_file(path: Path) -> Iterator[None]:
    """Messages about the file of texts that do not name it, for the user gave none."""
    try:
        yield
    except InputError as error:
        words = str(error).split(" ")
        told = ("texts:" if word.endswith(f"{path.name}:") else word for word in words)
        raise InputError(" ".join(told)) from None


class Themeline:
    """Topics and themes of texts that are in memory.

    >>> found = Themeline(themes=["delivery", Theme(name="price")]).fit(df)
    >>> found.topics, found.themes  # DataFrames
    >>> found.report()

    Parameters
    ----------
    themes : list of Theme, str or dict
        What you look for; none where it is empty.
    language : str or list of str
        The language of the texts, or those among which each text's is told; auto: told.
    name : str
        What the runs are called. Topics keep their ids from run to run of one name in one folder.
    outputs : path, optional
        The folder that runs are written to. Not given: a temporary one, which is gone with this
        object and the runs that it made; ``Run.save`` keeps one.
    **settings
        The other sections of a config, each a dict of its settings or the name of its method:
        ``cluster={"min_cluster_size": 8}``, ``embed="lsa"``, ``report={...}``, ``seed=1``.

    """

    def __init__(
        self,
        themes: Sequence[Theme | str | Mapping[str, Any]] = (),
        language: str | Sequence[str] = "auto",
        name: str = "texts",
        outputs: str | Path | None = None,
        **settings: Any,
    ) -> None:
        self.themes = themes
        self.language = language
        self.name = name
        self.outputs = outputs
        self.settings = settings
        self._scratch: Scratch | None = None

    def __repr__(self) -> str:
        names = ("themes", "language", "name", "outputs")
        given = {name: getattr(self, name) for name in names} | self.settings
        return f"Themeline({', '.join(f'{key}={value!r}' for key, value in given.items())})"

    def fit(
        self,
        texts: Any,
        embeddings: Any = None,
        *,
        text: str | Sequence[str] = AUTO,
        id: str | None = AUTO,  # noqa: A002 - as the section load calls it
        title: str | None = AUTO,
        date: str | None = AUTO,
        groups: str | Sequence[str] | None = AUTO,
        watch: Watcher | None = None,
        force: bool = False,
    ) -> Run:
        """Find the topics and themes of texts; what was computed before is not computed again.

        ``texts`` are a list, a Series or an array of strings, or a DataFrame, whose columns are
        named as in the section load of a config: ``text`` and ``groups`` may be several, None is
        none, and those that are not named are told by their names and values (``Run.guesses``).
        ``embeddings`` (n, dimensions) are vectors of your own, a row for each text; ``watch`` and
        ``force`` are as in ``pipeline.run``.

        Raises ``InputError`` for texts and vectors that cannot be used, ``ConfigError`` for
        settings, and whatever ``pipeline.run`` does.
        """
        named = {"text": text, "id": id, "title": title, "date": date, "groups": groups}
        load = self._load()
        given = texts_of(texts, {role: asked(load.pop(role, AUTO), c) for role, c in named.items()})
        vectors = None if embeddings is None else vectors_of(embeddings, given.ids)
        outputs = self._outputs()
        file = written(given.columns, outputs, "texts")
        load |= {"method": "parquet", "path": str(file)}
        settings = {
            "name": self.name,
            "language": self.language,
            **self.settings,
            "load": load | given.roles,
            "themes": self.themes,
        }
        if vectors is not None:
            path = written(vectors, outputs, "vectors")
            settings["embed"] = self._precomputed(path)
        counted = "" if given.roles.get("id") else file.name

        def sort_judgements(place: Path) -> None:
            themes = themes_asked(place, names_of(self.themes))
            sort_out(place, counted_texts(place), counted, set(given.ids), themes)

        told = f"Themeline(name={self.name!r}, ...).fit({type(texts).__name__} of {len(given):,})"
        with _naming_no_file(file):
            return run_settings(
                settings,
                (),
                outputs,
                watch,
                told,
                force=force,
                scratch=self._scratch,
                guesses=given.guesses,
                before=sort_judgements,
            )

    def _outputs(self) -> Path:
        """The folder that runs are written to."""
        if self.outputs is not None:
            return outputs_folder(self.outputs)
        self._scratch = self._scratch or Scratch()
        return self._scratch.folder

    def _load(self) -> dict[str, Any]:
        """The settings of the section load beside what ``fit`` says."""
        load = self.settings.get("load") or {}
        if not isinstance(load, Mapping):
            kind = type(load).__name__
            raise ConfigError(f"config: load: expected a dict of settings beside texts, not {kind}")
        wrong = [name for name in OF_FIT if name in load]
        if wrong:
            raise ConfigError(
                f"config: load: {', '.join(wrong)} given beside texts that are in memory; leave "
                "them out, or read files: pipeline.run({'name': ..., 'load': {'path': ...}})"
            )
        return dict(load)

    def _precomputed(self, path: Path) -> dict[str, Any]:
        """The section embed for vectors of one's own; what made them may be named as encoder."""
        embed = self.settings.get("embed") or {}
        others = {"method": embed} if not isinstance(embed, Mapping) else embed
        if others.get("method", "precomputed") != "precomputed":
            raise ConfigError(
                f"config: embed: method {others['method']!r} and embeddings are both given; leave "
                "one of them out, or name what made the embeddings: embed={'encoder': ...}"
            )
        named = {"method": "precomputed", "path": str(path), "id": ID}
        return {**others, **named}


def names_of(themes: Any) -> Iterator[str]:
    """What themes are called, in whatever way they were given; what is wrong is told later."""
    for theme in themes if isinstance(themes, Iterable) else ():
        if isinstance(theme, str | Theme | Mapping):
            name = theme.get("name", "") if isinstance(theme, Mapping) else theme
            yield name.name if isinstance(name, Theme) else str(name)
