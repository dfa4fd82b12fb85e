"""Check settings section by section and collect every mistake."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, ValidationError

from pipeline.config.overrides_file import read_overrides
from pipeline.config.place import problem_with
from pipeline.config.problems import Path as Place
from pipeline.config.problems import Problem, did_you_mean, name_problems, problems_of
from pipeline.config.renames import (
    as_given,
    not_understood,
    old_names,
    renamed,
    subsamples,
    with_neighbors,
)
from pipeline.config.settings import (
    DEFAULT_METHODS,
    MAP_DEFAULTS,
    SECTIONS,
    Config,
    Execution,
    General,
    Scoring,
    stage_of,
)
from pipeline.core.contracts import Assigner, Embedder, Loader
from pipeline.core.discovery import OPTIONAL, method_class, method_names
from pipeline.core.errors import ConfigError, InputError, MachineError, shown
from pipeline.core.method import SHARED, Method, exists, seen_from
from pipeline.core.old_names import old_name
from pipeline.core.theme import Theme, wider_themes
from pipeline.core.word_choice import WordChoice
from pipeline.engines.choice import missing
from pipeline.load.formats import method_for
from pipeline.load.several import as_folder, files_in, is_pattern, split_path
from pipeline.overrides.settings import Overrides
from pipeline.report.settings import ReportSettings

MOST_THEMES = 1_000
"""Themes of a config: each is scored for every document, and told in the report."""

MOST_ABOVE = 10
"""Wider themes that a theme is part of, one in the other."""


class Checker:
    """Builds a config section by section and collects what is wrong on the way.

    ``problems`` are those of the config itself, ``elsewhere`` those of the file of corrections
    that it names, each with its line. ``notes`` are what is right for now.
    """

    def __init__(self, path: Path, settings: dict[str, Any]) -> None:
        self.path = path
        self.folder = path.absolute().parent
        self.settings = settings
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.elsewhere: list[str] = []
        self._loader: Loader | None = None

    def config(self, outputs: str | Path | None) -> Config | None:
        """The checked config, or None where ``problems`` or ``elsewhere`` says why not."""
        since = self._share_neighbors()
        general = self._general()
        themes = self._themes()
        overrides = self._overrides(themes)
        execution = self.execution()
        words = self._model(WordChoice, "words")
        report = self._model(ReportSettings, "report")
        shared = _shared(general, execution, words)
        # the sections of Config by name; what each holds is checked by its own model
        longest = {"max_ngram": words.ngrams} if words is not None and words.ngrams else {}
        of_section = {"describe": {**shared, **longest}}
        methods: dict[str, Any] = {
            name: self._method(name, of_section.get(name, shared)) for name in SECTIONS
        }
        methods["neighbors"] = self._enough_neighbors(methods)
        self._cross_check(methods)
        self._check_columns()
        self.problems = [(since.get(place, place), message) for place, message in self.problems]
        folder = self._place(outputs, general)
        if self.problems or self.elsewhere or general is None:
            return None
        _demand_readable(method for method in methods.values() if method)
        methods["assign"] = methods["assign"].model_copy(update={"themes": themes})
        return Config(
            path=self.path.absolute(),
            name=general.name,
            seed=general.seed,
            language=general.language,
            outputs=folder,
            themes=themes,
            words=words,
            report=report,
            execution=cast("Execution", execution),
            overrides=overrides,
            overrides_file=general.overrides,
            **methods,
        )

    def scoring(self) -> Scoring | None:
        """What scores themes, where there is nothing to load; None where ``problems`` says why."""
        general, words = self._general(), self._model(WordChoice, "words")
        shared = _shared(general, self.execution(), words)
        themes = self._themes()
        embed, assign = (self._method(name, shared) for name in ("embed", "assign"))
        self._check_installed({"embed": embed, "assign": assign})
        if self.problems or general is None:
            return None
        scorer = cast("Assigner", assign).model_copy(update={"themes": themes})
        return Scoring(general.language, cast("Embedder", embed), scorer)

    def _place(self, outputs: str | Path | None, general: General | None) -> Path:
        """The absolute folder that runs are written to."""
        if outputs is None:
            folder = seen_from(self.folder, Path(general.outputs if general else "outputs"))
        else:
            folder = seen_from(Path(), Path(outputs))
        folder = folder.absolute()
        wrong = problem_with(folder) if general else None
        if wrong and outputs is None:
            self.problems.append((("outputs",), f"{folder} {wrong}"))
        elif wrong:
            self.elsewhere.append(f"--outputs: {folder} {wrong}")
        return folder

    def _general(self) -> General | None:
        known = (*General.model_fields, *SECTIONS, "themes", "words", "report", "execution")
        for key in self.settings:
            if key not in known:
                self.problems.append(((key,), "unknown setting" + did_you_mean(key, known)))
        given = {key: self.settings[key] for key in General.model_fields if key in self.settings}
        return cast("General | None", self._validated(General, given, ()))

    def _overrides(self, themes: Sequence[Theme]) -> Overrides:
        given = self.settings.get("overrides")
        wrong = {path[0] for path, _ in self.problems if path}
        if given is None or "overrides" in wrong:
            return Overrides()
        path = seen_from(self.path.parent, Path(given))
        if path.is_dir():
            self.problems.append((("overrides",), f"{path} is a folder; name the file in it"))
            return Overrides()
        names = None if "themes" in wrong else [theme.name for theme in themes]
        try:
            return read_overrides(path, names)
        except ConfigError as error:
            self.elsewhere.extend(error.problems)
            return Overrides()

    def _model(self, model: type[BaseModel], section: str) -> Any:
        given = self.settings.get(section)
        if given is not None and not isinstance(given, dict):
            self.problems.append(((section,), f"expected settings, not {shown(given)}"))
            return None
        return self._validated(model, given or {}, (section,))

    def execution(self) -> Execution | None:
        """How to compute, or None where ``problems`` says what is wrong with it."""
        execution = cast("Execution | None", self._model(Execution, "execution"))
        lacking = None if execution is None else missing(execution.engine)
        if lacking:
            self.problems.append((("execution", "engine"), lacking))
        return execution

    def _themes(self) -> tuple[Theme, ...]:
        given = self.settings.get("themes")
        given = [] if given is None else given
        if not isinstance(given, list):
            self.problems.append((("themes",), f"expected a list of themes, not {shown(given)}"))
            return ()
        if len(given) > MOST_THEMES:
            message = f"{len(given):,} themes are asked for, and at most {MOST_THEMES:,} can be; "
            advice = "keep those that you would read about, or ask for the rest in another config"
            self.problems.append((("themes",), message + advice))
            return ()
        themes = []
        for index, entry in enumerate(given):
            entry = {"name": entry} if isinstance(entry, str | int | float) else entry
            theme = self._validated(Theme, entry, ("themes", index))
            if theme is not None:
                themes.append(theme)
                self._check_theme(index, theme, themes)
        if len(themes) == len(given):  # one that could not be read may be somebody's parent
            self._check_parents(themes)
        return tuple(themes)

    def _check_parents(self, themes: Sequence[Theme]) -> None:
        wider = wider_themes(themes)
        for index, theme in enumerate(themes):
            if not theme.parent:
                continue
            place = ("themes", index, "parent")
            if theme.parent not in wider:
                message = f"no theme is called {shown(theme.parent)}"
                self.problems.append((place, message + did_you_mean(theme.parent, list(wider))))
                continue
            above = wider[theme.name]
            if theme.name in above:
                self.problems.append((place, "leads back to the theme itself; remove one parent"))
            elif len(above) == MOST_ABOVE + 1:  # those below it are deeper still
                message = f"{len(above)} themes are above this one, each part of the next, and at "
                advice = f"most {MOST_ABOVE} can be; leave out some between them"
                self.problems.append((place, message + advice))

    def _check_theme(self, index: int, theme: Theme, themes: Sequence[Theme]) -> None:
        place = ("themes", index)
        for message in name_problems(theme.name, "theme"):
            self.problems.append(((*place, "name"), message))
        for field in ("keywords", "not_counting", "examples", "counter_examples"):
            for number, text in enumerate(getattr(theme, field)):
                if not text.strip():
                    self.problems.append(((*place, field, number), "is empty; remove it"))
        for identifier in sorted(set(theme.examples) & set(theme.counter_examples)):
            message = f"{shown(identifier)} is an example, too; choose one"
            self.problems.append(((*place, "counter_examples"), message))
        same = [other.name for other in themes[:-1] if _same_name(other.name, theme.name)]
        if same:
            message = f"{shown(theme.name)} is also the name of an earlier theme; rename one"
            self.problems.append(((*place, "name"), message))

    def _method(self, section: str, shared: Mapping[str, Any]) -> Method | None:
        given = self.settings.get(section)
        if section in OPTIONAL and given is None:
            return None
        if isinstance(given, str):
            given = {"path" if section == "load" else "method": given}
        if given is not None and not isinstance(given, dict):
            self.problems.append(((section,), f"expected settings, not {shown(given)}"))
            return None
        spelled = given or {}
        given = self._in_todays_names(section, spelled)
        given = self._with_folder(given) if section == "load" else given
        chosen = self._chosen(section, given)
        if chosen is None:
            return None
        filled = {key: value for key, value in shared.items() if key in chosen.model_fields}
        if section == "map":
            silent = {k: v for k, v in MAP_DEFAULTS.items() if k in chosen.model_fields}
            filled |= silent
        for name, form in SHARED.items():
            if name in given:
                told = f"belongs at the top level: {name}: {form}"
                self.problems.append(((section, name), told))
                del given[name]
        given = filled | given
        since = len(self.problems)
        method = self._validated(chosen, given, (section,))
        self.problems[since:] = [
            ((section, *as_given(section, spelled, place[1:])), message)
            for place, message in self.problems[since:]
        ]
        if issubclass(chosen, Loader):
            self._loader = method or self._sound_part(chosen, given, section)
        return cast("Method | None", method)

    def _in_todays_names(self, section: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """The settings of a section by the names of today; what is old is noted."""
        wrong = not_understood(section, given)
        self.problems.extend(((section, *path), message) for path, message in wrong)
        old = old_names(section, given)
        self.notes.extend(((section, *path), message) for path, message in old)
        return renamed(section, given)

    def _chosen(self, section: str, given: dict[str, Any]) -> type[Method] | None:
        stage = stage_of(section)
        name = given.pop("method", None)
        if name is None:
            name = DEFAULT_METHODS.get(section) or self._format(given)
        if name is None:
            return None
        try:
            return method_class(stage, str(name))
        except LookupError:
            known = method_names(stage)
            message = f"unknown method {shown(name)}" + did_you_mean(str(name), known)
            self.problems.append(((section, "method"), message))
            return None

    def _with_folder(self, given: dict[str, Any]) -> dict[str, Any]:
        """A path such as exports/*.csv, or a list, as the folder that is read, and its files."""
        path = given.get("path")
        if isinstance(path, list) and path and all(isinstance(each, str) and each for each in path):
            return self._with_files(given, path)
        if not isinstance(path, str) or not is_pattern(path) or "files" in given:
            return given
        if exists(seen_from(self.folder, Path(path))):
            return given
        folder, pattern = split_path(path)
        return {**given, "path": folder, "files": [pattern]}

    def _with_files(self, given: dict[str, Any], paths: Sequence[str]) -> dict[str, Any]:
        """The settings with a list of files as the folder that holds them, and their names."""
        if "files" in given:
            self.problems.append((("load", "files"), "path is a list of files already; choose one"))
            return given
        for number, path in enumerate(paths):
            located = seen_from(self.folder, Path(path))
            if not is_pattern(path) and not located.is_file():
                what = "is a folder; a list names files" if located.is_dir() else "no such file"
                self.problems.append((("load", "path", number), f"{what}: {located}"))
        if any(Path(path).is_absolute() or ".." in Path(path).parts for path in paths):
            # not resolved: a link stays what the user calls it
            paths = [os.path.abspath(seen_from(self.folder, Path(each))) for each in paths]  # noqa: PTH100
        folder, files = as_folder(paths)
        return {**given, "path": folder, "files": files}

    def _format(self, given: Mapping[str, Any]) -> str | None:
        """The loader that fits the file, where the config names none."""
        path = given.get("path")
        files = given.get("files")
        if isinstance(path, str) and isinstance(files, list) and files:
            return self._format_of_first(path, tuple(map(str, files)))
        if path is None:
            where = ("load", "path") if given else ("load",)
            message = "missing; name the file or folder to read, e.g. load: {path: texts.csv}"
            self.problems.append((where, message))
            return None
        located = seen_from(self.folder, Path(str(path)))
        name = method_for(located) if isinstance(path, str) and path else None
        if name is None:
            self.problems.append((("load", "path"), _no_format(path, located)))
        return name

    def _format_of_first(self, path: str, patterns: tuple[str, ...]) -> str | None:
        folder = seen_from(self.folder, Path(path))
        try:
            first = files_in(folder, patterns)[0]
        except InputError as error:
            self.problems.append((("load", "path"), str(error)))
            return None
        name = method_for(folder / first)
        if name is None:
            self.problems.append((("load", "path"), _no_format(first, folder / first)))
        return name

    def _validated(self, model: type[BaseModel], given: Any, place: tuple[Any, ...]) -> Any:
        try:
            return self._built(model, given)
        except ValidationError as error:
            found = problems_of(model, error)
            self.problems.extend(((*place, *path), message) for path, message in found)
            return None

    def _sound_part(self, model: type[Method], given: Mapping[str, Any], section: str) -> Any:
        """The method without the settings that were found wrong, where it can do without."""
        wrong = {path[1] for path, _ in self.problems if path[:1] == (section,) and path[1:]}
        sound = {key: value for key, value in given.items() if key not in wrong}
        try:
            return self._built(model, sound)
        except ValidationError:
            return None

    def _built(self, model: type[BaseModel], given: Any) -> Any:
        # JSON mode is strict about types and still makes tuples of lists
        return model.model_validate_json(
            json.dumps(given), strict=True, context={"folder": self.folder}
        )

    def _check_columns(self) -> None:
        if self._loader is None:
            return
        told = {path[:2] for path, _ in self.problems}
        for field, message in self._loader.column_problems():
            if ("load", field) not in told:
                self.problems.append((("load", field), message))

    def _check_installed(self, methods: Mapping[str, Any]) -> None:
        for section, method in methods.items():
            if method is not None:
                self.problems.extend(((section,), message) for message in _missing(method))

    def _cross_check(self, methods: Mapping[str, Any]) -> None:
        self._check_installed(methods)
        chosen = methods["map"]
        if chosen is not None and "n_components" not in type(chosen).model_fields:
            message = f"{chosen.name()!r} keeps all dimensions; a map has 2: use umap or pca"
            self.problems.append((("map", "method"), message))
        elif chosen is not None and chosen.n_components != 2:
            message = f"{chosen.n_components} is not allowed; a map has 2 dimensions"
            self.problems.append((("map", "n_components"), message))
        embedder = methods["embed"]
        if embedder is not None and methods["assign"] is not None:
            self._check_encoder(methods["assign"], embedder)

    def _share_neighbors(self) -> dict[Place, Place]:
        """Take subsamples of single sections for the one of the neighbours; they are noted.

        Returns where what is at a place of today was given.
        """
        said = subsamples(self.settings)
        self.settings = with_neighbors(self.settings)
        self.notes.extend((place, old_name("neighbors.subsample")) for place in said)
        return {("neighbors", "subsample"): next(iter(said))} if said else {}

    def _enough_neighbors(self, methods: Mapping[str, Any]) -> Any:
        """The search for neighbours, which finds as many as any method asks for."""
        search = methods["neighbors"]
        asked = {
            (section, "n_neighbors"): methods[section].n_neighbors
            for section in ("cluster", "map", "reduce")
            if isinstance(getattr(methods[section], "n_neighbors", None), int)
        }
        place, most = max(asked.items(), key=lambda each: each[1], default=((), 0))
        if search is None or most <= search.count:
            return search
        if search.n_neighbors != "auto":
            message = f"{search.n_neighbors} neighbours are looked for, and {'.'.join(place)} asks "
            advice = f"for {most}; raise this, or leave it out"
            self.problems.append((("neighbors", "n_neighbors"), message + advice))
        return search.model_copy(update={"n_neighbors": most})

    def _check_encoder(self, assigner: Assigner, embedder: Embedder) -> None:
        if not self.settings.get("themes") or not assigner.embeds_words or embedder.encodes:
            return
        kinds = {name: method_class("assign", name) for name in method_names("assign")}
        others = [name for name, kind in kinds.items() if not getattr(kind, "embeds_words", False)]
        message = (
            f"{assigner.name()!r} embeds the themes, which embed.method {embedder.name()!r} "
            f"cannot; use assign.method: {', '.join(others)}"
        )
        self.problems.append((("assign", "method"), message))


def _shared(
    general: General | None, execution: Execution | None, words: WordChoice | None
) -> dict[str, Any]:
    """What methods have from the sections of no stage; none of a section that is wrong."""
    shared: dict[str, Any] = {}
    if general is not None and execution is not None:
        shared = {
            "seed": general.seed, "language": general.language, "threads": execution.threads,
        }  # fmt: skip
    if words is not None:
        shared["words"] = words.model_dump(mode="json")
    return shared


def _demand_readable(methods: Iterable[Method]) -> None:
    for method in methods:
        for path in method.sources().values():
            if not os.access(path, os.R_OK):
                raise MachineError(f"{path}: cannot be read: no permission; change its mode")


def _missing(method: Method) -> Iterator[str]:
    for part in (method, *method.components()):
        yield from (f"method {part.name()!r} needs {lack}" for lack in part.lacks())


def _no_format(path: Any, located: Path) -> str:
    from pipeline.load.documents import is_document

    if not isinstance(path, str):
        return f"{shown(path)} is not allowed; expected a file or folder"
    if not path:
        return "is empty; name a file or folder"
    if not exists(located):
        return f"no such file or folder: {located}"
    if not located.is_file() and not located.is_dir():
        return f"{located} is a pipe or a device; name a file or folder"
    if is_document(located.name):
        return f"{located.name} is a single document; name its folder, each of whose files is one"
    known = ", ".join(method_names("load"))
    return f"cannot tell the format of {located.name}; set load.method to one of {known}"


def _same_name(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
