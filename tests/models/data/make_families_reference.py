"""How families_reference.npz was made: sentence-transformers on the tiny models of the tests.

Not run by the tests. In an environment that has sentence-transformers (this project's own has no
torch), with tests/models on the path:

    HF_HUB_OFFLINE=1 PYTHONPATH=tests/models python tests/models/data/make_families_reference.py
"""

import tempfile
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

from tiny_models import FAMILIES, write_family

TEXTS = ["cat sleep", "the ship on a sail", "bread", "cat dog ship", "dog " * 12]

here = Path(__file__).parent
found = {}
with tempfile.TemporaryDirectory() as folder:
    for family in FAMILIES:
        for pooling in ("mean", "cls", "lasttoken"):
            prompts = {"prompts": {"passage": "query : "}, "default_prompt_name": "passage"}
            path = write_family(Path(folder, family, pooling), family, pooling, **prompts)
            model = SentenceTransformer(str(path), device="cpu")
            vectors = np.concatenate(
                [model.encode([text], normalize_embeddings=True) for text in TEXTS]
            )
            found[f"{family} {pooling}"] = vectors.astype(np.float32)
np.savez(here / "families_reference.npz", **found)
