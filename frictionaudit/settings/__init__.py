"""Settings of a team: which rules and how strict, what is let stay until when, and how much friction is too much."""

from frictionaudit.settings.finding import FILE, PROJECT, find
from frictionaudit.settings.reading import read
from frictionaudit.settings.values import DEFAULTS, Settings

__all__ = ["DEFAULTS", "FILE", "PROJECT", "Settings", "find", "read"]
