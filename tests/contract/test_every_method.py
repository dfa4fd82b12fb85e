"""What holds for every method of every stage. New methods are found by themselves."""

import inspect
import subprocess
import sys
import threading
from pathlib import Path
from typing import Literal, get_args, get_origin

import numpy as np
import pytest
from pydantic import ValidationError

import samples
from pipeline.core.artifacts import Vectors
from pipeline.core.context import BY_ITSELF
from pipeline.core.method import is_execution, is_source
from pipeline.core.threads import one_thread
from pipeline.core.word_choice import WordChoice
from pipeline.store.fingerprint import key_of, recipe_of
from samples import METHODS, arrays, build

SLOW = {("embed", "auto"), ("embed", "distilled"), ("embed", "minilm")}
"""Methods that load the real model; the rest runs in moments."""

every_method = pytest.mark.parametrize(
    ("stage", "name"),
    [
        pytest.param(*method, marks=[pytest.mark.model] if method in SLOW else [])
        for method in METHODS
    ],
)
FILLED = ("themes", "parts", "encoder")
"""Fields whose values are models of their own, tested with them."""


def test_every_stage_has_methods():
    assert {stage for stage, _ in METHODS} == set(samples.STAGES)


@every_method
def test_it_is_documented(stage, name):
    kind = samples.method_class(stage, name)
    assert inspect.getdoc(inspect.getmodule(kind))
    assert kind.__doc__
    for field_name, field in kind.model_fields.items():
        assert field.description, f"{stage}.{name}.{field_name} has no description"
    assert kind.stage == stage


@every_method
def test_it_is_built_from_its_defaults_and_frozen(stage, name, tmp_path):
    method = build(stage, name, tmp_path)
    for field_name in type(method).model_fields:
        with pytest.raises(ValidationError):
            setattr(method, field_name, 1)


@every_method
def test_it_refuses_values_out_of_range(stage, name, tmp_path):
    method = build(stage, name, tmp_path)
    for field_name, bad in bad_values(type(method)):
        with pytest.raises(ValidationError):
            build(stage, name, tmp_path, **{field_name: bad})
    with pytest.raises(ValidationError):
        build(stage, name, tmp_path, no_such_parameter=1)


@every_method
def test_every_parameter_changes_the_key_and_no_execution_field_does(stage, name, tmp_path):
    method = build(stage, name, tmp_path)
    before = key_of(recipe_of(method))
    for field_name, field in type(method).model_fields.items():
        if is_source(field) or field_name in FILLED:
            continue
        for value in other_values(field, getattr(method, field_name)):
            changed = method.model_copy(update={field_name: value})
            same = key_of(recipe_of(changed)) == before
            assert same == is_execution(field), f"{field_name} = {value!r}"


