"""Print every heavy package that a method imports without naming it: run by the tests."""

import importlib
import multiprocessing
import sys
import tempfile
from pathlib import Path

HEAVY = {"umap", "hdbscan", "bertopic", "numba", "onnxruntime", "onnx", "sklearn", "scipy"}
HEAVY |= {"pandas", "pyarrow", "tokenizers", "safetensors", "py3langid", "matplotlib", "cuml"}


def loaded():
    return HEAVY & {name.partition(".")[0] for name in sys.modules}


def named(stage, name):
    """The modules that a method, with all it is made of, names."""
    import samples

    with tempfile.TemporaryDirectory() as place:
        method = samples.build(stage, name, Path(place))
        parts = (method, *method.components())
        return sorted({module for part in parts for module in part.imports})


def report(stage, name, folder):
    import samples
    from pipeline.running.warmup import STORING

    with tempfile.TemporaryDirectory(dir=folder) as place:
        method = samples.build(stage, name, Path(place))
        for module in (*STORING, *named(stage, name)):
            importlib.import_module(module)
        before = loaded()
        samples.call(method, stage)
        late = loaded() - before
    if late:
        print(stage, name, "imports", ", ".join(sorted(late)), flush=True)


def report_all(methods, folder):
    for stage, name in methods:
        report(stage, name, folder)


def main():
    import samples

    # a copy of this process, which has imported nothing heavy, begins sooner than a new one
    copies = "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if copies else "spawn")
    with context.Pool(1) as pool:
        names = pool.starmap(named, samples.METHODS)
    # What one imports is there for the next. Among those that name the same, one that imports
    # more is still told, and once it names that, it is tried with others.
    alike = {}
    for method, modules in zip(samples.METHODS, names, strict=True):
        alike.setdefault(tuple(modules), []).append(method)
    for methods in alike.values():
        process = context.Process(target=report_all, args=(methods, sys.argv[1]))
        process.start()
        process.join()
        if process.exitcode:
            print(methods, "failed", flush=True)


if __name__ == "__main__":
    main()
