"""What the commands print about finished runs: one, all of them, and what is kept of them."""

from collections.abc import Iterable, Sequence

from pipeline.cli.saying import say, say_table, say_whole
from pipeline.cli.show import show_ending
from pipeline.cli.table import Heading
from pipeline.export import Exported
from pipeline.predict import Prediction
from pipeline.report.lettering import printable
from pipeline.report.reasons import because
from pipeline.running.replay import Replay
from pipeline.runs.clean import Stored, Survey, size_of
from pipeline.runs.list import Catalogue, Listed
from pipeline.runs.run import Run

MEGABYTE = 1_000_000

COLUMNS = (
    *(Heading("run"), Heading("started (UTC)")),
    *(Heading(name, right=True) for name in ("documents", "topics", "stability")),
    *(Heading(name, folds=True) for name in ("themes", "changed")),
)
"""The columns of the list of runs."""


def show_catalogue(found: Catalogue) -> None:
    """One row per run, and a line for every folder that holds no whole one."""
    if found.runs:
        say_table(COLUMNS, [[printable(cell) for cell in _row(listed)] for listed in found.runs])
    for folder in found.unfinished:
        say_whole(f"Left out: {printable(str(folder))}: its run.json is missing or damaged.")


def _row(listed: Listed) -> Sequence[str]:
    counts = (listed.documents, listed.topics)
    themes = (listed.themes or {}).items()
    return (
        listed.run.folder.name,
        f"{listed.started:%Y-%m-%d %H:%M}" if listed.started else "n/a",
        *("n/a" if count is None else f"{count:,}" for count in counts),
        "n/a" if listed.stability is None else f"{listed.stability:.2f}",
        ", ".join(f"{name} {documents}" for name, documents in themes),
        _changes(listed),
    )


def _changes(listed: Listed) -> str:
    if listed.changes is None:
        return "not recorded"
    return "; ".join(map(because, listed.changes)) or "nothing but code or versions"


def show_finished(run: Run) -> None:
    """What a run said when it ended, how it was made, and what it wrote."""
    record = run.record
    stages = [f"{stage.step} {stage.method}".strip() for stage in record.stages]
    print(f"Run {printable(run.folder.name)}\n")
    show_ending(record)
    print("\nHow it was made:")
    _paragraph(f"command: {record.command or 'n/a'}")
    _paragraph(f"started: {record.started or 'n/a'}, Themeline {record.themeline}")
    _paragraph(f"steps: {', '.join(stages)}")
    print(f"\nFiles in {printable(str(run.folder))}:")
    for names in _by_folder(record.files):
        _paragraph(", ".join(names))
    print(f"\nReport: {printable(str(run.report_file))}")


def show_prediction(prediction: Prediction) -> None:
    """Where new documents went, and whether the run still describes them."""
    print()
    for sentence in prediction.sentences:
        say(printable(sentence), then="  ")
    print(f"\nReport: {printable(str(prediction.folder / 'drift.md'))}")
    print(f"Tables: {printable(str(prediction.folder))}")


def show_exported(done: Exported) -> None:
    """What was written for another tool, and how to open it there."""
    folder = printable(str(done.folder))
    begun = "Written" if done.fresh else "Nothing to write, all of it is there already"
    say_whole(f"{begun}, for {done.tool}: {folder}")
    for name, size in done.sizes.items():
        holds = f"{done.holds[name]}, " if done.holds[name] else ""
        say_whole(f"  {printable(f'{name}: {holds}{_in_megabytes(size)}')}")
    if not done.quotes:
        say_whole(
            "The texts are in these files: report.texts, which is false in the run's config, "
            "concerns the report alone."
        )
    say_whole(f"Open it: {printable(done.opening)}")


def show_survey(found: Survey, keep: int | None) -> None:
    """What a cleaning would remove, before it does."""
    for folder in found.unfinished:
        say_whole(f"{printable(str(folder))}: is no finished run; its results count as unneeded.")
    of = f"none of the newest {keep} runs of each name" if keep else "no finished run"
    if found.unnamed:
        say_whole(f"Needed by {of}: {_amount(found.unnamed)}.")
    if found.drafts:
        say_whole(f"Left half-written by runs that were killed: {_amount(found.drafts)}.")


def show_left(found: Survey, removed: bool) -> None:
    """What became of the store, and what is left of it."""
    if not removed:
        what = "Nothing is removed in a dry run"
    elif found.unnamed or found.drafts:
        what = f"Removed {_megabytes((*found.unnamed, *found.drafts))}"
    else:
        what = "Nothing to remove"
    say_whole(f"{what}; kept: {_amount(found.named)}. Run folders are never touched.")


def unlike(run: Run, done: Replay) -> str:
    """What came out different when a run was replayed, and why, as an error says it."""
    name = printable(run.folder.name)
    causes = "; ".join(map(because, done.causes)) or "nothing that is recorded: please report it"
    first = f"the first step with another result: {done.step}\n" if done.step else ""
    return (
        f"{name}: run again from nothing, {len(done.different)} of {len(done.tables)} tables came "
        f"out different: {', '.join(done.different)}\n"
        f"{first}what differs between the two runs: {printable(causes)}"
    )


def _amount(stored: Sequence[Stored]) -> str:
    results = f"{len(stored)} stored result{'' if len(stored) == 1 else 's'}"
    return f"{results} ({_megabytes(stored)})"


def _megabytes(stored: Sequence[Stored]) -> str:
    return _in_megabytes(size_of(stored))


def _in_megabytes(bytes_: int) -> str:
    size = bytes_ / MEGABYTE
    return "under 0.1 MB" if 0 < size < 0.1 else f"{size:,.1f} MB"


def _by_folder(files: Iterable[str]) -> list[list[str]]:
    """Names of files, those in the run folder first, then folder by folder."""
    folders: dict[str, list[str]] = {"": []}
    for name in sorted(files):
        folders.setdefault(name.rpartition("/")[0], []).append(name)
    return [names for names in folders.values() if names]


def _paragraph(text: str) -> None:
    say(printable(text), "  ", "    ")
