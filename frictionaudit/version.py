"""The version of this program, as its output and its package carry it."""

__version__ = "0.1.0"
