"""The checks that a reader should keep in mind, as the commands print them."""

import sys
from collections.abc import Sequence

from pipeline.cli.saying import say
from pipeline.cli.terminal import painted
from pipeline.core.artifacts import Check
from pipeline.report.lettering import printable


def show_warnings(checks: Sequence[Check]) -> None:
    """Each check that is no mere information, with its code and what to do about it."""
    told = [check for check in checks if check.severity != "info"]
    if told:
        print("\nTo keep in mind:")
    for check in told:
        code = painted(check.code, "warning", sys.stdout)
        say(printable(f"{check.message} {check.advice}"), f"  {code} ", "      ")
