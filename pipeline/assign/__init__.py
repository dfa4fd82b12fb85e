"""Assign: bring the documents under the themes that the user asked for."""
