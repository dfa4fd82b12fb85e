"""Transformer: a model of your own choice, by its folder or its name.

Any folder of sentence-transformers of the family of BERT, XLM-RoBERTa, MPNet or DistilBERT, and
any folder with ``onnx/model.onnx`` and ``tokenizer.json``. How tokens are pooled, what follows,
and the prefix before each text are read from the model's own files.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from pipeline.core.artifacts import Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import ByText
from pipeline.core.corpus import Corpus
from pipeline.core.method import Auto
from pipeline.embed.model_source import ModelSource
from pipeline.embed.windowed import PACKAGES, Windowed
from pipeline.models.folder import ModelFolder
from pipeline.models.inference import Inference
from pipeline.models.named import spoken_name

if TYPE_CHECKING:
    from pipeline.models.encoder import Encoder

VERSION = 1
"""Of the vectors; see ``minilm``."""


class Transformer(Windowed):
    """Embed the meaning of texts with a model of your own, from its files and without torch."""

    another: ClassVar[str] = "Choose a model of their language for embed.model, or use lsa."

    model: ModelSource = Field(
        description="a folder of sentence-transformers of the family of BERT, XLM-RoBERTa, MPNet "
        "or DistilBERT, or with onnx/model.onnx and tokenizer.json; or the name of one that "
        "themeline model fetch has brought",
    )
    prefix: str | None = Field(
        None,
        max_length=2000,
        description="what stands before every text, documents and themes alike, such as "
        '"query: "; not given: what the files of the model say; "" for nothing',
    )
    window: Auto | Annotated[int, Field(ge=8, le=512)] = Field(
        "auto",
        description="word pieces read at once, marks and prefix included; auto: what the files "
        "of the model say, at most 512",
    )

    @property
    def inference(self) -> Inference:
        return Inference(self.model, self.device, self.prefix)

    def reader(self, source: str) -> Callable[[str], bool]:
        return ModelFolder(self.model).reads

    def room(self, encoder: "Encoder") -> int:
        return encoder.longest if self.window == "auto" else self.window

    def by_text(self) -> ByText:
        names = ("window", "long_texts", "device", "prefix")
        settings = {name: getattr(self, name) for name in names}
        return ByText("transformer", VERSION, settings, self.inference.files, PACKAGES)

    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        context = context.remembering
        vectors = super().__call__(corpus, context)
        encoder = self._loaded(context).encoder
        used = {
            "model": spoken_name(self.model),
            "window": self.room(encoder),
            "pooling": encoder.pooling,
            **({"prefix": encoder.prefix} if encoder.prefix else {}),
        }
        return replace(vectors, resolved={**vectors.resolved, **used})
