"""Promises: the time a team can publish, and the share of cases that meets it."""
