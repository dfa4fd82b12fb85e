"""Neighbors: the documents most like each, found once for all stages that ask."""
