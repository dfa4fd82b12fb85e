"""The tokenizer of a model, as its ``tokenizer.json`` has it."""

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.core.errors import MachineError
from pipeline.models.folder import AGAIN

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def load_tokenizer(path: Path) -> "Tokenizer":
    """A tokenizer that neither pads nor cuts off. Raises ``MachineError`` where it is damaged."""
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise MachineError(f"{path}: not a tokenizer ({error}); {AGAIN}") from None
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def pieces_known(tokenizer: "Tokenizer") -> int:
    """One more than the highest number of a piece: the rows that a table must have."""
    return 1 + max(tokenizer.get_vocab(with_added_tokens=True).values(), default=-1)


def unknown_piece(tokenizer: "Tokenizer") -> int | None:
    """The piece that stands for what cannot be spelled; None where all can."""
    found: int | None = tokenizer.token_to_id(
        getattr(tokenizer.model, "unk_token", None) or "<unk>"
    )
    return found
