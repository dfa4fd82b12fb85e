"""The sizes of an encoder of BERT's kin, as its ``config.json`` has them."""

from typing import Literal, Self

from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    PositiveFloat,
    PositiveInt,
    model_validator,
)

FAMILIES_READ = "BERT, XLM-RoBERTa, MPNet, DistilBERT"


class Architecture(BaseModel):
    """The sizes of an encoder; raises ``ValidationError`` for one of another kind."""

    model_config = ConfigDict(frozen=True)

    model_type: Literal["bert", "roberta", "xlm-roberta", "camembert", "mpnet", "distilbert"]
    hidden_act: Literal["gelu"] = Field(validation_alias=AliasChoices("hidden_act", "activation"))
    position_embedding_type: Literal["absolute"] = "absolute"
    hidden_size: PositiveInt = Field(validation_alias=AliasChoices("hidden_size", "dim"))
    num_hidden_layers: PositiveInt = Field(
        validation_alias=AliasChoices("num_hidden_layers", "n_layers")
    )
    num_attention_heads: PositiveInt = Field(
        validation_alias=AliasChoices("num_attention_heads", "n_heads")
    )
    max_position_embeddings: PositiveInt
    layer_norm_eps: PositiveFloat = 1e-12
    pad_token_id: int | None = 1

    @model_validator(mode="after")
    def _heads_share_all(self) -> Self:
        if self.hidden_size % self.num_attention_heads:
            raise ValueError(
                f"{self.hidden_size} dimensions cannot be shared by {self.num_attention_heads} "
                "heads"
            )
        return self

    @property
    def first_position(self) -> int:
        """The row of the first token's place: RoBERTa and MPNet count from behind the padding."""
        return 0 if self.model_type in ("bert", "distilbert") else (self.pad_token_id or 0) + 1

    @property
    def positions(self) -> int:
        """How many tokens there are places for."""
        return self.max_position_embeddings - self.first_position
