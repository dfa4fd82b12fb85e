"""Every write of every command, killed at, cut short, or refused: nothing is lost by it.

What is visible afterwards is as it was before or as it is to become, and the same command again
ends with the same bytes as one that was let be.
"""

import random
import signal
from functools import cache

import pytest
import tally
from forking import KINDS, Fault, ended
from scenarios import SCENARIOS, WRITING
from trees import tree, unlike

from pipeline.cli.commands import COMMANDS

PARTS = 4 if tally.ALL else 1
EVERY = {"kill": 5, "cut": 5, "full": 15, "short": 15, "denied": 15}
"""Of so many writes one is hit, by each kind; in the quick choice one by a kill, one by another."""


@pytest.fixture(scope="session")
def undisturbed(places):
    """For a scenario what was there before, what after, and the writes between."""

    @cache
    def find(name):
        scenario = SCENARIOS[name]
        folder = places.new(scenario)
        before = tree(folder)
        done = ended(scenario.arguments, folder)
        assert done.code == 0, done.output
        return before, tree(folder), done.writes

    return find


def test_every_command_has_a_scenario():
    known = {scenario.arguments[0] for scenario in SCENARIOS.values()}
    of_a_hub = {"model"}  # which is tried against one in tests/models
    assert known == {command.__name__ for command in COMMANDS} - of_a_hub


@pytest.mark.parametrize("name", sorted(set(SCENARIOS) - set(WRITING)))
def test_a_command_that_only_tells_writes_nothing(name, undisturbed):
    before, after, writes = undisturbed(name)
    assert writes == []
    assert after == before


@pytest.mark.parametrize("name", WRITING)
def test_nothing_is_written_under_the_name_that_it_is_to_have(name, undisturbed):
    """Every file is a draft, of itself or in a folder of drafts, before it has its name."""
    opened = [write.partition(" ")[2] for write in undisturbed(name)[2] if write.startswith("open")]
    assert opened or name == "clean"
    of_ours = {path for path in visible(dict.fromkeys(opened)) if not path.startswith("temporary/")}
    assert of_ours == set()


def stage_of(writes, number):
    """What a write belongs to: the stage whose result is given its name next."""
    for write in writes[number:]:
        target = write.partition(" -> ")[2]
        for stage in target.partition("/.store/")[2].split("/")[:-1][:1]:
            if not stage.startswith("."):
                return "embed" if stage == "vectors" else stage
        if target:
            return "report" if "/outputs/planted-0" in target else "a file of its own"
    return "the end"


def chosen(name, kind, writes, part):
    """The writes to hit, in this part of them."""
    numbers = range(len(writes))
    if tally.ALL:
        numbers = numbers[KINDS.index(kind) % EVERY[kind] :: EVERY[kind]]
        return [number for number in numbers if number % PARTS == part]
    draw = random.Random(name)
    return [draw.choice(numbers)] if kind in ("kill", draw.choice(KINDS[1:])) else []


def visible(paths):
    """Those paths that a user sees: hidden ones are drafts and the store."""
    return {
        path: what
        for path, what in paths.items()
        if not any(part.startswith(".") for part in path.split("/"))
    }


def half_written(now, before, after):
    """What is visible and neither as it was nor as it is to become."""
    return {
        path: what
        for path, what in visible(now).items()
        if what not in (before.get(path), after.get(path))
    }


def missing(now, before, after):
    """What a user had and is gone, though it was to stay."""
    return [path for path in visible(before) if path in after and path not in now]


def incomplete(now, before, after):
    """Folders that have come beside the runs, and are not whole."""
    come = {
        path
        for path in visible(now)
        if path.startswith("outputs/")
        and path.count("/") == 1
        and path not in before
        and now[path] == "folder"
    }
    return [path for path in after if path.rpartition("/")[0] in come and path not in now]


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", WRITING)
def test_no_write_that_is_hit_leaves_anything_behind(name, part, places, undisturbed):
    before, after, writes = undisturbed(name)
    wrong = []
    for kind in KINDS:
        for number in chosen(name, kind, writes, part):
            faults = hit(SCENARIOS[name], Fault(kind, number), places, before, after)
            where = stage_of(writes, number) if name.startswith("run") else name
            tally.count(where, f"write: {kind}", not faults)
            wrong += [(kind, number, writes[number], fault) for fault in faults]
    assert not wrong, "\n\n".join("\n".join(map(str, each)) for each in wrong)


def hit(scenario, fault, places, before, after):
    """What is wrong after a fault, in words."""
    folder, found = places.new(scenario), []
    first = ended(scenario.arguments, folder, fault)
    now = tree(folder)
    found += told_badly(first, fault, visible(now) == visible(after))
    found += [f"half written: {each}" for each in half_written(now, before, after).items()]
    found += [f"gone: {path}" for path in missing(now, before, after)]
    found += [f"incomplete: {path}" for path in incomplete(now, before, after)]
    if visible(now) == visible(after) and first.code <= 0:
        return found
    second = ended(scenario.arguments, folder)
    if second.code not in scenario.again:
        found.append(f"again: exit code {second.code}: {second.output}")
    found += [f"again: {each}" for each in unlike(tree(folder), after).items()]
    return [*found, *(f"litter: {path}" for path in (folder / "temporary").iterdir())]


def told_badly(first, fault, done):
    """What is wrong with how a command ended: it is killed, or done, or says what hindered it."""
    if first.code < 0:
        expected = {"kill": signal.SIGKILL, "cut": signal.SIGXFSZ}.get(fault.kind)
        return [] if -first.code == expected else [f"killed: {first}"]
    if first.code == 0 and done:
        return []  # nothing long was written after it, or only what is removed anyway
    if first.code != 5 or "Traceback" in first.output or "bug in" in first.output:
        return [f"told badly: {first.code}: {first.output}"]
    return []


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_command_needs_no_folder_to_write_in_but_its_own(name, places, undisturbed):
    """As in a container whose installation, home and temporary folder are read-only."""
    scenario, folder = SCENARIOS[name], places.new(SCENARIOS[name])
    done = ended(scenario.arguments, folder, Fault("elsewhere", 0))
    tally.count(name, "write: elsewhere", done.code == 0)
    assert done.code == 0, done.output
    assert unlike(tree(folder), undisturbed(name)[1]) == {}
