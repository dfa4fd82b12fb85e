"""What a command line means where it says nothing."""

from pathlib import Path

DEFAULT_CONFIG = Path("config.yaml")
"""The config, where none is named."""

DEFAULT_OUTPUTS = Path("outputs")
"""The outputs folder, where there is no config to name it."""
