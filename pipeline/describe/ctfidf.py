"""c-TF-IDF: names from counts alone (Grootendorst 2022, doi:10.48550/arXiv.2203.05794)."""

from pipeline.core.artifacts import Clustering, Topics, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.describe.phrase_describer import PhraseDescriber


class CTFIDF(PhraseDescriber):
    """Rank phrases by TF-IDF with topics in the place of documents; no embedder needed."""

    def __call__(
        self,
        corpus: Corpus,
        vectors: Vectors,
        clustering: Clustering,
        embedder: Embedder,
        context: Context = BY_ITSELF,
    ) -> Topics:
        """Describe every topic of every level; a topic without words is called by its number."""
        from pipeline.describe.topics import by_weight, describe

        return describe(self, corpus, vectors, clustering, by_weight)
