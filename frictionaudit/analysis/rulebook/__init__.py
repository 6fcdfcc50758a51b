"""Selecting rules, running them, and filling the ten points of care from what they find."""
