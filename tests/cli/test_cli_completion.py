"""Completion in the shell: what it asks is answered before anything else happens."""

import os
import shutil
import subprocess
import sys

import pytest
from terminal import in_a_process

ANY_SHELL = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
"""Tests run in no shell, so that it is named."""


def completed(line, folder):
    words = line.split(" ")
    asked = {"_THEMELINE_COMPLETE": "complete_bash", "COMP_WORDS": line}
    told = in_a_process(cwd=folder, environment={**asked, "COMP_CWORD": str(len(words) - 1)})
    assert told.returncode == 0, told.stderr
    return told.stdout.split()


def test_commands_options_and_stages_are_completed(tmp_path):
    assert completed("themeline re", tmp_path) == ["review", "replay"]
    assert completed("themeline run --f", tmp_path) == ["--force"]
    assert completed("themeline methods clu", tmp_path) == ["cluster"]
    assert completed("themeline nothing-like-it", tmp_path) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_for_a_shell_is_shown(tmp_path, shell):
    shown = in_a_process("--show-completion", shell, cwd=tmp_path, environment=ANY_SHELL)
    assert shown.returncode == 0, shown.stderr
    assert "_THEMELINE_COMPLETE" in shown.stdout


@pytest.mark.skipif(os.name != "posix" or not shutil.which("bash"), reason="needs bash")
def test_bash_completes_with_the_script(tmp_path):
    script = in_a_process("--show-completion", "bash", cwd=tmp_path, environment=ANY_SHELL).stdout
    command = tmp_path / "themeline"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pipeline "$@"\n')
    command.chmod(0o755)
    lines = [
        script,
        'COMP_WORDS=(themeline ver); COMP_CWORD=1; _themeline_completion "$PWD/themeline"',
        'echo "${COMPREPLY[@]}"',
    ]
    told = subprocess.run(
        ["bash", "--norc", "-c", "\n".join(lines)], cwd=tmp_path, capture_output=True, text=True
    )
    assert (told.stdout, told.stderr) == ("verify\n", "")
