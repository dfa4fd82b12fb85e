"""Commands that make something: runs and what leads up to them."""

from functools import wraps
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from pipeline.cli.app import (
    ConfigArgument,
    ConfigOfRuns,
    ConfigOption,
    DebugOption,
    OutputsOption,
    RunArgument,
    RunsIn,
    SetOption,
    command_line,
    one_config,
)
from pipeline.cli.defaults import DEFAULT_CONFIG
from pipeline.cli.saying import say_whole
from pipeline.cli.streams import tell, tell_notes
from pipeline.core.errors import ConfigError
from pipeline.core.old_names import old_name


def run(
    config: ConfigArgument = None,
    config_: ConfigOption = None,
    set_: SetOption = None,
    outputs: OutputsOption = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="RUN",
            help="Compare with this run, or with none; by default with the last.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Go on though memory or disk may not be enough.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the report's path only.")] = False,
    debug: DebugOption = False,
) -> None:
    """Run a config end to end; compute only what has changed, and say what that changed."""
    from pipeline.cli.progress import watcher
    from pipeline.cli.show import show_run
    from pipeline.config import load_config
    from pipeline.core.events import unwatched
    from pipeline.running.execute import NOTHING, execute

    checked = load_config(one_config(config, config_), set_ or (), outputs)
    tell_notes(checked.notes)
    if quiet:
        print(execute(checked, unwatched, command_line(), against=against, force=force).report_file)
        return
    with watcher() as watch:
        result = execute(checked, watch, command_line(), against=against, force=force)
    show_run(result)
    if against not in (None, NOTHING) and not result.fresh:
        from pipeline.cli.show_compared import show_against

        show_against(str(against), result)


def plan(
    config: ConfigArgument = None,
    config_: ConfigOption = None,
    set_: SetOption = None,
    outputs: OutputsOption = None,
    debug: DebugOption = False,
) -> None:
    """Say for every step whether it is cached or would run, and why, and what it would take.

    Computes nothing.
    """
    from pipeline.cli.show_plan import show_forecast, show_plan
    from pipeline.config import load_config
    from pipeline.running.plan import plan as make_plan

    checked = load_config(one_config(config, config_), set_ or (), outputs)
    tell_notes(checked.notes)
    planned = make_plan(checked)
    show_plan(planned)
    show_forecast(checked, planned)


def check(
    config: ConfigArgument = None,
    config_: ConfigOption = None,
    set_: SetOption = None,
    debug: DebugOption = False,
) -> None:
    """Check a config and the texts that it names; name every mistake at once. Runs nothing."""
    from pipeline.cli.show_config import show_config
    from pipeline.config import load_config
    from pipeline.load.look import Readable, look, require_documents

    checked = load_config(one_config(config, config_), set_ or ())
    source = cast("Readable", checked.load)
    seen = look(source)
    require_documents(source, seen)
    show_config(checked, seen)


def init(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help="Your texts: a table, references, messages, a folder.",
            readable=False,
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Where to write the config.")
    ] = DEFAULT_CONFIG,
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding", metavar="NAME", help="How its bytes spell text, e.g. cp1252 or gb18030."
        ),
    ] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="Write the papers that ship with it, and a config.")
    ] = False,
    debug: DebugOption = False,
) -> None:
    """Look at a file's columns and write a commented config for it; or write a demo."""
    from pipeline.cli.init import write_config, write_demo

    if (file is None) != demo:
        raise ConfigError("name either your texts, themeline init FILE, or themeline init --demo")
    for line in write_demo(output) if file is None else write_config(file, output, encoding):
        say_whole(line, 2)


def sweep(
    config: ConfigArgument = None,
    config_: ConfigOption = None,
    try_: Annotated[
        list[str] | None,
        typer.Option(
            "--try",
            metavar="KEY=V1,V2,...",
            help="Values of a key to try, e.g. cluster.min_cluster_size=5,10,20; repeat it for a "
            "grid.",
        ),
    ] = None,
    random: Annotated[
        int | None,
        typer.Option("--random", min=1, metavar="N", help="Try only N combinations, drawn."),
    ] = None,
    set_: SetOption = None,
    outputs: OutputsOption = None,
    debug: DebugOption = False,
) -> None:
    """Try many settings on what is already computed, and put the results side by side."""
    from pipeline.cli.progress import watcher
    from pipeline.cli.show_sweep import show_sweep
    from pipeline.sweep import sweep as run_sweep

    path = one_config(config, config_)
    with watcher() as watch:
        done = run_sweep(
            path,
            try_ or (),
            drawn=random,
            fixed=set_ or (),
            outputs=outputs,
            watch=watch,
            began=watch.headline,
        )
    show_sweep(done, path, set_ or ())


def predict(
    run: RunArgument,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="New documents, as the run's.", readable=False)
    ],
    outputs: RunsIn = None,
    config: ConfigOfRuns = None,
    vectors: Annotated[
        Path | None,
        typer.Option(
            "--vectors",
            metavar="FILE",
            help="Their vectors by id (.parquet), for a run of precomputed ones.",
            readable=False,
        ),
    ] = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="NAME", help="Who computes: local or ray.")
    ] = "local",
    address: Annotated[
        str, typer.Option("--address", help="Where the Ray cluster is: auto, local or host:port.")
    ] = "auto",
    debug: DebugOption = False,
) -> None:
    """Place new documents under the topics and themes of a run, and say what drifts."""
    from pipeline.cli.naming import run_named, runs_in
    from pipeline.cli.progress import watcher
    from pipeline.cli.show_finished import show_prediction
    from pipeline.config import execution_of
    from pipeline.engines.choice import running
    from pipeline.predict import predict as predict_documents

    how = execution_of(engine=engine, address=address)
    found = run_named(run, runs_in(outputs, config))
    with watcher() as watch, running(how.engine, how.address, how.threads) as workers:
        prediction = predict_documents(found, file, watch, workers, vectors=vectors)
    show_prediction(prediction)


@wraps(predict)
def assign(**given: Any) -> None:
    """Predict, by the name that the command had up to version 0.1."""
    tell(f"themeline assign {old_name('themeline predict')}", "note")
    predict(**given)


def _stages() -> tuple[str, ...]:
    """What a shell may complete where a stage is to be named."""
    from pipeline.core.discovery import STAGES

    return STAGES


def methods(
    stage: Annotated[
        str | None, typer.Argument(help="Only this stage.", autocompletion=_stages)
    ] = None,
    debug: DebugOption = False,
) -> None:
    """List the methods of every stage with their parameters and defaults."""
    from pipeline.cli.show_methods import show_methods
    from pipeline.config.problems import did_you_mean
    from pipeline.core.discovery import STAGES

    if stage is not None and stage not in STAGES:
        raise ConfigError(f"no stage {stage!r}" + did_you_mean(stage, STAGES))
    show_methods((stage,) if stage else STAGES)


def schema(debug: DebugOption = False) -> None:
    """Print the JSON schema of a config, by which editors complete and check one."""
    import json

    from pipeline.config.schema import config_schema

    print(json.dumps(config_schema(), indent=2, ensure_ascii=False))
