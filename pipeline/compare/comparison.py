"""Comparison: everything that two runs differ in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.compare.alignment import Alignment, align, moved
from pipeline.compare.matching import Matching, match
from pipeline.compare.noise import Noise, noise
from pipeline.compare.run_tables import RunTables
from pipeline.core.artifacts import Strings, Vectors
from pipeline.core.changes import Change, Reason
from pipeline.runs.changes import (
    changed_inputs,
    changed_results,
    changed_settings,
    changed_versions,
)
from pipeline.runs.results import stored_result

TOPIC_SECTIONS = ("load", "embed", "neighbors", "reduce", "cluster", "seed", "overrides")
"""What can move a document from topic to topic."""

THEME_SECTIONS = ("load", "embed", "assign", "themes", "overrides")
"""What can change its themes."""

Verdict = Literal[
    "no change",
    "no document moved",
    "no change beyond seed noise",
    "more than seed noise",
    "seed noise unknown",
    "nothing in common",
]


@dataclass(frozen=True)
class Comparison:
    """Two runs held against each other.

    ``m`` below are the documents that both runs have with the same title and text;
    ``vectors`` gives what the documents mean after, or None where that is not kept any more.
    """

    before: RunTables
    after: RunTables
    vectors: Callable[[], Vectors | None]

    @cached_property
    def matching(self) -> Matching:
        """Which document of one run is which of the other."""
        return match(self.before.ids, self.before.texts, self.after.ids, self.after.texts)

    @cached_property
    def pairs(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Positions of the m documents in either run."""
        same = ~self.matching.edited
        return self.matching.before[same], self.matching.after[same]

    def __len__(self) -> int:
        return len(self.pairs[0])

    @cached_property
    def alignment(self) -> Alignment:
        """Which topic is which."""
        one, other = self.pairs
        before, after = self.before, self.after
        return align(
            before.topics[one],
            after.topics[other],
            list(before.labels),
            list(after.labels),
            before.keywords,
            after.keywords,
            lasting=self._one_lineage,
        )

    @cached_property
    def moved(self) -> NDArray[np.bool_]:
        """(m,) which documents are not where their topic went."""
        one, other = self.pairs
        return moved(self.before.topics[one], self.after.topics[other], self.alignment)

    @cached_property
    def noise(self) -> Noise:
        """The share that moved, among the shares that move with the seed alone."""
        one, other = self.pairs
        share = float(self.moved.mean()) if len(self.moved) else 0.0
        if self.before.level is not None or self.after.level is not None:
            # other seeds are known for the level shown alone
            return noise(share, self.before.replicas[:0], self.after.replicas[:0])
        return noise(share, self.before.replicas[:, one], self.after.replicas[:, other])

    @cached_property
    def renamed(self) -> list[tuple[str, str]]:
        """The labels before and after of topics that go on under another."""
        pairs = self.alignment.continued.items()
        names = [(self.before.label(one), self.after.label(other)) for one, other in pairs]
        return [(one, other) for one, other in names if one != other]

    @cached_property
    def edited_elsewhere(self) -> int:
        """Edited documents that are not where the topic that they had went."""
        edited = self.matching.edited
        was = self.before.topics[self.matching.before[edited]]
        now = self.after.topics[self.matching.after[edited]]
        return int(moved(was, now, self.alignment).sum())

    @cached_property
    def common_themes(self) -> Strings:
        """The themes that both runs were asked for, in the order after."""
        return tuple(name for name in self.after.themes if name in self.before.themes)

    @cached_property
    def rethemed(self) -> NDArray[np.bool_]:
        """(m,) which documents have other themes, of those that both runs were asked for."""
        one, other = self.pairs
        changed = np.zeros(len(self), dtype=np.bool_)
        for theme in self.common_themes:
            changed |= self.before.having(theme)[one] != self.after.having(theme)[other]
        return changed

    @cached_property
    def config_changes(self) -> list[Change]:
        """What differs between the configs and the overrides."""
        return changed_settings(self.after.run.record, self.before.run.record)

    @cached_property
    def other_changes(self) -> list[Reason]:
        """What differs beside the configs: the content of files, versions, or else the code."""
        old, new = self.before.run.record, self.after.run.record
        found = [*changed_inputs(new, old), *changed_versions(new, old)]
        if found or self.config_changes or not changed_results(new, old):
            return found
        return [Reason("code", ("Themeline",))]

    def acted(self, sections: tuple[str, ...]) -> list[Change]:
        """Those changes of the config that some sections hold."""
        return [change for change in self.config_changes if change.section in sections]

    @cached_property
    def verdict(self) -> Verdict:
        """What to make of it, in a few words."""
        if not len(self) and (len(self.before) or len(self.after)):
            return "nothing in common"
        if not self.moved.any() and not self.rethemed.any():
            same = self._same_documents and self._same_themes and not self.renamed
            return "no change" if same else "no document moved"
        if self.seed_alone:
            return "no change beyond seed noise"
        if self.rethemed.any() or self.noise.beyond:
            return "more than seed noise"
        if not self.noise.known:
            return "seed noise unknown"
        return "no change beyond seed noise"

    @property
    def seed_alone(self) -> bool:
        """Whether the runs differ in nothing but seeds, and whatever moved is their doing."""
        changes = self.config_changes
        seeds = bool(changes) and all(change.is_seed for change in changes)
        return seeds and not self.other_changes and self._same_documents

    @property
    def _one_lineage(self) -> bool:
        """Whether ids of topics mean the same on both sides."""
        sides = (self.before, self.after)
        names = {side.run.record.name for side in sides}
        return len(names) == 1 and all(side.level is None for side in sides)

    @property
    def _same_documents(self) -> bool:
        return len(self) == len(self.before) == len(self.after)

    @property
    def _same_themes(self) -> bool:
        return len(self.common_themes) == len(self.before.themes) == len(self.after.themes)


def compare(
    before: RunTables, after: RunTables, vectors: Callable[[], Vectors | None] | None = None
) -> Comparison:
    """Hold a run against an earlier one.

    ``vectors`` gives what the documents mean after; by default the store is asked.
    """
    return Comparison(
        before, after, vectors or (lambda: stored_result(after.run, "embed", Vectors))
    )
