"""The command line: the only place that prints."""

from pipeline.cli.commands import main

__all__ = ["main"]
