"""theme_documents: one row per document and theme."""

import numpy as np

from pipeline.report.lists import Lists
from pipeline.report.results import Results
from pipeline.report.table import SIGNAL, Table

SAID = {1: "yes", -1: "no", 0: ""}


def table(results: Results) -> Table:
    """The score of every document on every theme, whether it was enough, and what speaks for it.

    ``named`` is whether the document says the theme's name or a keyword of it. ``judged`` is what
    the user said (yes or no), whose score is 1 or 0. ``margin`` is how far the document's best
    theme is ahead of the next, in standard deviations. ``evidence`` is verbatim,
    ``evidence_start`` and ``evidence_end`` are where it stands in the text (-1 where none was
    looked for: it is for the themes assigned, for those nearly so and for the strongest of the
    rest); ``words`` speak for the theme in it, best first. What the score is made of, in standard
    deviations, has a column for each signal: ``signal_meaning`` and so on.
    """
    themes = results.themes
    n, t = themes.scores.shape
    spans = themes.evidence.reshape(n * t, 2)
    texts = (text for text in results.corpus.texts for _ in range(t))
    signals = {
        f"{SIGNAL}{name}": themes.signals[..., place].ravel()
        for place, name in enumerate(themes.signal_names)
    }
    return {
        "id": [document for document in results.corpus.ids for _ in range(t)],
        "theme": list(themes.names) * n,
        "score": themes.scores.ravel(),
        "assigned": themes.assigned.ravel(),
        "primary": (themes.primary[:, None] == np.arange(t)).ravel(),
        "named": [SAID[1 if named else -1] for named in themes.named.ravel().tolist()],
        "judged": [SAID[said] for said in themes.judged.ravel().tolist()],
        "margin": np.repeat(themes.margins, t),
        "evidence": [
            text[start:end] if start >= 0 else ""
            for text, (start, end) in zip(texts, spans.tolist(), strict=True)
        ],
        "evidence_start": spans[:, 0],
        "evidence_end": spans[:, 1],
        "words": Lists(themes.words),
        **signals,
    }
