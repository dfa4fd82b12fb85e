"""The locks: a run's and development's are one resolution, complete on every platform."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import pipeline

ROOT = Path(pipeline.__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUN, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"

PLATFORMS = {
    "Linux x86_64": ("linux", "posix", "Linux", "x86_64"),
    "Linux aarch64": ("linux", "posix", "Linux", "aarch64"),
    "macOS arm64": ("darwin", "posix", "Darwin", "arm64"),
    "Windows AMD64": ("win32", "nt", "Windows", "AMD64"),
}
every_platform = pytest.mark.parametrize("platform", PLATFORMS)
every_python = pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])


def environment(platform, python):
    """The variables of markers, as pip has them there."""
    names = ("sys_platform", "os_name", "platform_system", "platform_machine")
    versions = {"python_version": python, "python_full_version": f"{python}.1"}
    implementation = {
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    return dict(zip(names, PLATFORMS[platform], strict=True)) | versions | implementation


def needed(requirement, where, extras=("",)):
    marker = requirement.marker
    return marker is None or any(marker.evaluate(where | {"extra": extra}) for extra in extras)


def locked(name):
    """The requirements of a lock, markers included and hashes left out."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return [Requirement(line.removesuffix("\\").strip()) for line in lines if line[:1].isalnum()]


def installed_there(lock, where):
    """The version of each package that pip takes from a lock there; one line for each."""
    lines = [requirement for requirement in locked(lock) if needed(requirement, where)]
    versions = {line.name: str(line.specifier).removeprefix("==") for line in lines}
    assert len(versions) == len(lines)
    return versions


def asked(groups):
    """What pyproject.toml asks for, groups within groups included."""
    for entry in groups:
        if isinstance(entry, str):
            yield Requirement(entry)
        else:
            yield from asked(PROJECT["dependency-groups"][entry["include-group"]])


OVERRIDDEN = {
    requirement.name: requirement
    for requirement in map(Requirement, PROJECT["tool"]["uv"]["override-dependencies"])
}


def missing(versions, waiting, where):
    """What is asked for and not there, or in another version, walking all that is installed."""
    seen = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        requirement_there = OVERRIDDEN.get(name, requirement)
        if str(requirement) in seen or not needed(requirement_there, where):
            continue
        seen.add(str(requirement))
        if not requirement.specifier.contains(versions.get(name, ""), prereleases=True):
            yield str(requirement)
            continue
        extras = ("", *requirement.extras)
        try:
            further = map(Requirement, requires(name) or ())
        except PackageNotFoundError:  # it is for another platform, and here is nothing to read
            continue
        waiting += [each for each in further if needed(each, where, extras)]


@every_python
@every_platform
def test_a_run_has_all_it_takes(platform, python):
    where = environment(platform, python)
    waiting = [*map(Requirement, PROJECT["project"]["dependencies"])]
    waiting += asked(PROJECT["dependency-groups"]["build"])
    waiting = [requirement for requirement in waiting if needed(requirement, where)]
    assert list(missing(installed_there(RUN, where), waiting, where)) == []


@every_python
@every_platform
def test_development_has_all_it_takes_beyond_a_run(platform, python):
    where = environment(platform, python)
    run, development = installed_there(RUN, where), installed_there(DEVELOPMENT, where)
    assert run | development == development | run  # what is in both has one version
    waiting = [*asked(PROJECT["dependency-groups"]["dev"])]
    assert list(missing(run | development, waiting, where)) == []


def test_only_linux_on_arm64_does_without_hdbscan():
    lacking = [
        platform
        for platform in PLATFORMS
        if "hdbscan" not in installed_there(RUN, environment(platform, "3.12"))
    ]
    assert lacking == ["Linux aarch64"]


@pytest.mark.parametrize(
    "name", ["pytest", "ruff", "mypy", "ray", "playwright", "mkdocs-material", "onnx"]
)
def test_what_only_development_takes_is_not_installed_for_a_run(name):
    assert name not in {requirement.name for requirement in locked(RUN)}
    assert name in {requirement.name for requirement in locked(DEVELOPMENT)}


@pytest.mark.parametrize("lock", [RUN, DEVELOPMENT])
@pytest.mark.parametrize("name", ["torch", "transformers", "sentence-transformers"])
def test_no_torch_in_a_lock(lock, name):
    assert name not in {requirement.name for requirement in locked(lock)}


@pytest.mark.parametrize("lock", [RUN, DEVELOPMENT])
def test_each_line_has_hashes_and_no_address_or_path_of_a_machine(lock):
    text = (ROOT / lock).read_text("utf-8")
    for mark in ("://", "file:", "--index-url", "--find-links"):
        assert mark not in text
    entries = re.split(r"\n(?=\w)", text)
    assert all("--hash=sha256:" in entry for entry in entries)
