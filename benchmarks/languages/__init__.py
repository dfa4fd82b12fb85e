"""Languages: whether topics and themes follow what texts mean, whatever they are written in."""
