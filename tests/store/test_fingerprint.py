"""Keys: equal recipes have equal keys, and whatever decides a result changes the key."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cluster.kmeans import KMeans
from pipeline.core.errors import InputError
from pipeline.reduce.umap import UMAP
from pipeline.store import code
from pipeline.store.fingerprint import canonical, digest_of, key_of, recipe_of, require_as_hashed

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), JSON))
def test_the_order_of_keys_does_not_matter(value):
    assert key_of(value) == key_of(dict(reversed(value.items())))


@given(st.dictionaries(st.text(), JSON), st.dictionaries(st.text(), JSON))
def test_different_recipes_have_different_keys(one, other):
    assert (key_of(one) == key_of(other)) == (canonical(one) == canonical(other))


def test_keys_do_not_depend_on_the_process():
    script = (
        "from pipeline.reduce.umap import UMAP\n"
        "from pipeline.store.fingerprint import key_of, recipe_of\n"
        "print(key_of(recipe_of(UMAP(), {'embed': 'abc'})))"
    )
    here = key_of(recipe_of(UMAP(), {"embed": "abc"}))
    for seed in ("1", "2"):
        environment = {"PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Asia/Tokyo"}
        there = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True
        )
        assert there.stdout.strip() == here, there.stderr


def test_a_recipe_is_readable():
    recipe = recipe_of(KMeans(n_topics=4), {"reduce": "abc"})
    assert json.loads(json.dumps(recipe)) == recipe
    assert recipe["parameters"] == {"n_topics": 4, "n_init": 10, "seed": 0}
    assert "pipeline.cluster.numbering" in recipe["code"]
    assert "scikit-learn" in recipe["versions"]


def test_comments_docstrings_and_descriptions_are_not_code(tmp_path, monkeypatch):
    before = '"""Old."""\nx = Field(1, ge=0, description="old")  # old\n'
    after = '"""New."""\n# new\nx = Field(1, ge=0, description="new")\n'
    changed = '"""Old."""\nx = Field(1, ge=1, description="old")\n'
    digests = [_digest(text, tmp_path, monkeypatch) for text in (before, after, changed)]
    assert digests[0] == digests[1] != digests[2]


def test_a_module_reached_through_others_counts():
    assert "pipeline.core.method" in code.code_digests("pipeline.cluster.hdbscan")


def test_a_package_from_a_distribution_of_another_name_counts_with_its_version(monkeypatch):
    """As onnxruntime does where onnxruntime-gpu is in its place."""
    installed = {"onnxruntime-gpu": "1.23.0"}
    monkeypatch.setattr(code, "installed_version", lambda name: installed.get(name, code.MISSING))
    monkeypatch.setattr(code, "packages_distributions", lambda: {"onnxruntime": [*installed]})
    code.distribution_of.cache_clear()
    versions = code.package_versions("pipeline.models.encoder")
    code.distribution_of.cache_clear()
    assert versions["onnxruntime-gpu"] == "1.23.0"
    assert "onnxruntime" not in versions
    assert versions["numpy"] == "not installed"


def test_names_of_distributions_are_right():
    from importlib.metadata import packages_distributions

    known = packages_distributions()
    for package, distribution in code.DISTRIBUTIONS.items():
        names = {name.lower() for name in known.get(package, [distribution])}
        assert distribution in names


def test_the_digest_of_a_folder_sees_names_and_bytes(tmp_path):
    (tmp_path / "a.txt").write_text("one")
    first = digest_of(tmp_path)
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    second = digest_of(tmp_path)
    (tmp_path / "b.txt").write_text("two")
    assert len({first, second, digest_of(tmp_path)}) == 3


def test_files_of_a_folder_that_are_not_read_do_not_count(tmp_path):
    (tmp_path / "a.txt").write_text("one")
    digest = digest_of(tmp_path)
    (tmp_path / "config.yaml").write_text("name: a")
    assert digest_of(tmp_path) != digest
    assert digest_of(tmp_path, lambda name: name.endswith(".txt")) == digest


def test_a_folder_of_which_some_files_count_is_not_changed_by_the_others(tmp_path):
    def reads(name):
        return name.endswith(".txt")

    for name in ("a.txt", "notes.md"):
        (tmp_path / name).write_text("x")
    whole, part = digest_of(tmp_path), digest_of(tmp_path, reads)
    (tmp_path / "notes.md").write_text("y")
    require_as_hashed(tmp_path, part, reads)
    with pytest.raises(InputError, match="was changed while it was being read"):
        require_as_hashed(tmp_path, whole)
    (tmp_path / "notes.md").unlink()
    (tmp_path / "b.txt").write_text("")
    with pytest.raises(InputError, match="was changed while it was being read"):
        require_as_hashed(tmp_path, part, reads)


def test_names_that_are_not_text_have_a_key_of_their_own():
    names = ["café", "caf\udce9", "caf\udcc3\udca9"]
    assert len({key_of({"sources": {name: "abc"}}) for name in names}) == 3


def _digest(text, tmp_path, monkeypatch):
    (tmp_path / "probe.py").write_text(text)
    monkeypatch.setattr(code, "_file", lambda module: tmp_path / "probe.py")
    code._parsed.cache_clear()
    try:
        return code._parsed("pipeline.probe")[0]
    finally:
        code._parsed.cache_clear()


def test_what_was_found_in_modules_is_recalled_as_long_as_the_files_are_the_same(
    tmp_path, monkeypatch
):
    package = tmp_path / "pipeline"
    package.mkdir()
    (package / "__init__.py").write_text("")
    module = package / "one.py"
    module.write_text("import numpy\nVALUE = 1\n")

    def fresh():
        """As in another process."""
        monkeypatch.setattr(code, "PACKAGE", package)
        monkeypatch.setattr(code, "_FOUND", {})
        for cached in (code._parsed, code._reached, code._file):
            cached.cache_clear()

    def parsing_fails(path):
        raise AssertionError("parsed again")

    fresh()
    first = code.code_digests("pipeline.one")
    code.remember(tmp_path / "code.json")
    fresh()
    code.recall(tmp_path / "code.json")
    with monkeypatch.context() as patched:
        patched.setattr(code, "_parse", parsing_fails)
        assert code.code_digests("pipeline.one") == first
    module.write_text("import numpy\nVALUE = 2\n")
    fresh()
    code.recall(tmp_path / "code.json")
    assert code.code_digests("pipeline.one") != first
    for damage in ("", "{", "[]", '{"python": 1}', '{"modules": {}}'):
        (tmp_path / "code.json").write_text(damage)
        fresh()
        code.recall(tmp_path / "code.json")
        assert code._FOUND == {}
    monkeypatch.undo()
    for cached in (code._parsed, code._reached, code._file):
        cached.cache_clear()
