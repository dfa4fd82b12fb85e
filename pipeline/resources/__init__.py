"""Resources: what a machine has free, and what a run will take of it."""
