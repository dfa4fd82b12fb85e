"""What the check prints: light, for it is asked for often."""

from typing import Any

from pipeline.cli.keep_in_mind import show_warnings
from pipeline.cli.saying import say, say_whole
from pipeline.config import Config
from pipeline.core.theme import negation_checks
from pipeline.load.look import Look
from pipeline.report.lettering import printable


def show_config(config: Config, seen: Look) -> None:
    """That a config is right, what it asks for and what it will read."""
    resolved = config.resolved()
    chosen = {name: value["method"] for name, value in resolved.items() if _has_method(value)}
    say_whole(f"{config.path}: no problem found.")
    for section, method in chosen.items():
        say_whole(f"  {section:<10} {method}")
    themes = ", ".join(theme.name for theme in config.themes) or "none"
    say_whole(f"  {'themes':<10} {themes}", 13)
    print(f"  {'outputs':<10} {config.outputs}")
    for sentence in seen.told:
        say(printable(sentence[:1].upper() + sentence[1:]))
    show_warnings(negation_checks(config.themes))
    for note in config.notes:
        say_whole(f"note: {note}")


def _has_method(value: Any) -> bool:
    return isinstance(value, dict) and "method" in value
