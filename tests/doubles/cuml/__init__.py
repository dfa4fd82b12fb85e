"""Stands in for RAPIDS cuML, which needs a GPU: the arguments and answers of its estimators.

They take what cuML 26 takes, remember what they were given, and find what is plain to see.
"""
