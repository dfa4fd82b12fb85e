"""The command that brings models."""

from typing import Annotated, Literal

import typer

from pipeline.cli.app import ConfigArgument, ConfigOption, DebugOption, one_config
from pipeline.cli.saying import say_whole


def model(
    action: Annotated[
        Literal["fetch"], typer.Argument(help="What to do with it: fetch.", metavar="ACTION")
    ],
    name: Annotated[str, typer.Argument(help="The model on the hub of Hugging Face: OWNER/NAME.")],
    config: ConfigArgument = None,
    revision: Annotated[
        str | None,
        typer.Option(
            "--revision",
            metavar="REVISION",
            help="A commit, branch or tag; without it that of the lock, or else the newest.",
        ),
    ] = None,
    config_: ConfigOption = None,
    debug: DebugOption = False,
) -> None:
    """Download a model for embed.method transformer or static, the only command that may.

    What is read of it goes to the cache of Hugging Face; its revision and the sha256 of each file
    to models.lock.json beside the config, by which the same files are read everywhere.
    """
    from pipeline.models.fetching import fetch_model
    from pipeline.models.named import LOCK
    from pipeline.report.lettering import printable

    beside = one_config(config, config_).parent
    folder, locked = fetch_model(name, beside, revision)
    size = sum((folder / file).stat().st_size for file in locked.files) / 1e6
    fetched = f"{name}, revision {locked.revision}: {len(locked.files)} files, {size:,.0f} MB"
    say_whole(printable(fetched))
    say_whole(printable(f"{beside / LOCK} holds their sha256; in the config: model: {name}"))
