"""Configs: whatever is allowed runs or is refused in words; one mistake is named by its key."""

import json

import pytest
import tally
from configs import configs, mistakes
from forking import ended
from hypothesis import HealthCheck, Phase, given, seed, settings
from scenarios import Scenario

PARTS = 4 if tally.ALL else 1
MANY = settings(
    max_examples=50 if tally.ALL else 4,
    deadline=None,
    phases=[Phase.generate],  # a mistake of ours is told as it is found
    database=None,
    suppress_health_check=list(HealthCheck),
)
FRESH = Scenario(("check",))


def tried(places, config, command):
    """What a command makes of a config, which is JSON and so YAML, too."""
    folder = places.new(FRESH)
    (folder / "config.yaml").write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
    return folder, ended(command, folder)


def hold_for_all(drawn, part, holds):
    """Try what is drawn, in this part other than in the others."""
    seed(part)(MANY(given(drawn)(holds)))()


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_allowed_runs_or_is_refused_in_words(part, places):
    def holds(config):
        folder, done = tried(places, config, ("run",))
        words = done.output
        good = done.code in (0, 2, 3) and "Traceback" not in words and "bug in" not in words
        if good and done.code == 0:
            good = ended(("verify", "latest"), folder).code == 0
        tally.count("valid" if done.code == 0 else "refused together", "config", good)
        assert good, f"{done.code}: {words}\n{json.dumps(config)}"

    hold_for_all(configs(), part, holds)


@pytest.mark.parametrize("part", range(PARTS))
def test_one_mistake_is_named(part, places):
    def holds(mistake):
        config, key = mistake
        done = tried(places, config, ("check",))[1]
        good = done.code == 2 and key in done.output and "Traceback" not in done.output
        tally.count("one mistake", "config", good)
        assert good, f"{key}: {done.code}: {done.output}\n{json.dumps(config)}"

    hold_for_all(mistakes(), part, holds)
