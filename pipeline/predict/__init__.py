"""Predict: new documents under the topics and themes of a finished run."""

from pipeline.predict.drift import Drift
from pipeline.predict.prediction import Prediction, predict

__all__ = ["Drift", "Prediction", "predict"]
