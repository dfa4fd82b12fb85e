"""config.yaml -> validated ``Config``; every mistake at once, with its line."""

from pipeline.config.reading import load_config
from pipeline.config.settings import Config

__all__ = ["Config", "load_config"]
