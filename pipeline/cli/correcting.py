"""The command that takes over what readers and annotators have sent back."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import ConfigOption, DebugOption, OutputsOption, one_config
from pipeline.cli.saying import say_whole
from pipeline.core.errors import ConfigError


def apply(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="corrections.yaml, as a report saves it, or an export of Label Studio, Argilla "
            "or doccano.",
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say it, and write nothing.")] = False,
    approved: Annotated[
        bool,
        typer.Option(
            "--approved",
            help="doccano exported approved documents only: those count, too, whose labels "
            "nobody changed.",
        ),
    ] = False,
    config: ConfigOption = None,
    outputs: OutputsOption = None,
    debug: DebugOption = False,
) -> None:
    """Take over what readers of a report saved, or people judged in a tool of annotation.

    Shows what would change, and asks. Writes overrides.yaml and labels.csv beside the config, and
    new themes into it; the next run shows them. What files contradict each other in is shown, and
    nothing is written then.
    """
    from pipeline.cli.show_corrections import show_conflicts, show_proposal
    from pipeline.config import load_config
    from pipeline.corrections.proposal import proposed
    from pipeline.corrections.taking_over import write

    named = one_config(None, config)
    checked = load_config(named, (), outputs)
    proposal = proposed(checked, files, approved=approved)
    if proposal.conflicts:
        show_conflicts(proposal)
        raise ConfigError(
            f"{len(proposal.conflicts)} of these contradict each other, and nothing is written; "
            "take one of each two out of its file, or apply the files one after the other: what "
            "comes later stands"
        )
    show_proposal(proposal)
    if not proposal.files.texts or dry_run:
        return
    if not yes and not _agreed():
        print("Nothing is written.")
        return
    write(proposal.files)
    names = [path.name for path in proposal.files.texts]
    say_whole(f"Written: {', '.join(names)}. See what comes of it: themeline run {named}")


def _agreed() -> bool:
    """Whether the user says yes; raises ``ConfigError`` where there is nobody to ask."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise ConfigError(
            "nothing is written: there is no terminal to ask on; add --yes to write it"
        )
    try:
        return input("Write this? [y/N] ").strip().casefold() in ("y", "yes")
    except EOFError:
        return False