@every_method
def test_the_content_of_a_source_changes_the_key_and_its_place_does_not(stage, name, tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    method, moved = build(stage, name, here), build(stage, name, there)
    assert key_of(recipe_of(method)) == key_of(recipe_of(moved))
    for path in moved.sources().values():
        file = path if path.is_file() else next(path.iterdir())
        file.write_bytes(file.read_bytes() + b" ")
        assert key_of(recipe_of(method)) != key_of(recipe_of(moved))


@every_method
def test_the_result_is_well_formed_and_inputs_stay_as_they_were(stage, name, tmp_path):
    given = samples.inputs(stage)
    for artifact in given:
        for array in arrays(artifact).values() if hasattr(artifact, "__dataclass_fields__") else ():
            array.setflags(write=False)
    method = build(stage, name, tmp_path)
    artifact = method(*given, context=BY_ITSELF)
    for array_name, array in arrays(artifact).items():
        if array.dtype.kind == "f":
            assert np.isfinite(array).all(), array_name
    n = len(samples.corpus())
    if stage in ("embed", "reduce", "cluster"):
        assert len(artifact) == n


@pytest.mark.parametrize("name", [name for stage, name in METHODS if stage == "cluster"])
def test_every_clusterer_tells_which_topic_would_be_next(name, tmp_path):
    draw = np.random.default_rng(0)
    rows = np.repeat(np.eye(3, 6), 40, axis=0)
    rows += draw.normal(scale=0.1, size=rows.shape)
    rows[0] = [0.51, 0.49, 0, 0, 0, 0]  # between the first two groups
    rows[118:] = [0, 0.49, 0.51, 0, 0, 0]  # twice between the last two
    method = build("cluster", name, tmp_path)
    if "n_topics" in type(method).model_fields:
        method = method.model_copy(update={"n_topics": 3})
    found = method(Vectors(rows.astype(np.float32)))
    groups = found.labels[[10, 50, 90]]
    assert sorted(groups) == [0, 1, 2]
    second, shares = found.second, found.second_shares
    assert {found.nearest[0], second[0]} == set(groups[:2])
    assert {found.nearest[119], second[119]} - {-1} <= set(groups[1:])
    assert second[118] == second[119] and shares[118] == shares[119]
    assert ((second >= 0) == (shares > 0)).all()
    assert (second != found.nearest)[second >= 0].all()
    assert (shares <= 0.5).all()
    assert shares[0] > np.median(shares)


@every_method
def test_it_prepares_beside_a_step_that_limits_the_threads(stage, name, tmp_path):
    method = build(stage, name, tmp_path)
    thread = threading.Thread(target=method.prepare, args=(len(samples.corpus()),), daemon=True)
    with one_thread():
        thread.start()
        thread.join(timeout=120)
        assert not thread.is_alive()


@pytest.mark.model
def test_the_same_bytes_in_fresh_processes_whatever_the_environment(tmp_path):
    runs = []
    for seed, threads in (("1", "1"), ("2", "2")):
        environment = {
            "PYTHONHASHSEED": seed,
            "OMP_NUM_THREADS": threads,
            "OPENBLAS_NUM_THREADS": threads,
            "NUMBA_NUM_THREADS": threads,
            "TZ": "Asia/Tokyo" if seed == "1" else "UTC",
            "LC_ALL": "C",
            "PYTHONPATH": samples.SEARCHED,
        }
        result = subprocess.run(
            [sys.executable, str(Path(__file__).parent / "digest_results.py"), str(tmp_path)],
            env=environment,
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, result.stderr
        runs.append(result.stdout.splitlines())
    assert runs[0] == runs[1]
    assert len(runs[0]) == len(METHODS)


def bad_values(kind):
    """A value just outside every bound of every field, and one of a wrong type."""
    for name, field in kind.model_fields.items():
        if name in FILLED or is_source(field):
            continue
        for mark in constraints(field):
            step = 1 if int in kinds(field) else 0.001
            for bound, sign in (("ge", -1), ("gt", 0), ("le", 1), ("lt", 0)):
                if hasattr(mark, bound):
                    yield name, getattr(mark, bound) + sign * step
        if literals(field) and str not in kinds(field):
            yield name, "no such choice"
        yield name, {"not": ["a", "value"]}


def other_values(field, current):
    """Some allowed values that differ from the current one."""
    choices = [value for value in literals(field) if value != current]
    if bool in kinds(field):
        choices.append(not current)
    if int in kinds(field) or float in kinds(field):
        low = next((m.ge for m in constraints(field) if hasattr(m, "ge")), 1)
        high = next((m.le for m in constraints(field) if hasattr(m, "le")), low + 3)
        number = float if float in kinds(field) else int
        choices += [value for value in (number(low), number(high)) if value != current]
    if str in kinds(field) and not literals(field):
        several = get_origin(field.annotation) is tuple
        choices.append(("another",) if several else "another")
    if field.annotation is WordChoice:
        choices += [WordChoice(stop_words="none"), WordChoice(ignore=("another",))]
        choices += [
            WordChoice(keep_together=("one another",)),
            WordChoice(lemmas={"mice": "mouse"}),
        ]
    if "auto" in literals(field) and tuple[str, ...] in get_args(field.annotation):
        choices += [("de",), ("en", "fr")]
    assert choices, "no other value known for this kind of field: add one here"
    return choices


def constraints(field):
    inner = [m for part in get_args(field.annotation) for m in getattr(part, "__metadata__", ())]
    bounds = [m for mark in inner for m in getattr(mark, "metadata", [mark])]
    return [*field.metadata, *bounds]


def kinds(field):
    parts = get_args(field.annotation) if get_origin(field.annotation) else (field.annotation,)
    return set(parts) | {p for part in parts for p in get_args(part) if isinstance(p, type)}


def literals(field):
    annotation = field.annotation
    parts = (annotation, *get_args(annotation))
    return [v for part in parts if get_origin(part) is Literal for v in get_args(part)]


@pytest.mark.model
def test_methods_name_what_they_import_ahead(tmp_path):
    """A run imports in one thread before it works in two; a forgotten module would break that."""
    script = Path(__file__).parent / "late_imports.py"
    environment = {"PYTHONPATH": samples.SEARCHED}
    result = subprocess.run(
        [sys.executable, str(script), str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout == ""
