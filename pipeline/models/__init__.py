"""Models: networks that were trained elsewhere, read from their files and run without torch."""
