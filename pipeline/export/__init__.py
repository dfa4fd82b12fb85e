"""Export: a finished run as the files that other tools read."""

from pipeline.export.writing import Exported, export

__all__ = ["Exported", "export"]
