"""Screens of whoever sorts, and of whoever reads what was gathered."""
