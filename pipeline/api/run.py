"""A run as it is worked with from Python: it shows, keeps, places, explains and corrects."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pipeline.config import Config
from pipeline.core.errors import ConfigError, InputError
from pipeline.core.events import Watcher
from pipeline.load.roles import Guess
from pipeline.runs.explain import document_of, theme_of
from pipeline.runs.run import Run as FinishedRun
from pipeline.runs.run import is_finished

if TYPE_CHECKING:
    from pipeline.api.compared import ComparedRuns
    from pipeline.api.correction import Correction, Judgements, Named
    from pipeline.api.explained import Explained
    from pipeline.api.project import Scratch
    from pipeline.core.theme import Theme
    from pipeline.export import Exported
    from pipeline.predict import Prediction


@dataclass(frozen=True, repr=False)
class Run(FinishedRun):
    """A finished run: its tables as DataFrames, its report, and what can be asked of it.

    config      that it was made by
    set_values  that were laid over its file
    guesses     columns of a DataFrame that were told by their names and values, and why
    """

    config: Config | None = field(default=None, compare=False)
    set_values: tuple[str, ...] = field(default=(), compare=False)
    guesses: tuple[Guess, ...] = field(default=(), compare=False)
    scratch: "Scratch | None" = field(default=None, compare=False)

    @classmethod
    def open(cls, folder: str | Path) -> Self:
        """A run that was made or saved before: its folder, or one that holds a single run.

        Raises ``ConfigError`` where there is none, or more than one.
        """
        from pipeline.api.saving import folder_of

        return cls(folder_of(Path(folder)))

    def __repr__(self) -> str:
        if not is_finished(self):
            return f"Run {self.folder}: is gone, or its run.json is damaged"
        counts = self.record.counts
        found = f"{counts.documents:,} documents, {counts.topics:,} topics" if counts else ""
        themes = f", {len(self.record.themes):,} themes" if self.record.themes else ""
        return f"Run {self.folder.name}: {found}{themes}; report: {self.report_file}"

    def _repr_html_(self) -> str:
        from pipeline.api.showing import guesses_html
        from pipeline.watching.notebook import is_notebook

        here = "<p><code>report()</code> shows it here.</p>" if is_notebook() else ""
        return super()._repr_html_() + here + guesses_html(self.guesses)

    def report(self) -> None:
        """Open the report in the browser, or show it below the cell of a notebook.

        The page is ``report_file``. Raises ``MachineError`` where there is no browser.
        """
        from pipeline.api.showing import show_page

        show_page(self._written("report.html"), self.folder.name)

    def save(self, folder: str | Path) -> "Run":
        """Copy the run with all that it was made of; returns the run that is kept there.

        ``folder`` is a new one, an outputs folder from then on. Raises ``ConfigError`` where it is
        there and not empty, ``MachineError`` where it cannot be written.
        """
        from pipeline.api.saving import save

        return Run(save(self, Path(folder)), guesses=self.guesses)

    def predict(
        self, new: Any, embeddings: Any = None, *, watch: Watcher | None = None
    ) -> "Prediction":
        """Place new documents under the topics and themes of the run.

        ``new`` is a list of texts, a Series, a DataFrame with the columns that the run reads, or
        the path of a file like the run's. ``embeddings`` are their vectors, for a run of vectors
        of your own. Raises as ``Themeline.fit`` does.
        """
        from pipeline.api.placing import placed

        return placed(self, new, embeddings, watch)

    def explain(self, id: str | int | None = None, *, theme: str | None = None) -> "Explained":  # noqa: A002
        """Why a document has its topic and themes, or which documents a theme is sure of.

        Raises ``InputError`` where the run has no such document or theme.
        """
        from pipeline.api.columns import id_as_read
        from pipeline.api.explained import Explained

        if (id is None) == (theme is None):
            given = "none" if id is None else "two"
            raise InputError(f"{given} of id and theme were given, and one is needed")
        if theme is not None:
            return Explained(theme_of(self, str(theme)))
        return Explained(document_of(self, id_as_read(id)))

    def compare(self, other: "FinishedRun | str | PathLike[str]") -> "ComparedRuns":
        """What is different from another run, which is taken for the one before.

        ``other`` is a run, its folder, or its name in the same outputs folder.
        """
        from pipeline.api.compared import compared

        return compared(self, other)

    def export(self, to: str, folder: str | Path | None = None) -> "Exported":
        """Write the run as files that another tool reads: "bertopic", "atlas", "jsonl", ...

        Into a new ``folder``, or one beside the run. Raises ``ConfigError`` where there is no such
        format, or the folder holds something else.
        """
        from pipeline.export import export

        return export(self, to, None if folder is None else Path(folder))

    def correct(
        self,
        file: str | Path | None = None,
        *,
        names: "Named[str] | None" = None,
        merge: "Named[int] | None" = None,
        hide: Sequence[int] = (),
        judgements: "Judgements | None" = None,
        themes: "Sequence[Theme | str]" = (),
    ) -> "Correction":
        """What corrections would change; nothing is written before its ``write`` or ``run``.

        ``names`` has a name for topics by their ids, ``merge`` for each topic the one that its
        documents count as, ``hide`` lists topics that are none, ``judgements`` say of
        ``(document, theme)`` whether it belongs, and ``themes`` are asked for from then on.
        ``file`` is a corrections.yaml that the report saved, instead.

        Raises ``ConfigError`` that names every topic, document and theme that there is not.
        """
        from pipeline.api.correction import correction

        return correction(
            self, file, names=names, merge=merge, hide=hide, judgements=judgements, themes=themes
        )

    def made_by(self) -> Config:
        """The config that made the run; raises ``ConfigError`` where it does not hold any more."""
        from pipeline.runs.settings import config_of

        return self.config or config_of(self)

    def require_config_file(self) -> Path:
        """The file of the config; raises ``ConfigError`` where there is none."""
        path = self.made_by().path
        if not path.is_file():
            raise ConfigError(
                f"{path}: no such file, and corrections are taken over into files beside the "
                "config; run a config file, a dict or Themeline"
            )
        return path
