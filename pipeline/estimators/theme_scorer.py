"""Themes that you ask for, as a transformer of scikit-learn."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils import InputTags, Tags
from sklearn.utils.metaestimators import available_if
from sklearn.utils.validation import check_is_fitted

from pipeline.core.artifacts import BoolArray, Check, FloatArray, IntArray, Learned, Themes, Vectors
from pipeline.core.context import Context, Memory
from pipeline.core.corpus import Corpus
from pipeline.core.errors import InputError
from pipeline.core.language_choice import told_among
from pipeline.core.method import Method
from pipeline.core.theme import Theme
from pipeline.estimators.own_vectors import encoder_check
from pipeline.estimators.parameters import scoring_by
from pipeline.estimators.texts import corpus_of, newcomers, positions, texts_in, vectors_in
from pipeline.numerics.normalize import unit_rows
from pipeline.predict.rooted import Rooted
from pipeline.predict.themes import ThemesBeside, themes_in_parts

Asked = str | Mapping[str, Any] | Theme


class Found(NamedTuple):
    """The scores of m texts and which themes they have, (m, themes) each."""

    scores: FloatArray
    assigned: BoolArray


def _gives_probabilities(scorer: "ThemeScorer") -> bool:
    return scorer.method == "combined"


class ThemeScorer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Score texts against the themes that you ask for, and say which have them.

    The stage ``assign`` of a run, on texts and vectors of your own, without labels::

        scorer = ThemeScorer(["Delivery", {"name": "Price", "keywords": ["cost", "expensive"]}])
        scorer.fit_transform(texts)  # (n, themes), 0 to 1

    ``combined`` compares every text with the others, so a score holds for the texts of the fit
    together and needs twenty different ones. A new text is scored beside these, few at a time,
    which hardly moves what was learned; still its score depends a little on the new texts beside
    it. A text of the fit keeps its score.

    Parameters
    ----------
    themes : sequence of str, dict or Theme
        What to look for: names, or what the config says of a theme (name, description, keywords,
        not_counting, examples, counter_examples, parent). Examples are positions of texts of the
        fit, as text: "17".
    method : str
        The assign method: combined, similarity or words.
    threshold : float, "auto" or None
        The lowest score that assigns a theme; None: what the method has.
    embed : str, dict, model or None
        What makes the vectors: an embed method of a config, by name or with its settings, or a
        model with ``encode(texts)``, as those of sentence-transformers. None: what a config has
        that names none; with ``embeddings`` nothing, and themes lie where the texts are that name
        them.
    language : str or list of str
        The language of the texts, or those that they are told among; auto: all.
    words : dict or None
        Stop words, words to ignore and the like, as the section ``words`` of a config.
    random_state : int or RandomState
        The seed; nothing is random beside it.
    n_jobs : int or None
        Processor threads; None = 1, -1 = all there are, -2 = all but one.

    Attributes
    ----------
    themes_ : (themes,) object
        The names.
    scores_ : (n, themes) float32
        How well each theme fits each text, 0 to 1; for ``combined`` a probability. 0 for a text
        that can be no document, such as an empty one: a check names it.
    assigned_ : (n, themes) bool
        Which themes each text has, those that one is part of included.
    primary_ : (n,) int32
        The column of the first theme of each text; -1 = none.
    evidence_ : (n, themes) object
        The sentence that speaks most for the theme, verbatim; empty where none was looked for: it
        is for themes assigned, and for the best of the rest.
    thresholds_ : (themes,) float32
        The lowest score that assigns each.
    verdicts_ : list of str
        Whether the texts hold each theme: there, only named, unheard, not found, negated; empty
        where the method does not ask.
    checks_ : list of Check
        What to know of the texts and of the result.

    """

    def __init__(
        self,
        themes: Sequence[Asked] = (),
        *,
        method: str = "combined",
        threshold: float | Literal["auto"] | None = None,
        embed: Any = None,
        language: str | Sequence[str] = "auto",
        words: Mapping[str, Any] | None = None,
        random_state: int | np.random.RandomState = 0,
        n_jobs: int | None = -1,
    ) -> None:
        self.themes = themes
        self.method = method
        self.threshold = threshold
        self.embed = embed
        self.language = language
        self.words = words
        self.random_state = random_state
        self.n_jobs = n_jobs

    def fit(self, X: Any, y: Any = None, *, embeddings: ArrayLike | None = None) -> Self:  # noqa: N803
        """Score n texts; ``embeddings`` (n, dimensions) are their vectors, where you have some.

        ``y`` is left alone. Raises ``TypeError`` where something is no text, and ``ValueError``
        for a wrong parameter, no texts, or embeddings of other texts.
        """
        if embeddings is None and np.ndim(y) == 2 and np.asarray(y).dtype.kind == "f":
            raise ValueError("y: came as vectors, and is left alone; give them as embeddings=")
        texts = texts_in(X)
        scoring = scoring_by(self.get_params(deep=False), given=embeddings is not None)
        embed, assign = scoring.embed, scoring.assign
        corpus, memory = corpus_of(texts, scoring.language), Memory()
        context = Context(memory=memory)
        if embeddings is None:
            vectors = embed(corpus, context)
            rows, checks = vectors.values, vectors.checks
        else:
            places = positions(corpus)[corpus.first_copy]
            rows = unit_rows(vectors_in(embeddings, len(texts))[places])
            checks = encoder_check(embed, corpus, rows)
        rooted = Rooted(embedder=embed, corpus=corpus, memory=memory)
        try:
            themes = assign(corpus, Vectors(rows), embed, context)
        except InputError as error:  # examples that are no texts of the fit
            raise ValueError(str(error)) from None
        learned: dict[Method, Learned] = {assign: Learned(themes.vocabulary, themes.learned)}
        self._beside = ThemesBeside(corpus, rows, assign, rooted, learned)
        self._among = told_among(scoring.language)
        self._tell(themes, len(texts))
        self.checks_: list[Check] = [*corpus.checks, *checks, *themes.checks]
        return self

    def _tell(self, themes: Themes, count: int) -> None:
        """What became of the texts, those included that are no documents."""
        corpus, t = self._beside.corpus, len(themes.names)
        places = positions(corpus)
        self.themes_: NDArray[np.object_] = np.array(themes.names, dtype=object)
        self.scores_: FloatArray = np.zeros((count, t), dtype=np.float32)
        self.assigned_: BoolArray = np.zeros((count, t), dtype=np.bool_)
        self.primary_: IntArray = np.full(count, -1, dtype=np.int32)
        self.evidence_: NDArray[np.object_] = np.full((count, t), "", dtype=object)
        self.scores_[places] = themes.scores
        self.assigned_[places] = themes.assigned
        self.primary_[places] = themes.primary
        for document, theme in np.argwhere(themes.evidence[..., 0] >= 0).tolist():
            start, end = themes.evidence[document, theme]
            self.evidence_[places[document], theme] = corpus.texts[document][start:end]
        self.thresholds_: FloatArray = themes.thresholds
        self.verdicts_: list[str] = list(themes.verdicts)

    def transform(self, X: Any, *, embeddings: ArrayLike | None = None) -> FloatArray:  # noqa: N803
        """The scores of texts: (m, themes) float32, 0 to 1.

        ``embeddings`` (m, dimensions) are needed for new texts where the fit had some and
        ``embed`` says nothing of what made them. Raises as ``fit`` does.
        """
        return self._found(X, embeddings).scores

    def predict(self, X: Any, *, embeddings: ArrayLike | None = None) -> BoolArray:  # noqa: N803
        """Which themes texts have: (m, themes) bool; see ``transform``."""
        return self._found(X, embeddings).assigned

    @available_if(_gives_probabilities)  # type: ignore[untyped-decorator]
    def predict_proba(self, X: Any, *, embeddings: ArrayLike | None = None) -> FloatArray:  # noqa: N803
        """The scores, where the method is ``combined``: those of others are no probabilities."""
        return self._found(X, embeddings).scores

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """The names of the themes, which are the columns of ``transform``."""
        check_is_fitted(self)
        return self.themes_.copy()

    def _found(self, X: Any, embeddings: ArrayLike | None) -> Found:  # noqa: N803
        check_is_fitted(self)
        texts, of_fit = texts_in(X), positions(self._beside.corpus)
        found = Found(
            np.zeros((len(texts), len(self.themes_)), dtype=np.float32),
            np.zeros((len(texts), len(self.themes_)), dtype=np.bool_),
        )
        batch = newcomers(texts, self._beside.corpus, self._among)
        if batch is None:
            return found
        fresh = batch.new.part(batch.matched.fresh(batch.new))
        scores, assigned = [self.scores_[of_fit]], [self.assigned_[of_fit]]
        if len(fresh):
            rows = self._rows(fresh, len(texts), embeddings)
            for _, themes in themes_in_parts(self._beside, fresh, rows):
                scores.append(themes.scores)
                assigned.append(themes.assigned)
        source = batch.matched.sources(batch.new, len(of_fit))
        places = positions(batch.new)
        found.scores[places] = np.concatenate(scores)[source]
        found.assigned[places] = np.concatenate(assigned)[source]
        return found

    def _rows(self, fresh: Corpus, count: int, embeddings: ArrayLike | None) -> FloatArray:
        """The vectors of f of ``count`` texts that the fit has not: (f, dimensions)."""
        dimensions = self._beside.rows.shape[1]
        if embeddings is not None:
            return unit_rows(vectors_in(embeddings, count, dimensions)[positions(fresh)])
        if not self._beside.embedder.encodes:
            raise ValueError(
                f"X: {len(fresh):,} of {count:,} texts are not among those of the fit, whose "
                f"vectors were given; give those of X, embeddings=({count}, {dimensions}), or "
                "name what makes them: embed="
            )
        return unit_rows(self._beside.embedder.encode(fresh.full_texts, fresh))

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags = InputTags(one_d_array=True, two_d_array=False, string=True)
        tags.transformer_tags.preserves_dtype = []  # scores are float32, whatever texts are in
        return tags
