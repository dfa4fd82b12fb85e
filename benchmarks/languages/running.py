"""Texts as a run of the default config takes them: loaded, embedded, and brought under themes."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.languages.corpora import Text
from pipeline.config import Config, load_config
from pipeline.core.artifacts import Check, Clustering, Themes, Vectors
from pipeline.core.context import Context, Memory
from pipeline.core.corpus import Corpus
from pipeline.embed.joined import Joined


@dataclass(frozen=True)
class Embedded:
    """The documents that were made of texts, with the vectors of the config's embedder.

    labels, languages  (n,) those of the texts
    checks             what the run tells of the vectors
    """

    config: Config
    corpus: Corpus
    vectors: Vectors
    labels: NDArray[np.str_]
    languages: NDArray[np.str_]
    checks: tuple[Check, ...]
    context: Context

    def topics(self, seed: int) -> Clustering:
        """The topics that the config's clusterer finds with a seed."""
        return self.config.cluster.model_copy(update={"seed": seed})(self.vectors)

    def themes(self) -> Themes:
        """The themes that the config names."""
        return self.config.assign(self.corpus, self.vectors, self.config.embed, self.context)


def embedded(texts: Sequence[Text], themes: Sequence[str] = ()) -> Embedded:
    """What the default config makes of texts; themes have a name and nothing else."""
    with tempfile.TemporaryDirectory(prefix="themeline-languages-") as folder:
        config = load_config(_written(texts, themes, Path(folder)))
        corpus = config.load()
    context = Context(memory=Memory())
    embed = config.embed
    # in a run every part is a step of its own, and tells what it finds
    methods = [part.method for part in embed.parts] if isinstance(embed, Joined) else []
    parts = tuple(method(corpus, context) for method in methods)
    vectors = embed(corpus, Context(parts=parts, memory=context.memory))
    read = {text.id: text for text in texts}
    return Embedded(
        config,
        corpus,
        vectors,
        np.array([read[identifier].label for identifier in corpus.ids]),
        np.array([read[identifier].language for identifier in corpus.ids]),
        tuple(check for part in (*parts, vectors) for check in part.checks),
        context,
    )


def _written(texts: Sequence[Text], themes: Sequence[str], folder: Path) -> Path:
    """The texts, and a config that says nothing of methods."""
    lines = (json.dumps(asdict(text), ensure_ascii=False) for text in texts)
    (folder / "texts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    columns = {"path": "texts.jsonl", "id": "id", "title": "title", "text": "text"}
    config = {"name": "languages", "load": columns, "themes": [{"name": name} for name in themes]}
    path = folder / "config.yaml"
    path.write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML
    return path
