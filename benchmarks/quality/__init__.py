"""Quality: how near topics come to labels that people gave, and whether they hold still."""
