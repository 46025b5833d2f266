"""Keeps a client base complete."""

__version__ = "0.1.0"
