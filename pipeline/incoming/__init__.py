"""Incoming: new documents under the topics and themes of a finished run."""

from pipeline.incoming.assigning import Incoming, assign_documents
from pipeline.incoming.drift import Drift

__all__ = ["Drift", "Incoming", "assign_documents"]
