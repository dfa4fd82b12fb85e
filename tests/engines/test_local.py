"""The engine of this process: in order, not far ahead, and no further than an error."""

import threading
import time

import pytest
from working import double, refuse

from pipeline.core.errors import MachineError
from pipeline.engines.local import AHEAD, Local

THREADS = pytest.mark.parametrize("threads", [1, 3])


@THREADS
def test_results_come_in_the_order_of_the_batches(threads):
    def slow_at_first(number):
        time.sleep(0.05 if number == 0 else 0)
        return double(number)

    assert list(Local(threads).map(slow_at_first, range(40))) == [2 * n for n in range(40)]


def test_several_batches_are_worked_on_at_once():
    together = threading.Barrier(3, timeout=20)
    assert len(list(Local(3).map(lambda _: together.wait(), range(6)))) == 6


@THREADS
def test_batches_are_made_when_their_turn_comes_near(threads):
    made = []
    results = Local(threads).map(double, (made.append(n) or n for n in range(1000)))
    next(results)
    assert len(made) <= AHEAD * threads + 1


@THREADS
def test_an_error_is_raised_and_what_was_not_begun_is_left(threads):
    begun = []

    def watched(number):
        begun.append(number)
        return refuse(number)

    with pytest.raises(MachineError, match="the model is missing"):
        list(Local(threads).map(watched, range(1000)))
    assert len(begun) <= 4 + (AHEAD + 1) * threads
