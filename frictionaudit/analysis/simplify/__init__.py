"""Simplifying a procedure: ideas, each proved on a copy, and the best of them together."""
