"""Audits what a procedure asks of people, and keeps the history of its design."""

__version__ = "0.1.0"
