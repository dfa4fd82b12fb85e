"""Finish the data set with latentscope's own code, and serve it on http://localhost:5001.

Needs latentscope (pip install latentscope), whose store of vectors only its own code writes.
"""

import json
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
os.environ |= {"LATENT_SCOPE_DATA": str(HERE), "LATENT_SCOPE_NO_DOTENV": "1"}

import latentscope  # noqa: E402  # which is told by the environment where its data is
import numpy as np  # noqa: E402

EMBEDDING = "embedding-001"

(data,) = [path.parent for path in HERE.glob("*/meta.json")]
for name in ("saes", "scopes", "tags"):
    (data / name).mkdir(exist_ok=True)
if not (data / "embeddings" / f"{EMBEDDING}.json").exists():
    vectors = np.load(data / "embeddings" / "vectors.npy")
    latentscope.import_embeddings(data.name, vectors, text_column="text")
for path in sorted((data / "clusters").glob("cluster-*.json")):
    level = json.loads(path.read_text(encoding="utf-8"))
    number = path.stem.removeprefix("cluster-")
    if not (data / "scopes" / f"scopes-{number}.json").exists():
        latentscope.scope(
            *(data.name, EMBEDDING, "umap-001", path.stem, "default"),
            label=level["name"],
            description=level["description"],
        )

if __name__ == "__main__":
    latentscope.serve(host="localhost", port=5001)
