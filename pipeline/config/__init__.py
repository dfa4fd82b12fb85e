"""Config: a file in YAML becomes a checked ``Config``; every mistake at once, with its line."""

from pipeline.config.reading import (
    execution_of,
    given_config,
    load_config,
    recorded_config,
    whole_settings,
)
from pipeline.config.settings import Config

__all__ = [
    "Config",
    "execution_of",
    "given_config",
    "load_config",
    "recorded_config",
    "whole_settings",
]
