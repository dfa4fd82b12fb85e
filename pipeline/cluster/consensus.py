"""Consensus: topics that come back whichever part of the documents is left out.

Resampled spectral cuts (Monti et al. 2003, doi:10.1023/A:1023949509487; Ng, Jordan & Weiss
2001) united by a vote (Dudoit & Fridlyand 2003, doi:10.1093/bioinformatics/btg038).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipeline.cluster.bootstrap import REPLICAS, draws, holding, seed_agreements
from pipeline.cluster.centres import distances, nearest_topics, runners_up
from pipeline.cluster.cloud import (
    TELLING,
    above_a_cloud,
    stand_out,
)
from pipeline.cluster.consensus_checks import (
    hardly_more,
    not_holding,
    nothing,
    with_placed,
)
from pipeline.cluster.consensus_vote import behind, elect, winners
from pipeline.cluster.granularity import choose_levels, granularities, redrawn_numbers
from pipeline.cluster.levels import merged, split, telling
from pipeline.cluster.numbering import ADD, no_topics, numbered_by_size
from pipeline.cluster.resampling import all_likenesses, resample, stability
from pipeline.cluster.spectral import BESIDE, Labels, Spectrum, cut, spectrum
from pipeline.core.artifacts import Clustering, FloatArray, Neighbors, Vectors
from pipeline.core.context import BY_ITSELF, Context, Progress
from pipeline.core.contracts import MOST_TIED, Clusterer
from pipeline.core.method import Auto, Execution, Seed
from pipeline.core.threads import one_thread, usable_cores
from pipeline.engines.local import Local
from pipeline.numerics.neighbors import SETTLED, graph_among, neighbors_of
from pipeline.numerics.normalize import unit_rows

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_Cuts = dict[int, NDArray[np.int32]]
"""The cuts of all resamples by granularity: (resamples, n) labels each."""

ALONE = "has nothing in common with any other document"

LEAST_SIZE = 2
"""Documents in a topic that can be asked for at least."""

TOPICS_NEEDED = 4
"""Topics of the least size that there must be documents for."""


class Consensus(Clusterer):
    """Find topics that hold when documents are left out, on up to three levels of detail.

    No seed changes whether there are topics, and how many: were the number left to the seed, every
    tie between two numbers would be a coin toss that moves most documents. How near others come is
    told instead.
    """

    space: ClassVar[Literal["embed", "reduce"]] = "embed"
    imports: ClassVar[tuple[str, ...]] = (
        "scipy.linalg",
        "scipy.optimize",
        "scipy.sparse.linalg",
        "sklearn.metrics",
    )

    n_topics: Auto | Annotated[int, Field(ge=2, le=1000)] = Field(
        "auto",
        description="topics of the default level at most; auto: 5 to 60, the number after which "
        "the agreement of the resamples falls most",
    )
    min_cluster_size: Auto | Annotated[int, Field(ge=LEAST_SIZE)] = Field(
        "auto", description="fewest documents in a topic; auto: 5"
    )
    n_resamples: Auto | Annotated[int, Field(ge=5, le=1000)] = Field(
        "auto",
        description="times that a part is left out; auto: 20 to 100, more on few documents",
    )
    resample_fraction: float = Field(
        0.8, ge=0.5, le=0.95, description="part of the documents that a resample keeps"
    )
    n_neighbors: Auto | Annotated[int, Field(ge=2, le=200)] = Field(
        "auto", description="neighbours a document is tied to; auto: n/12, 2 to 20"
    )
    min_membership: float = Field(
        0.3,
        ge=0,
        le=1,
        description="share of the resamples that a document must be with its topic; below it "
        "the document has none",
    )
    seed: int = Seed()
    threads: int = Execution(0, ge=0, le=1024, description="processor threads; 0 = all there are")

    @property
    def _threads(self) -> int:
        return self.threads or usable_cores()

    @property
    def most_tied(self) -> int:
        """Neighbours that a document is tied to at most, however many documents there are."""
        return MOST_TIED if self.n_neighbors == "auto" else self.n_neighbors

    def resolve(self, n_documents: int) -> "Consensus":
        filled = {
            "min_cluster_size": 5,
            "n_resamples": min(max(150_000 // max(n_documents, 1), 20), 100),
            "n_neighbors": min(max(n_documents // 12, 2), MOST_TIED),
        }
        return self.model_copy(
            update={k: v for k, v in filled.items() if getattr(self, k) == "auto"}
        )

    def __call__(
        self, vectors: Vectors, neighbors: Neighbors | None = None, context: Context = BY_ITSELF
    ) -> Clustering:
        engine = context.engine or Local(self._threads)
        if neighbors is None:
            neighbors = neighbors_of(vectors.values, self.most_tied, engine=engine)
        first, some = neighbors.first, neighbors.among
        resolved = self.resolve(len(some))
        needed = TOPICS_NEEDED * int(resolved.min_cluster_size)
        if len(first) < needed:
            return no_topics(
                len(vectors),
                f"{len(first)} different documents are too few to find topics of "
                f"{resolved.min_cluster_size} or more that hold; that needs {needed}.",
                f"Lower cluster.min_cluster_size to {len(first) // TOPICS_NEEDED} or less; or add "
                "documents."
                if len(first) >= TOPICS_NEEDED * LEAST_SIZE
                else ADD,
            )
        with one_thread():
            above = above_a_cloud(
                unit_rows(vectors.values[first[some]]),
                int(resolved.min_cluster_size),
                int(resolved.n_neighbors),
                self.resample_fraction,
                SETTLED,
                self._threads,
                engine,
            )
            none = not stand_out(above)
            if none and len(some) >= TELLING and self.n_topics == "auto":
                return no_topics(len(vectors), *nothing(above))
            graph = graph_among(neighbors, min(int(resolved.n_neighbors), len(some) - 1))
            found = resolved._find(graph, context.progress)
            clustering = resolved._clustering(
                found, _stand_in(neighbors), unit_rows(vectors.values)
            )
        checks = not_holding(found.agreement, int(resolved.n_resamples), clustering.n_topics, none)
        if none:
            checks = (*checks, hardly_more(above, len(some)))
        clustering = replace(clustering, checks=checks)
        if neighbors.whole:
            return clustering
        return with_placed(clustering, len(some), len(first))

    def _find(self, graph: "csr_array", progress: Progress) -> "_Answer":
        """Cut resamples at many granularities, choose the levels and let the resamples vote."""
        least, times = int(self.min_cluster_size), int(self.n_resamples)
        tried = granularities(graph.shape[0], least, self.n_topics)
        whole = spectrum(graph, max(tried) + BESIDE)
        cuts = self._cuts(graph, tried, SETTLED, progress, whole)
        alike = dict(zip(cuts, all_likenesses(cuts.values(), self._threads), strict=True))
        seen = holding(alike, draws(times, SETTLED))
        coarse, k, fine = choose_levels(seen, self.n_topics)
        chosen = sorted(each for each in (coarse, k, fine) if each is not None)
        if self.seed != SETTLED:
            cuts = self._cuts(graph, chosen, self.seed, progress, whole)
        directions = whole.directions(max(tried))
        references = {each: cut(directions, each) for each in chosen}
        elected = {each: winners(elect(cuts[each], references[each]), least) for each in chosen}
        labels, shares = elected[k]
        alone = np.asarray(graph.sum(axis=1)).ravel() == 0
        levels = {k: labels}
        if coarse is not None:
            levels[coarse] = merged(labels, elected[coarse][0])
        if fine is not None:
            levels[fine] = split(labels, elected[fine][0], least)
        kept = telling(levels, k)
        return _Answer(
            levels=[levels[each] for each in kept],
            stabilities=[stability(levels[each], cuts[each]) for each in kept],
            default=kept.index(k),
            shares=np.where(alone[:, None], np.float32(0), shares),
            agreement=float(seen.found[seen.topics.index(k)]),
            replicas=np.stack(
                [
                    self._replica(cuts[k][draw], references[k])
                    for draw in draws(times, self.seed)[:REPLICAS]
                ]
            ),
            redrawn_numbers=redrawn_numbers(seen) if self.n_topics == "auto" else (),
        )

    def _replica(self, cuts: NDArray[np.int32], reference: Labels) -> Labels:
        """What another seed would have found, by the resamples that it stands for."""
        labels, shares = winners(elect(cuts, reference), int(self.min_cluster_size))
        return np.where(behind(shares, labels) < self.min_membership, -1, labels).astype(np.int32)

    def _cuts(
        self,
        graph: "csr_array",
        granularities: Sequence[int],
        seed: int,
        progress: Progress,
        whole: Spectrum,
    ) -> _Cuts:
        n, times = graph.shape[0], int(self.n_resamples)
        again = []
        for labels in resample(
            graph, granularities, times, self.resample_fraction, seed, self._threads, whole
        ):
            again.append(labels)
            progress(n * len(again) // times, n)
        return dict(zip(granularities, np.stack(again, axis=1), strict=True))

    def _clustering(self, found: "_Answer", of: NDArray[np.intp], rows: FloatArray) -> Clustering:
        """The answer for documents, given which of the nodes found each of them is."""
        groups = found.levels[found.default]
        membership = behind(found.shares, groups)[of]
        outside = membership < self.min_membership
        levels, stabilities = [], []
        for nodes, values in zip(found.levels, found.stabilities, strict=True):
            labels = numbered_by_size(np.where(outside, -1, nodes[of]), of)
            levels.append(labels)
            first = np.unique(labels[~outside], return_index=True)[1]
            stabilities.append(tuple(values[nodes[of][~outside][first]].tolist()))
        shown = levels[found.default]
        number = np.full(found.shares.shape[1], -1, dtype=np.int32)
        number[groups[of][~outside]] = shown[~outside]
        voted = number[groups[of]]
        # a topic whose documents were all unsure is none, and the nearest of the rest is told
        nearest = np.where(voted < 0, nearest_topics(rows, shown), voted)
        standing = np.where(number < 0, np.float32(0), found.shares)
        second, second_shares = (each[of] for each in runners_up(standing, groups))
        second = np.where(second < 0, second, number[second])
        once = second != nearest
        reason = (
            "with the same topic in only {:.0%} of the resamples; "
            f"cluster.min_membership asks for {self.min_membership:.0%}"
        )
        used = {
            "n_topics": int(shown.max(initial=-1)) + 1,
            "min_cluster_size": int(self.min_cluster_size),
            "n_resamples": int(self.n_resamples),
            "n_neighbors": int(self.n_neighbors),
            "agreement": round(found.agreement, 4),
        }
        return Clustering(
            labels=shown,
            strengths=np.where(outside, 0, membership).astype(np.float32),
            levels=np.stack(levels),
            level=found.default,
            nearest=nearest,
            distances=distances(rows, shown, nearest),
            reasons=tuple(
                (reason.format(share) if share else ALONE) if without else ""
                for share, without in zip(membership.tolist(), outside, strict=True)
            ),
            second=np.where(once, second, np.int32(-1)),
            second_shares=np.where(once, second_shares, np.float32(0)),
            stabilities=tuple(stabilities),
            seed_agreements=seed_agreements(found.replicas[:, of]),
            replicas=np.ascontiguousarray(found.replicas[:, of]),
            redrawn_numbers=found.redrawn_numbers,
            voted=True,
            resolved=used,
        )


def _stand_in(neighbors: Neighbors) -> NDArray[np.intp]:
    """(n,): the place of the node, among those looked for, whose topic each document has."""
    own = neighbors.index[:, 0].copy()
    own[neighbors.among] = neighbors.among
    return np.searchsorted(neighbors.among, own[neighbors.node])


@dataclass(frozen=True)
class _Answer:
    """What was found in n nodes.

    levels       labels of the nodes (n,), from coarse to fine
    stabilities  of the topics of each level
    default      which level is shown
    shares       (n, topics) of the resamples in which a node is with each topic of that level
    agreement    of the resamples at the default level
    replicas     (r, n) labels that other seeds would have found
    redrawn_numbers
                 of topics that other resamples would choose; none where it is asked for
    """

    levels: list[Labels]
    stabilities: list[FloatArray]
    default: int
    shares: FloatArray
    agreement: float
    replicas: NDArray[np.int32]
    redrawn_numbers: tuple[int, ...]
