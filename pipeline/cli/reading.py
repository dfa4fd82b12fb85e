"""Commands that read what runs made."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import (
    ConfigArgument,
    ConfigOfRuns,
    ConfigOption,
    DebugOption,
    OutputsOption,
    RunArgument,
    RunsIn,
    one_config,
)
from pipeline.cli.saying import say_whole
from pipeline.core.errors import ConfigError


def explain(
    document: Annotated[
        str | None, typer.Argument(metavar="ID", help="A document's id.", show_default=False)
    ] = None,
    config: ConfigArgument = None,
    theme: Annotated[
        str | None, typer.Option("--theme", metavar="NAME", help="A theme, instead of a document.")
    ] = None,
    config_: ConfigOption = None,
    outputs: OutputsOption = None,
    debug: DebugOption = False,
) -> None:
    """Say why a document has its themes and topic, or which documents a theme is sure of."""
    from pipeline.cli.show_explained import show_document, show_theme
    from pipeline.config import load_config
    from pipeline.runs.explain import describe_run, explain_document, explain_theme

    if theme is not None and config is None and _is_config(document):
        document, config = None, Path(str(document))  # no ID is asked for beside a theme
    if (document is None) == (theme is None):
        raise ConfigError("name one document, or one theme: themeline explain ID, or --theme NAME")
    checked = load_config(one_config(config, config_), (), outputs)
    if document is not None:
        explained = explain_document(checked, document)
        show_document(explained, describe_run(checked, explained.run))
    if theme is not None:
        found = explain_theme(checked, theme)
        show_theme(found, describe_run(checked, found.run))


def _is_config(document: str | None) -> bool:
    return document is not None and document.endswith((".yaml", ".yml"))


def review(
    theme: Annotated[str, typer.Option("--theme", metavar="NAME", help="The theme to judge.")],
    config: ConfigArgument = None,
    count: Annotated[int, typer.Option("--count", min=1, help="Documents at most.")] = 20,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Where to write the table.")
    ] = Path("labels.csv"),
    config_: ConfigOption = None,
    outputs: OutputsOption = None,
    debug: DebugOption = False,
) -> None:
    """Write a table of the documents whose judgement would teach a theme most."""
    from pipeline.config import load_config
    from pipeline.runs.review import write_review

    checked = load_config(one_config(config, config_), (), outputs)
    written, kept = write_review(checked, theme, count, output)
    before = f", and below them the {kept} judgements so far" if kept else ""
    say_whole(f"Wrote {written} document{'' if written == 1 else 's'} to {output}{before}.")
    say_whole("Fill in the column belongs (yes or no), and name the file in the config:")
    print(f"  assign: {{labels: {output}}}")


def compare(
    before: Annotated[
        str,
        typer.Argument(
            metavar="BEFORE", help="A run, as papers-001; papers-001@0 is its coarsest level."
        ),
    ],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The run to hold against it.")],
    outputs: RunsIn = None,
    config: ConfigOfRuns = None,
    debug: DebugOption = False,
) -> None:
    """Say what changed from one run to another, and whether it is more than chance.

    Writes compare.html, a summary in Markdown and tables beside the run after.
    """
    from pipeline.cli.naming import runs_in, side_named
    from pipeline.cli.show_compared import show_comparison
    from pipeline.compare.comparison import compare as compare_sides
    from pipeline.compare.write import write_beside

    place = runs_in(outputs, config)
    comparison = compare_sides(side_named(before, place), side_named(after, place))
    folder = write_beside(comparison)
    show_comparison(comparison, folder)


def runs(
    config: ConfigArgument = None,
    config_: ConfigOption = None,
    outputs: OutputsOption = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Runs of every name, not only of the config's.")
    ] = False,
    debug: DebugOption = False,
) -> None:
    """List the finished runs, the newest last, and what was changed from each to the next.

    Those of the config's name; of every name where there is no config.
    """
    from pipeline.cli.naming import is_without, outputs_of
    from pipeline.cli.show_finished import show_catalogue
    from pipeline.config import load_config
    from pipeline.runs.list import catalogue

    path = one_config(config, config_)
    folder = outputs_of(path, outputs)
    name = None if all_ or is_without(path) else load_config(path, (), outputs).name
    found = catalogue(folder, name)
    show_catalogue(found)
    if not found.runs:
        say_whole(f"{folder}: no finished run{f' of {name}' if name else ''}.")


def show(
    run: RunArgument,
    outputs: RunsIn = None,
    config: ConfigOfRuns = None,
    debug: DebugOption = False,
) -> None:
    """Say again what a run said when it ended, how it was made and what it wrote."""
    from pipeline.cli.naming import run_named, runs_in
    from pipeline.cli.show_finished import show_finished

    show_finished(run_named(run, runs_in(outputs, config)))
