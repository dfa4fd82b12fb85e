"""What the commands print about methods."""

from collections.abc import Sequence

from pipeline.cli.saying import say
from pipeline.config.reference import settings_of
from pipeline.core.discovery import method_class, method_names
from pipeline.running.recording import about


def show_methods(stages: Sequence[str]) -> None:
    """Every method of some stages, with its parameters."""
    for stage in stages:
        used = " (reduce and map)" if stage == "reduce" else ""
        print(f"{stage}{used}")
        for name in method_names(stage):
            method = method_class(stage, name)
            say(f"{name}: {about(method)}", "  ", "    ")
            for each in settings_of(method):
                line = f"{each.name} = {each.default}   {each.allowed}; {each.description}"
                say(line, "    ", "        ")
        print()
