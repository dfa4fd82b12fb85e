"""config.yaml -> validated ``Config``; every mistake at once, with its line."""

from pipeline.config.reading import config_of, execution_of, load_config
from pipeline.config.settings import Config

__all__ = ["Config", "config_of", "execution_of", "load_config"]
