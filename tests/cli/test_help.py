"""The help of every command is whole at any width."""

import re

import pytest
import typer

from pipeline.cli.commands import app
from pipeline.cli.folding import cells
from pipeline.cli.help import help_lines

GROUP = typer.main.get_command(app)
REPEATED = ("[ARGS]...", "KEY=V1,V2,...", "{FILE}...")
"""What may be given more than once."""

EVERY = {"": GROUP, **GROUP.commands}


def helped(name, width):
    command = EVERY[name]
    path = f"themeline {name}".strip()
    return list(help_lines(command, command.make_context(path, [], resilient_parsing=True), width))


@pytest.mark.parametrize("width", [40, 80, 160])
@pytest.mark.parametrize("name", EVERY)
def test_help_fits_and_nothing_is_cut(name, width):
    lines = helped(name, width)
    assert all(cells(line) <= width for line in lines)
    words = " ".join(lines).split()
    assert not any(re.search(r"\.\.\.$|…", word) for word in words if word not in REPEATED)
    for parameter in EVERY[name].params:
        for each in (*parameter.opts, *(parameter.help or "").split()):
            assert each in words or f"{each}," in words or parameter.param_type_name == "argument"


@pytest.mark.parametrize("width", [40, 80])
def test_the_list_of_commands_has_the_whole_sentence_of_each(width):
    listed = " ".join(" ".join(helped("", width)).split())
    for name, command in GROUP.commands.items():
        if not command.hidden:
            assert " ".join([name, *command.help.partition("\n\n")[0].split()]) in listed


def test_an_explanation_that_has_no_room_beside_goes_below():
    lines = helped("sweep", 40)
    assert "  --try KEY=V1,V2,..." in lines
    assert "      cluster.min_cluster_size=5,10,20;" in lines
