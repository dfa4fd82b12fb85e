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


def report(stage, name, folder):
    import samples
    from pipeline.running.warmup import STORING

    with tempfile.TemporaryDirectory(dir=folder) as place:
        method = samples.build(stage, name, Path(place))
        named = [m.imports for m in (method, *method.components())]
        for module in (*STORING, *(module for modules in named for module in modules)):
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
    alone = [[each] for each in samples.METHODS if each[0] != "load"]
    # readers import nearly the same, so that one process does for all
    readers = [each for each in samples.METHODS if each[0] == "load"]
    for methods in (readers, *alone):
        process = context.Process(target=report_all, args=(methods, sys.argv[1]))
        process.start()
        process.join()
        if process.exitcode:
            print(methods, "failed", flush=True)


if __name__ == "__main__":
    main()
