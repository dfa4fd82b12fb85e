"""Evaluate: can the result be trusted?"""
