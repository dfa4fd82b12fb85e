"""Sweep: one corpus under many settings, side by side."""

from pipeline.sweep.trials import Sweep, sweep

__all__ = ["Sweep", "sweep"]
