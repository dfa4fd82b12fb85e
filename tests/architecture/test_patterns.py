"""Every regular expression of the code ends soon, whatever text it is given."""

import ast
import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import pipeline

LONG = 250_000
"""Characters of a text."""

SECONDS = 20
"""Of the processor, whatever else it does: a pattern that looks at each character a few times takes
a tenth of one, a quadratic one many minutes."""

UNITS = {
    "one letter": "a",
    "letters and dots": "a.",
    "letters and hyphens": "a-",
    "spaces": " ",
    "line breaks": "\n",
    "line breaks and spaces": " \n",
    "digits and commas": "1,",
    "signs of addresses": "@",
    "addresses without an end": "x@y.",
    "opening brackets": "<a",
    "dollars": "$a ",
    "quotes": "'",
    "quoted lines": "\n> ",
    "colons": "A: ",
    "copyright signs": "© 2",
    "words": "No word, ",
}
TEXTS = {name: (unit * (LONG // len(unit)))[:LONG] for name, unit in UNITS.items()}
# what is looked for only where a text has a sign of it
TEXTS |= {"one letter, and an address": f"{TEXTS['one letter']} x@y.de"}


def _modules():
    for found in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def _held(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (pattern for each in value.values() for pattern in _held(each))
    elif isinstance(value, list | tuple | frozenset | set):
        yield from (pattern for each in value for pattern in _held(each))


def _patterns() -> dict[str, re.Pattern[str]]:
    """All patterns that modules hold, and those written where they are used."""
    found = {}
    for module in _modules():
        for value in vars(module).values():
            for pattern in _held(value):
                found[pattern.pattern, pattern.flags] = pattern
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        for call in ast.walk(tree):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and getattr(call.func.value, "id", "") == "re"
                and call.args
                and isinstance(call.args[0], ast.Constant)
            ):
                pattern = re.compile(call.args[0].value)
                found[pattern.pattern, pattern.flags] = pattern
    kept = (pattern for pattern in found.values() if isinstance(pattern.pattern, str))
    return {pattern.pattern[:60]: pattern for pattern in kept}


PATTERNS = _patterns()


@contextmanager
def within(seconds: float, what: str) -> Iterator[None]:
    """Fail where a search does not end: the module re lets signals through."""

    def late(*_: object) -> None:
        raise TimeoutError(what)

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    except TimeoutError:
        pytest.fail(f"no end within {seconds} s on {what}")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_ends_soon_on_a_long_text_of_anything(name):
    pattern = PATTERNS[name]
    for what, text in TEXTS.items():
        with within(SECONDS, what):
            for _ in pattern.finditer(text):
                pass
