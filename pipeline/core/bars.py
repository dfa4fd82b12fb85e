"""Bars: what measures have to reach before nobody need doubt the result.

What is said where a measure misses its bar stands here, too. Checks, report and the end of a run
read this one table.
"""

from dataclasses import dataclass
from math import inf
from typing import Final

from pipeline.core.stability import FAIR, STEADY


@dataclass(frozen=True)
class Bar:
    """The bar of one measure.

    measure   its name, as ``Quality`` has it
    code      of the check that tells where it misses the bar
    sentence  what that check says: ``value`` is the measure's, ``bar`` the bar, and ``which``
              names the topics, themes or documents that miss it
    advice    what betters the measure
    least     the value that is enough
    most      the value that is not too much
    """

    measure: str
    code: str
    sentence: str
    advice: str
    least: float = -inf
    most: float = inf

    def met(self, value: float) -> bool:
        """Whether a value of the measure gives no reason for doubt."""
        return self.least <= value <= self.most

    def told(self, value: float, which: str) -> str:
        """The sentence with its numbers."""
        bar = self.most if self.least == -inf else self.least
        return self.sentence.format(value=value, bar=bar, which=which)


BARS: Final = (
    Bar(
        "share_without_topic",
        "Q02",
        "{which} have no topic.",
        "Lower cluster.min_membership (consensus) or cluster.min_samples (hdbscan), or use "
        "cluster.method: kmeans, which leaves none out.",
        most=0.25,
    ),
    Bar(
        "largest_topic",
        "Q03",
        "One topic holds more than {bar:.0%} of the documents, and may hide several: {which}.",
        "Ask for more topics (cluster.n_topics), or, with hdbscan, for finer ones "
        "(cluster.cluster_selection_method: leaf).",
        most=0.4,
    ),
    Bar(
        "largest_theme",
        "Q06",
        "More than {bar:.0%} of the documents have the same theme, which tells few apart: {which}.",
        "Narrow its description, or raise assign.threshold.",
        most=0.6,
    ),
    Bar(
        "share_with_several_themes",
        "Q15",
        "{value:.0%} of the documents have more than one theme: the shares of themes overlap.",
        "Narrow the themes' descriptions, or raise assign.threshold.",
        most=0.5,
    ),
    Bar(
        "least_stability",
        "Q07",
        "Shaky, as less than {bar:.0%} comes back when documents are left out: {which}.",
        "Build nothing on that alone. Ask for fewer topics (cluster.n_topics), or larger ones "
        "(cluster.min_cluster_size).",
        least=FAIR,
    ),
    Bar(
        "seed_agreement",
        "Q09",
        "Another seed would draw other borders: two seeds agree to {value:.2f} on which documents "
        "belong together, where 1 is on all and 0 is chance.",
        "Trust what a topic is about, less who is in it. Ask more often (cluster.n_resamples), or "
        "for another number of topics (cluster.n_topics).",
        least=STEADY,
    ),
    Bar(
        "least_seed_stability",
        "Q14",
        "Other seeds find less than {bar:.0%} of it again: {which}.",
        "Build nothing on that alone. Ask more often (cluster.n_resamples), or for another number "
        "of topics (cluster.n_topics).",
        least=FAIR,
    ),
    Bar(
        "coherence_npmi",
        "Q11",
        "The keywords of a topic meet in fewer documents than by chance, on average (NPMI "
        "{value:.2f}): a name may join what no document joins.",
        "Ask for fewer keywords (describe.n_keywords), or for the most frequent ones "
        "(describe.method: ctfidf).",
        least=0,
    ),
    Bar(
        "silhouette",
        "Q12",
        "Documents are nearer to other topics than to their own on average (silhouette "
        "{value:.2f}).",
        "Use cluster.method: kmeans, which puts each with the nearest centre, or ask for fewer "
        "topics (cluster.n_topics).",
        least=0,
    ),
    Bar(
        "dbcv",
        "Q13",
        "Topics are no denser inside than on the way to the next one (DBCV {value:.2f}): they run "
        "into each other, and their borders are a choice.",
        "Read topics as parts of one landscape; cluster.method: hdbscan finds dense ones, and "
        "leaves out what lies between.",
        least=0,
    ),
)
"""In the order in which they are told."""


ONE_FORM = 0.5
"""Share of texts that repeat each other, wholly or in a sentence, above which form dominates."""


def bar_of(measure: str) -> Bar:
    """The bar of a measure; raises ``KeyError`` for one that has none."""
    return {bar.measure: bar for bar in BARS}[measure]
