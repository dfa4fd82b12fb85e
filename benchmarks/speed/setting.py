"""What one call measures with: where the corpora and the reference are, and how often."""

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from benchmarks.speed.process import ROOT, FailedError


@dataclass(frozen=True)
class Setting:
    """One call.

    folder     an empty folder for configs, corpora and outputs
    runs       how often each command is timed
    corpora    the folder of NAME.jsonl or NAME.jsonl.gz; None: none
    reference  a python with bertopic, sentence-transformers and the model; None: none
    documents  how many documents of the large corpus are taken
    """

    FULL: ClassVar[int] = 120_000

    folder: Path
    runs: int = 3
    corpora: Path | None = None
    reference: str | None = None
    documents: int = FULL

    @property
    def required_corpora(self) -> Path:
        """The folder of the corpora. Raises ``FailedError`` where there is none."""
        if self.corpora is None:
            raise FailedError("needs corpora: --corpora FOLDER")
        return self.corpora

    @property
    def required_reference(self) -> str:
        """The python of the reference. Raises ``FailedError`` where there is none."""
        if self.reference is None:
            raise FailedError("needs a python to compare with: --reference-python PYTHON")
        return self.reference

    @property
    def scaled(self) -> bool:
        """Whether less than all of the large corpus is taken, for which no target was set."""
        return self.documents != self.FULL

    def share(self, of_full: int) -> int:
        """A number of documents that was set for the whole corpus, at this scale."""
        return max(1, of_full * self.documents // self.FULL)

    def shown(self, command: Sequence[str]) -> str:
        """A command without the folders of this machine."""
        names = {sys.executable: "python", str(self.reference): "reference-python"}
        words = [names.get(word, word) for word in command]
        return shlex.join(
            word.replace(f"{self.folder}", "FOLDER").replace(f"{ROOT}/", "") for word in words
        )
