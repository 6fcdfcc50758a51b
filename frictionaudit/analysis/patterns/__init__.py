"""Patterns in a procedure that several rules and heuristics look for."""
