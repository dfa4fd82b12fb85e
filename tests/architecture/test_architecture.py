"""The shape of the code: what may import, print and open what."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline

PACKAGE = Path(pipeline.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
STAGES = (
    "load", "embed", "neighbors", "reduce", "cluster", "describe", "naming", "assign", "evaluate",
)  # fmt: skip
HEAVY = {"umap", "hdbscan", "bertopic", "numba", "onnxruntime", "onnx", "matplotlib", "plotly"}
HEAVY |= {"sklearn", "scipy", "pandas", "pyarrow", "tokenizers", "cuml"}


def names(path):
    return str(path.relative_to(PACKAGE))


every_module = pytest.mark.parametrize("path", MODULES, ids=names)


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


@every_module
def test_only_the_command_line_prints(path):
    if path.parent.name == "cli":
        return
    printing = [
        node.lineno
        for node in calls(ast.parse(path.read_text("utf-8")))
        if getattr(node.func, "id", "") == "print"
    ]
    assert printing == []


@every_module
def test_nothing_is_pickled_or_evaluated(path):
    tree = ast.parse(path.read_text("utf-8"))
    imported = {
        alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    } | {
        (node.module or "").partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    assert imported.isdisjoint({"pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve"})
    evaluated = [n.lineno for n in calls(tree) if getattr(n.func, "id", "") in ("eval", "exec")]
    assert evaluated == []


# estimators are classes of scikit-learn, and nothing reads them but who asks for one
@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.parent.name != "estimators"], ids=names
)
def test_heavy_libraries_are_imported_inside_functions(path):
    tree = ast.parse(path.read_text("utf-8"))
    top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    found = {
        name.partition(".")[0]
        for node in top
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
        )
    }
    assert found.isdisjoint(HEAVY)


@every_module
def test_randomness_comes_from_a_seed(path):
    text = path.read_text("utf-8")
    assert "np.random.seed" not in text
    assert "default_rng()" not in text
    assert "\nimport random\n" not in text


@every_module
def test_no_module_is_a_drawer(path):
    assert not {"utils", "helpers", "base", "misc", "manager", "common"} & set(path.parts)
    assert path.stem not in {"utils", "helpers", "base", "misc", "manager", "common"}


@every_module
def test_every_module_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize(
    ("arguments", "most"),
    [
        (["--help"], 25),
        (["check", "CONFIG"], 185),
        (["plan", "CONFIG"], 210),
        (["methods"], 290),
        (["schema"], 280),
    ],
)
def test_light_commands_import_nothing_heavy_and_little_of_ours(arguments, most, tmp_path):
    arguments = [str(PACKAGE.parent / "config.yaml") if a == "CONFIG" else a for a in arguments]
    script = (
        "import sys, json, io, contextlib\n"
        "from pipeline.cli.commands import _exit_code\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        f"    code = _exit_code({arguments!r})\n"
        "print(json.dumps([code, sorted(sys.modules)]))"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    code, modules = json.loads(result.stdout)
    assert code == 0, result.stderr
    assert HEAVY.isdisjoint(modules)
    ours = [name for name in modules if name.partition(".")[0] == "pipeline"]
    assert len(ours) <= most, ours
