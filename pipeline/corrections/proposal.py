"""Proposal: what files of corrections would change beside a config; nothing is written yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.assign.labels import meant, read_labels, read_rows
from pipeline.compare.run_tables import RunTables, require_comparable
from pipeline.config import Config
from pipeline.core.corpus import Corpus
from pipeline.core.errors import ConfigError, InputError, shown
from pipeline.corrections.annotated.reading import Annotated, read_annotated
from pipeline.corrections.annotated.taking import taken
from pipeline.corrections.changes import Changes, changes
from pipeline.corrections.file import read_corrections
from pipeline.corrections.following import Between, followed
from pipeline.corrections.joining import conflicts
from pipeline.corrections.settings import Corrections
from pipeline.corrections.taking_over import Written, labels_file, named_files, written
from pipeline.runs.explain import last_finished
from pipeline.runs.results import stored_result
from pipeline.runs.run import Run, find_run


@dataclass(frozen=True)
class Proposal:
    """What is to be changed.

    newest     the run whose topics and documents the changes are said of
    settings   of the config that are to name files which it does not name yet
    notes      what the user should know: what was left out, what a topic is now
    conflicts  on which files contradict each other; nothing is proposed then
    """

    newest: RunTables
    changes: Changes
    files: Written
    settings: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


def proposed(config: Config, paths: Sequence[Path], *, approved: bool = False) -> Proposal:
    """Read files of corrections, and of tools of annotation, and say what they would change.

    ``approved`` is whether somebody has looked at all that doccano exported. Raises
    ``ConfigError`` that holds what is wrong with all of them, ``InputError`` where there
    is no run yet or the judgements contradict each other.
    """
    newest = _tables(last_finished(config))
    files, notes = _read(config, newest, paths, approved)
    against = tuple(conflicts(files))
    if against:
        return Proposal(newest, Changes(), Written({}, {}), notes=tuple(notes), conflicts=against)
    found = changes(files, config.overrides, _judged(config, newest), config.themes)
    texts = written(config, found, newest.position)
    _require_sound(config, newest, found, texts)
    return Proposal(newest, found, texts, named_files(config, found), tuple(notes))


def _read(
    config: Config, newest: RunTables, paths: Sequence[Path], approved: bool
) -> tuple[list[Corrections], list[str]]:
    """What the files say of the newest run, and what is to be told of it."""
    themes = [theme.name for theme in config.themes]
    files: list[Corrections] = []
    annotated: list[Annotated] = []
    notes: list[str] = []
    problems: list[str] = []
    for path in paths:
        try:
            export = read_annotated(path, approved=approved)
            if export:
                annotated.append(export)
                continue
            file = read_corrections(path)
            about, told = followed(file, Between(_read_run(file, config, newest), newest), themes)
        except ConfigError as error:
            problems += error.problems
        else:
            files.append(about)
            notes += told
    try:
        about, told = taken(annotated, config, newest, lambda file: _read_run(file, config, newest))
    except ConfigError as error:
        problems += error.problems
    if problems:
        raise ConfigError(*problems)
    return [*files, about], [*notes, *told]


def _tables(run: Run) -> RunTables:
    require_comparable(run)
    return RunTables(run)


def _read_run(file: Corrections, config: Config, newest: RunTables) -> RunTables:
    """The run whose report was read, which may be the newest."""
    head = file.head
    try:
        run = find_run(head.run, config.outputs)
    except ConfigError as error:
        raise ConfigError(
            f"{file.file}: was made of {head.run}: {error}; name the outputs folder with that run: "
            "--outputs DIR"
        ) from None
    except OSError as error:  # a name that no folder can have
        raise ConfigError(
            f"{file.file}: was made of {shown(head.run)}, which cannot be read: {error.strerror}; "
            f"the newest run is {newest.name}"
        ) from None
    if head.key and head.key != run.record.key:
        raise ConfigError(
            f"{file.file}: was made of another run that is called {head.run}, too (its key is "
            f"{head.key[:12]}, and that of {run.folder} is {run.record.key[:12]}); name the "
            "outputs folder with that run: --outputs DIR"
        )
    return newest if run.folder.samefile(newest.run.folder) else _tables(run)


def _judged(config: Config, newest: RunTables) -> dict[tuple[str, str], bool]:
    """The judgements that runs know; a table that the config does not name says nothing yet."""
    path = labels_file(config)
    rows = list(read_rows(path)) if path.is_file() else []  # tells what is wrong with it
    if not config.assign.labels:
        return {}
    themes = [theme.name for theme in config.themes]
    return {
        (meant(theme, themes), meant(id_, newest.position)): belongs
        for _, id_, theme, belongs in rows
    }


def _require_sound(config: Config, newest: RunTables, new: Changes, files: Written) -> None:
    """Raise ``InputError`` where a run would find judgements that contradict each other."""
    path = labels_file(config)
    run = newest.run
    corpus = stored_result(run, "load", Corpus) if new.judgements or new.themes else None
    if corpus is None:
        return
    themes = [*config.themes, *new.themes]
    with TemporaryDirectory() as folder:
        draft = Path(folder, path.name)
        if path in files.texts:
            draft.write_text(files.texts[path], encoding="utf-8", newline="")
        try:
            read_labels(corpus, themes, draft if path in files.texts else config.assign.labels)
        except InputError as error:
            told = str(error).replace(f"{draft}:", f"{path.name}, as it would be, line ")
            raise InputError(told) from None
