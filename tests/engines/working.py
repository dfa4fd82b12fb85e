"""Partition functions to try engines with; workers import them from here."""

import os
import time
from dataclasses import dataclass
from typing import Any

from pipeline.core.errors import MachineError


@dataclass(frozen=True)
class Watched:
    """Says which process runs a function, and takes its time."""

    function: Any
    seconds: float = 0.0

    def __call__(self, batch):
        time.sleep(self.seconds)
        return os.getpid(), self.function(batch)


def call(asked):
    function, batch = asked
    return function(batch)


def double(number):
    return 2 * number


def refuse(number):
    if number == 3:
        raise MachineError("the model is missing; install it")
    return number
