"""Two runs held against each other: which topics go on, what moved, and whether it is chance."""
