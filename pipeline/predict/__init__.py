"""Incoming: new documents under the topics and themes of a finished run."""

from pipeline.predict.drift import Drift
from pipeline.predict.predict import Incoming, assign_documents

__all__ = ["Drift", "Incoming", "assign_documents"]
