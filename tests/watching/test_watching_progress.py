"""How far a run is: the step of all, and seconds that are only told where they can be known."""

import pytest

from pipeline.core.events import (
    RunFinished,
    RunForecast,
    RunStarted,
    StepFinished,
    StepProgressed,
    StepStarted,
)
from pipeline.watching.progress import Left, Progress

STEPS = ("load", "embed", "cluster", "report")
FORESEEN = {"embed": 60.0, "cluster": 20.0, "report": 20.0}


def progress(*events):
    """What is known after events, each with the second that it comes at."""
    found = Progress()
    for now, event in events:
        found.take(event, now)
    return found


BEGUN = (
    (0.0, RunStarted(STEPS)),
    (0.0, StepStarted("load", "page", ())),
    (5.0, StepFinished("load", "page", False, 5.0)),
    (5.0, RunForecast(100.0, 0, 0, FORESEEN)),
    (5.0, StepStarted("embed", "minilm", ())),
)


def finished(step, seconds, now, hit=False):
    return (now, StepFinished(step, "any", hit, seconds))


def test_before_the_corpus_is_known_no_time_is_told():
    reading = progress(*BEGUN[:2])
    assert reading.words(3.0) == "step 1 of 4"
    assert reading.left(3.0) is None


def test_a_run_without_steps_of_its_own_tells_nothing():
    assert progress((0.0, StepStarted("place", "any", ()))).words(9.0) == ""


def test_the_time_left_is_what_was_foreseen_and_runs_down():
    begun = progress(*BEGUN)
    assert begun.words(5.0) == "step 2 of 4 · about 2 min left"
    assert begun.left(5.0) == Left(100.0)
    assert begun.left(35.0) == Left(70.0)
    assert begun.words(40.0) == "step 2 of 4 · about 65 s left"


def test_steps_that_take_longer_than_foreseen_lengthen_what_follows():
    as_foreseen = progress(*BEGUN, finished("embed", 60.0, 65.0))
    slow = progress(*BEGUN, finished("embed", 120.0, 125.0))
    fast = progress(*BEGUN, finished("embed", 10.0, 15.0))
    assert as_foreseen.left(65.0) == Left(40.0)
    assert 60 < slow.left(125.0).seconds < 80
    assert 20 <= fast.left(15.0).seconds < 30


def test_no_first_step_makes_a_run_endless():
    begun = progress(*BEGUN, finished("embed", 6_000.0, 6_005.0))
    assert begun.left(6_005.0) == Left(80.0)


def test_documents_that_are_done_tell_more_of_a_step_the_more_they_are():
    at_first = progress(*BEGUN, (6.0, StepProgressed("embed", 1, 1_000)))
    assert at_first.left(6.0).seconds == pytest.approx(101, abs=1)
    # 900 of 1,000 took 180 s: 20 s are to come of it, whatever was foreseen
    later = progress(*BEGUN, (185.0, StepProgressed("embed", 900, 1_000)))
    assert later.left(185.0).seconds == pytest.approx(40 + 20, abs=2)


def test_a_step_that_goes_through_its_documents_again_is_taken_as_foreseen():
    again = progress(
        *BEGUN,
        (25.0, StepProgressed("embed", 1_000, 1_000)),
        (26.0, StepProgressed("embed", 1, 1_000)),
    )
    assert again.left(35.0) == Left(70.0)


def test_where_a_step_is_late_only_what_follows_it_is_told():
    begun = progress(*BEGUN)
    assert begun.words(5 + 60) == "step 2 of 4 · about 40 s left"
    assert begun.words(5 + 80) == "step 2 of 4 · at least 40 s left"
    last = progress(
        *BEGUN,
        finished("embed", 60.0, 65.0),
        finished("cluster", 20.0, 85.0),
        (85.0, StepStarted("report", "html", ())),
    )
    assert last.words(115.0) == "step 4 of 4 · longer than foreseen"


def test_what_is_cached_counts_as_a_step_and_takes_no_time():
    begun = progress(
        (0.0, RunStarted(STEPS)),
        finished("load", 0.0, 0.0, hit=True),
        (0.0, RunForecast(20.0, 0, 0, {"report": 20.0})),
        finished("embed", 0.0, 0.0, hit=True),
        finished("cluster", 0.0, 0.0, hit=True),
    )
    assert begun.words(0.0) == "step 3 of 4 · about 20 s left"


def test_a_step_that_is_computed_again_later_takes_none_back():
    begun = progress(*BEGUN, finished("embed", 60.0, 65.0), (66.0, StepStarted("load", "page", ())))
    assert begun.position == "step 2 of 4"


def test_the_share_never_goes_back_and_ends_whole():
    found, shares = Progress(), []
    events = [
        *BEGUN,
        (30.0, StepProgressed("embed", 500, 1_000)),
        (60.0, StepProgressed("embed", 510, 1_000)),  # slower than it seemed
        finished("embed", 200.0, 205.0),
        (205.0, StepStarted("cluster", "any", ())),
        finished("cluster", 50.0, 255.0),
        (270.0, RunFinished("outputs/x-001", 270.0)),
    ]
    for now, event in events:
        found.take(event, now)
        shares.append(found.share(now))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_without_a_forecast_the_share_is_of_steps():
    trial = progress((0.0, RunStarted(STEPS)), (0.0, StepStarted("cluster", "any", ())))
    assert trial.share(1.0) == 0.5
    assert trial.words(1.0) == "step 3 of 4"


def test_what_has_no_steps_is_as_far_as_its_documents():
    placing = progress((0.0, StepStarted("place", "any", ())), (1.0, StepProgressed("place", 3, 4)))
    assert placing.share(1.0) == 0.75


def test_the_next_run_of_a_sweep_begins_anew():
    again = progress(*BEGUN, finished("embed", 60.0, 65.0), (70.0, RunStarted(STEPS)))
    assert again.words(71.0) == ""
    assert again.share(71.0) == 0.0
