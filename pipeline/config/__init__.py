"""Config: a file in YAML becomes a checked ``Config``; every mistake at once, with its line."""

from pipeline.config.reading import (
    execution_of,
    given_config,
    load_config,
    recorded_config,
    scoring_of,
    whole_settings,
)
from pipeline.config.settings import Config, Scoring

__all__ = [
    "Config",
    "Scoring",
    "execution_of",
    "given_config",
    "load_config",
    "recorded_config",
    "scoring_of",
    "whole_settings",
]
