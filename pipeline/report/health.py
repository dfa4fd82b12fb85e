"""Health: how sure a theme is of its documents, and which to look at first."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.core.theme import CLOSE
from pipeline.report.results import Results


@dataclass(frozen=True)
class Health:
    """One theme of a run's results, over documents that repeat no earlier one."""

    results: Results
    theme: int

    @cached_property
    def scores(self) -> NDArray[np.float32]:
        """(n,) of all documents."""
        return np.asarray(self.results.themes.scores[:, self.theme])

    @cached_property
    def clearest(self) -> list[int]:
        """Documents of the theme by falling score; where it has none, those that score at all."""
        assigned = self.results.themes.assigned[:, self.theme]
        chosen = assigned if assigned.any() else self.scores > 0
        return self._among(chosen, -self.scores)

    @cached_property
    def borderline(self) -> list[int]:
        """Documents of the theme that are close to the threshold, the closest first."""
        assigned = self.results.themes.assigned[:, self.theme]
        return self._among(assigned & (self._above < CLOSE), self._above)

    @cached_property
    def nearly_in(self) -> list[int]:
        """Documents without the theme that are close to it, the closest first."""
        assigned = self.results.themes.assigned[:, self.theme]
        return self._among(~assigned & (-self._above < CLOSE) & (self.scores > 0), -self._above)

    @cached_property
    def judged(self) -> list[int]:
        """Documents that the user judged: those that belong first, each kind in corpus order."""
        said = self.results.themes.judged[:, self.theme]
        order = np.argsort(-said, kind="stable")
        return [int(place) for place in order[said[order] != 0]]

    @cached_property
    def meant(self) -> list[int]:
        """Documents of the theme that do not name it, the least sure first."""
        themes = self.results.themes
        return self._among(
            themes.assigned[:, self.theme] & ~themes.named[:, self.theme], self.scores
        )

    @property
    def separation(self) -> float | None:
        """The mean score of its documents less that of the rest; None where either is empty."""
        assigned = self.results.themes.assigned[:, self.theme]
        if assigned.all() or not assigned.any():
            return None
        return float(self.scores[assigned].mean() - self.scores[~assigned].mean())

    @cached_property
    def overlap(self) -> tuple[str, float] | None:
        """The theme that shares most with it, and the share of all theirs; None for none."""
        assigned = self.results.themes.assigned
        own = assigned[:, [self.theme]]
        both, either = (own & assigned).sum(axis=0), (own | assigned).sum(axis=0)
        shares = both / np.maximum(either, 1)
        shares[self.theme] = 0
        other = int(shares.argmax()) if len(shares) else 0
        return (self.results.themes.names[other], float(shares[other])) if shares[other] else None

    @cached_property
    def _above(self) -> NDArray[np.float32]:
        return np.asarray(self.scores - self.results.themes.thresholds[self.theme])

    def _among(self, chosen: NDArray[np.bool_], key: NDArray[np.float32]) -> list[int]:
        original = self.results.corpus.first_copy == np.arange(len(self.results))
        order = np.argsort(key, kind="stable")
        return [int(place) for place in order[(chosen & original)[order]]]
