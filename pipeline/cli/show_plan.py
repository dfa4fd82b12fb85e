"""What the plan prints: light, for it is asked for often."""

from collections.abc import Iterable, Sequence

from pipeline.cli.saying import say, say_whole
from pipeline.config import Config
from pipeline.report.reasons import because
from pipeline.resources.wording import in_words, shortage
from pipeline.running.plan import Planned


def show_plan(planned: Iterable[Planned]) -> None:
    """One line for every step."""
    words = {"cached": "cached", "runs": "will run", "depends": "will run"}
    steps = list(planned)
    for outlook in steps:
        told = "; ".join(map(because, outlook.why))
        why = {"cached": "", "runs": f", because {told}", "depends": f" {told}"}[outlook.status]
        choice = f" ({outlook.choice})" if outlook.choice else ""
        line = f"{outlook.name:<14} {outlook.method:<12} {words[outlook.status]}{choice}{why}"
        say_whole(line, len(f"{'':<14} {'':<12} "))
    if all(outlook.status == "cached" for outlook in steps):
        say_whole("Nothing changed: a run would compute and write nothing.")


def show_forecast(config: Config, planned: Sequence[Planned]) -> None:
    """What a run would take, and what there is too little of."""
    from pipeline.resources.machine import free_disk, free_memory
    from pipeline.running.forecast import foresee

    expected = foresee(config, planned)
    if expected is None:
        return
    say_whole(in_words(expected))
    problem = shortage(expected, free_memory(), free_disk(config.outputs))
    if problem:
        say(f"Not enough: {problem}.", then="  ")
