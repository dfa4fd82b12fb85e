"""Themes: how often documents come under the themes that people gave them."""
