"""The pages for users, and those of them that are made from the code: ``python -m docs``."""
