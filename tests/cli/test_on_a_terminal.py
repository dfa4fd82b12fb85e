"""Commands on a real terminal (a pseudo one), in several widths; and where there is none."""

import os
import re

import pytest
from terminal import in_a_process, on_terminal, themeline

import planted
from pipeline import run
from pipeline.cli.folding import cells

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")

RED, YELLOW = "\x1b[1;31m", "\x1b[33m"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    config = planted.write_project(folder)
    run(config)
    run(config, ["cluster.n_topics=3", "describe.n_keywords=7"])
    (folder / "config.yaml").rename(folder / "other.yaml")
    return folder


def fits(told, width):
    """Whether no line is wider than the terminal but for a path at its end, which stays whole."""
    paths = re.compile(r"\S*/\S+$")
    return all(cells(line) <= width for line in told.splitlines() if not paths.search(line))


@pytest.mark.parametrize(
    ("width", "command"),
    [
        *((width, "plan other.yaml --set cluster.n_topics=5") for width in (40, 80, 160)),
        *((width, "explain ki00 other.yaml") for width in (40, 80, 160)),
        (40, "explain --theme Food other.yaml"),
        (40, "check --config other.yaml"),
        (80, "methods reduce"),
    ],
)
def test_what_is_shown_fits(project, command, width):
    code, told = on_terminal(*command.split(), cwd=project, columns=width)
    assert code == 0, told
    assert fits(told, width), told


def test_a_list_of_runs_turns_on_its_side_and_cuts_no_number(project):
    _, narrow = on_terminal("runs", "other.yaml", cwd=project, columns=80)
    assert "documents      40\n" in narrow and "topics         3\n" in narrow
    assert "describe.n_keywords 10 -> 7" in narrow
    _, wide = on_terminal("runs", "other.yaml", cwd=project, columns=160)
    assert len(wide.splitlines()) == 3
    plain = themeline("runs", "other.yaml", cwd=project).stdout
    assert len(plain.splitlines()) == 3  # one line a run


def test_plan_is_one_line_a_step_where_no_terminal_is(project):
    asked = ("plan", "other.yaml", "--set", "cluster.n_topics=5")
    plain = themeline(*asked, cwd=project).stdout
    assert len(plain.splitlines()) == 11  # ten steps and the forecast
    _, narrow = on_terminal(*asked, cwd=project, columns=40)
    assert narrow.split() == plain.split()
    assert len(narrow.splitlines()) > 11


FRAME = re.compile(r"[━─]* ?(step \d+ of 10(?: · [^\r\x1b]*)?)")


def test_a_run_has_a_bar_over_all_its_steps(project, tmp_path):
    asked = ("run", "other.yaml", "--outputs", str(tmp_path / "new"))
    code, told = on_terminal(*asked, cwd=project, columns=80)
    assert code == 0, told
    bare = re.sub(r"\x1b\[[\d;]*m", "", told)
    frames = FRAME.findall(bare)
    assert frames[0].startswith("step 1 of 10") and "left" not in frames[0]
    assert any(re.match(r"step \d+ of 10 · about \d+ s left", frame) for frame in frames)
    reached = [int(frame.split()[1]) for frame in frames]
    assert reached == sorted(reached) and reached[-1] == 10
    assert f"{YELLOW}A01" in told and "This run: about" in told
    for step in ("load", "embed", "report"):
        assert re.search(rf"^(?:.*\x1b\[2K)?{step} +\w+ +[\d.]+ s  first run$", bare, re.MULTILINE)


def test_errors_have_a_colour_and_whole_words(project):
    asked = ("run", "other.yaml", "--set", "cluster.k=3", "--set", "seed=-1")
    code, told = on_terminal(*asked, cwd=project, columns=40)
    assert code == 2
    assert told.count(f"{RED}error:\x1b[0m ") == 2
    assert fits(told, 40)
    plain = in_a_process(*asked, cwd=project, environment={"NO_COLOR": ""}).stderr
    assert len(plain.splitlines()) == 2 and "\x1b" not in plain
    assert " ".join(re.sub(r"\x1b\[[\d;]*m", "", told).split()) == " ".join(plain.split())


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_can_be_turned_off(project, environment):
    code, told = on_terminal("plan", "no.yaml", cwd=project, columns=80, environment=environment)
    assert code == 2 and "error: no.yaml" in told
    assert "\x1b" not in told


def test_help_takes_the_width_of_the_terminal(project):
    _, told = on_terminal("sweep", "--help", cwd=project, columns=40)
    assert fits(told, 40) and "\n      cluster.min_cluster_size=5,10,20;\n" in told
