"""What the machine refuses is said with a way out, never called a bug."""

import errno
import os
from pathlib import Path

import pytest

import planted
from pipeline import run
from pipeline.config import load_config
from pipeline.core.errors import MachineError
from pipeline.core.events import StepFinished, unwatched
from pipeline.running.log import Log
from pipeline.running.plan import plan


@pytest.fixture
def config(tmp_path):
    return planted.write_project(tmp_path)


@pytest.mark.parametrize("name", ["log.jsonl", "holder.json"])
def test_a_file_of_the_store_that_cannot_be_written(config, name):
    (config.parent / "outputs/.store" / name).mkdir(parents=True)
    with pytest.raises(MachineError, match=rf"{name}.*: Is a directory; .*--outputs"):
        run(config)


def test_a_path_that_is_too_long(config):
    outputs = config.parent / ("long" * 100)
    with pytest.raises(MachineError, match="File name too long"):
        plan(load_config(config, outputs=outputs))
    with pytest.raises(MachineError, match="File name too long"):
        run(config, outputs=outputs)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read anything")
def test_a_run_folder_that_cannot_be_read(config):
    folder = config.parent / "outputs/planted-001"
    folder.mkdir(parents=True)
    folder.chmod(0o000)
    with pytest.raises(MachineError, match="Permission denied"):
        plan(load_config(config))


def test_a_folder_in_the_way_of_latest_is_named_before_anything_is_computed(config):
    (config.parent / "outputs/latest").mkdir(parents=True)
    with pytest.raises(MachineError, match="latest: is a folder"):
        run(config)
    assert not list((config.parent / "outputs/.store").glob("*/*"))


def test_a_disk_that_is_full_in_the_middle_of_a_run(config):
    def watch(event):
        if isinstance(event, StepFinished) and event.step == "embed":
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(MachineError, match=r"No space left on device; free some space"):
        run(config, watch=watch)
    assert run(config).fresh


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_log_that_cannot_be_written_does_not_hide_the_error():
    with pytest.raises(MachineError, match="the first error"), Log(Path("/dev/full"), unwatched):
        raise MachineError("the first error")


def test_a_reader_that_has_seen_enough_is_no_fault_of_the_machine(config):
    def watch(event):
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        run(config, watch=watch)


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
@pytest.mark.parametrize("mask", [0o077, 0o022])
def test_files_are_as_private_as_the_umask_says(config, mask):
    """Those of the store, too: who shares a folder shares what was computed."""
    before = os.umask(mask)
    try:
        run(config)
    finally:
        os.umask(before)
    made = [path for path in (config.parent / "outputs").rglob("*") if not path.is_symlink()]
    modes = {path: path.stat().st_mode & 0o777 for path in made if path.name != "lock"}
    other = {path: oct(mode) for path, mode in modes.items() if mode | mask | 0o111 != 0o777}
    assert other == {}
