"""What estimators are given as scikit-learn has it, as the methods take it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from pydantic import BaseModel, ValidationError

from pipeline.config import Scoring, scoring_of
from pipeline.config.problems import problems_of, told
from pipeline.core.contracts import Embedder
from pipeline.core.errors import ConfigError
from pipeline.core.theme import Theme
from pipeline.core.threads import usable_cores
from pipeline.estimators.own_vectors import OwnVectors


def seed_of(random_state: int | np.random.RandomState) -> int:
    """The seed of a method: a number as it stands, or one drawn from a generator."""
    if isinstance(random_state, np.random.RandomState):
        return int(random_state.randint(2**31 - 1))
    return random_state


def threads_of(n_jobs: int | None) -> int:
    """The threads of a method: None is one, -1 all there are, -2 all but one, and so on.

    Raises ``ValueError`` for 0, which says nothing.
    """
    if n_jobs == 0:
        raise ValueError("n_jobs: 0 threads compute nothing; give 1 or more, or -1 for all")
    wanted = 1 if n_jobs is None else n_jobs
    return wanted if wanted > 0 else max(1, usable_cores() + 1 + wanted)


def in_words(model: type[BaseModel], error: ValidationError) -> str:
    """What is wrong with the parameters of a method, by the names that scikit-learn has."""
    named = {"seed": "random_state", "threads": "n_jobs"}
    found = problems_of(model, error)
    return "; ".join(told((named.get(str(path[0]), path[0]),), why) for path, why in found)


def scoring_by(parameters: Mapping[str, Any], *, given: bool) -> Scoring:
    """The methods of a ``ThemeScorer``, for texts whose vectors are ``given`` or not.

    Raises ``ValueError`` for whatever is wrong with its parameters.
    """
    named = {"method": parameters["method"], "threshold": parameters["threshold"]}
    asked = {
        "seed": seed_of(parameters["random_state"]),
        "language": parameters["language"],
        "themes": _asked(parameters["themes"]),
        "words": parameters["words"],
        "assign": {name: value for name, value in named.items() if value is not None},
        "execution": {"threads": threads_of(parameters["n_jobs"])},
    }
    own = _own_embedder(parameters["embed"], given=given)
    if own is None:
        asked["embed"] = parameters["embed"]
    try:
        scoring = scoring_of(asked)
    except ConfigError as error:
        raise ValueError(str(error)) from None
    if not scoring.assign.themes:
        raise ValueError("themes: 0 are given, and at least 1 is needed")
    embed = own or scoring.embed
    if scoring.assign.embeds_words and not embed.encodes:
        raise ValueError(
            f"method {scoring.assign.name()} embeds the themes: name what made the vectors "
            "(embed=), or choose combined or words"
        )
    return replace(scoring, embed=embed)


def _asked(themes: Any) -> Any:
    """Themes as a config names them."""
    if isinstance(themes, str | Mapping | Theme):
        raise TypeError(f"themes: one {type(themes).__name__}; put it in a list")
    return [
        theme.model_dump(mode="json") if isinstance(theme, Theme) else theme for theme in themes
    ]


def _own_embedder(embed: Any, *, given: bool) -> Embedder | None:
    """What embeds where that is no method of a config."""
    if isinstance(embed, Embedder):
        return embed
    if embed is None:
        return OwnVectors() if given else None
    name = embed.get("method") if isinstance(embed, Mapping) else embed
    if name == "precomputed":
        raise ValueError("embed: precomputed reads a file; give vectors as embeddings=")
    if isinstance(embed, str | Mapping):
        return None
    if not callable(getattr(embed, "encode", None)):
        raise TypeError(
            f"embed: {type(embed).__name__} has no encode(texts); name a method, or give a model"
        )
    return OwnVectors(model=embed)
