"""Api: Themeline from Python, from texts in memory to a run that answers."""
