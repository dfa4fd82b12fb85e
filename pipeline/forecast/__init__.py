"""Forecast: what a run will take, from sizes and rates. Nothing of the machine is measured here."""
