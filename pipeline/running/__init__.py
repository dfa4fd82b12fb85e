"""Running: one run on its way, from a checked config to a published folder."""
